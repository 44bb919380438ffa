import type { Pool } from 'pg';
import { batchTexts } from './compose.ts';
import { AuditUnavailable, InvalidAuditEntry } from './entry.ts';
import { type Receipt, SignedReceipt } from './receipt.ts';
import { hashWithTime } from './ticket.ts';
import type { BatchOptions, Waiting } from './waiting.ts';

interface Committed {
  stamp: string;
  sequenced: Set<number>;
}

/** Commits a batch in one statement and settles its requests. Returns those whose pending entries another instance still holds. */
export async function commitBatch(options: BatchOptions, batch: Waiting[]): Promise<Waiting[]> {
  if (batch.length === 0) return [];
  let committed: Committed;
  try {
    committed = await callAppend(options.pool, batch);
  } catch (error) {
    if (!isRefusalOfContent(error)) {
      for (const one of batch) fail(one, new AuditUnavailable('the entry could not be written', { cause: error }));
      return [];
    }
    return commitApart(options, batch, error);
  }
  const at = Date.parse(committed.stamp);
  return batch.filter((one) => !settle(options, one, committed, at));
}

// One entry that the database refuses fails alone: the batch is halved until it is found.
async function commitApart(options: BatchOptions, batch: Waiting[], error: unknown): Promise<Waiting[]> {
  const [only] = batch;
  if (batch.length === 1 && only !== undefined) {
    fail(only, new InvalidAuditEntry('the database refused the entry', { cause: error }));
    return [];
  }
  const half = batch.length >> 1;
  const first = await commitBatch(options, batch.slice(0, half));
  return [...first, ...(await commitBatch(options, batch.slice(half)))];
}

async function callAppend(pool: Pool, batch: Waiting[]): Promise<Committed> {
  const entries = batch.flatMap((one) => (one.composed === null ? [] : [one.composed]));
  const wanted = batch.flatMap((one) => [...(one.ticket?.keys ?? [])]);
  // An answer that never comes must not hold the queue: the connection is given up, and the next batch takes another.
  const query = {
    name: 'audit_append',
    text: 'SELECT stamp, sequenced FROM audit_append($1, $2, $3, $4)',
    values: [...batchTexts(entries), wanted],
    query_timeout: 5_000,
  };
  const { rows } = await pool.query<{ stamp: string; sequenced: (string | number)[] }>(query);
  const row = rows[0];
  if (row === undefined) throw new Error('audit_append gave no answer');
  return { stamp: row.stamp, sequenced: new Set(row.sequenced.map(Number)) };
}

/** False when a pending entry of this request has no place yet. */
function settle({ signer }: BatchOptions, one: Waiting, { stamp, sequenced }: Committed, at: number): boolean {
  if (one.settled) return true;
  if (one.ticket !== null && !one.ticket.keys.every((key) => sequenced.has(key))) return false;
  const hashes = one.composed === null ? (one.ticket?.hashes ?? []) : [hashWithTime(one.composed, stamp)];
  const receipts: Receipt[] = hashes.map((hash) => new SignedReceipt(signer, hash, at));
  one.settled = true;
  one.resolve(receipts);
  return true;
}

function fail(one: Waiting, error: Error): void {
  if (one.settled) return;
  one.settled = true;
  one.reject(error);
}

// Classes 22, 23 and 54 (data exception, integrity constraint, program limit) say that the content was refused and
// nothing was written.
// Everything else, and every lost connection, says nothing about the content.
function isRefusalOfContent(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^(22|23|54)/.test(code);
}
