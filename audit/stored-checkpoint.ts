import type { Pool, PoolClient } from 'pg';
import {
  formatCheckpoint,
  formatSignature,
  isSignedBy,
  parseCheckpoint,
  parseNote,
  parseVkey,
  type VerifierKey,
} from './note.ts';
import type { AuditSigner } from './signer.ts';

/** A signed state of the log. `note` is the C2SP signed note. */
export interface Checkpoint {
  size: number;
  root: Buffer;
  note: string;
  /** ISO 8601 UTC; set on a checkpoint that was read back. */
  signedAt?: string;
}

/** Signs size and root as a C2SP checkpoint. */
export function signCheckpoint(signer: AuditSigner, size: number, root: Buffer): Checkpoint {
  const key = parseVkey(signer.vkey);
  if (key === null) throw new Error('the signer has no valid vkey');
  const text = formatCheckpoint({ origin: signer.origin, size, root });
  const signature = signer.sign(Buffer.from(text, 'utf8'));
  return { size, root, note: `${text}\n${formatSignature(key.name, key.id, signature)}` };
}

export interface FoundCheckpoint {
  /** The newest that the log's key signed; null when it signed none. */
  checkpoint: Checkpoint | null;
  /** Newer notes that it did not sign: somebody else wrote them, and nobody may believe them. */
  foreign: number;
}

const page = 100;

/**
 * The newest checkpoint that the log's key signed, or the newest of at most `size` entries. The database stores whatever
 * repeats its own root; only the signature tells whose word it is.
 */
export async function findCheckpoint(
  on: Pool | PoolClient,
  vkey: string,
  size: number | null = null,
): Promise<FoundCheckpoint> {
  const key = parseVkey(vkey);
  let foreign = 0;
  // Nearly always the first one is it.
  for (let wanted = 1; ; wanted = page) {
    const { rows } = await on.query<StoredRow>(
      'SELECT size, root, note, signed_at FROM audit_checkpoints($1, $2, $3)',
      [size, foreign, wanted],
    );
    const own = rows.findIndex((row) => isOwn(row, key));
    const row = rows[own];
    if (row !== undefined) return { checkpoint: checkpointOf(row), foreign: foreign + own };
    if (rows.length === 0) return { checkpoint: null, foreign };
    foreign += rows.length;
  }
}

/** The newest signed checkpoint, or the newest of at most `size` entries; null when the log's key signed none. */
export async function latestCheckpoint(
  on: Pool | PoolClient,
  vkey: string,
  size: number | null = null,
): Promise<Checkpoint | null> {
  return (await findCheckpoint(on, vkey, size)).checkpoint;
}

interface StoredRow {
  size: string | number;
  root: Buffer;
  note: string;
  signed_at: string;
}

function checkpointOf(row: StoredRow): Checkpoint {
  return { size: Number(row.size), root: row.root, note: row.note, signedAt: String(row.signed_at) };
}

function isOwn(row: StoredRow, key: VerifierKey | null): boolean {
  const note = parseNote(row.note);
  const text = note && parseCheckpoint(note.text);
  if (key === null || note === null || text === null || !isSignedBy(note, key)) return false;
  return text.origin === key.name && text.size === Number(row.size) && text.root.equals(row.root);
}

const pageOfAll = 500;

/**
 * Every size that a checkpoint was stored for, ascending, at most `last`: with the checkpoint that the log's key signed,
 * or null where no stored note of that size is its word.
 */
export async function* storedCheckpoints(
  on: Pool | PoolClient,
  vkey: string,
  last: number,
): AsyncGenerator<{ size: number; checkpoint: Checkpoint | null }> {
  const key = parseVkey(vkey);
  let held: { size: number; checkpoint: Checkpoint | null } | null = null;
  for await (const row of rowsUpTo(on, last)) {
    if (held !== null && held.size !== Number(row.size)) {
      yield held;
      held = null;
    }
    held ??= { size: Number(row.size), checkpoint: null };
    if (held.checkpoint === null && isOwn(row, key)) held.checkpoint = checkpointOf(row);
  }
  if (held !== null) yield held;
}

async function* rowsUpTo(on: Pool | PoolClient, last: number): AsyncGenerator<StoredRow> {
  let after: { size: string | number; note: string } = { size: -1, note: '' };
  for (;;) {
    const { rows } = await on.query<StoredRow>(
      'SELECT size, root, note, signed_at FROM audit_checkpoints_after($1, $2, $3)',
      [after.size, after.note, pageOfAll],
    );
    for (const row of rows) {
      if (Number(row.size) > last) return;
      yield row;
    }
    const end = rows.at(-1);
    if (end === undefined || rows.length < pageOfAll) return;
    after = end;
  }
}
