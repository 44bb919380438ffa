import { nodeHash } from './tree.ts';

/** Gives hashes of perfect subtrees: leaves [index · 2^height, (index + 1) · 2^height). */
export interface NodeSource {
  node(height: number, index: number): Promise<Buffer>;
}

interface Range {
  start: number;
  size: number;
}

/** Inclusion proof PATH(index, D[size]) of RFC 6962 section 2.1.1. Throws RangeError unless 0 ≤ index < size. */
export async function inclusionProof(nodes: NodeSource, index: number, size: number): Promise<Buffer[]> {
  if (!(index >= 0 && index < size)) throw new RangeError(`index ${index} is not in a tree of ${size}`);
  const ranges: Range[] = [];
  let start = 0;
  let left = size;
  while (left > 1) {
    const half = largestPowerBelow(left);
    if (index - start < half) {
      ranges.push({ start: start + half, size: left - half });
      left = half;
    } else {
      ranges.push({ start, size: half });
      start += half;
      left -= half;
    }
  }
  return Promise.all(ranges.reverse().map((range) => rangeRoot(nodes, range)));
}

/** Consistency proof PROOF(from, D[to]) of RFC 6962 section 2.1.2. Throws RangeError unless 0 < from ≤ to. */
export async function consistencyProof(nodes: NodeSource, from: number, to: number): Promise<Buffer[]> {
  if (!(from > 0 && from <= to)) throw new RangeError(`no consistency proof from ${from} to ${to}`);
  return Promise.all(subproof(from, { start: 0, size: to }, true).map((range) => rangeRoot(nodes, range)));
}

function subproof(from: number, range: Range, whole: boolean): Range[] {
  if (from === range.size) return whole ? [] : [range];
  const half = largestPowerBelow(range.size);
  const left = { start: range.start, size: half };
  const right = { start: range.start + half, size: range.size - half };
  if (from <= half) return [...subproof(from, left, whole), right];
  return [...subproof(from - half, right, false), left];
}

async function rangeRoot(nodes: NodeSource, { start, size }: Range): Promise<Buffer> {
  const height = Math.log2(size);
  if (Number.isInteger(height)) return nodes.node(height, start / size);
  const half = largestPowerBelow(size);
  const [left, right] = await Promise.all([
    rangeRoot(nodes, { start, size: half }),
    rangeRoot(nodes, { start: start + half, size: size - half }),
  ]);
  return nodeHash(left, right);
}

function largestPowerBelow(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

/** Root that an inclusion proof leads to, or null when its length does not fit (RFC 9162 section 2.1.3.2). */
export function rootFromInclusion(leaf: Buffer, index: number, size: number, proof: readonly Buffer[]): Buffer | null {
  if (!(index >= 0 && index < size)) return null;
  let node = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return null;
    if (node % 2 === 1 || node === last) {
      hash = nodeHash(sibling, hash);
      while (node % 2 === 0 && node !== 0) {
        node = node / 2;
        last = Math.floor(last / 2);
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? hash : null;
}

export interface SizedRoot {
  size: number;
  root: Buffer;
}

/** True when the newer tree begins with the older one (RFC 9162 section 2.1.4.2). */
export function isConsistent(older: SizedRoot, newer: SizedRoot, proof: readonly Buffer[]): boolean {
  if (older.size > newer.size || older.size < 0) return false;
  if (older.size === newer.size) return proof.length === 0 && older.root.equals(newer.root);
  if (older.size === 0) return proof.length === 0;
  const path = Number.isInteger(Math.log2(older.size)) ? [older.root, ...proof] : [...proof];
  const first = path.shift();
  if (first === undefined) return false;
  return climb(older, newer, first, path);
}

function climb(older: SizedRoot, newer: SizedRoot, first: Buffer, path: readonly Buffer[]): boolean {
  let node = older.size - 1;
  let last = newer.size - 1;
  while (node % 2 === 1) {
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  let oldHash = first;
  let newHash = first;
  for (const sibling of path) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      oldHash = nodeHash(sibling, oldHash);
      newHash = nodeHash(sibling, newHash);
      while (node % 2 === 0 && node !== 0) {
        node = node / 2;
        last = Math.floor(last / 2);
      }
    } else {
      newHash = nodeHash(newHash, sibling);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && oldHash.equals(older.root) && newHash.equals(newer.root);
}
