import { canonicalise } from '../canonical.ts';
import { headMembers, isPartName, leafHash, partDigest } from '../leaf.ts';
import { decodeBase64 } from '../note.ts';
import { type FailureCode, VerificationFailure } from './failure.ts';
import { asCount, asObject, canonicalJson, hasExactly, strictJson } from './strict-json.ts';
import type { Timed } from './time-order.ts';

export interface CheckedLine {
  index: number;
  leafHash: Buffer;
  /** Null when the entry was erased: only its hash is there. */
  timed: Timed | null;
  opened: number;
}

/**
 * Checks one line of `entries.ndjson` by itself. `expected` is the index that the line must have; in a selection it
 * comes from the line of `proofs.ndjson` beside it. Throws VerificationFailure.
 */
export function checkLine(bytes: Uint8Array, expected: number): CheckedLine {
  const refuse = (code: FailureCode, why: string): never => {
    throw new VerificationFailure(code, { index: expected }, why);
  };
  const parsed = strictJson(bytes);
  const line = asObject(parsed?.value);
  if (parsed === null || line === null) return refuse('syntax', 'not one canonical JSON object');
  const index = asCount(line['index']);
  if (index === null) return refuse('syntax', 'no index');
  if (index !== expected) return refuse('index', `found index ${index}`);
  if (Object.hasOwn(line, 'pruned')) return checkPruned(line, index);
  return checkFull(line, index, parsed.text);
}

function checkPruned(line: Record<string, unknown>, index: number): CheckedLine {
  const hash = typeof line['leafHash'] === 'string' ? decodeBase64(line['leafHash']) : null;
  if (!hasExactly(line, ['index', 'pruned', 'leafHash']) || line['pruned'] !== true || hash?.length !== 32) {
    throw new VerificationFailure('pruned', { index }, 'an erased entry has index, pruned and leafHash');
  }
  return { index, leafHash: hash, timed: null, opened: 0 };
}

function checkFull(line: Record<string, unknown>, index: number, lineText: string): CheckedLine {
  const { index: _index, leaf: encoded, open, ...repeated } = line;
  const leaf = typeof encoded === 'string' ? decodeBase64(encoded) : null;
  if (leaf === null) throw new VerificationFailure('leaf', { index }, 'the leaf is not canonical base64');
  const { head, text } = readLeaf(leaf, index);
  // The usual export repeats the leaf's text word for word; another order of members says the same.
  const asUsual = lineText.startsWith(`{"index":${index},"leaf":"${String(encoded)}",${text.slice(1, -1)},"open":`);
  const sameCount = Object.keys(repeated).length === Object.keys(head).length;
  if (!sameCount || !(asUsual || canonicalise(repeated) === text)) {
    throw new VerificationFailure('fields', { index }, 'the line says something else than its leaf');
  }
  const opened = checkOpen(open, asObject(head['parts']) ?? {}, index);
  const timed = { index, ts: String(head['ts']), reads: head['ledVerb'] === 'consultation' };
  return { index, leafHash: leafHash(leaf), timed, opened };
}

function readLeaf(leaf: Buffer, index: number): { head: Record<string, unknown>; text: string } {
  const parsed = canonicalJson(leaf);
  const head = asObject(parsed?.value);
  if (parsed === null || head === null) {
    throw new VerificationFailure('leaf', { index }, 'the leaf is not canonical JSON (RFC 8785)');
  }
  const wrong = problemOfHead(head);
  if (wrong !== null) throw new VerificationFailure('leaf', { index }, wrong);
  return { head, text: parsed.text };
}

const timeOfLeaf = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;

function problemOfHead(head: Record<string, unknown>): string | null {
  const known: readonly string[] = headMembers;
  const unknown = Object.keys(head).find((key) => !known.includes(key));
  if (unknown !== undefined) return `unknown member ${JSON.stringify(unknown)}`;
  const missing = headMembers.find((key) => key !== 'decision' && !Object.hasOwn(head, key));
  if (missing !== undefined) return `no ${missing}`;
  if (head['v'] !== 1) return 'unknown version';
  if (typeof head['ts'] !== 'string' || !timeOfLeaf.test(head['ts'])) return 'no time';
  const parts = asObject(head['parts']);
  if (parts === null) return 'no parts';
  const bad = Object.entries(parts).find(([name, digest]) => !isPartName(name) || digestBytes(digest) === null);
  return bad === undefined ? null : `part ${JSON.stringify(bad[0])} has no digest`;
}

function digestBytes(digest: unknown): Buffer | null {
  const bytes = typeof digest === 'string' ? decodeBase64(digest) : null;
  return bytes?.length === 32 ? bytes : null;
}

function checkOpen(open: unknown, digests: Record<string, unknown>, index: number): number {
  const parts = asObject(open);
  if (parts === null) throw new VerificationFailure('open', { index }, 'no open parts');
  for (const [name, given] of Object.entries(parts)) {
    const wrong = problemOfPart(given, Object.hasOwn(digests, name) ? digests[name] : undefined);
    if (wrong !== null) throw new VerificationFailure('open', { index }, `part ${JSON.stringify(name)}: ${wrong}`);
  }
  return Object.keys(parts).length;
}

function problemOfPart(given: unknown, digest: unknown): string | null {
  if (digest === undefined) return 'the leaf has no such part';
  const part = asObject(given);
  if (part === null || !hasExactly(part, ['salt', 'value'])) return 'a part has salt and value';
  const salt = typeof part['salt'] === 'string' ? decodeBase64(part['salt']) : null;
  if (salt?.length !== 16) return 'the salt is not 16 bytes';
  return partDigest(salt, canonicalise(part['value'])) === digest ? null : 'not what was recorded';
}
