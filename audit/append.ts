import type { Pool, PoolClient } from 'pg';
import { GroupCommit } from './batch.ts';
import { changeMacs } from './change.ts';
import type { ComposeContext } from './compose.ts';
import { batchTexts, compose } from './compose.ts';
import { ContextSource } from './context.ts';
import type { AuditEntry } from './entry.ts';
import { AuditUnavailable, InvalidAuditEntry } from './entry.ts';
import type { Receipt } from './receipt.ts';
import type { AuditSigner } from './signer.ts';
import { hashWithTime, type Ticket } from './ticket.ts';

export type { Receipt } from './receipt.ts';
export type { Ticket } from './ticket.ts';

export interface AuditLog {
  /** Resolves after COMMIT. Rejects with InvalidAuditEntry, or with AuditUnavailable after 2 s or when the queue is full. */
  append(entry: AuditEntry): Promise<Receipt>;
  /** Writes entries in a change's own transaction; they get their place in the tree by `sequence` or by the next sweep. */
  appendIn(tx: PoolClient, entries: AuditEntry[]): Promise<Ticket>;
  /** After COMMIT of that transaction: resolves when the leaves are in the tree, in the order of the entries. */
  sequence(ticket: Ticket): Promise<Receipt[]>;
  /** Writes what is queued, then stops. */
  close(): Promise<void>;
}

export interface AuditLogOptions {
  pool: Pool;
  signer: AuditSigner;
  /** Name of this process in every leaf. */
  instance: string;
  /** Entries that may wait at once; more are refused. */
  capacity?: number;
  /** Milliseconds until an append is given up. */
  deadline?: number;
  /** Told when the sweep of pending entries fails. */
  onProblem?: (error: unknown) => void;
}

/** The log of this process. Several may write to one database. */
export function createAuditLog(options: AuditLogOptions): AuditLog {
  const batches = new GroupCommit(options);
  const context = new ContextSource(options.pool, options.instance);
  const stopSweeping = sweepEachSecond(options);
  return {
    append: async (entry) => {
      if (entry.change) throw new InvalidAuditEntry('a change is recorded in its own transaction: appendIn');
      return batches.fresh(compose(entry, await context.get()));
    },
    appendIn: async (tx, entries) => writePending(tx, entries, await context.get(tx)),
    sequence: (ticket) => batches.sequence(ticket),
    close: async () => {
      await stopSweeping();
      await batches.close();
    },
  };
}

async function writePending(tx: PoolClient, entries: AuditEntry[], context: ComposeContext): Promise<Ticket> {
  if (entries.length === 0) return { keys: [], hashes: [] };
  const composed = [];
  for (const entry of entries) composed.push(compose(entry, context, await changeMacs(tx, entry)));
  const { rows } = await tx.query<{ keys: (string | number)[]; stamp: string }>({
    name: 'audit_append_pending',
    text: 'SELECT keys, stamp FROM audit_append_pending($1, $2, $3)',
    values: batchTexts(composed),
  });
  const row = rows[0];
  if (row === undefined) throw new AuditUnavailable('the database gave no answer');
  return { keys: row.keys.map(Number), hashes: composed.map((one) => hashWithTime(one, row.stamp)) };
}

function sweepEachSecond({ pool, onProblem }: AuditLogOptions): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve();
  let busy = false;
  const sweep = () => {
    if (busy) return;
    busy = true;
    running = pool
      .query('SELECT audit_sweep(1000)')
      .catch((error: unknown) => onProblem?.(error))
      .finally(() => {
        busy = false;
      });
  };
  sweep();
  const timer = setInterval(sweep, 1_000);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}
