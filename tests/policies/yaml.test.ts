import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePolicySet } from '../../policies/language.ts';
import { PolicyError } from '../../policies/problem.ts';

function refusal(text: string): string {
  try {
    parsePolicySet([{ name: 'x.yaml', text }]);
  } catch (error) {
    if (error instanceof PolicyError) return error.message;
    throw error;
  }
  return 'accepted';
}

const rest = 'version: 1\nrules: []\n';

describe('threat 46: YAML that means something else than it looks like never reaches the policy', () => {
  it.each([
    [
      'a %YAML 1.1 line, which would turn NO into false',
      `%YAML 1.1\n---\n${rest}`,
      'x.yaml:1:1 YAML directives are refused',
    ],
    ['a %TAG line', `%TAG ! tag:x,2000:\n---\n${rest}`, 'YAML directives are refused'],
    ['an anchor', 'version: &a 1\nrules: []\n', 'x.yaml:1:10 YAML anchors are refused'],
    ['an alias', 'version: 1\nrules: *a\n', 'x.yaml:2:8 YAML aliases are refused'],
    ['a tag', 'version: !!int "1"\nrules: []\n', 'YAML tags are refused'],
    ['a private tag', 'version: 1\nrules: !js/function []\n', 'YAML tags are refused'],
    ['a number as a key', `1: x\n${rest}`, 'a key must be a plain string'],
    ['true as a key', `true: x\n${rest}`, 'a key must be a plain string'],
    ['a list as a key', `? [a]\n: x\n${rest}`, 'a key must be a plain string'],
    ['__proto__', `__proto__: { locked: true }\n${rest}`, 'the key "__proto__" is refused'],
    ['constructor', `"constructor": x\n${rest}`, 'the key "constructor" is refused'],
    ['prototype', `prototype: x\n${rest}`, 'the key "prototype" is refused'],
    ['a key twice', `version: 1\n${rest}`, 'Map keys must be unique'],
    ['two documents', `${rest}---\n${rest}`, 'multiple documents'],
    ['a merge key', `<<: { a: 1 }\n${rest}`, 'unknown key "<<"'],
    ['an infinite number', 'version: .inf\nrules: []\n', 'this kind of value is refused'],
    ['broken YAML', 'version: [1\n', 'x.yaml:'],
  ])('%s', (_, text, message) => {
    expect(refusal(text)).toContain(message);
  });

  it('reads NO as the text it is', () => {
    const rule =
      '{ id: X, describe: NO, effect: permit, actions: [update], resources: [panel], when: { agencyCountry: NO } }';
    const set = parsePolicySet([{ name: 'x.yaml', text: `version: 1\nrules: [${rule}]\n` }]);
    expect(set.rules[0]).toMatchObject({ describe: 'NO', when: { value: 'NO' } });
  });

  it('leaves anchors, aliases and tags alone where they are only text', () => {
    const rule = '{ id: X, describe: "& * ! %", effect: permit, actions: [update], resources: [panel] }';
    expect(refusal(`# &a *b !c\nversion: 1\nrules:\n  - ${rule}\n`)).toBe('accepted');
  });

  it('refuses a file of more than 256 KB', () => {
    expect(refusal(`${rest}# ${'x'.repeat(256 * 1024)}`)).toContain('larger than 256 KB');
  });

  it.each([
    ['brackets', '['.repeat(100_000)],
    ['closed brackets', '['.repeat(50_000) + ']'.repeat(50_000)],
    ['dashes', `${'- '.repeat(100_000)}x`],
    ['twenty-one levels', `version: 1\nrules: ${'['.repeat(21)}${']'.repeat(21)}`],
  ])('refuses a file nested too deep by %s, quickly', (_, text) => {
    const started = performance.now();
    expect(refusal(text)).toMatch(/nested deeper than 20 levels|x\.yaml:\d+:\d+/);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('answers any text with a refusal or a policy set, never with another failure', () => {
    const bits = [
      'version: 1',
      'rules:',
      '- ',
      '  ',
      '\n',
      '{',
      '}',
      '[',
      ']',
      ': ',
      '"',
      "'",
      '&a',
      '*a',
      '!t',
      '%',
      '|',
      '>',
      '#',
      ',',
      '?',
      'x',
      '\t',
      '---',
      '...',
      '\uFEFF',
      '\u0000',
    ];
    const text = fc.array(fc.oneof(fc.constantFrom(...bits), fc.string({ unit: 'binary', maxLength: 3 })), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(text, (parts) => {
        expect(typeof refusal(parts.join(''))).toBe('string');
      }),
      { numRuns: 2000 },
    );
  });
});
