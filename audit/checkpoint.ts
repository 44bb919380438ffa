import type { Pool, PoolClient } from 'pg';
import { compactRangeAt, DatabaseNodes, levelHeight, readNodes } from './nodes.ts';
import { formatCheckpoint, formatSignature, isSignedBy, parseNote, parseVkey } from './note.ts';
import type { AuditSigner } from './signer.ts';
import { CompactRange, type TreeNode } from './tree.ts';

/** A signed state of the log. `note` is the C2SP signed note. */
export interface Checkpoint {
  size: number;
  root: Buffer;
  note: string;
  /** ISO 8601 UTC; set on a checkpoint that was read back. */
  signedAt?: string;
}

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
    const last = await latestCheckpoint(client);
    const { rows } = await client.query<{ size: string | number }>('SELECT size FROM audit_state()');
    const size = Number(rows[0]?.size ?? 0);
    if (last !== null && last.size === size) return last;
    const edge = await this.#edgeAt(client, last);
    const nodes: TreeNode[] = [];
    await appendLeaves(client, edge, size, (node) => {
      if (node.height % levelHeight === 0) nodes.push(node);
    });
    const checkpoint = signCheckpoint(this.#options.signer, size, edge.root());
    await store(client, checkpoint, nodes);
    this.#edge = edge;
    return checkpoint;
  }

  // The tree must begin with what was signed before; only then it is extended.
  async #edgeAt(client: PoolClient, last: Checkpoint | null): Promise<CompactRange> {
    if (last === null) return new CompactRange();
    const key = parseVkey(this.#options.signer.vkey);
    const note = parseNote(last.note);
    if (key === null || note === null || !isSignedBy(note, key)) {
      throw new LogForked('the last checkpoint was signed by another key');
    }
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

async function appendLeaves(
  client: PoolClient,
  edge: CompactRange,
  size: number,
  onNode: (node: TreeNode) => void,
): Promise<void> {
  while (edge.size < size) {
    const next = Math.min(edge.size + pageOfLeaves, size);
    const hashes = await readNodes(client, 0, edge.size, next);
    if (hashes.length !== next - edge.size) throw new LogForked(`entry ${edge.size + hashes.length} is missing`);
    for (const hash of hashes) edge.append(hash, onNode);
  }
}

/** Signs size and root as a C2SP checkpoint. */
export function signCheckpoint(signer: AuditSigner, size: number, root: Buffer): Checkpoint {
  const key = parseVkey(signer.vkey);
  if (key === null) throw new Error('the signer has no valid vkey');
  const text = formatCheckpoint({ origin: signer.origin, size, root });
  const signature = signer.sign(Buffer.from(text, 'utf8'));
  return { size, root, note: `${text}\n${formatSignature(key.name, key.id, signature)}` };
}

async function store(client: PoolClient, checkpoint: Checkpoint, nodes: readonly TreeNode[]): Promise<void> {
  await client.query('SELECT audit_add_checkpoint($1, $2, $3, $4, $5, $6)', [
    nodes.map((node) => node.height / levelHeight),
    nodes.map((node) => node.index),
    nodes.map((node) => node.hash),
    checkpoint.size,
    checkpoint.root,
    checkpoint.note,
  ]);
}

/** The newest signed checkpoint, or the newest of at most `size` entries. */
export async function latestCheckpoint(on: Pool | PoolClient, size: number | null = null): Promise<Checkpoint | null> {
  const { rows } = await on.query<{ size: string | number; root: Buffer; note: string; signed_at: string }>(
    'SELECT size, root, note, signed_at FROM audit_checkpoint_up_to($1)',
    [size],
  );
  const row = rows[0];
  return row === undefined
    ? null
    : { size: Number(row.size), root: row.root, note: row.note, signedAt: String(row.signed_at) };
}
