import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prunedLine } from '../../audit/bundle.ts';
import { exportLog } from '../../audit/export.ts';
import { leafHash } from '../../audit/leaf.ts';
import { signCheckpoint } from '../../audit/stored-checkpoint.ts';
import { main } from '../../audit/verify/main.ts';
import { verifyBundle } from '../../audit/verify/verify-bundle.ts';
import { runWith } from '../cli/console.ts';
import { type BundleFixture, failure, openBundleFixture, ownLog } from './bundle-fixture.ts';

let fixture: BundleFixture;
beforeAll(async () => {
  fixture = await openBundleFixture();
});
afterAll(() => fixture.close());

/** What both checkers say, and how they end; the stand-alone one first. */
async function bothSay(dir: string, ...options: string[]): Promise<{ code: number; said: string }[]> {
  let said = '';
  const write = (text: string | Uint8Array) => {
    said += String(text);
    return true;
  };
  const stream = { write } as unknown as typeof process.stdout;
  const code = await main([dir, ...options], stream, stream as unknown as typeof process.stderr);
  const console = await runWith({}, 'audit', 'verify', dir, ...options);
  return [
    { code, said },
    { code: console.code, said: console.out + console.err },
  ];
}

const put = (name: string, text: string, from?: string) =>
  fixture.tampered((_lines, dir) => writeFileSync(join(dir, name), text), from);

describe('a checkpoint that an auditor kept', () => {
  it('of a longer log proves that entries were cut off', async () => {
    const longer = signCheckpoint(fixture.signer, 308, Buffer.alloc(32, 1)).note;
    const cut = put('checkpoint.old', longer);
    for (const dir of [cut, fixture.tampered((_lines, d) => rmSync(join(d, 'consistency.json')), cut)]) {
      for (const { code, said } of await bothSay(dir)) {
        expect(said).toMatch(/^FAIL consistency file=checkpoint\.old\n/);
        expect(said).toContain('this log is shorter than one that was signed before: 8 entries are missing');
        expect(code).toBe(1);
      }
    }
  });

  it('of the same length and another root proves a fork', async () => {
    const other = signCheckpoint(fixture.signer, 300, Buffer.alloc(32, 1)).note;
    for (const { code, said } of await bothSay(put('checkpoint.old', other))) {
      expect(said).toMatch(/^FAIL consistency file=checkpoint\.old\n.*two roots of one size/);
      expect(code).toBe(1);
    }
  });

  it('is held against a selection too, and demands its proof', async () => {
    const selection = fixture.folder();
    await exportLog({ pool: fixture.pool, outDir: selection, vkey: fixture.signer.vkey, viewer: ownLog, since: 120 });
    expect(await failure(selection)).toBe('OK');
    for (const size of [300, 308]) {
      const note = signCheckpoint(fixture.signer, size, Buffer.alloc(32, 1)).note;
      expect(await failure(put('checkpoint.old', note, selection))).toBe('FAIL consistency file=checkpoint.old');
    }
    const unproved = fixture.tampered((_lines, dir) => rmSync(join(dir, 'consistency.json')), selection);
    expect(await failure(unproved)).toBe('FAIL missing file=consistency.json');
  });
});

/** Leaves of an entry only its hash, which is the right one. */
function erase(lines: string[], index: number): void {
  const { leaf } = JSON.parse(lines[index] ?? '') as { leaf: string };
  lines[index] = prunedLine(index, leafHash(Buffer.from(leaf, 'base64')));
}

describe('an erased entry', () => {
  it('is told with its number, and refused where none may be', async () => {
    const dir = fixture.tampered((lines) => {
      erase(lines, 40);
      erase(lines, 41);
    });
    for (const { code, said } of await bothSay(dir)) {
      expect(said).toMatch(/^OK 300 entries of 300, .*\nERASED 2 of these entries, the first with index=40: /);
      expect(code).toBe(0);
    }
    for (const { code, said } of await bothSay(dir, '--no-erased')) {
      expect(said).toMatch(/^FAIL erased index=40\n/);
      expect(code).toBe(1);
    }
    expect(await verifyBundle(fixture.whole, undefined, { noErased: true })).toMatchObject({ firstPruned: null });
  });

  it('with a wrong hash is named beside the root that it breaks', async () => {
    const dir = fixture.tampered((lines) => {
      lines[200] = prunedLine(200, Buffer.alloc(32));
    });
    for (const { said } of await bothSay(dir)) {
      expect(said).toMatch(/^FAIL root file=checkpoint\n/);
      expect(said).toContain('one of the entries between 120 and 299 is not what was signed');
      expect(said).toContain('only hashes are here of 1, the first with index=200');
    }
  });
});

/** Two entries change places, and the lines say the indexes that they now have. */
function swap(lines: string[], one: number, other: number): void {
  const at = (line: string | undefined, index: number) => (line ?? '').replace(/^\{"index":\d+/, `{"index":${index}`);
  const [first, second] = [at(lines[other], one), at(lines[one], other)];
  lines[one] = first;
  lines[other] = second;
}

describe('entries of an export that changed places', () => {
  it.each([
    [200, 260],
    [200, 201],
    [20, 90],
  ])('are found with the first index: %i and %i', async (one, other) => {
    const dir = fixture.tampered((lines) => swap(lines, one, other));
    for (const { code, said } of await bothSay(dir)) {
      expect(said).toMatch(new RegExp(`^FAIL order index=${one}\n`));
      expect(said).toContain(one < 120 ? 'between 0 and 119' : 'between 120 and 299');
      expect(code).toBe(1);
    }
  });
});

describe('the stand-alone checker', () => {
  it('needs nothing but its folder', () => {
    const alone = fixture.folder();
    cpSync(join(import.meta.dirname, '../../audit'), join(alone, 'audit'), { recursive: true });
    writeFileSync(join(alone, 'package.json'), '{"type":"module"}');
    const tsx = import.meta.resolve('tsx');
    const args = ['--import', tsx, 'audit/verify/main.ts', fixture.whole];
    const said = execFileSync(process.execPath, args, { cwd: alone, env: { PATH: process.env.PATH ?? '' } });
    expect(said.toString()).toMatch(/^OK 300 entries of 300, .*, continues the checkpoint of 120 \(key taken/);
    expect(readFileSync(join(fixture.whole, 'checkpoint'), 'utf8')).toContain('\n300\n');
  });
});
