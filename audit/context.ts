import { createHash } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { ComposeContext } from './compose.ts';
import { Decoys } from './decoys.ts';
import { AuditUnavailable } from './entry.ts';
import { Handles } from './handles.ts';

/** Key of the handles, one for each log. */
export async function loadHandleKey(on: Pool | PoolClient): Promise<Buffer> {
  const { rows } = await on.query<{ key: Buffer }>('SELECT audit_handle_key() AS key');
  const key = rows[0]?.key;
  if (!key) throw new Error('the log has no handle key');
  return key;
}

/** What entries are composed with. Rejects with AuditUnavailable when the database does not answer. */
export async function loadContext(on: Pool | PoolClient, instance: string): Promise<ComposeContext> {
  try {
    const key = await loadHandleKey(on);
    const agencies = await on.query<{ code: string }>('SELECT code FROM agency ORDER BY code');
    // Decoys need a secret of their own, the same in every process of this log.
    const secret = createHash('sha256').update('decoys\n').update(key).digest();
    const codes = agencies.rows.map(({ code }) => code);
    return { instance, handles: new Handles(key), decoys: new Decoys(secret, codes) };
  } catch (cause) {
    throw new AuditUnavailable('the log cannot be reached', { cause });
  }
}

const lives = 60_000;

/** Keeps the context at hand; agencies join while the portal runs, so it is read again each minute. */
export class ContextSource {
  readonly #pool: Pool;
  readonly #instance: string;
  #current: ComposeContext | undefined;
  #readAt = 0;
  #reading: Promise<ComposeContext> | undefined;

  constructor(pool: Pool, instance: string) {
    this.#pool = pool;
    this.#instance = instance;
  }

  /**
   * `tx`: who holds a connection must read on it. Waiting for another one of the pool would be a deadlock as soon as
   * every connection is held by a change that waits like this.
   */
  async get(tx?: PoolClient): Promise<ComposeContext> {
    if (this.#current === undefined)
      return tx === undefined ? this.#read() : this.#keep(await loadContext(tx, this.#instance));
    // The old one serves while the new one is read; a database that is gone shows itself at the append.
    if (Math.abs(Date.now() - this.#readAt) > lives) this.#read().catch(() => undefined);
    return this.#current;
  }

  #read(): Promise<ComposeContext> {
    this.#reading ??= loadContext(this.#pool, this.#instance)
      .then((context) => this.#keep(context))
      .finally(() => {
        this.#reading = undefined;
      });
    return this.#reading;
  }

  #keep(context: ComposeContext): ComposeContext {
    this.#current = context;
    this.#readAt = Date.now();
    return context;
  }
}
