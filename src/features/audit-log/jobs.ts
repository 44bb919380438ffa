import type { Gate } from '../../gate/gate.ts';
import type { JobView } from '../../gate/job-desk.ts';
import type { Verdict } from './entry-types.ts';
import { explainQueryProblem } from './query-problem.ts';

export type { JobView };

/** Seconds between two looks at a job that goes on; null once it has ended. */
export function refreshOf({ state, startedAt, askedAt }: JobView, now = Date.now()): number | null {
  if (state !== 'waiting' && state !== 'running') return null;
  // Each look is an entry of the log: long work is looked at less often.
  return now - Date.parse(startedAt ?? askedAt) > 60_000 ? 10 : 2;
}

/** Entries a second and how many per cent; null while nobody works on it. */
export function paceOf(
  { done, all, startedAt, finishedAt }: JobView,
  now = Date.now(),
): { percent: number; perSecond: number } | null {
  if (all === null || all === 0 || startedAt === null) return null;
  const seconds = ((finishedAt === null ? now : Date.parse(finishedAt)) - Date.parse(startedAt)) / 1000;
  return {
    percent: Math.min(100, Math.floor((done / all) * 100)),
    perSecond: Math.round(done / Math.max(0.1, seconds)),
  };
}

/** The verdict of a finished verification. */
export function verdictOf({ result }: JobView): Verdict | null {
  return result === null ? null : (result as unknown as Verdict);
}

/** Asks for an export. Throws `invalid-input` in words for a query that is not understood. */
export function askExport(gate: Gate, q: string): Promise<string> {
  return gate.jobs.exportEntries(q).catch((error: unknown) => explainQueryProblem(error, ''));
}
