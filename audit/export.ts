import { once } from 'node:events';
import { createWriteStream, mkdirSync, readdirSync, type WriteStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Pool } from 'pg';
import { bundleFiles, consistencyText, entryLine, proofLine, prunedLine } from './bundle.ts';
import type { Part } from './leaf.ts';
import { DatabaseNodes } from './nodes.ts';
import { consistencyProof, inclusionProof } from './proof.ts';
import { findIndexes, openParts, readEntries } from './query.ts';
import { type AuditViewer, openNames } from './redact.ts';
import { type Checkpoint, latestCheckpoint } from './stored-checkpoint.ts';
import { DamagedEntry, readStored } from './stored-entry.ts';

export interface ExportOptions {
  pool: Pool;
  /** A new or empty folder. */
  outDir: string;
  /** The log's key, for `key.pub`. */
  vkey: string;
  /** Whose parts are opened. Absent: the console, which gets digests only (THREATS 13). */
  viewer?: AuditViewer;
  /** Qualifiers: a selection, in which every entry has its own proof. Absent: the whole log, which the reader must be allowed to see. */
  query?: string;
  /** Size of an older checkpoint that the export shall be proved to continue. */
  since?: number;
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

/** Writes an export that `audit/verify` checks without us. Streams: memory does not grow with the log. */
export async function exportLog(options: ExportOptions): Promise<ExportResult> {
  mkdirSync(options.outDir, { recursive: true, mode: 0o700 });
  if (readdirSync(options.outDir).length > 0) throw new ExportRefused(`${options.outDir} is not empty`);
  const checkpoint = await latestCheckpoint(options.pool, options.vkey);
  if (checkpoint === null) throw new ExportRefused('no checkpoint was signed yet');
  // An agency's auditor has no right to other entries, not even to their heads: he gets a selection.
  const selection = options.query !== undefined || options.viewer?.scope === 'agency';
  const entries = selection ? await writeSelection(options, checkpoint) : await writeWhole(options, checkpoint);
  if (options.since !== undefined) await writeOlder(options, checkpoint, options.since);
  writeFile(options, bundleFiles.checkpoint, checkpoint.note);
  writeFile(options, bundleFiles.key, `${options.vkey}\n`);
  return { entries, size: checkpoint.size, selection };
}

const page = 500;

async function writeWhole(options: ExportOptions, { size }: Checkpoint): Promise<number> {
  const out = openFile(options, bundleFiles.entries);
  for (let first = 0; first < size; first += page) {
    const indexes = range(first, Math.min(first + page, size));
    const rows = await readRows(options, indexes);
    if (rows.length !== indexes.length) throw new ExportRefused(`the log lacks entries after ${first}`);
    for (const row of rows) await write(out, lineOf(row, options.viewer));
  }
  await close(out);
  return size;
}

async function writeSelection(options: ExportOptions, { size }: Checkpoint): Promise<number> {
  const found = await findIndexes(options.pool, options.viewer ?? null, options.query ?? '');
  // Entries behind the checkpoint have no signed proof yet.
  const indexes = found.filter((index) => index < size);
  const nodes = new DatabaseNodes(options.pool);
  const out = openFile(options, bundleFiles.entries);
  const proofs = openFile(options, bundleFiles.proofs);
  for (let first = 0; first < indexes.length; first += page) {
    for (const row of await readRows(options, indexes.slice(first, first + page))) {
      await write(out, lineOf(row, options.viewer));
      const index = Number(row.idx);
      await write(proofs, proofLine(index, size, await inclusionProof(nodes, index, size)));
    }
  }
  await close(out);
  await close(proofs);
  return indexes.length;
}

async function writeOlder(options: ExportOptions, newer: Checkpoint, since: number): Promise<void> {
  const older = await latestCheckpoint(options.pool, options.vkey, since);
  if (older?.size !== since || since === 0) throw new ExportRefused(`no checkpoint of ${since} entries was signed`);
  const proof = await consistencyProof(new DatabaseNodes(options.pool), older.size, newer.size);
  writeFile(options, bundleFiles.oldCheckpoint, older.note);
  writeFile(options, bundleFiles.consistency, consistencyText(older.size, newer.size, proof));
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

function openFile({ outDir }: ExportOptions, name: string): WriteStream {
  return createWriteStream(join(outDir, name), { flags: 'wx', mode: 0o600 });
}

function writeFile({ outDir }: ExportOptions, name: string, text: string): void {
  writeFileSync(join(outDir, name), text, { flag: 'wx', mode: 0o600 });
}

async function write(out: WriteStream, line: string): Promise<void> {
  if (!out.write(`${line}\n`)) await once(out, 'drain');
}

async function close(out: WriteStream): Promise<void> {
  out.end();
  await finished(out);
}
