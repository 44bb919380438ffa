import { sha256 } from './hash.ts';

/** Root hash of the empty tree: SHA-256 of nothing (RFC 6962 section 2.1). */
export const emptyRoot: Buffer = sha256(Buffer.alloc(0));

/** Hash of an inner node: SHA-256(0x01 ‖ left ‖ right), RFC 6962 section 2.1. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  const joined = Buffer.allocUnsafe(65);
  joined[0] = 0x01;
  joined.set(left, 1);
  joined.set(right, 33);
  return sha256(joined);
}

/** A node of the tree: the perfect subtree over leaves [index · 2^height, (index + 1) · 2^height). */
export interface TreeNode {
  height: number;
  index: number;
  hash: Buffer;
}

/**
 * The right edge of a growing tree: at most one perfect subtree of each height, so that a leaf is added and the root is
 * known without the leaves before it.
 */
export class CompactRange {
  #size = 0;
  readonly #peaks: { height: number; hash: Buffer }[] = [];

  get size(): number {
    return this.#size;
  }

  /** Continues a tree of `size` leaves. `peaks`: hashes of its perfect subtrees from left to right. */
  static of(size: number, peaks: readonly Buffer[]): CompactRange {
    const heights = peakHeights(size);
    if (heights.length !== peaks.length) throw new RangeError(`${peaks.length} subtrees do not make ${size} leaves`);
    const range = new CompactRange();
    range.#size = size;
    peaks.forEach((hash, i) => {
      range.#peaks.push({ height: heights[i] ?? 0, hash });
    });
    return range;
  }

  /** Adds a leaf hash; tells every perfect subtree that it completes. */
  append(leafHash: Buffer, onNode?: (node: TreeNode) => void): void {
    let node: TreeNode = { height: 0, index: this.#size, hash: leafHash };
    for (let last = this.#peaks.at(-1); last?.height === node.height; last = this.#peaks.at(-1)) {
      this.#peaks.pop();
      node = { height: node.height + 1, index: Math.floor(node.index / 2), hash: nodeHash(last.hash, node.hash) };
      onNode?.(node);
    }
    this.#peaks.push({ height: node.height, hash: node.hash });
    this.#size += 1;
  }

  root(): Buffer {
    let root: Buffer | undefined;
    for (let i = this.#peaks.length - 1; i >= 0; i -= 1) {
      const peak = this.#peaks[i];
      if (peak !== undefined) root = root === undefined ? peak.hash : nodeHash(peak.hash, root);
    }
    return root ?? emptyRoot;
  }
}

/** Heights of the perfect subtrees of a tree of this size, from left to right: the bits of the size. */
export function peakHeights(size: number): number[] {
  const heights: number[] = [];
  for (let height = 52; height >= 0; height -= 1) {
    if (Math.floor(size / 2 ** height) % 2 === 1) heights.push(height);
  }
  return heights;
}
