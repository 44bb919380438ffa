import { canonicalise, NotCanonical } from './canonical.ts';
import { type Head, headMembers, isPartName, type Part, partDigest } from './leaf.ts';

/** An entry as it is stored. */
export interface StoredEntry {
  index: number;
  head: Head;
  parts: Record<string, Part>;
}

/** A stored text is not what was recorded, or is no entry at all: it is reported by its index and never shown. */
export class DamagedEntry extends Error {
  override readonly name = 'DamagedEntry';
  readonly index: number;

  constructor(index: number, why: string) {
    super(`entry ${index} is damaged: ${why}`);
    this.index = index;
  }
}

/** Reads a stored entry and holds each part against its digest in the leaf. Throws DamagedEntry. */
export function readStored(row: { idx: string | number; leaf: string; parts: string }): StoredEntry {
  const index = Number(row.idx);
  const damaged = (why: string): never => {
    throw new DamagedEntry(index, why);
  };
  const head = objectIn(row.leaf) ?? damaged('the leaf is no object');
  if (!isHead(head)) return damaged('the leaf is not well formed');
  const parts = objectIn(row.parts) ?? damaged('the parts are no object');
  const names = Object.keys(parts);
  if (names.length !== Object.keys(head.parts).length) damaged('other parts than the leaf knows');
  for (const name of names) {
    const part = parts[name];
    if (!(isPart(part) && digestOf(part) === head.parts[name])) damaged(`part ${name} is not what was recorded`);
    else if (!hasShape(name, part.value)) damaged(`part ${name} has an unknown form`);
  }
  return { index, head, parts: parts as Record<string, Part> };
}

type Loose = Record<string, unknown>;

function objectIn(text: string): Loose | null {
  try {
    return asObject(JSON.parse(text));
  } catch {
    return null;
  }
}

function asObject(value: unknown): Loose | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose) : null;
}

function isHead(head: Loose): head is Loose & Head {
  const known: readonly string[] = headMembers;
  const parts = asObject(head['parts']);
  return (
    Object.keys(head).every((name) => known.includes(name)) &&
    ['action', 'class', 'code', 'instance', 'outcome', 'ts'].every((name) => typeof head[name] === 'string') &&
    parts !== null &&
    Object.keys(parts).every(isPartName)
  );
}

function isPart(part: unknown): part is Part {
  const given = asObject(part);
  return given !== null && typeof given['salt'] === 'string' && given['value'] !== undefined;
}

function digestOf({ salt, value }: Part): string | null {
  try {
    return partDigest(Buffer.from(salt, 'base64'), canonicalise(value));
  } catch (error) {
    if (error instanceof NotCanonical) return null;
    throw error;
  }
}

// What pages and exports rely on; everything else in a part is only passed on.
function hasShape(name: string, value: unknown): boolean {
  const part = asObject(value);
  if (part === null) return false;
  if (name === 'actor') return allTexts(part, ['id', 'agency', 'country', 'idp']) && Array.isArray(part['roles']);
  if (name === 'purpose') return allTexts(part, ['code']);
  const resource = part['resource'];
  const disclosed = part['disclosed'] ?? [];
  return (resource === undefined || isRecord(resource)) && Array.isArray(disclosed) && disclosed.every(isRecord);
}

function isRecord(value: unknown): boolean {
  const given = asObject(value);
  return given !== null && allTexts(given, ['type', 'id']);
}

function allTexts(of: Loose, names: readonly string[]): boolean {
  return names.every((name) => typeof of[name] === 'string');
}
