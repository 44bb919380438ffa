import type { Pool } from 'pg';
import { loadHandleKey } from './context.ts';
import { Handles } from './handles.ts';
import type { Head, Part } from './leaf.ts';
import { DatabaseNodes } from './nodes.ts';
import { consistencyProof, inclusionProof } from './proof.ts';
import { parseQualifiers, type Term } from './qualifiers.ts';
import { QueryError } from './query-error.ts';
import { type AuditViewer, type EntryView, redactEntry } from './redact.ts';
import { DamagedEntry, readStored, type StoredEntry } from './stored-entry.ts';

export type { AuditViewer, EntryView };
export { DamagedEntry, QueryError };

export interface SearchOptions {
  pool: Pool;
  viewer: AuditViewer;
  /** Qualifiers; empty = everything the reader may see. */
  q: string;
  /** `next` of the page before. */
  before?: string;
  /** 1 to 1,000. */
  limit: number;
}

export interface SearchPage {
  /** Newest first. */
  entries: EntryView[];
  /** Indexes in this page whose stored text is not what was recorded: found, and not shown. */
  damaged: number[];
  next: string | null;
  /** The conditions of the query, one by one, as it says them. */
  terms: string[];
}

interface Row {
  idx: string | number;
  leaf: string;
  parts: string;
  at: string;
  body_key: string | number;
}

/** Entries that the query names, as this reader may see them. Throws QueryError. The database decides again who the reader is. */
export async function searchEntries(options: SearchOptions): Promise<SearchPage> {
  const { pool, viewer, limit } = options;
  const handles = await handlesOf(pool);
  const terms = parseQualifiers(options.q, handles, viewer.scope === 'all');
  const rows = await findRows(pool, viewer, terms, options.before, limit);
  const shown = rows.slice(0, limit);
  return {
    ...viewsOf(shown, viewer, handles),
    next: rows.length > limit ? cursorOf(shown.at(-1)) : null,
    terms: terms.map(({ text }) => text),
  };
}

function viewsOf(rows: readonly Row[], viewer: AuditViewer, handles: Handles): Pick<SearchPage, 'entries' | 'damaged'> {
  const entries: EntryView[] = [];
  const damaged: number[] = [];
  for (const row of rows) {
    try {
      entries.push(redactEntry(readStored(row), viewer, handles));
    } catch (error) {
      if (!(error instanceof DamagedEntry)) throw error;
      damaged.push(error.index);
    }
  }
  return { entries, damaged };
}

/** Indexes of all entries that the query names, ascending; at most 100,000, else QueryError. For exports. */
export async function findIndexes(pool: Pool, viewer: AuditViewer | null, q: string): Promise<number[]> {
  const terms = parseQualifiers(q, await handlesOf(pool), viewer?.scope === 'all');
  const indexes: number[] = [];
  let before: string | undefined;
  do {
    const rows =
      viewer === null ? await findHeads(pool, terms, before) : await findRows(pool, viewer, terms, before, 1_000);
    indexes.push(...rows.slice(0, 1_000).map((row) => Number(row.idx)));
    if (indexes.length > 100_000) throw new QueryError('too-long', '100000');
    before = rows.length > 1_000 ? (cursorOf(rows[999]) ?? undefined) : undefined;
  } while (before !== undefined);
  return indexes.sort((a, b) => a - b);
}

/** Heads of entries for the console: by what leaves say in clear, and nothing else. */
export async function searchHeads(pool: Pool, q: string, limit: number): Promise<{ index: number; head: Head }[]> {
  const terms = parseQualifiers(q, await handlesOf(pool), true);
  const rows = await findHeads(pool, terms, undefined);
  return rows.slice(0, limit).map((row) => ({ index: Number(row.idx), head: JSON.parse(row.leaf) as Head }));
}

const headFields = ['action', 'area', 'outcome', 'code', 'rule', 'after', 'before', 'hour', 'weekday', 'index'];

/** Terms as the database takes them. */
export function termsJson(terms: readonly Term[]): string {
  return JSON.stringify(terms.map(({ field, values, not }) => ({ field, values, not })));
}

async function findHeads(pool: Pool, terms: Term[], before: string | undefined): Promise<Omit<Row, 'parts'>[]> {
  const foreign = terms.find((term) => !headFields.includes(term.field));
  if (foreign !== undefined) throw new QueryError('unknown-qualifier', foreign.field);
  const cursor = readCursor(before);
  const { rows } = await pool.query<Omit<Row, 'parts'>>(
    'SELECT idx, leaf, at, body_key FROM audit_search_heads($1, $2, $3, 1001)',
    [termsJson(terms), cursor?.at ?? null, cursor?.key ?? null],
  );
  return rows;
}

async function findRows(
  pool: Pool,
  viewer: AuditViewer,
  terms: Term[],
  before: string | undefined,
  limit: number,
): Promise<Row[]> {
  if (!(Number.isInteger(limit) && limit >= 1 && limit <= 1_000)) throw new RangeError(`limit ${limit}`);
  const cursor = readCursor(before);
  const { rows } = await pool.query<Row>(
    'SELECT idx, leaf, parts, at, body_key FROM audit_search($1, $2, $3, $4, $5, $6)',
    [viewer.person, viewer.scope, termsJson(terms), cursor?.at ?? null, cursor?.key ?? null, limit + 1],
  );
  return rows;
}

export interface FoundEntry {
  view: EntryView;
  /** Standard base64 of the exact leaf and of its hash. */
  leaf: string;
  leafHash: string;
  /** The parts this reader may open, as an export holds them. */
  open: Record<string, Part>;
}

/** One entry, or null when there is none that this reader may see (or its content was erased). Throws DamagedEntry. */
export async function entryAt(pool: Pool, index: number, viewer: AuditViewer): Promise<FoundEntry | null> {
  const [row] = await readEntries(pool, viewer, [index]);
  if (row === undefined || row.leaf === null || row.parts === null) return null;
  const entry = readStored({ idx: row.idx, leaf: row.leaf, parts: row.parts });
  const view = redactEntry(entry, viewer, await handlesOf(pool));
  return {
    view,
    leaf: Buffer.from(row.leaf, 'utf8').toString('base64'),
    leafHash: row.leaf_hash.toString('base64'),
    open: openParts(entry, view.open),
  };
}

export interface EntryRow {
  idx: string | number;
  leaf_hash: Buffer;
  leaf: string | null;
  parts: string | null;
}

/** Rows of these indexes that the reader may see, ascending. */
export async function readEntries(pool: Pool, viewer: AuditViewer, indexes: number[]): Promise<EntryRow[]> {
  const { rows } = await pool.query<EntryRow>('SELECT idx, leaf_hash, leaf, parts FROM audit_entries($1, $2, $3)', [
    viewer.person,
    viewer.scope,
    indexes,
  ]);
  return rows;
}

export function openParts(entry: StoredEntry, names: readonly string[]): Record<string, Part> {
  return Object.fromEntries(Object.entries(entry.parts).filter(([name]) => names.includes(name)));
}

/** Proof that entry `index` is in the tree of `size` entries: base64 hashes (RFC 6962). RangeError when there is none. */
export async function inclusionProofOf(pool: Pool, index: number, size: number): Promise<string[]> {
  return base64s(await inclusionProof(new DatabaseNodes(pool), index, size));
}

/** Proof that the tree of `to` entries continues the one of `from`. RangeError unless 0 < from ≤ to ≤ entries. */
export async function consistencyProofOf(pool: Pool, from: number, to: number): Promise<string[]> {
  return base64s(await consistencyProof(new DatabaseNodes(pool), from, to));
}

/** True when the entry that a receipt promises is in the log. `leafHash` in base64, `at` in Unix milliseconds. */
export async function hasLeaf(pool: Pool, { leafHash, at }: { leafHash: string; at: number }): Promise<boolean> {
  const { rows } = await pool.query<{ found: boolean }>('SELECT audit_has_leaf($1, $2) AS found', [
    Buffer.from(leafHash, 'base64'),
    new Date(at),
  ]);
  return rows[0]?.found === true;
}

/** Entries in the tree and entries that wait for their place. */
export async function logState(pool: Pool): Promise<{ size: number; lastAt: string; pending: number }> {
  const { rows } = await pool.query<{ size: string; last_at: string; pending: string }>(
    'SELECT size, last_at, pending FROM audit_state()',
  );
  return { size: Number(rows[0]?.size), lastAt: rows[0]?.last_at ?? '', pending: Number(rows[0]?.pending) };
}

const known = new WeakMap<Pool, Promise<Handles>>();

/** The handles of this log. */
export function handlesOf(pool: Pool): Promise<Handles> {
  const found = known.get(pool);
  if (found !== undefined) return found;
  const loading = loadHandleKey(pool).then((key) => new Handles(key));
  known.set(pool, loading);
  loading.catch(() => known.delete(pool));
  return loading;
}

function base64s(hashes: Buffer[]): string[] {
  return hashes.map((hash) => hash.toString('base64'));
}

function cursorOf(row: Pick<Row, 'at' | 'body_key'> | undefined): string | null {
  return row === undefined ? null : Buffer.from(`${row.at} ${row.body_key}`, 'utf8').toString('base64url');
}

/** Date.parse takes the 30th of February, PostgreSQL neither that nor the year 0. */
function isInstant(text: string): boolean {
  const at = Date.parse(text);
  return at >= 0 && new Date(at).toISOString().slice(0, 10) === text.slice(0, 10);
}

function readCursor(cursor: string | undefined): { at: string; key: string } | null {
  if (cursor === undefined) return null;
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z) (\d{1,18})$/.exec(text);
  if (!match?.[1] || !match[2] || !isInstant(match[1])) throw new QueryError('bad-value', cursor);
  return { at: match[1], key: match[2] };
}
