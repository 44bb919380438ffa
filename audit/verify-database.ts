import type { Pool } from 'pg';
import { latestCheckpoint } from './checkpoint.ts';
import { isSignedBy, parseCheckpoint, parseNote, parseVkey } from './note.ts';
import { logState } from './query.ts';
import { CompactRange } from './tree.ts';

/**
 * What can be wrong with the stored log. `body`: content is gone though nothing was erased; `leaf`: the leaf is not what
 * was hashed; `part`: a part is not what its digest was made of; `column`: a search column says something else;
 * `gap`: a leaf is missing; `root`: the tree is not the signed one; `signature`: the checkpoint is not signed by the
 * log's key; `stray`: a body that is neither in the tree nor waits for it.
 */
export type DatabaseProblem = 'body' | 'leaf' | 'part' | 'column' | 'gap' | 'root' | 'signature' | 'stray';

export interface DatabaseVerdict {
  good: boolean;
  /** Entries that were checked. */
  entries: number;
  /** Size of the signed checkpoint that the tree was compared with; null when none was ever signed. */
  checkpoint: number | null;
  /** The first problems, at most 100, in order. */
  problems: { code: DatabaseProblem; index: number | null }[];
}

export interface VerifyDatabaseOptions {
  pool: Pool;
  /** The log's key. */
  vkey: string;
  onProgress?: (checked: number, all: number) => void;
}

const page = 500;
const mostProblems = 100;

/** Hashes every body again where it lies, compares leaves, columns, gaps, and the root with the last signed checkpoint. */
export async function verifyDatabase({ pool, vkey, onProgress }: VerifyDatabaseOptions): Promise<DatabaseVerdict> {
  const checkpoint = await latestCheckpoint(pool);
  const { size } = await logState(pool);
  const problems: DatabaseVerdict['problems'] = [];
  if (checkpoint !== null && !isGoodNote(checkpoint, vkey)) problems.push({ code: 'signature', index: null });
  const tree = new CompactRange();
  let root: Buffer | undefined = checkpoint?.size === 0 ? tree.root() : undefined;
  while (tree.size < size && problems.length < mostProblems) {
    const rows = await readPage(pool, tree.size, Math.min(tree.size + page, size));
    if (rows.length === 0) break;
    for (const row of rows) {
      if (Number(row.idx) !== tree.size) break;
      if (row.problem !== null) problems.push({ code: row.problem, index: tree.size });
      tree.append(row.leaf_hash);
      if (tree.size === checkpoint?.size) root = tree.root();
    }
    if (Number(rows.at(-1)?.idx) !== tree.size - 1) break;
    onProgress?.(tree.size, size);
  }
  if (tree.size < size && problems.length < mostProblems) problems.push({ code: 'gap', index: tree.size });
  else if (checkpoint !== null && root?.equals(checkpoint.root) !== true) problems.push({ code: 'root', index: null });
  if (await hasStrays(pool)) problems.push({ code: 'stray', index: null });
  return { good: problems.length === 0, entries: tree.size, checkpoint: checkpoint?.size ?? null, problems };
}

function isGoodNote(checkpoint: { size: number; root: Buffer; note: string }, vkey: string): boolean {
  const key = parseVkey(vkey);
  const note = parseNote(checkpoint.note);
  const text = note && parseCheckpoint(note.text);
  if (key === null || note === null || text === null || !isSignedBy(note, key)) return false;
  return text.origin === key.name && text.size === checkpoint.size && text.root.equals(checkpoint.root);
}

interface PageRow {
  idx: string | number;
  leaf_hash: Buffer;
  problem: DatabaseProblem | null;
}

async function readPage(pool: Pool, first: number, next: number): Promise<PageRow[]> {
  const { rows } = await pool.query<PageRow>('SELECT idx, leaf_hash, problem FROM audit_verify_page($1, $2)', [
    first,
    next,
  ]);
  return rows;
}

async function hasStrays(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ count: string }>('SELECT audit_stray_bodies() AS count');
  return Number(rows[0]?.count) > 0;
}
