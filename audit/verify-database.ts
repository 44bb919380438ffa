import type { Pool } from 'pg';
import { logState } from './query.ts';
import { findCheckpoint } from './stored-checkpoint.ts';
import { CompactRange } from './tree.ts';

/**
 * What can be wrong with the stored log. `body`: content is gone though nothing was erased; `leaf`: the leaf is not what
 * was hashed; `part`: a part is not what its digest was made of; `column`: a search column says something else;
 * `gap`: a leaf is missing; `root`: the tree is not the signed one; `signature`: there is a checkpoint that the log's key
 * did not sign; `tile`: a stored subtree is not what its leaves make, so proofs over it fail; `unsigned`: entries wait
 * longer for their signature than a running portal lets them; `stray`: a body neither in the tree nor waiting for it.
 */
export type DatabaseProblem =
  | 'body'
  | 'leaf'
  | 'part'
  | 'column'
  | 'gap'
  | 'root'
  | 'signature'
  | 'tile'
  | 'unsigned'
  | 'stray';

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
/** Seconds. Checkpoints are signed twice a second; the console signs one before it verifies. */
const longestUnsigned = 15;

/** Hashes every body again where it lies, compares leaves, columns, gaps, and the root with the last signed checkpoint. */
export async function verifyDatabase({ pool, vkey, onProgress }: VerifyDatabaseOptions): Promise<DatabaseVerdict> {
  const { checkpoint, foreign } = await findCheckpoint(pool, vkey);
  const { size } = await logState(pool);
  const problems: DatabaseVerdict['problems'] = [];
  if (foreign > 0) problems.push({ code: 'signature', index: null });
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
  for (const index of await wrongTiles(pool, size)) problems.push({ code: 'tile', index });
  if (await isLongUnsigned(pool, checkpoint?.size ?? 0))
    problems.push({ code: 'unsigned', index: checkpoint?.size ?? 0 });
  if (await hasStrays(pool)) problems.push({ code: 'stray', index: null });
  return { good: problems.length === 0, entries: tree.size, checkpoint: checkpoint?.size ?? null, problems };
}

const pageOfTiles = 64;

/** First entries of the stored subtrees that are not what their children make. */
async function wrongTiles(pool: Pool, size: number): Promise<number[]> {
  const wrong: number[] = [];
  for (let level = 1, span = 256; span <= size; level += 1, span *= 256) {
    const tiles = Math.floor(size / span);
    for (let first = 0; first < tiles && wrong.length < mostProblems; first += pageOfTiles) {
      const { rows } = await pool.query<{ idx: string | number }>('SELECT idx FROM audit_wrong_tiles($1, $2, $3)', [
        level,
        first,
        first + pageOfTiles,
      ]);
      wrong.push(...rows.map((row) => Number(row.idx) * span));
    }
  }
  return wrong;
}

/** True when the first entry without a signature has been there for too long. */
async function isLongUnsigned(pool: Pool, index: number): Promise<boolean> {
  const { rows } = await pool.query<{ age: number | null }>('SELECT audit_leaf_age($1) AS age', [index]);
  return (rows[0]?.age ?? 0) > longestUnsigned;
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
