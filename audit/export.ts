import type { Pool } from 'pg';
import { bundleFiles, consistencyText, entryLine, proofLine, prunedLine } from './bundle.ts';
import { type ExportSink, FolderSink } from './export-sink.ts';
import type { Part } from './leaf.ts';
import { DatabaseNodes } from './nodes.ts';
import { consistencyProof, inclusionProof } from './proof.ts';
import { findIndexes, openParts, readEntries } from './query.ts';
import { type AuditViewer, openNames } from './redact.ts';
import { type Checkpoint, latestCheckpoint } from './stored-checkpoint.ts';
import { DamagedEntry, readStored } from './stored-entry.ts';

export interface ExportOptions {
  pool: Pool;
  /** The log's key, for `key.pub`. */
  vkey: string;
  /** Whose parts are opened. Absent: the console, which gets digests only (THREATS 13). */
  viewer?: AuditViewer;
  /** Qualifiers: a selection, in which every entry has its own proof. Absent: the whole log, which the reader must be allowed to see. */
  query?: string;
  /** Size of an older checkpoint that the export shall be proved to continue. */
  since?: number;
  /** Told after each page of entries; what it throws stops the export. */
  onProgress?: (written: number, all: number) => Promise<void>;
}

export interface ExportResult {
  entries: number;
  /** Size of the checkpoint. */
  size: number;
  selection: boolean;
}

/** Nothing was ever signed, or the folder is not empty, or no such older checkpoint. */
export class ExportRefused extends Error {
  override readonly name = 'ExportRefused';
}

/** Writes an export into a new or empty folder. Streams: memory does not grow with the log. */
export async function exportLog({ outDir, ...options }: ExportOptions & { outDir: string }): Promise<ExportResult> {
  const sink = new FolderSink(outDir);
  if (!sink.isEmpty()) throw new ExportRefused(`${outDir} is not empty`);
  return exportTo(sink, options);
}

/** Writes an export that `audit/verify` checks without us. */
export async function exportTo(sink: ExportSink, options: ExportOptions): Promise<ExportResult> {
  const checkpoint = await latestCheckpoint(options.pool, options.vkey);
  if (checkpoint === null) throw new ExportRefused('no checkpoint was signed yet');
  // An agency's auditor has no right to other entries, not even to their heads: he gets a selection.
  const selection = options.query !== undefined || options.viewer?.scope === 'agency';
  const entries = selection
    ? await writeSelection(sink, options, checkpoint)
    : await writeWhole(sink, options, checkpoint);
  if (options.since !== undefined) await writeOlder(sink, options, checkpoint, options.since);
  await sink.write(bundleFiles.checkpoint, checkpoint.note);
  await sink.write(bundleFiles.key, `${options.vkey}\n`);
  await sink.close();
  return { entries, size: checkpoint.size, selection };
}

const page = 500;

async function writeWhole(sink: ExportSink, options: ExportOptions, { size }: Checkpoint): Promise<number> {
  for (let first = 0; first < size; first += page) {
    const indexes = range(first, Math.min(first + page, size));
    const rows = await readRows(options, indexes);
    if (rows.length !== indexes.length) throw new ExportRefused(`the log lacks entries after ${first}`);
    for (const row of rows) await sink.write(bundleFiles.entries, `${lineOf(row, options.viewer)}\n`);
    await options.onProgress?.(first + rows.length, size);
  }
  return size;
}

async function writeSelection(sink: ExportSink, options: ExportOptions, { size }: Checkpoint): Promise<number> {
  const found = await findIndexes(options.pool, options.viewer ?? null, options.query ?? '');
  // Entries behind the checkpoint have no signed proof yet.
  const indexes = found.filter((index) => index < size);
  const nodes = new DatabaseNodes(options.pool);
  await sink.write(bundleFiles.entries, '');
  await sink.write(bundleFiles.proofs, '');
  for (let first = 0; first < indexes.length; first += page) {
    for (const row of await readRows(options, indexes.slice(first, first + page))) {
      await sink.write(bundleFiles.entries, `${lineOf(row, options.viewer)}\n`);
      const index = Number(row.idx);
      await sink.write(bundleFiles.proofs, `${proofLine(index, size, await inclusionProof(nodes, index, size))}\n`);
    }
    await options.onProgress?.(Math.min(first + page, indexes.length), indexes.length);
  }
  return indexes.length;
}

async function writeOlder(sink: ExportSink, options: ExportOptions, newer: Checkpoint, since: number): Promise<void> {
  const older = await latestCheckpoint(options.pool, options.vkey, since);
  if (older?.size !== since || since === 0) throw new ExportRefused(`no checkpoint of ${since} entries was signed`);
  const proof = await consistencyProof(new DatabaseNodes(options.pool), older.size, newer.size);
  await sink.write(bundleFiles.oldCheckpoint, older.note);
  await sink.write(bundleFiles.consistency, consistencyText(older.size, newer.size, proof));
}

interface ExportRow {
  idx: string | number;
  leaf_hash: Buffer;
  leaf: string | null;
  parts: string | null;
}

async function readRows({ pool, viewer }: ExportOptions, indexes: number[]): Promise<ExportRow[]> {
  if (viewer !== undefined) return readEntries(pool, viewer, indexes);
  const first = indexes[0] ?? 0;
  const next = (indexes.at(-1) ?? -1) + 1;
  if (next - first !== indexes.length) return readHeads(pool, indexes);
  const { rows } = await pool.query<Omit<ExportRow, 'parts'>>('SELECT idx, leaf_hash, leaf FROM audit_leaves($1, $2)', [
    first,
    next,
  ]);
  return rows.map((row) => ({ ...row, parts: null }));
}

async function readHeads(pool: Pool, indexes: number[]): Promise<ExportRow[]> {
  const found = await Promise.all(
    indexes.map((index) =>
      pool.query<Omit<ExportRow, 'parts'>>('SELECT idx, leaf_hash, leaf FROM audit_leaves($1, $2)', [index, index + 1]),
    ),
  );
  return found.flatMap(({ rows }) => rows.map((row) => ({ ...row, parts: null })));
}

function lineOf(row: ExportRow, viewer: AuditViewer | undefined): string {
  const index = Number(row.idx);
  if (row.leaf === null) return prunedLine(index, row.leaf_hash);
  return entryLine(index, row.leaf, viewer === undefined || row.parts === null ? {} : openOf({ ...row }, viewer));
}

// A part that is not what its digest was made of proves nothing: the entry stays closed, and the log's own check names it.
function openOf(row: ExportRow, viewer: AuditViewer): Record<string, Part> {
  try {
    const entry = readStored({ idx: row.idx, leaf: row.leaf ?? '', parts: row.parts ?? '' });
    return openParts(entry, openNames(entry, viewer));
  } catch (error) {
    if (error instanceof DamagedEntry) return {};
    throw error;
  }
}

function range(first: number, next: number): number[] {
  return Array.from({ length: next - first }, (_, i) => first + i);
}
