import { describe, expect, it } from 'vitest';
import { type PolicyFile, parsePolicySet } from '../../policies/language.ts';
import { PolicyError, type Problem } from '../../policies/problem.ts';
import { contentTypes, controlTypes, resourceTypes } from '../../policies/vocabulary.ts';
import { shippedFiles, shippedSet } from './shipped.ts';

function problemsOf(text: string, name = 'x.yaml'): readonly Problem[] {
  try {
    parsePolicySet([{ name, text }]);
  } catch (error) {
    if (error instanceof PolicyError) return error.problems;
    throw error;
  }
  return [];
}

/** A rule with one part replaced. */
function rule(part: string, effect = 'permit', actions = '[update]'): string {
  return `version: 1\nrules:\n  - id: X\n    describe: a rule\n    effect: ${effect}\n    actions: ${actions}\n    resources: [follow-up-action]\n    ${part}\n`;
}

function only(text: string): Problem {
  const problems = problemsOf(text);
  expect(problems).toHaveLength(1);
  return problems[0] as Problem;
}

describe('a policy document that is in order', () => {
  it('is read whole, and its hash does not depend on comments, layout or file names', () => {
    const set = shippedSet();
    const moved = shippedFiles('rules').map(({ name, text }) => ({ name, text: `# a comment\n${text}\n` }));
    expect(set.rules.length).toBeGreaterThan(30);
    expect(set.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(parsePolicySet(moved.reverse()).hash).toBe(set.hash);
  });

  it('changes its hash with any word of a rule', () => {
    const changed = shippedFiles('rules').map(({ name, text }) => ({
      name,
      text: text.replace('tlp: RED', 'tlp: AMBER'),
    }));
    expect(parsePolicySet(changed).hash).not.toBe(shippedSet().hash);
  });

  it('keeps the floor over every type that carries a marking', () => {
    const floor = shippedSet().rules.filter(({ locked }) => locked);
    for (const one of floor)
      expect([one.id, contentTypes.filter((type) => !one.resources.includes(type))]).toEqual([one.id, []]);
  });

  it('accepts the example of the contract, placed among the rules', () => {
    const text = rule(
      'subject: { agencyType: { $in: [private] } }\n    when: { panel: J7-P5, tlp: { $in: [CLEAR, GREEN] }, "releasableTo": { $overlaps: "${subject.audiences}" } }\n    fields: [title, summary]\n    obligations: [watermark]',
      'permit',
      '[read]',
    );
    expect(problemsOf(text)).toEqual([]);
  });
});

describe('a policy document that is not in order is refused with the place and what to write instead', () => {
  it.each([
    ['an unknown key', 'whem: {}', 'unknown key "whem"', 'did you mean when?'],
    [
      'an unknown attribute',
      'when: { clasification: PUBLIC }',
      'unknown attribute of when "clasification"',
      'did you mean classification?',
    ],
    [
      'an attribute of another section',
      'when: { clearance: PUBLIC }',
      'unknown attribute of when "clearance"',
      'one of: classification',
    ],
    ['an unknown operator', 'when: { panel: { $equal: J7-P3 } }', 'unknown operator "$equal"', 'one of: $eq'],
    ['a regular expression', 'when: { panel: { $regex: J7 } }', 'unknown operator "$regex"', 'one of: $eq'],
    ['an unknown logical operator', 'when: { $nor: [{ panel: J7-P3 }] }', 'unknown operator "$nor"', '$or'],
    [
      'an operator of another kind',
      'when: { panel: { $lt: J7-P3 } }',
      'panel (scalar) cannot be compared by $lt',
      'use $eq',
    ],
    [
      'a logical operator inside an attribute',
      'when: { panel: { $not: J7-P3 } }',
      '$not stands around attributes',
      '{ $not: … panel … }',
    ],
    [
      'a word that no list knows',
      'when: { classification: SECRET }',
      'unknown value of classification "SECRET"',
      'one of: PUBLIC',
    ],
    [
      'a misspelt word of a list',
      'when: { classification: RESTRICTD }',
      'unknown value of classification "RESTRICTD"',
      'did you mean RESTRICTED?',
    ],
    ['a number where a text belongs', 'when: { panel: 5 }', 'panel takes a string, not 5', undefined],
    [
      'a text where a truth belongs',
      'environment: { purposeStated: "true" }',
      'purposeStated takes a boolean',
      undefined,
    ],
    ['a null', 'when: { panel: null }', 'panel needs a plain value', 'null is never a value'],
    ['a malformed code', 'when: { lead: al-asp }', '"al-asp" is not a value of lead', 'it must match'],
    ['a plain value on a set', 'when: { caveats: LEA-ONLY }', 'caveats is a set', '$overlaps'],
    ['a plain list on a set', 'when: { caveats: [LEA-ONLY] }', 'caveats is a set', '$overlaps'],
    ['a plain list on a single value', 'when: { tlp: [GREEN] }', 'tlp is one value, not a list', '$in'],
    [
      'a set reference on a single value',
      'when: { panel: "${subject.communities}" }',
      '${subject.communities} is a set',
      '$in',
    ],
    [
      'a single reference where a set belongs',
      'when: { coLeads: { $overlaps: "${subject.agency}" } }',
      '${subject.agency} is one value',
      'write ["${subject.agency}"]',
    ],
    ['a reference inside a text', 'when: { lead: "x-${subject.agency}" }', 'is not a reference', 'a whole value'],
    [
      'two references in one text',
      'when: { lead: "${subject.agency}${subject.country}" }',
      'is not a reference',
      'a whole value',
    ],
    [
      'a reference to what an IdP wrote',
      'when: { lead: "${subject.name}" }',
      'unknown attribute of subject "name"',
      'one of: person',
    ],
    [
      'a reference into the machine',
      'when: { lead: "${subject.constructor}" }',
      'unknown attribute of subject "constructor"',
      'one of',
    ],
    ['a reference to the resource', 'when: { lead: "${resource.agency}" }', 'is not a reference', 'a whole value'],
    [
      'a country held against an agency',
      'when: { lead: "${subject.country}" }',
      'lead (agency) cannot be compared with ${subject.country} (country)',
      undefined,
    ],
    [
      'a clearance held against TLP',
      'when: { tlp: { $gt: "${subject.clearance}" } }',
      'tlp (tlp) cannot be compared',
      undefined,
    ],
    ['an empty condition under a negation', 'when: { $not: {} }', 'an empty condition is refused', undefined],
    ['an empty list', 'when: { panel: { $in: [] } }', '$in takes a list of one or more', undefined],
    ['an attribute without operator', 'when: { panel: {} }', 'panel has no operator', undefined],
    [
      'a $exists that is neither true nor false',
      'when: { panel: { $exists: 1 } }',
      '$exists takes true or false',
      undefined,
    ],
    ['an empty $or', 'when: { $or: [] }', '$or takes a list', undefined],
    ['an unknown obligation', 'obligations: [watermrk]', 'unknown value of obligations', 'did you mean watermark?'],
    ['an unknown requirement', 'requires: [mfaa]', 'unknown value of requires "mfaa"', 'did you mean mfa?'],
    ['fields that are no names', 'fields: ["*"]', 'fields must be a list of field names', 'e.g.'],
  ])('%s', (_, part, message, suggestion) => {
    const problem = only(rule(part));
    expect(problem.message).toContain(message);
    expect(problem.suggestion ?? '').toContain(suggestion ?? '');
    expect(problem).toMatchObject({ file: 'x.yaml', line: 8 });
    expect(problem.column).toBeGreaterThan(0);
  });

  const forbidding = (resources: string, effect = 'forbid') =>
    rule('when: { panel: J7-P3 }', effect).replace('[follow-up-action]', resources);

  it('a kind stands for each of its types', () => {
    const typesOf = (resources: string) =>
      parsePolicySet([{ name: 'x.yaml', text: forbidding(resources) }]).rules[0]?.resources;
    expect(typesOf('content')).toEqual(contentTypes);
    expect(typesOf('[control, panel]')).toEqual([...controlTypes, 'panel']);
    expect(typesOf('[content, control]')).toEqual(resourceTypes);
  });

  it.each([
    [
      'a kind in a permit',
      forbidding('content', 'permit'),
      'a permit names each type that it opens, not content',
      'write the types out: conference',
    ],
    ['a type that its kind names already', forbidding('[content, panel]'), 'resources names panel twice', ''],
    ['a word that is no kind', forbidding('everything'), 'resources must be a list', ''],
    ['a misspelt kind', forbidding('[contents]'), 'unknown value of resources "contents"', 'did you mean content?'],
  ])('%s', (_, text, message, suggestion) => {
    const problem = only(text);
    expect(problem.message).toContain(message);
    expect(problem.suggestion ?? '').toContain(suggestion);
    expect(problem).toMatchObject({ file: 'x.yaml', line: 7 });
  });

  it('all problems are told at once', () => {
    const text = `${rule('when: { clasification: PUBLIC }').replace('[update]', '[update, list]')}  - id: X\n    effect: allow\n`;
    const messages = problemsOf(text).map(({ message, line }) => `${line} ${message}`);
    expect(messages).toEqual([
      '6 unknown value of actions "list"',
      '8 unknown attribute of when "clasification"',
      '9 describe is missing or malformed',
      '10 unknown effect "allow"',
      expect.stringContaining('9 actions must be a list'),
      expect.stringContaining('9 resources must be a list'),
    ]);
  });

  it('two rules of one id, in whatever files', () => {
    const files: PolicyFile[] = ['a.yaml', 'b.yaml'].map((name) => ({ name, text: rule('when: { panel: J7-P3 }') }));
    expect(() => parsePolicySet(files)).toThrow(/b\.yaml:3:5 the id X is taken \(see a\.yaml:3\)/);
  });

  it('another version of the language', () => {
    expect(only('version: 2\nrules: []\n').message).toContain('version of the language');
    expect(only('rules: []\n').message).toContain('version of the language');
  });

  it('files that are no policy at all', () => {
    expect(only('just a text').message).toContain('a policy file is a map');
    expect(only('version: 1\nrules: {}\n').message).toContain('rules must be a list');
    expect(only('').message).toContain('a policy file is a map');
    expect(only('version: 1\nrules: [5]\n').message).toContain('a rule is a map');
  });
});
