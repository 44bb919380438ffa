import type { Pool, PoolClient } from 'pg';
import type { NodeSource } from './proof.ts';
import { CompactRange, nodeHash, peakHeights } from './tree.ts';

/** Levels of stored subtrees are 256 leaves apart: 2^8. */
const levelHeight = 8;

/** Subtree hashes from the database. Only complete subtrees are asked for, and those never change: they are kept. */
export class DatabaseNodes implements NodeSource {
  readonly #on: Pool | PoolClient;
  readonly #known = new Map<string, Buffer>();

  constructor(on: Pool | PoolClient) {
    this.#on = on;
  }

  async node(height: number, index: number): Promise<Buffer> {
    const name = `${height}/${index}`;
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    const hash = await this.#read(height, index);
    if (this.#known.size >= 50_000) this.#known.clear();
    this.#known.set(name, hash);
    return hash;
  }

  async #read(height: number, index: number): Promise<Buffer> {
    const level = Math.floor(height / levelHeight);
    const count = 2 ** (height % levelHeight);
    const hashes = await readNodes(this.#on, level, index * count, (index + 1) * count);
    if (hashes.length === count) return perfectRoot(hashes);
    if (height === 0) throw new RangeError(`the log has no entry ${index}`);
    // The integrator has not stored this subtree yet: its halves are known, down to the leaves.
    return nodeHash(await this.node(height - 1, index * 2), await this.node(height - 1, index * 2 + 1));
  }
}

/** Hashes of nodes [first, next) of a level, as many as are stored. */
export async function readNodes(on: Pool | PoolClient, level: number, first: number, next: number): Promise<Buffer[]> {
  const { rows } = await on.query<{ idx: string | number; hash: Buffer }>({
    name: 'audit_nodes',
    text: 'SELECT idx, hash FROM audit_nodes($1, $2, $3)',
    values: [level, first, next],
  });
  rows.forEach((row, i) => {
    if (Number(row.idx) !== first + i) throw new RangeError(`level ${level} of the tree lacks node ${first + i}`);
  });
  return rows.map((row) => row.hash);
}

/** The right edge of the tree at a size. */
export async function compactRangeAt(nodes: NodeSource, size: number): Promise<CompactRange> {
  let start = 0;
  const peaks: Buffer[] = [];
  for (const height of peakHeights(size)) {
    peaks.push(await nodes.node(height, start / 2 ** height));
    start += 2 ** height;
  }
  return CompactRange.of(size, peaks);
}

function perfectRoot(hashes: readonly Buffer[]): Buffer {
  const range = new CompactRange();
  for (const hash of hashes) range.append(hash);
  return range.root();
}
