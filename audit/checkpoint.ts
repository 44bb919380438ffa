import type { Pool, PoolClient } from 'pg';
import { compactRangeAt, DatabaseNodes, readNodes } from './nodes.ts';
import type { AuditSigner } from './signer.ts';
import { type Checkpoint, findCheckpoint, signCheckpoint } from './stored-checkpoint.ts';
import { CompactRange } from './tree.ts';

/** The log is not what its last checkpoint said: nothing more is signed until somebody has looked. */
export class LogForked extends Error {
  override readonly name = 'LogForked';
}

export interface IntegratorOptions {
  pool: Pool;
  signer: AuditSigner;
  /** Milliseconds between checkpoints; 500 unless told. */
  every?: number;
  /** Told of every failure; LogForked is an alarm. */
  onProblem?: (error: unknown) => void;
}

export interface Integrator {
  /** Signs what is in the log now, unless it is signed already. */
  checkpointNow(): Promise<Checkpoint>;
  stop(): Promise<void>;
}

/** Extends the tree and signs a checkpoint twice a second. Any instance may run it: an advisory lock lets one at a time. */
export function startIntegrator(options: IntegratorOptions): Integrator {
  const state = new IntegratorState(options);
  let stopped = false;
  let running: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const turn = () => {
    running = state
      .integrate(false)
      .catch((error: unknown) => options.onProblem?.(error))
      .finally(() => {
        if (stopped) return;
        timer = setTimeout(turn, options.every ?? 500);
        timer.unref();
      });
  };
  turn();
  return {
    checkpointNow: async () => {
      const checkpoint = await state.integrate(true);
      if (checkpoint === null) throw new Error('no checkpoint');
      return checkpoint;
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

/** Signs one checkpoint of what is in the log now, for the console. */
export async function checkpointOnce(pool: Pool, signer: AuditSigner): Promise<Checkpoint> {
  const checkpoint = await new IntegratorState({ pool, signer }).integrate(true);
  if (checkpoint === null) throw new Error('no checkpoint');
  return checkpoint;
}

const hourly = 3_600_000;

class IntegratorState {
  readonly #options: IntegratorOptions;
  #edge: CompactRange | null = null;
  #preparedAt = 0;

  constructor(options: IntegratorOptions) {
    this.#options = options;
  }

  /** The newest checkpoint, or null when another instance is at it and `wait` is false. */
  async integrate(wait: boolean): Promise<Checkpoint | null> {
    const client = await this.#options.pool.connect();
    let broken: unknown;
    try {
      await this.#preparePartitions(client);
      await client.query('BEGIN');
      const checkpoint = (await lock(client, wait)) ? await this.#extend(client) : null;
      await client.query('COMMIT');
      return checkpoint;
    } catch (error) {
      this.#edge = null;
      await client.query('ROLLBACK').catch((rollbackError: unknown) => {
        broken = rollbackError;
      });
      throw error;
    } finally {
      client.release(broken instanceof Error ? broken : undefined);
    }
  }

  async #extend(client: PoolClient): Promise<Checkpoint> {
    const { checkpoint: last, foreign } = await findCheckpoint(client, this.#options.signer.vkey);
    if (last === null && foreign > 0) throw new LogForked('every checkpoint of this log was signed by another key');
    const { rows } = await client.query<{ size: string | number }>('SELECT size FROM audit_state()');
    const size = Number(rows[0]?.size ?? 0);
    if (last !== null && last.size === size) return last;
    const edge = await this.#edgeAt(client, last);
    await appendLeaves(client, edge, size);
    const checkpoint = signCheckpoint(this.#options.signer, size, edge.root());
    // The database makes the same root of its own leaves and tiles, and refuses the note otherwise.
    await client.query('SELECT audit_add_checkpoint($1, $2)', [checkpoint.size, checkpoint.note]);
    this.#edge = edge;
    return checkpoint;
  }

  // The tree must begin with what was signed before; only then it is extended.
  async #edgeAt(client: PoolClient, last: Checkpoint | null): Promise<CompactRange> {
    if (last === null) return new CompactRange();
    if (this.#edge?.size === last.size && this.#edge.root().equals(last.root)) return this.#edge;
    const edge = await compactRangeAt(new DatabaseNodes(client), last.size);
    if (!edge.root().equals(last.root))
      throw new LogForked(`the first ${last.size} entries are not those that were signed`);
    return edge;
  }

  async #preparePartitions(client: PoolClient): Promise<void> {
    if (Date.now() - this.#preparedAt < hourly) return;
    try {
      // A new partition locks its parent for a moment; behind a long reader it must not make appends wait.
      await client.query("BEGIN; SET LOCAL lock_timeout = '500ms'; SELECT audit_prepare_partitions(); COMMIT");
      this.#preparedAt = Date.now();
    } catch (error) {
      // Entries fall into the default partition until the next try; checkpoints go on.
      await client.query('ROLLBACK');
      this.#options.onProblem?.(error);
    }
  }
}

async function lock(client: PoolClient, wait: boolean): Promise<boolean> {
  const name = "hashtextextended('audit_integrator', 0)";
  if (wait) {
    await client.query(`SELECT pg_advisory_xact_lock(${name})`);
    return true;
  }
  const { rows } = await client.query<{ got: boolean }>(`SELECT pg_try_advisory_xact_lock(${name}) AS got`);
  return rows[0]?.got === true;
}

const pageOfLeaves = 4_096;

async function appendLeaves(client: PoolClient, edge: CompactRange, size: number): Promise<void> {
  while (edge.size < size) {
    const next = Math.min(edge.size + pageOfLeaves, size);
    const hashes = await readNodes(client, 0, edge.size, next);
    if (hashes.length !== next - edge.size) throw new LogForked(`entry ${edge.size + hashes.length} is missing`);
    for (const hash of hashes) edge.append(hash);
  }
}
