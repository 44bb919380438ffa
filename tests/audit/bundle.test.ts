import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportLog } from '../../audit/export.ts';
import { verifyBundle } from '../../audit/verify/verify-bundle.ts';
import { type BundleFixture, openBundleFixture, ownLog } from './bundle-fixture.ts';

let fixture: BundleFixture;
let whole: string;
beforeAll(async () => {
  fixture = await openBundleFixture();
  whole = fixture.whole;
});
afterAll(() => fixture.close());

describe('an export of the log', () => {
  it('verifies by itself, and continues the older checkpoint', async () => {
    const verdict = await verifyBundle(whole, fixture.signer.vkey);
    expect(verdict).toMatchObject({ entries: 300, size: 300, selection: false, continues: 120, pruned: 0 });
    expect(verdict.opened).toBeGreaterThan(0);
  });

  it('has exactly the agreed form', () => {
    const lines = readFileSync(join(whole, 'entries.ndjson'), 'utf8').split('\n');
    const line = JSON.parse(lines[2] ?? '') as Record<string, unknown>;
    const { index, leaf, open, ...repeated } = line;
    expect(index).toBe(2);
    expect(JSON.parse(Buffer.from(String(leaf), 'base64').toString('utf8'))).toEqual(repeated);
    // Entry 2 is of the auditor's own agency's record.
    expect(Object.keys(open as object).sort()).toEqual(['actor', 'originator:INT-RCC']);
    const [origin, size, root, empty, signature] = readFileSync(join(whole, 'checkpoint'), 'utf8').split('\n');
    expect([origin, size, empty]).toEqual(['audit.test.example', '300', '']);
    expect(root).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    expect(signature).toMatch(/^— audit\.test\.example [A-Za-z0-9+/=]+$/);
    expect(readFileSync(join(whole, 'key.pub'), 'utf8')).toMatch(
      /^audit\.test\.example\+[0-9a-f]{8}\+AQ?[A-Za-z0-9+/]+=*\n$/,
    );
  });

  it('holds no address, no session, no case reference of other agencies', () => {
    const text = readFileSync(join(whole, 'entries.ndjson'), 'utf8');
    for (const secret of ['192.0.2.7', 'session-handle', 'ref 7', 'request-9']) expect(text).not.toContain(secret);
  });

  it('from the console holds digests only', async () => {
    const dir = fixture.folder();
    await exportLog({ pool: fixture.owner, outDir: dir, vkey: fixture.signer.vkey });
    expect(await verifyBundle(dir)).toMatchObject({ entries: 300, opened: 0 });
    expect(readFileSync(join(dir, 'entries.ndjson'), 'utf8')).not.toContain('01890000');
  });

  it("of an agency's auditor is a selection in which every entry proves itself", async () => {
    const dir = fixture.folder();
    const result = await exportLog({ pool: fixture.pool, outDir: dir, vkey: fixture.signer.vkey, viewer: ownLog });
    expect(result).toEqual({ entries: 75, size: 300, selection: true });
    expect(await verifyBundle(dir, fixture.signer.vkey)).toMatchObject({ entries: 75, selection: true, opened: 150 });
  });

  it('does not overwrite a folder that holds something', async () => {
    await expect(exportLog({ pool: fixture.pool, outDir: whole, vkey: fixture.signer.vkey })).rejects.toThrow(
      /not empty/,
    );
  });
});

describe('the stand-alone checker', () => {
  const run = promisify(execFile);
  const check = async (...given: string[]) => {
    const main = join(import.meta.dirname, '../../audit/verify/main.ts');
    try {
      return { code: 0, ...(await run(process.execPath, ['--import', 'tsx', main, ...given])) };
    } catch (error) {
      return error as { code: number; stdout: string; stderr: string };
    }
  };

  it('says what it found, by words and exit code', async () => {
    const good = await check(whole, '--key', fixture.signer.vkey);
    expect(good.code).toBe(0);
    expect(good.stdout).toMatch(/^OK 300 entries of 300, origin audit\.test\.example/);
    const bad = await check(fixture.tampered((lines) => lines.splice(100, 1)));
    expect([bad.code, bad.stdout]).toEqual([1, 'FAIL index index=100\n']);
    expect((await check(join(whole, 'nothing'))).code).toBe(2);
    expect((await check()).code).toBe(2);
  });
});
