import type { Gate } from '../../gate/gate.ts';
import type { Verdict } from './entry-types.ts';
import { type LogState, readLogState } from './log-state.ts';

export interface VerifyPageView {
  state: LogState;
  /** Null until somebody asks for it. */
  verdict: (Verdict & { milliseconds: number }) | null;
}

/** What a verification would do, and how far the log goes. */
export async function explainVerification(gate: Gate): Promise<VerifyPageView> {
  return { state: await readLogState(gate), verdict: null };
}

/** Hashes every entry again where it lies and compares with what was signed. */
export async function verifyLog(gate: Gate): Promise<VerifyPageView> {
  const startedAt = performance.now();
  const verdict = await gate.auditLog.verify();
  const milliseconds = Math.round(performance.now() - startedAt);
  return { state: await readLogState(gate), verdict: { ...verdict, milliseconds } };
}
