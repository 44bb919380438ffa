import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leafHash } from '../../audit/leaf.ts';
import {
  consistencyProof,
  inclusionProof,
  isConsistent,
  type NodeSource,
  rootFromInclusion,
} from '../../audit/proof.ts';
import { CompactRange, emptyRoot, nodeHash } from '../../audit/tree.ts';

// Test data of Certificate Transparency's reference implementation for RFC 6962.
const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const n = {
  a: '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
  b: '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
  c: '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
  d: 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
  e: 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
  f: 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  g: 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  h: '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
};

const leaves = inputs.map((input) => leafHash(Buffer.from(input, 'hex')));

/** All nodes from all leaves, without the code that stores or folds them. */
function nodesOf(all: readonly Buffer[]): NodeSource {
  const node = (height: number, index: number): Buffer =>
    height === 0
      ? (all[index] ?? Buffer.alloc(0))
      : nodeHash(node(height - 1, index * 2), node(height - 1, index * 2 + 1));
  return { node: async (height, index) => node(height, index) };
}

function rootOf(all: readonly Buffer[]): Buffer {
  const tree = new CompactRange();
  for (const leaf of all) tree.append(leaf);
  return tree.root();
}

const hex = (hashes: Buffer[]) => hashes.map((hash) => hash.toString('hex'));
const numbered = (size: number) => Array.from({ length: size }, (_, i) => leafHash(Buffer.from(String(i))));

describe('the tree of entries (RFC 6962)', () => {
  it('has the published roots', () => {
    expect(emptyRoot.toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(hex(roots.map((_, i) => rootOf(leaves.slice(0, i + 1))))).toEqual(roots);
  });

  it.each([
    [0, 1, []],
    [0, 8, [n.a, n.b, n.c]],
    [5, 8, [n.d, n.e, n.f]],
    [2, 3, [n.g]],
  ])('has the published inclusion proof of entry %i in a tree of %i', async (index, size, proof) => {
    expect(hex(await inclusionProof(nodesOf(leaves), index, size))).toEqual(proof);
  });

  it.each([
    [1, 1, []],
    [1, 8, [n.a, n.b, n.c]],
    [6, 8, [n.h, n.e, n.f]],
    [2, 5, [n.b, n.d]],
  ])('has the published consistency proof from %i to %i', async (from, to, proof) => {
    expect(hex(await consistencyProof(nodesOf(leaves), from, to))).toEqual(proof);
  });

  it('proves every entry, and a changed proof proves nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 200 }), fc.nat(), fc.nat(), async (size, pick, damage) => {
        const all = numbered(size);
        const index = pick % size;
        const proof = await inclusionProof(nodesOf(all), index, size);
        const leaf = all[index] ?? Buffer.alloc(0);
        expect(rootFromInclusion(leaf, index, size, proof)).toEqual(rootOf(all));
        const other = all.map((hash, i) => (i === damage % size ? leafHash(hash) : hash));
        expect(rootFromInclusion(leaf, index, size, proof)).not.toEqual(rootOf(other));
        expect(rootFromInclusion(leaf, index, size, [...proof, leaf])).toBeNull();
        if (proof.length > 0) expect(rootFromInclusion(leaf, index, size, proof.slice(1))).not.toEqual(rootOf(all));
      }),
      { numRuns: 100 },
    );
  });

  it('proves that a longer log continues a shorter one, and no other', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 150 }), fc.nat(), async (to, pick) => {
        const all = numbered(to);
        const from = 1 + (pick % to);
        const older = { size: from, root: rootOf(all.slice(0, from)) };
        const newer = { size: to, root: rootOf(all) };
        const proof = await consistencyProof(nodesOf(all), from, to);
        expect(isConsistent(older, newer, proof)).toBe(true);
        expect(isConsistent({ ...older, root: emptyRoot }, newer, proof)).toBe(false);
        expect(isConsistent(older, { ...newer, root: emptyRoot }, proof)).toBe(false);
      }),
      { numRuns: 100 },
    );
  });

  it('continues from its right edge as if it had all entries', () => {
    const all = numbered(70);
    const nodes = new Map<string, Buffer>();
    const whole = new CompactRange();
    for (const leaf of all) {
      nodes.set(`0/${whole.size}`, leaf);
      whole.append(leaf, ({ height, index, hash }) => nodes.set(`${height}/${index}`, hash));
    }
    // 37 = 32 + 4 + 1.
    const peaks = ['5/0', '2/8', '0/36'].map((name) => nodes.get(name) ?? Buffer.alloc(0));
    const edge = CompactRange.of(37, peaks);
    for (const leaf of all.slice(37)) edge.append(leaf);
    expect(edge.root()).toEqual(whole.root());
  });
});
