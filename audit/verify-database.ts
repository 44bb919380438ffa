import type { Pool } from 'pg';
import { logState } from './query.ts';
import { SignedPath } from './signed-path.ts';
import { findCheckpoint } from './stored-checkpoint.ts';
import { CompactRange } from './tree.ts';

/**
 * What can be wrong with the stored log. `body`: content is gone though nothing was erased; `leaf`: the leaf is not what
 * was hashed; `part`: a part is not what its digest was made of, or stands there in other letters; `column`: a search
 * column says something else; `order`: the entry does not stand where its time belongs; `gap`: a leaf is missing;
 * `root`: one of these entries is not the one that was signed; `signature`: a stored checkpoint is not the word of the
 * log's key; `tile`: a stored subtree is not what its leaves make, so proofs over it fail; `beyond`: a leaf behind the
 * end of the log; `head`: the head is older than the newest entry; `unsigned`: entries wait longer for their signature
 * than a running portal lets them; `stray`: a body neither in the tree nor waiting for it.
 */
export type DatabaseProblem =
  | 'body'
  | 'leaf'
  | 'part'
  | 'column'
  | 'order'
  | 'gap'
  | 'root'
  | 'signature'
  | 'tile'
  | 'beyond'
  | 'head'
  | 'unsigned'
  | 'stray';

export interface FoundProblem {
  code: DatabaseProblem;
  /** Entry; the first of them when `until` is set; the last one that a checkpoint covers. Null where there is no place. */
  index: number | null;
  /** The last entry among which the fault lies, where hashes cannot tell which of them it is. */
  until?: number;
}

export interface DatabaseVerdict {
  good: boolean;
  /** Entries that were checked. */
  entries: number;
  /** Size of the newest signed checkpoint that the tree was compared with; null when none was ever signed. */
  checkpoint: number | null;
  /** The first problems, at most 100 of each kind of check, in order. */
  problems: FoundProblem[];
}

export interface VerifyDatabaseOptions {
  pool: Pool;
  /** The log's key. */
  vkey: string;
  /** Told after each page; what it throws stops the check. */
  onProgress?: (checked: number, all: number) => Promise<void>;
}

const page = 500;
const mostProblems = 100;
/** Seconds. Checkpoints are signed twice a second; the console signs one before it verifies. */
const longestUnsigned = 15;

/**
 * Hashes every body again where it lies, compares leaves, columns, times and gaps, the root at every stored checkpoint,
 * and looks for what lies outside the log.
 */
export async function verifyDatabase(options: VerifyDatabaseOptions): Promise<DatabaseVerdict> {
  const { pool, vkey } = options;
  const { checkpoint, foreign } = await findCheckpoint(pool, vkey);
  const { size } = await logState(pool);
  const problems: FoundProblem[] = [];
  // With another key nothing can be compared: one problem says it all.
  const isForeign = checkpoint === null && foreign > 0;
  if (isForeign) problems.push({ code: 'signature', index: null });
  const path = isForeign ? null : await SignedPath.of(pool, vkey, size);
  const entries = await verifyEntries(options, { size, path, problems });
  if (path !== null) problems.push(...path.problems.slice(0, mostProblems));
  problems.push(...(await wrongTiles(pool, size)), ...(await outside(pool, entries === size)));
  if (await isLongUnsigned(pool, checkpoint?.size ?? 0))
    problems.push({ code: 'unsigned', index: checkpoint?.size ?? 0 });
  if (await hasStrays(pool)) problems.push({ code: 'stray', index: null });
  return { good: problems.length === 0, entries, checkpoint: checkpoint?.size ?? null, problems };
}

interface Check {
  size: number;
  path: SignedPath | null;
  problems: FoundProblem[];
}

/** Returns how many entries were checked: fewer than there are where one is missing, or after too many problems. */
async function verifyEntries(
  { pool, onProgress }: VerifyDatabaseOptions,
  { size, path, problems }: Check,
): Promise<number> {
  const tree = new CompactRange();
  await path?.compare(tree);
  while (tree.size < size && problems.length < mostProblems) {
    const first = tree.size;
    for (const row of await readPage(pool, first, Math.min(first + page, size))) {
      if (Number(row.idx) !== tree.size) break;
      if (row.problem !== null) problems.push({ code: row.problem, index: tree.size });
      tree.append(row.leaf_hash);
      await path?.compare(tree);
    }
    if (tree.size < Math.min(first + page, size)) {
      problems.push({ code: 'gap', index: tree.size });
      break;
    }
    await onProgress?.(tree.size, size);
  }
  return tree.size;
}

const pageOfTiles = 64;

/** The stored subtrees that are not what their children make. */
async function wrongTiles(pool: Pool, size: number): Promise<FoundProblem[]> {
  const wrong: FoundProblem[] = [];
  for (let level = 1, span = 256; span <= size; level += 1, span *= 256) {
    const tiles = Math.floor(size / span);
    for (let first = 0; first < tiles && wrong.length < mostProblems; first += pageOfTiles) {
      const { rows } = await pool.query<{ idx: string | number }>('SELECT idx FROM audit_wrong_tiles($1, $2, $3)', [
        level,
        first,
        Math.min(first + pageOfTiles, tiles),
      ]);
      const starts = rows.map((row) => Number(row.idx) * span);
      wrong.push(...starts.map((index) => ({ code: 'tile' as const, index, until: index + span - 1 })));
    }
  }
  return wrong;
}

/** What lies outside the log that its head counts. A gap that was found by reading is not told twice. */
async function outside(pool: Pool, isWhole: boolean): Promise<FoundProblem[]> {
  const { rows } = await pool.query<{ problem: DatabaseProblem; idx: string | number }>(
    'SELECT problem, idx FROM audit_outside()',
  );
  const found = rows.map(({ problem, idx }) => ({ code: problem, index: Number(idx) }));
  return isWhole ? found : found.filter(({ code }) => code !== 'gap');
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
