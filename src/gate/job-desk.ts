import type pg from 'pg';
import { qualifiersIn } from '../../audit/qualifier-names.ts';
import { parseQualifiers } from '../../audit/qualifiers.ts';
import { handlesOf } from '../../audit/query.ts';
import { QueryError } from '../../audit/query-error.ts';
import { inTransaction } from '../../db/transaction.ts';
import { AppError } from '../errors.ts';
import type { FileAnswer } from './answer.ts';
import { auditViewer } from './audit-viewer.ts';
import { entryOf } from './entry.ts';
import type { Exchange } from './exchange.ts';
import { dropFile, findJob, insertJob, type Job, type JobKind, openJobs, readChunks, wantCancel } from './job-store.ts';
import type { GateParts } from './parts.ts';

/** A job as its person may see it. */
export interface JobView
  extends Pick<
    Job,
    'id' | 'kind' | 'state' | 'done' | 'all' | 'result' | 'problem' | 'askedAt' | 'startedAt' | 'finishedAt'
  > {
  /** The query of an export. */
  q: string;
  hasFile: boolean;
}

const most = 3;
const hours: Record<JobKind, number> = { 'audit-verify': 24 * 30, 'audit-export': 24 };

/** Long work that auditors ask for, look after, end and fetch: each step decided and logged, for the person alone. */
export class JobDesk {
  readonly #parts: GateParts;
  readonly #exchange: Exchange;

  constructor(parts: GateParts, exchange: Exchange) {
    this.#parts = parts;
    this.#exchange = exchange;
  }

  /** Asks for a verification of the whole log; returns the id of its job. */
  async verify(): Promise<string> {
    this.#exchange.ledger.note('audit.verify', { stage: 'asked' });
    return this.#ask('audit-verify', {});
  }

  /** Asks for an export of what a query names. Throws `invalid-input` for a query that is not understood. */
  async exportEntries(q: string): Promise<string> {
    const { scope } = auditViewer(this.#exchange);
    const handles = await handlesOf(this.#parts.pool);
    try {
      parseQualifiers(q, handles, scope === 'all');
    } catch (error) {
      if (!(error instanceof QueryError)) throw error;
      const { problem, part, suggestion } = error;
      const params = { problem, part, suggestion: suggestion || 'none' };
      throw new AppError('invalid-input', { fields: [{ field: 'q', messageId: 'input.audit-query', params }] });
    }
    this.#exchange.ledger.note('audit.export', { stage: 'asked', qualifiers: qualifiersIn(q) });
    return this.#ask('audit-export', { q });
  }

  /** Throws `not-found` for a job of somebody else as for none. */
  async read(kind: JobKind, id: string): Promise<JobView> {
    const job = await this.#find(kind, id);
    this.#exchange.ledger.note('audit.job', { kind, state: job.state });
    return viewOf(job);
  }

  async cancel(kind: JobKind, id: string): Promise<void> {
    await this.#find(kind, id);
    this.#exchange.ledger.note('audit.cancel', { kind });
    await this.#write((tx) => wantCancel(tx, id));
    this.#parts.wakeJobs();
  }

  /** The file of a finished job. Throws `not-found` when there is none, or the person's scope is not that of the file any more. */
  async file(kind: JobKind, id: string): Promise<FileAnswer> {
    const job = await this.#find(kind, id);
    if (!job.fileSalt || !job.fileName) throw new AppError('not-found');
    if (job.result?.['scope'] !== auditViewer(this.#exchange).scope) {
      await dropFile(this.#parts.pool, id);
      throw new AppError('not-found');
    }
    const sealed = Buffer.concat(await readChunks(this.#parts.pool, id));
    const bytes = this.#parts.jobFiles.open(id, job.fileSalt, sealed);
    const { entries, size } = job.result as { entries: number; size: number };
    const qualifiers = qualifiersIn(job.input['q'] ?? '');
    this.#exchange.ledger.note('audit.export', { stage: 'downloaded', entries, size, opened: true, qualifiers });
    return { name: job.fileName, type: 'application/x-tar', bytes };
  }

  async #find(kind: JobKind, id: string): Promise<Job> {
    const { person } = auditViewer(this.#exchange);
    const job = await findJob(this.#parts.pool, id, person, kind);
    if (!job) throw new AppError('not-found');
    return job;
  }

  async #ask(kind: JobKind, input: Record<string, string>): Promise<string> {
    const { person } = auditViewer(this.#exchange);
    if ((await openJobs(this.#parts.pool, person)) >= most) throw new AppError('rate-limited');
    const { session } = this.#exchange.signedIn;
    let id = '';
    await this.#write(async (tx) => {
      id = await insertJob(tx, { kind, person, session, input }, hours[kind]);
    });
    this.#parts.wakeJobs();
    return id;
  }

  async #write(work: (tx: pg.PoolClient) => Promise<void>): Promise<void> {
    const { event, action, status } = this.#exchange.success;
    const ticket = await inTransaction(this.#parts.pool, async (tx) => {
      await work(tx);
      return this.#parts.audit.appendIn(tx, [entryOf(this.#exchange, event, action, 'permit', status)]);
    });
    this.#exchange.ledger.tickets.push(ticket);
  }
}

function viewOf({
  fileSalt,
  input,
  id,
  kind,
  state,
  done,
  all,
  result,
  problem,
  askedAt,
  startedAt,
  finishedAt,
}: Job): JobView {
  const times = { askedAt, startedAt, finishedAt };
  return { id, kind, state, done, all, result, problem, ...times, q: input['q'] ?? '', hasFile: fileSalt !== null };
}
