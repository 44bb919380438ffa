import type pg from 'pg';
import { uuidv7 } from '../../db/uuid.ts';

export type JobKind = 'audit-verify' | 'audit-export';
export type JobState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';

/** Long work as it is stored (THREATS 21): ids and numbers, never a record. */
export interface Job {
  id: string;
  kind: JobKind;
  person: string;
  session: string;
  input: Record<string, string>;
  state: JobState;
  done: number;
  /** Null until it is known how much there is. */
  all: number | null;
  result: Record<string, unknown> | null;
  /** A code of the catalogue of problems. */
  problem: string | null;
  wantsCancel: boolean;
  askedAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  fileSalt: Buffer | null;
  fileName: string | null;
}

const iso = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const columns = `id, kind, person, session, input, state, steps_done::float8 AS done, steps_all::float8 AS all, result, problem,
  wants_cancel AS "wantsCancel", ${iso('asked_at')} AS "askedAt", ${iso('started_at')} AS "startedAt", ${iso('finished_at')} AS "finishedAt",
  file_salt AS "fileSalt", file_name AS "fileName"`;
/** A worker that said nothing for so long is gone, and its job is taken over. */
const silence = "interval '15 seconds'";

/** Writes a job that waits, in the transaction that holds its entry. */
export async function insertJob(
  tx: pg.PoolClient,
  job: Pick<Job, 'kind' | 'person' | 'session' | 'input'>,
  hours: number,
): Promise<string> {
  const id = uuidv7();
  await tx.query(
    `INSERT INTO job (id, kind, person, session, input, expires_at) VALUES ($1, $2, $3, $4, $5, now() + make_interval(hours => $6))`,
    [id, job.kind, job.person, job.session, JSON.stringify(job.input), hours],
  );
  return id;
}

/** How many of a person's jobs are not finished. */
export async function openJobs(on: pg.Pool, person: string): Promise<number> {
  const { rows } = await on.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM job WHERE person = $1 AND state IN ('waiting', 'running')`,
    [person],
  );
  return rows[0]?.n ?? 0;
}

/** The job of that person, or null: another's does not exist for them. */
export async function findJob(on: pg.Pool, id: string, person: string, kind: JobKind): Promise<Job | null> {
  const { rows } = await on.query<Job>(
    `SELECT ${columns} FROM job WHERE id = $1 AND person = $2 AND kind = $3 AND expires_at > now()`,
    [id, person, kind],
  );
  return rows[0] ?? null;
}

/** Takes the oldest job that waits or whose worker fell silent; null when there is none. */
export async function claimJob(on: pg.Pool, worker: string): Promise<Job | null> {
  const { rows } = await on.query<Job>(
    `UPDATE job SET state = 'running', worker = $1, beat_at = clock_timestamp(), started_at = coalesce(started_at, clock_timestamp()), steps_done = 0
     WHERE id = (SELECT id FROM job WHERE state = 'waiting' OR (state = 'running' AND beat_at < clock_timestamp() - ${silence})
       ORDER BY asked_at LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING ${columns}`,
    [worker],
  );
  return rows[0] ?? null;
}

/** Says how far the work is. False: it is no longer this worker's, or its person does not want it any more. */
export async function beat(on: pg.Pool, id: string, worker: string, done: number, all: number): Promise<boolean> {
  const { rows } = await on.query<{ goesOn: boolean }>(
    `UPDATE job SET beat_at = clock_timestamp(), steps_done = $3, steps_all = $4 WHERE id = $1 AND worker = $2 AND state = 'running'
     RETURNING NOT wants_cancel AS "goesOn"`,
    [id, worker, done, all],
  );
  return rows[0]?.goesOn === true;
}

/** Ends a job. Outcome and file appear together, in the transaction that holds the entry of the end. */
export async function finishJob(
  tx: pg.PoolClient,
  id: string,
  worker: string,
  end: { state: JobState; result?: Record<string, unknown>; problem?: string; salt?: Buffer; fileName?: string },
): Promise<boolean> {
  const ended = await tx.query(
    `UPDATE job SET state = $3, result = $4, problem = $5, finished_at = clock_timestamp(), file_salt = $6, file_name = $7,
       steps_done = CASE WHEN $3 = 'done' THEN coalesce(steps_all, steps_done) ELSE steps_done END
     WHERE id = $1 AND worker = $2 AND state = 'running'`,
    [
      id,
      worker,
      end.state,
      end.result ? JSON.stringify(end.result) : null,
      end.problem ?? null,
      end.salt ?? null,
      end.fileName ?? null,
    ],
  );
  return ended.rowCount === 1;
}

/** A job that waits ends at once, one that runs at its next step. */
export async function wantCancel(tx: pg.PoolClient, id: string): Promise<void> {
  await tx.query(
    `UPDATE job SET wants_cancel = true, state = CASE WHEN state = 'waiting' THEN 'cancelled' ELSE state END,
       finished_at = CASE WHEN state = 'waiting' THEN clock_timestamp() END
     WHERE id = $1 AND state IN ('waiting', 'running')`,
    [id],
  );
}

export async function writeChunk(tx: pg.PoolClient, job: string, n: number, bytes: Buffer): Promise<void> {
  await tx.query('INSERT INTO job_chunk (job, n, bytes) VALUES ($1, $2, $3)', [job, n, bytes]);
}

export async function readChunks(on: pg.Pool, job: string): Promise<Buffer[]> {
  const { rows } = await on.query<{ bytes: Buffer }>('SELECT bytes FROM job_chunk WHERE job = $1 ORDER BY n', [job]);
  return rows.map(({ bytes }) => bytes);
}

/** Takes a file away for good; the job keeps its result. */
export async function dropFile(on: pg.Pool, job: string): Promise<void> {
  await on.query('DELETE FROM job_chunk WHERE job = $1', [job]);
  await on.query('UPDATE job SET file_salt = NULL, file_name = NULL WHERE id = $1', [job]);
}

/** Deletes what nobody may have any more. */
export async function sweepJobs(on: pg.Pool): Promise<void> {
  await on.query('DELETE FROM job WHERE expires_at <= now()');
}
