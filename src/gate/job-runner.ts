import type { AuditAction } from '../../audit/events.ts';
import { inTransaction } from '../../db/transaction.ts';
import { AppError } from '../errors.ts';
import { entryOf } from './entry.ts';
import { type Exchange, Ledger } from './exchange.ts';
import {
  beat,
  claimJob,
  finishJob,
  type Job,
  type JobKind,
  type JobState,
  sweepJobs,
  writeChunk,
} from './job-store.ts';
import type { GateParts } from './parts.ts';

/** What a kind of job is given: its person's sight of now, and where to say how far it is. */
export interface JobRun {
  parts: GateParts;
  exchange: Exchange;
  job: Job;
  /** Throws when the person does not want it any more, or another worker has it. */
  progress(done: number, all: number): Promise<void>;
}

export interface JobOutcome {
  result: Record<string, unknown>;
  file?: { name: string; bytes: Buffer };
}

export type Work = (run: JobRun) => Promise<JobOutcome>;

/** The work stops here; the job's row says why. */
class JobStopped extends Error {
  override readonly name = 'JobStopped';
}

const every = 1_000;
const chunk = 1_000_000;
const events: Record<JobKind, AuditAction> = { 'audit-verify': 'audit.verify', 'audit-export': 'audit.export' };

/**
 * Does long work, one job at a time an instance, as the person who asked and in their session: a session that ended ends its
 * jobs. What an instance that died left behind is begun again by another. Every end stands in the log with its outcome.
 */
export class JobRunner {
  readonly #parts: GateParts;
  readonly #worker: string;
  readonly #works: Record<JobKind, Work>;
  readonly #onProblem: (error: unknown) => void;
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> | null = null;
  #stopped = false;

  constructor(parts: GateParts, worker: string, works: Record<JobKind, Work>, onProblem: (error: unknown) => void) {
    this.#parts = parts;
    this.#worker = worker;
    this.#works = works;
    this.#onProblem = onProblem;
    this.#timer = setInterval(() => this.wake(), every);
    this.#timer.unref();
  }

  /** Looks for work now; what runs already goes on. */
  wake(): void {
    if (this.#stopped) return;
    this.#running ??= this.#workOff()
      .catch(this.#onProblem)
      .finally(() => {
        this.#running = null;
      });
  }

  /** Ends at the next step; another start takes the job up again. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  async #workOff(): Promise<void> {
    await sweepJobs(this.#parts.pool);
    for (
      let job = await claimJob(this.#parts.pool, this.#worker);
      job;
      job = await claimJob(this.#parts.pool, this.#worker)
    ) {
      await this.#do(job);
      if (this.#stopped) return;
    }
  }

  async #do(job: Job): Promise<void> {
    const exchange = await this.#exchangeOf(job);
    if (exchange === null) return this.#end(job, null, { state: 'cancelled', problem: 'unauthenticated' });
    try {
      const progress = this.#progressOf(job);
      await progress(0, 0);
      const outcome = await this.#works[job.kind]({ parts: this.#parts, exchange, job, progress });
      await this.#end(job, exchange, { state: 'done' }, outcome);
    } catch (error) {
      if (error instanceof JobStopped) return this.#afterStop(job, exchange);
      const code = error instanceof AppError ? error.code : 'internal';
      if (code === 'internal') this.#onProblem(error);
      await this.#end(job, exchange, { state: 'failed', problem: code });
    }
  }

  /** As the person is now: session, roles and policy of this moment, not of when the job was asked for. */
  async #exchangeOf(job: Job): Promise<Exchange | null> {
    await this.#parts.policies.recent();
    const signedIn = await this.#parts.sessions.find(job.session);
    if (signedIn === null || signedIn.person !== job.person) return null;
    return {
      facts: { method: 'JOB', route: job.kind, surface: 'page', requestId: job.id, ip: '', userAgentHash: '' },
      success: { event: events[job.kind], action: 'audit-read', status: 200 },
      signedIn,
      sight: this.#parts.sights.of(signedIn),
      ledger: new Ledger(),
    };
  }

  #progressOf(job: Job): JobRun['progress'] {
    let saidAt = 0;
    return async (done, all) => {
      if (this.#stopped) throw new JobStopped();
      if (Date.now() - saidAt < 250 && done < all) return;
      saidAt = Date.now();
      if (!(await beat(this.#parts.pool, job.id, this.#worker, done, all))) throw new JobStopped();
    };
  }

  /** Cancelled by its person; or this instance goes down, and the row waits for the next one to take it over. */
  async #afterStop(job: Job, exchange: Exchange): Promise<void> {
    if (!this.#stopped) await this.#end(job, exchange, { state: 'cancelled' });
  }

  async #end(
    job: Job,
    exchange: Exchange | null,
    end: { state: JobState; problem?: string },
    outcome?: JobOutcome,
  ): Promise<void> {
    const { pool, audit, jobFiles } = this.#parts;
    const file = outcome?.file && { ...jobFiles.seal(job.id, outcome.file.bytes), name: outcome.file.name };
    const ticket = await inTransaction(pool, async (tx) => {
      const mine = await finishJob(tx, job.id, this.#worker, {
        ...end,
        ...(outcome ? { result: outcome.result } : {}),
        ...(file ? { salt: file.salt, fileName: file.name } : {}),
      });
      if (!mine) return null;
      for (let n = 0; file && n * chunk < file.sealed.length; n += 1)
        await writeChunk(tx, job.id, n, file.sealed.subarray(n * chunk, (n + 1) * chunk));
      return exchange && audit.appendIn(tx, [entryOfEnd(exchange, end)]);
    });
    if (ticket) await audit.sequence(ticket);
  }
}

function entryOfEnd(exchange: Exchange, { state, problem }: { state: JobState; problem?: string }) {
  const { event, action } = exchange.success;
  if (state !== 'done') exchange.ledger.note(event, { reason: problem ?? state });
  const outcome = state === 'failed' ? (problem === 'forbidden' ? 'deny' : 'error') : 'permit';
  return entryOf(exchange, event, action, outcome, 200);
}
