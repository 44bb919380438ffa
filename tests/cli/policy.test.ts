import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openConsole, runWith, type TestConsole } from './console.ts';

const shipped = fileURLToPath(new URL('../../policies/rules', import.meta.url));
const shippedCases = fileURLToPath(new URL('../../policies/cases', import.meta.url));
let desk: TestConsole;

beforeAll(async () => {
  desk = await openConsole();
});
afterAll(() => desk.close());

/** A copy of the shipped rules with one file more, or another content of one. */
function rulesWith(name: string, change: (text: string) => string): string {
  const folder = join(desk.folder, `rules-${name}-${Math.random()}`);
  cpSync(shipped, folder, { recursive: true });
  const file = join(folder, name);
  writeFileSync(file, change(readdirSync(folder).includes(name) ? readFileSync(file, 'utf8') : ''));
  return folder;
}

describe('policy check', () => {
  it('is content with the shipped rules, and needs neither database nor environment', async () => {
    const said = await runWith({}, 'policy', 'check');
    expect(said).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^OK \d+ rules in \d+ files, hash [0-9a-f]{64}\n$/),
    });
  });

  it('names file and line of every problem of a broken file, with what was probably meant', async () => {
    const broken = [
      'version: 1',
      'rules:',
      '  - id: NEW-RULE',
      '    describe: A rule with two slips',
      '    effect: permitt',
      '    actions: [transiton]',
      '    resources: [panel]',
      '',
    ].join('\n');
    const folder = rulesWith('zz-new.yaml', () => broken);
    const said = await runWith({ POLICY_DIR: folder }, 'policy', 'check');
    expect(said.code).toBe(1);
    expect(said.err).toContain(`${join(folder, 'zz-new.yaml')}:5:`);
    expect(said.err).toContain('did you mean permit?');
    expect(said.err).toContain(`${join(folder, 'zz-new.yaml')}:6:`);
    expect(said.err).toContain('did you mean transition?');
  });

  it('refuses a floor that somebody changed, and a rule that opens content to an auditor', async () => {
    const lowered = rulesWith('floor.yaml', (text) => text.replace('own: false, related: false', 'own: false'));
    expect(await runWith({}, 'policy', 'check', lowered)).toMatchObject({
      code: 1,
      err: expect.stringContaining('locked-floor'),
    });
    const bypass = rulesWith('panel.yaml', (text) => text.replaceAll('liaison-officer', 'auditor'));
    const said = await runWith({}, 'policy', 'check', bypass);
    expect(said).toMatchObject({
      code: 1,
      err: expect.stringMatching(/panel\.yaml:\d+:\d+ content-for-content-roles/),
    });
  });

  it('says so when there is no such folder, or no rule in it', async () => {
    expect(await runWith({}, 'policy', 'check', join(desk.folder, 'nowhere'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('no such folder'),
    });
    const empty = join(desk.folder, 'empty');
    mkdirSync(empty);
    expect(await runWith({}, 'policy', 'check', empty)).toMatchObject({
      code: 2,
      err: expect.stringContaining('no *.yaml'),
    });
  });
});

describe('policy test', () => {
  it('holds the shipped rules against the shipped cases', async () => {
    expect(await runWith({}, 'policy', 'test')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^OK \d{3} cases\n$/),
    });
  });

  it('names the case, its file and its line when a rule was taken away', async () => {
    const folder = rulesWith('panel.yaml', () => 'version: 1\nrules: []\n');
    const said = await runWith({}, 'policy', 'test', folder);
    expect(said.code).toBe(1);
    expect(said.err).toMatch(
      new RegExp(`^${shippedCases}/\\w+\\.yaml:\\d+:\\d+ .*: expected permit, decided deny by DEFAULT-DENY`),
    );
    expect(said.err).toMatch(/\d+ of \d+ cases failed\n$/);
  });

  it('takes cases from another folder', async () => {
    const folder = join(desk.folder, 'cases');
    mkdirSync(folder);
    cpSync(join(shippedCases, 'known.yaml'), join(folder, 'known.yaml'));
    const wrong =
      'version: 1\ncases:\n  - { title: a slip, person: artta, action: read, resource: green-action, expect: permit }\n';
    writeFileSync(join(folder, 'own.yaml'), wrong);
    const said = await runWith({}, 'policy', 'test', '--cases', folder);
    expect(said).toMatchObject({ code: 1, err: expect.stringContaining(`${join(folder, 'own.yaml')}:3:`) });
    expect(said.err).toContain('did you mean arta?');
  });
});

describe('policy export', () => {
  it('has nothing to write before a version is active', async () => {
    const said = await desk.portal('policy', 'export', '--out', join(desk.folder, 'none'));
    expect(said).toMatchObject({ code: 2, err: expect.stringContaining('start the portal once') });
  });

  it('writes the active version exactly as it was taken in', async () => {
    await desk.portal('sample');
    const out = join(desk.folder, 'active');
    const said = await desk.portal('policy', 'export', '--out', out);
    expect(said).toMatchObject({ code: 0, out: expect.stringMatching(/^version 1, /) });
    expect(readdirSync(out).sort()).toEqual(readdirSync(shipped).sort());
    for (const name of readdirSync(out))
      expect(readFileSync(join(out, name), 'utf8')).toBe(readFileSync(join(shipped, name), 'utf8'));
    const again = await desk.portal('policy', 'export', '--out', out);
    expect(again).toMatchObject({ code: 2, err: expect.stringContaining('is not empty') });
  });
});

describe('policy diff and publish', () => {
  const opening = [
    'version: 1',
    'rules:',
    '  - id: P5-PRIVATE-READ',
    '    describe: Private members read the actions of panel 5',
    '    effect: permit',
    '    actions: [read]',
    '    resources: [follow-up-action]',
    '    subject: { roles: { $overlaps: [liaison-officer] }, agencyType: private }',
    '    when: { panel: J7-P5 }',
    '',
  ].join('\n');
  const words = ['--title', 'Open panel 5', '--reason', 'The panel asked for it'] as const;

  it('says rule by rule what differs from the version in force, and whether it only narrows', async () => {
    expect(await desk.portal('policy', 'diff')).toMatchObject({ code: 0, out: 'the same rules as version 1\n' });
    const wider = await desk.portal(
      'policy',
      'diff',
      rulesWith('zz-panel.yaml', () => opening),
    );
    expect(wider.out).toContain('+ P5-PRIVATE-READ (may open) Private members read the actions of panel 5\n');
    expect(wider.out).toContain('widens, or is not proved to narrow: P5-PRIVATE-READ');
    const narrower = await desk.portal(
      'policy',
      'diff',
      rulesWith('best.yaml', () => opening.replace('permit', 'forbid')),
    );
    expect(narrower.out).toContain('narrows: proved');
  });

  it('proposes what passes the cases, and puts nothing into force', async () => {
    const said = await desk.portal(
      'policy',
      'publish',
      rulesWith('zz-panel.yaml', () => opening),
      ...words,
    );
    expect(said).toMatchObject({
      code: 0,
      out: expect.stringContaining('proposed as change 2: two persons approve it'),
    });
    expect((await desk.portal('policy', 'diff')).out).toBe('the same rules as version 1\n');
    expect(await desk.portal('policy', 'publish', ...words)).toMatchObject({
      code: 1,
      err: expect.stringContaining('nothing to propose'),
    });
    const failing = await desk.portal(
      'policy',
      'publish',
      rulesWith('panel.yaml', () => 'version: 1\nrules: []\n'),
      ...words,
    );
    expect(failing).toMatchObject({ code: 1, err: expect.stringContaining('cases failed') });
  });
});
