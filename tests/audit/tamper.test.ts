import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prunedLine } from '../../audit/bundle.ts';
import { exportLog } from '../../audit/export.ts';
import { leafHash } from '../../audit/leaf.ts';
import { signCheckpoint } from '../../audit/stored-checkpoint.ts';
import { checkLine } from '../../audit/verify/entry-line.ts';
import { VerificationFailure } from '../../audit/verify/failure.ts';
import { verifyBundle } from '../../audit/verify/verify-bundle.ts';
import { type BundleFixture, failure, openBundleFixture, ownLog } from './bundle-fixture.ts';
import { newSigner } from './log-fixture.ts';

let fixture: BundleFixture;
let whole: string;
beforeAll(async () => {
  fixture = await openBundleFixture();
  whole = fixture.whole;
});
afterAll(() => fixture.close());

const edit = (lines: string[], i: number, change: (line: string) => string) => {
  const before = lines[i] ?? '';
  lines[i] = change(before);
  expect(lines[i]).not.toBe(before);
};

describe('tampering is found and the place is named', () => {
  it('in every byte of an entry', () => {
    const lines = readFileSync(join(whole, 'entries.ndjson'));
    const ends = [...lines.keys()].filter((i) => lines[i] === 0x0a);
    for (const index of [0, 1, 2, 3, 299]) {
      const line = lines.subarray(index === 0 ? 0 : (ends[index - 1] ?? 0) + 1, ends[index]);
      const good = checkLine(line, index).leafHash;
      for (let at = 0; at < line.length; at += 1) {
        for (const bit of [0x01, 0x20]) {
          const changed = Buffer.from(line);
          changed.writeUInt8(line.readUInt8(at) ^ bit, at);
          expect(() => checkLine(changed, index), `byte ${at} of entry ${index}, ${good.toString('hex')}`).toThrow(
            VerificationFailure,
          );
        }
      }
    }
  });

  it('in bytes anywhere in the file', async () => {
    const file = readFileSync(join(whole, 'entries.ndjson'));
    const dir = fixture.tampered(() => undefined);
    for (let i = 0; i < 60; i += 1) {
      const at = Math.floor((file.length * (i + 0.5)) / 60);
      const changed = Buffer.from(file);
      changed.writeUInt8(file.readUInt8(at) ^ (i % 2 === 0 ? 0x01 : 0x80), at);
      writeFileSync(join(dir, 'entries.ndjson'), changed);
      const index = file.subarray(0, at).filter((byte) => byte === 0x0a).length;
      expect(await failure(dir)).toMatch(new RegExp(`^FAIL [a-z]+ index=${index}$`));
    }
  });

  it.each<[string, (lines: string[]) => void, string]>([
    ['a line that was taken out', (lines) => lines.splice(100, 1), 'FAIL index index=100'],
    [
      'two lines that changed places',
      (lines) => lines.splice(7, 2, lines[8] ?? '', lines[7] ?? ''),
      'FAIL index index=7',
    ],
    ['a line that stands there twice', (lines) => lines.splice(7, 0, lines[7] ?? ''), 'FAIL index index=8'],
    ['a tail that was cut off', (lines) => lines.splice(250), 'FAIL size index=250'],
    [
      'a line that was added',
      (lines) => lines.push((lines[299] ?? '').replace('"index":299', '"index":300')),
      'FAIL size index=300',
    ],
    [
      'a field that says something else',
      (lines) => edit(lines, 5, (l) => l.replace('"outcome":"permit"', '"outcome":"deny"')),
      'FAIL fields index=5',
    ],
    [
      'a field that the leaf does not have',
      (lines) => edit(lines, 5, (l) => l.replace('"v":1,', '"v":1,"w":1,')),
      'FAIL fields index=5',
    ],
    ['a doubled key', (lines) => edit(lines, 5, (l) => l.replace('"v":1,', '"v":1,"v":1,')), 'FAIL syntax index=5'],
    ['white space', (lines) => edit(lines, 5, (l) => l.replace('"v":1,', '"v": 1,')), 'FAIL syntax index=5'],
    ['another person', (lines) => edit(lines, 2, (l) => l.replace('Name of', 'Nome of')), 'FAIL open index=2'],
    [
      'another salt',
      (lines) =>
        edit(lines, 2, (l) =>
          l.replace(/"salt":"./, (m) => (m.endsWith('A') ? m.replace(/A$/, 'B') : m.replace(/.$/, 'A'))),
        ),
      'FAIL open index=2',
    ],
    [
      'a part that the leaf does not know',
      (lines) =>
        edit(lines, 2, (l) => l.replace('"open":{', '"open":{"sealed":{"salt":"AAAAAAAAAAAAAAAAAAAAAA==","value":1},')),
      'FAIL open index=2',
    ],
    [
      'a part called __proto__',
      (lines) =>
        edit(lines, 2, (l) =>
          l.replace('"open":{', '"open":{"__proto__":{"salt":"AAAAAAAAAAAAAAAAAAAAAA==","value":1},'),
        ),
      'FAIL open index=2',
    ],
    [
      'base64 in another spelling',
      (lines) => edit(lines, 5, (l) => l.replace(/"leaf":"([^"]+?)=*"/, '"leaf":"$1===="')),
      'FAIL leaf index=5',
    ],
  ])('%s', async (_what, change, expected) => {
    expect(await failure(fixture.tampered(change))).toBe(expected);
  });

  it('a leaf forged together with everything on its line', async () => {
    const forge = (i: number) => (lines: string[]) =>
      edit(lines, i, (line) => {
        const { index, leaf } = JSON.parse(line) as Record<string, unknown>;
        const forged = Buffer.from(String(leaf), 'base64').toString('utf8').replace('REC02I', 'REC02W');
        return `{"index":${index},"leaf":"${Buffer.from(forged).toString('base64')}",${forged.slice(1, -1)},"open":{}}`;
      });
    // Only the tree knows. The older checkpoint, of 120 entries, narrows down where.
    expect(await failure(fixture.tampered(forge(9)))).toBe('FAIL consistency file=checkpoint.old');
    expect(await failure(fixture.tampered(forge(200)))).toBe('FAIL root file=checkpoint');
  });

  it('a file that is missing', async () => {
    for (const name of ['key.pub', 'checkpoint', 'entries.ndjson', 'checkpoint.old']) {
      const dir = fixture.tampered(() => undefined);
      renameSync(join(dir, name), join(dir, 'elsewhere'));
      expect(await failure(dir)).toBe(`FAIL missing file=${name}`);
    }
  });

  it('an erased entry keeps its proof, and nothing but its hash', async () => {
    const erase = (lines: string[], i: number) => {
      const leaf = Buffer.from(String((JSON.parse(lines[i] ?? '') as { leaf: string }).leaf), 'base64');
      lines[i] = prunedLine(i, leafHash(leaf));
    };
    expect(await verifyBundle(fixture.tampered((lines) => erase(lines, 4)))).toMatchObject({ entries: 300, pruned: 1 });
    const chatty = fixture.tampered((lines) => {
      erase(lines, 4);
      edit(lines, 4, (line) => line.replace('}', ',"who":"me"}'));
    });
    expect(await failure(chatty)).toBe('FAIL pruned index=4');
    const forged = fixture.tampered((lines) => (lines[4] = prunedLine(4, Buffer.alloc(32))));
    expect(await failure(forged)).toBe('FAIL consistency file=checkpoint.old');
  });

  it('a checkpoint, key or older checkpoint of another log', async () => {
    const other = newSigner();
    const root = Buffer.alloc(32);
    const put = (name: string, text: string) => fixture.tampered((_lines, dir) => writeFileSync(join(dir, name), text));
    expect(await failure(put('checkpoint', signCheckpoint(other, 300, root).note))).toBe(
      'FAIL signature file=checkpoint',
    );
    expect(await failure(put('checkpoint', signCheckpoint(fixture.signer, 300, root).note))).toBe(
      'FAIL root file=checkpoint',
    );
    expect(await failure(put('checkpoint.old', signCheckpoint(fixture.signer, 120, root).note))).toBe(
      'FAIL consistency file=checkpoint.old',
    );
    expect(await failure(put('key.pub', `${other.vkey}\n`), fixture.signer.vkey)).toBe('FAIL key file=key.pub');
    expect(await failure(whole, other.vkey)).toBe('FAIL key file=key.pub');
    expect(await failure(put('consistency.json', '{"from":120,"to":300,"proof":[]}\n'))).toBe(
      'FAIL consistency file=consistency.json',
    );
  });

  it('an entry or a proof of a selection', async () => {
    const dir = fixture.folder();
    await exportLog({
      pool: fixture.pool,
      outDir: dir,
      vkey: fixture.signer.vkey,
      viewer: ownLog,
      query: 'action:record.list',
    });
    expect(await failure(dir)).toBe('OK');
    expect(await failure(fixture.tampered((lines) => lines.splice(3, 1), dir))).toBe('FAIL index index=13');
    const wrongProof = fixture.tampered((_lines, d) => {
      const file = join(d, 'proofs.ndjson');
      const proofs = readFileSync(file, 'utf8').split('\n');
      const second = JSON.parse(proofs[1] ?? '') as { proof: string[] };
      second.proof[0] = Buffer.alloc(32).toString('base64');
      proofs[1] = JSON.stringify(second);
      writeFileSync(file, proofs.join('\n'));
    }, dir);
    expect(await failure(wrongProof)).toBe('FAIL proof index=5');
  });
});
