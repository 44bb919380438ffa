import { qualifiersIn } from '../../audit/qualifier-names.ts';
import {
  type AuditViewer,
  consistencyProofOf,
  DamagedEntry,
  entryAt,
  type FoundEntry,
  inclusionProofOf,
  logState,
  QueryError,
  type SearchPage,
  searchEntries,
} from '../../audit/query.ts';
import { type Checkpoint, latestCheckpoint } from '../../audit/stored-checkpoint.ts';
import { type DatabaseVerdict, verifyDatabase } from '../../audit/verify-database.ts';
import { AppError } from '../errors.ts';
import { demand } from './demand.ts';
import type { Exchange } from './exchange.ts';
import type { GateParts } from './parts.ts';

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
    this.#note({ entries: page.entries.length, qualifiers: qualifiersIn(query.q) });
    return page;
  }

  /** One entry with its proof. Throws `not-found` when there is none that this auditor may see, `damaged-entry` when it cannot be read. */
  async entry(index: number): Promise<ProvenEntry> {
    const found = await entryAt(this.#parts.pool, index, this.#viewer()).catch(asDamage);
    if (!found) throw new AppError('not-found');
    const checkpoint = await latestCheckpoint(this.#parts.pool, this.#parts.vkey);
    const covered = checkpoint !== null && checkpoint.size > index;
    this.#note({ index, proof: covered });
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
    this.#note({ index, size });
    return inclusionProofOf(this.#parts.pool, index, size).catch(asInputProblem);
  }

  consistency(from: number, to: number): Promise<string[]> {
    this.#viewer();
    this.#note({ from, size: to });
    return consistencyProofOf(this.#parts.pool, from, to).catch(asInputProblem);
  }

  /** Entries, time of the last, and entries not yet sequenced. */
  state(): Promise<{ size: number; lastAt: string; pending: number }> {
    this.#viewer();
    return logState(this.#parts.pool);
  }

  /** Recomputes every hash in place and compares with the signed checkpoint; reports each problem with its index. */
  async verify(onProgress?: (checked: number, all: number) => void): Promise<DatabaseVerdict> {
    this.#viewer();
    const { pool, vkey } = this.#parts;
    const verdict = await verifyDatabase({ pool, vkey, ...(onProgress ? { onProgress } : {}) });
    const first = verdict.problems.find(({ index }) => index !== null)?.index;
    this.#note({
      entries: verdict.entries,
      verdict: verdict.good ? 'intact' : 'broken',
      ...(first == null ? {} : { index: first }),
    });
    return verdict;
  }

  #viewer(): AuditViewer {
    const { signedIn } = this.#exchange;
    demand(this.#exchange, 'audit-read', { type: 'audit-entry' });
    if (signedIn.auditScope === null) throw new AppError('forbidden');
    return { person: signedIn.person, agency: signedIn.agency, scope: signedIn.auditScope };
  }

  #note(detail: Record<string, string | number | boolean>): void {
    Object.assign(this.#exchange.ledger.detail, detail);
  }
}

function asDamage(error: unknown): never {
  if (!(error instanceof DamagedEntry)) throw error;
  throw new AppError('damaged-entry', { params: { index: error.index }, cause: error });
}

function asInputProblem(error: unknown): never {
  if (!(error instanceof QueryError)) throw error;
  throw new AppError('invalid-input', {
    fields: [{ field: 'q', messageId: 'input.audit-query', params: { problem: error.message } }],
  });
}
