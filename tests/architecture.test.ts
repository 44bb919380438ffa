import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cruiseTree, rules, type Violation } from './architecture/cruise.ts';
import { type Fixture, makeFixture, root } from './architecture/fixture.ts';
import { about, lint, lintFaults, lintFiles } from './architecture/lint.ts';
import { planted, plantedFiles, soundHouse } from './architecture/planted.ts';
import { lineCount, sourceFiles } from './architecture/source-files.ts';

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
  const code = sourceFiles('.ts', '.tsx');
  const ours = code.filter(({ path }) => !path.startsWith('tests/architecture'));

  it('no file is longer than 300 lines', () => {
    const long = sourceFiles('.ts', '.tsx', '.mjs', '.js', '.css').filter((file) => lineCount(file) > 300);
    expect(long.map((file) => `${file.path}: ${lineCount(file)}`)).toEqual([]);
  });

  it('an import climbs at most three folders', () => {
    expect(ours.filter(({ text }) => /['"](\.\.\/){4}/.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('a type is imported at the top of a file, where the import rules can see it', () => {
    const hidden = ours.filter(
      ({ path, text }) => !path.startsWith('tests/') && /(:|<|\||&|\btypeof|\bas)\s*import\(/.test(text),
    );
    expect(hidden.map(({ path }) => path)).toEqual([]);
  });

  it('a feature never holds the response nor the database', () => {
    const forbidden = /\bres\.|\bresponse\.|\b(Response|ServerResponse|Pool|PoolClient|Database)\b|\bpool\b/;
    const features = code.filter(({ path }) => path.startsWith('src/features/'));
    expect(features.length).toBeGreaterThan(0);
    expect(features.filter(({ text }) => forbidden.test(withoutComments(text))).map(({ path }) => path)).toEqual([]);
  });
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}
