import { auditEvents } from '../../audit/events.ts';
import { type Charts, chartsOf, type RecordReader, recordReaders } from '../../audit/insight.ts';
import { qualifiersIn } from '../../audit/qualifier-names.ts';
import {
  type AuditViewer,
  consistencyProofOf,
  DamagedEntry,
  entryAt,
  type FoundEntry,
  inclusionProofOf,
  logState,
  type SearchPage,
  searchEntries,
} from '../../audit/query.ts';
import { QueryError } from '../../audit/query-error.ts';
import { type Checkpoint, latestCheckpoint } from '../../audit/stored-checkpoint.ts';
import { AppError } from '../errors.ts';
import { auditViewer } from './audit-viewer.ts';
import type { Exchange } from './exchange.ts';
import type { GateParts } from './parts.ts';

export type { DatabaseVerdict } from '../../audit/verify-database.ts';

/** Every kind of event that can stand in the log. */
export const loggedActions: readonly string[] = Object.keys(auditEvents);

/** One entry as this auditor may see it, with what proves that it stands in the log. */
export interface ProvenEntry extends FoundEntry {
  checkpoint: Checkpoint | null;
  /** Inclusion proof (RFC 6962, 2.1.1) in standard base64 for the checkpoint's size; null while it is not yet covered. */
  proof: string[] | null;
}

/** The auditor's reading of the log, itself decided and logged. Auditors see references, never content. */
export class AuditDesk {
  readonly #parts: GateParts;
  readonly #exchange: Exchange;

  constructor(parts: GateParts, exchange: Exchange) {
    this.#parts = parts;
    this.#exchange = exchange;
  }

  /** Entries that match the qualifiers, newest first. Throws `invalid-input` naming a qualifier that is none. */
  async search(query: { q: string; before?: string; limit: number }): Promise<SearchPage> {
    const viewer = this.#viewer();
    const page = await searchEntries({ pool: this.#parts.pool, viewer, ...query }).catch(asInputProblem);
    this.#exchange.ledger.note('audit.search', { entries: page.entries.length, qualifiers: qualifiersIn(query.q) });
    return page;
  }

  /** Numbers over the entries that a search for the same would list between two instants (ISO 8601). */
  async charts(q: string, window: { since: string; until: string }): Promise<Charts> {
    const charts = await chartsOf(this.#parts.pool, this.#viewer(), q, window).catch(asInputProblem);
    this.#exchange.ledger.note('audit.search', { entries: charts.total, qualifiers: qualifiersIn(q) });
    return charts;
  }

  /** Who was given a record, by its handle (`rec-…`), as this auditor may know them. */
  async recordReaders(handle: string, limit: number): Promise<RecordReader[]> {
    return recordReaders(this.#parts.pool, this.#viewer(), handle, limit);
  }

  /** One entry with its proof. Throws `not-found` when there is none that this auditor may see, `damaged-entry` when it cannot be read. */
  async entry(index: number): Promise<ProvenEntry> {
    const found = await entryAt(this.#parts.pool, index, this.#viewer()).catch(asDamage);
    if (!found) throw new AppError('not-found');
    const checkpoint = await latestCheckpoint(this.#parts.pool, this.#parts.vkey);
    const covered = checkpoint !== null && checkpoint.size > index;
    this.#exchange.ledger.note('audit.read', { index, proof: covered });
    return {
      ...found,
      checkpoint,
      proof: covered ? await inclusionProofOf(this.#parts.pool, index, checkpoint.size) : null,
    };
  }

  /** The newest signed checkpoint; null before the first. */
  checkpoint(): Promise<Checkpoint | null> {
    this.#viewer();
    return latestCheckpoint(this.#parts.pool, this.#parts.vkey);
  }

  /** Throws `invalid-input` when index and size do not fit the log. */
  inclusion(index: number, size: number): Promise<string[]> {
    this.#viewer();
    this.#exchange.ledger.note('audit.checkpoint', { index, size });
    return inclusionProofOf(this.#parts.pool, index, size).catch(asInputProblem);
  }

  consistency(from: number, to: number): Promise<string[]> {
    this.#viewer();
    this.#exchange.ledger.note('audit.checkpoint', { from, size: to });
    return consistencyProofOf(this.#parts.pool, from, to).catch(asInputProblem);
  }

  /** Entries, time of the last, and entries not yet sequenced. */
  state(): Promise<{ size: number; lastAt: string; pending: number }> {
    this.#viewer();
    return logState(this.#parts.pool);
  }

  #viewer(): AuditViewer {
    return auditViewer(this.#exchange);
  }
}

function asDamage(error: unknown): never {
  if (!(error instanceof DamagedEntry)) throw error;
  throw new AppError('damaged-entry', { params: { index: error.index }, cause: error });
}

function asInputProblem(error: unknown): never {
  if (!(error instanceof QueryError)) throw error;
  throw new AppError('invalid-input', {
    fields: [
      {
        field: 'q',
        messageId: 'input.audit-query',
        params: { problem: error.problem, part: error.part, suggestion: error.suggestion || 'none' },
      },
    ],
  });
}
