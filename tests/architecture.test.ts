import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cruiseTree, rules, type Violation } from './architecture/cruise.ts';
import { type Fixture, makeFixture, root } from './architecture/fixture.ts';
import { about, lint, lintFaults, lintFiles } from './architecture/lint.ts';
import { planted, plantedFiles, soundHouse } from './architecture/planted.ts';
import { lineCount, sourceFiles, withoutComments } from './architecture/source-files.ts';
import { textRules } from './architecture/text-rules.ts';

describe('who may import whom', () => {
  let fixture: Fixture;
  let found: Violation[] = [];

  beforeAll(async () => {
    fixture = makeFixture();
    fixture.write({ ...soundHouse, ...plantedFiles() });
    found = (await cruiseTree(fixture.folder)).violations;
  });
  afterAll(() => fixture.remove());

  it.each(planted)('$rule: $file may not import $imports', ({ rule, file }) => {
    expect(found.filter(({ from }) => from === file).map((violation) => violation.rule)).toContain(rule);
  });

  it('has a planted violation for every rule', () => {
    const proved = new Set(planted.map(({ rule }) => rule));
    expect(rules.forbidden.map(({ name }) => name).filter((name) => !proved.has(String(name)))).toEqual([]);
  });

  it('refuses nothing that the architecture allows', () => {
    const sound = Object.keys(soundHouse);
    expect(found.filter(({ from }) => sound.includes(from))).toEqual([]);
  });

  it('holds in the whole tree, and every file of it was read', async () => {
    const { modules, violations } = await cruiseTree(root);
    expect(violations).toEqual([]);
    expect(modules).toBeGreaterThan(150);
  });
});

describe('what the linters refuse', () => {
  let fixture: Fixture;
  let said: Awaited<ReturnType<typeof lint>>;

  beforeAll(async () => {
    fixture = makeFixture();
    fixture.write(lintFiles());
    said = await lint(fixture.folder);
  });
  afterAll(() => fixture.remove());

  it.each(lintFaults.map((fault, index) => ({ ...fault, index })))('$tool sees $fault', ({ tool, rule, index }) => {
    expect(about(said[tool], index)).toContain(rule);
  });

  it('nobody has told the compiler or a linter to look away from a type', () => {
    const silenced =
      /@ts-(ignore|nocheck|expect-error)|(biome-ignore|(ox|es)lint-disable)[^\n]*(any|floating|cycle|Html)/i;
    const ours = sourceFiles('.ts', '.tsx').filter(({ path }) => !path.startsWith('tests/'));
    expect(ours.filter(({ text }) => silenced.test(text)).map(({ path }) => path)).toEqual([]);
  });
});

describe('the shape of the files', () => {
  const ours = sourceFiles('.ts', '.tsx').filter(({ path }) => !path.startsWith('tests/architecture'));

  it('no file is longer than 300 lines', () => {
    const long = sourceFiles('.ts', '.tsx', '.mjs', '.js', '.css').filter((file) => lineCount(file) > 300);
    expect(long.map((file) => `${file.path}: ${lineCount(file)}`)).toEqual([]);
  });

  it.each(textRules)('$promise', ({ within, breach }) => {
    const read = ours.filter(({ path }) => within.test(path));
    expect(read.length).toBeGreaterThan(5);
    expect(read.filter(({ text }) => breach.test(withoutComments(text))).map(({ path }) => path)).toEqual([]);
  });

  it.each(textRules.flatMap(({ breach, planted, sound }) => planted.map((text) => ({ text, breach, sound }))))(
    'sees a breach in: $text',
    ({ text, breach, sound }) => {
      expect(text).toMatch(breach);
      for (const harmless of sound) expect(harmless).not.toMatch(breach);
    },
  );
});
