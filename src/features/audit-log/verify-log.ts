import type { Gate } from '../../gate/gate.ts';
import { type LogState, readLogState } from './log-state.ts';

export interface VerifyPageView {
  state: LogState;
}

/** What a verification would do, and how far the log goes. */
export async function explainVerification(gate: Gate): Promise<VerifyPageView> {
  return { state: await readLogState(gate) };
}
