import { execFile } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { samplePeople } from '../../db/sample/people.ts';
import { openConsole, runWith, type TestConsole } from './console.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let desk: TestConsole;
let whole: string;

/** Runs a program of ours as a partner would: no variable names a database. */
function standAlone(program: string, ...args: string[]): Promise<{ code: number; out: string }> {
  return new Promise((resolve) => {
    const env = { PATH: process.env.PATH ?? '' };
    execFile(process.execPath, ['--import', 'tsx', program, ...args], { cwd: root, env }, (error, stdout) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out: stdout });
    });
  });
}

interface ExportedLine {
  index: number;
  action: string;
  open: Record<string, unknown>;
}

function linesOf(folder: string): ExportedLine[] {
  const text = readFileSync(join(folder, 'entries.ndjson'), 'utf8');
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as ExportedLine);
}

beforeAll(async () => {
  desk = await openConsole();
  expect((await desk.portal('sample')).code).toBe(0);
  whole = join(desk.folder, 'whole');
  expect((await desk.portal('audit', 'export', '--out', whole)).code).toBe(0);
});
afterAll(() => desk.close());

describe('an export of the log by the console', () => {
  it('holds the whole log with digests only: no name, no agency, no opened part', () => {
    const lines = linesOf(whole);
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.map(({ index }) => index)).toEqual(lines.map((_, at) => at));
    expect(lines.filter(({ open }) => Object.keys(open).length > 0)).toEqual([]);
    const text = readFileSync(join(whole, 'entries.ndjson'), 'utf8');
    for (const { name, subjectId } of samplePeople)
      for (const secret of [name, subjectId]) expect(text).not.toContain(secret);
  });

  it('verifies by the stand-alone checker, with neither portal nor database', async () => {
    const key = readFileSync(join(whole, 'key.pub'), 'utf8').trim();
    const verdict = await standAlone('audit/verify/main.ts', whole, '--key', key);
    expect(verdict).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^OK \d+ entries of \d+, origin seguito\.demo\/log/),
    });
  });

  it('verifies by the console too, which needs no database for it', async () => {
    expect(await standAlone('src/cli/portal.ts', 'audit', 'verify', whole)).toMatchObject({ code: 0 });
  });

  it('is found broken at the very entry in which one byte was flipped', async () => {
    const broken = join(desk.folder, 'broken');
    cpSync(whole, broken, { recursive: true });
    const file = join(broken, 'entries.ndjson');
    const lines = readFileSync(file, 'utf8').split('\n');
    lines[7] = (lines[7] ?? '').replace('"outcome":"permit"', '"outcome":"permiu"');
    writeFileSync(file, lines.join('\n'));
    for (const program of [['audit/verify/main.ts'], ['src/cli/portal.ts', 'audit', 'verify']]) {
      const [name = '', ...args] = program;
      const verdict = await standAlone(name, ...args, broken);
      expect(verdict.code).toBe(1);
    }
    const said = await desk.portal('audit', 'verify', broken);
    expect(said).toMatchObject({ code: 1, err: expect.stringMatching(/^FAIL \w+ index=7\n/) });
  });

  it('is proved to continue a checkpoint that an auditor kept from an earlier visit', async () => {
    const kept = await desk.portal('audit', 'checkpoint');
    await desk.portal('role', 'list');
    const later = join(desk.folder, 'later');
    await desk.portal('audit', 'export', '--out', later);
    writeFileSync(join(later, 'checkpoint.old'), kept.out);
    const size = kept.out.split('\n')[1];
    const said = await desk.portal('audit', 'verify', later);
    expect(said).toMatchObject({ code: 0, out: expect.stringContaining(`continues the checkpoint of ${size}`) });
  });

  it('of a query holds the matching entries alone, each with a proof', async () => {
    const folder = join(desk.folder, 'selection');
    const said = await desk.portal('audit', 'export', '--out', folder, '--query', 'action:sample.load');
    expect(said.code).toBe(0);
    expect(linesOf(folder).map(({ action }) => action)).toEqual(['sample.load']);
    expect(await standAlone('audit/verify/main.ts', folder)).toMatchObject({ code: 0 });
  });

  it('does not go into a folder that holds something', async () => {
    const said = await desk.portal('audit', 'export', '--out', whole);
    expect(said).toMatchObject({ code: 2, err: expect.stringContaining('is not empty') });
  });
});

describe('the log at the console', () => {
  it('knows every command that touched data, and who ran it only as a digest', async () => {
    await desk.portal('role', 'list');
    const said = await desk.portal('audit', 'query', '--q', 'action:console.command');
    expect(said.out.trim().split('\n').length).toBeGreaterThanOrEqual(4);
    expect(said.out).toMatch(/^\d+ {2}\S+Z {2}SYS03I {2}console\.command {2}permit$/m);
  });

  it('counts the same entries that it lists', async () => {
    const listed = await desk.portal('audit', 'query', '--q', 'action:record.create');
    const counted = await desk.portal('audit', 'query', '--q', 'action:record.create', '--count');
    expect(Number(counted.out)).toBe(listed.out.trim().split('\n').length);
    expect(Number(counted.out)).toBeGreaterThan(50);
  });

  it('is not searched by person, agency or record: that is for auditors', async () => {
    const person = '01890000-0000-7000-8000-000000000001';
    for (const q of ['agency:IT-DCSA', `person:${person}`, `record:${person}`]) {
      const [name] = q.split(':');
      const said = await desk.portal('audit', 'query', '--q', q);
      expect(said).toMatchObject({ code: 2, out: '', err: expect.stringContaining(`does not search by ${name}`) });
    }
  });

  it('refuses an American date with the way to write it', async () => {
    const said = await desk.portal('audit', 'query', '--q', 'after:12/31/2026');
    expect(said).toMatchObject({ code: 2, err: expect.stringContaining('days are written 2026-11-30') });
  });

  it('is signed on demand, and the note says how far', async () => {
    const said = await desk.portal('audit', 'checkpoint');
    expect(said.code).toBe(0);
    expect(said.out).toMatch(/^seguito\.demo\/log\n\d+\n[A-Za-z0-9+/]{43}=\n\n— seguito\.demo\/log \S+\n$/);
  });

  it('is verified where it lies', async () => {
    const said = await desk.portal('audit', 'verify', '--database');
    expect(said).toMatchObject({ code: 0, out: expect.stringMatching(/^OK \d+ entries hashed again where they lie/) });
  });

  it('is verified with the portal’s own rights, but listed and exported as its owner alone', async () => {
    const env = { ...desk.env, DATABASE_OWNER_URL: undefined };
    expect(await runWith(env, 'audit', 'verify', '--database')).toMatchObject({ code: 0 });
    for (const command of [['query'], ['export', '--out', join(desk.folder, 'refused')]])
      expect(await runWith(env, 'audit', ...command)).toMatchObject({
        code: 2,
        out: '',
        err: expect.stringContaining('this command needs DATABASE_OWNER_URL'),
      });
  });

  it('is not verified without saying what: an export or the database', async () => {
    expect(await desk.portal('audit', 'verify')).toMatchObject({ code: 2 });
    expect(await desk.portal('audit', 'verify', whole, '--database')).toMatchObject({ code: 2 });
    expect(await desk.portal('audit', 'verify', join(desk.folder, 'nowhere'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('no such folder'),
    });
  });
});
