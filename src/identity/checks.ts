import { availableParallelism } from 'node:os';
import type { Logger } from 'pino';
import type { CheckSettings } from './answer-check.ts';
import type { CheckJob, CheckJobs, CheckKind, CheckResult } from './check-jobs.ts';
import { Refusal } from './refusal.ts';
import { JobAborted, PoolBusy, type PoolLimits, type RunOptions, WorkerPool } from './worker-pool.ts';

/** The core that answers everybody stays theirs. */
export const checkLimits: PoolLimits = {
  workers: Math.min(2, Math.max(1, availableParallelism() - 1)),
  waiting: 64,
  patience: 5000,
  deadline: 2500,
  memory: 96,
};
const retryAfter = 5;

/**
 * Everything that costs a SAML message's reader time, off the thread that answers everybody: each method rejects with a Refusal, of
 * the message or because there was no time or place for it.
 */
export interface Checks {
  /** The address to send the browser to; how many begin is limited before, so that a flood of answers does not keep them waiting. */
  signRequest(request: CheckJobs['request']['input']): Promise<string>;
  /** Takes the bytes away: whoever had them reads them no more. */
  receiveForm(body: Uint8Array<ArrayBuffer>): Promise<CheckJobs['form']['output']>;
  /** Goes before what nobody has vouched for yet: its request is spent already. */
  proveAnswer(answer: CheckJobs['answer']['input']): Promise<CheckJobs['answer']['output']>;
  receiveLogout(query: string): Promise<CheckJobs['logoutQuery']['output']>;
  proveLogout(logout: CheckJobs['logout']['input']): Promise<CheckJobs['logout']['output']>;
  stop(): Promise<void>;
}

function refusalOf(error: unknown): unknown {
  if (error instanceof PoolBusy) return new Refusal('overloaded', error.message, { retryAfter });
  if (error instanceof JobAborted) return new Refusal('too-costly', error.message, { retryAfter });
  return error;
}

export function openChecks(settings: CheckSettings, log: Logger, limits = checkLimits): Checks {
  const pool = new WorkerPool<CheckJob, CheckResult>({
    file: new URL('./check-worker.mjs', import.meta.url),
    workerData: settings,
    limits,
    onProblem: (error) => log.error({ err: error }, 'a thread that checks sign-ins broke'),
  });
  const ask = async <K extends CheckKind>(job: CheckJob & { kind: K }, how: RunOptions = {}) => {
    const result = await pool.run(job, how).catch((error: unknown) => Promise.reject(refusalOf(error)));
    if ('passed' in result) return result.passed as CheckJobs[K]['output'];
    const { reason, note, verified } = result.refused;
    throw new Refusal(reason, note, { verified });
  };
  return {
    signRequest: (input) => ask({ kind: 'request', input }, { urgent: true }),
    receiveForm: (input) => ask({ kind: 'form', input }, { transfer: [input.buffer] }),
    proveAnswer: (input) => ask({ kind: 'answer', input }, { urgent: true }),
    receiveLogout: (input) => ask({ kind: 'logoutQuery', input }),
    proveLogout: (input) => ask({ kind: 'logout', input }, { urgent: true }),
    stop: () => pool.close(),
  };
}
