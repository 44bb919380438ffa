import { describe, expect, it } from 'vitest';
import { checkInvariants, fingerprintOf, floorFingerprint, violationsOf } from '../../policies/invariants.ts';
import { hashOfRules, type PolicyFile, parsePolicySet } from '../../policies/language.ts';
import type { Rule } from '../../policies/rule.ts';
import { contentTypes, controlRoles } from '../../policies/vocabulary.ts';
import { action, arta, office } from './sample-askers.ts';
import { shippedFiles, shippedPolicy, shippedSet } from './shipped.ts';

function withRule(rule: string): PolicyFile[] {
  return [
    ...shippedFiles('rules'),
    { name: 'extra.yaml', text: `version: 1\nrules:\n  - { id: X, describe: x, ${rule} }\n` },
  ];
}

function broken(files: PolicyFile[]): string[] {
  return violationsOf(parsePolicySet(files)).map(({ invariant, ruleId }) => `${invariant} ${ruleId}`.trim());
}

const shippedFloor = () => shippedSet().rules.filter(({ locked }) => locked);
const shippedText = () => shippedFiles('rules').find(({ name }) => name === 'floor.yaml')?.text ?? '';
const officer = 'subject: { roles: { $overlaps: [liaison-officer] } }';

describe('what no policy set may break', () => {
  it('the shipped set keeps all of it', () => {
    expect(violationsOf(shippedSet())).toEqual([]);
    expect(() => checkInvariants(shippedSet())).not.toThrow();
  });

  it('the fingerprint in the code is the one of the shipped floor', () => {
    expect(fingerprintOf(shippedFloor())).toBe(floorFingerprint);
  });

  it('the fingerprint is of what the floor says by kind: no name of a type is in it, so a new type leaves it alone', () => {
    const found = [...shippedText().matchAll(/- id: (\S+)[\s\S]*?resources: \[?([^\]\n]*)/g)];
    const written = new Map(found.map(([, id = '', words = '']) => [id, words.split(', ')]));
    const floor = shippedFloor().map((rule) => ({ ...rule, resources: written.get(rule.id) as Rule['resources'] }));
    expect([...new Set(floor.flatMap(({ resources }): string[] => resources))].sort()).toEqual(['content', 'control']);
    expect(hashOfRules(floor)).toBe(floorFingerprint);
  });

  it.each(contentTypes)('a floor whose rule for both kinds forgets %s has another fingerprint', (forgotten) => {
    const floor = shippedFloor().map((rule) =>
      rule.id === 'R1-IDENTITY-PROVIDER'
        ? { ...rule, resources: rule.resources.filter((type) => type !== forgotten) }
        : rule,
    );
    expect(fingerprintOf(floor)).not.toBe(floorFingerprint);
  });

  it('the floor is there', () => {
    const files = shippedFiles('rules').filter(({ name }) => name !== 'floor.yaml');
    expect(broken(files)).toEqual(['locked-floor']);
    expect(() => checkInvariants(parsePolicySet(files))).toThrow(/floor\.yaml:1:1 locked-floor: the floor is missing/);
  });

  it.each([
    ['a step less', /\n {2}- id: R5-RED[\s\S]*?(?=\n {2}- id:)/, ''],
    ['a word changed', 'tlp: RED, related: false', 'tlp: RED, own: false'],
    ['an action less', 'actions: [read, update', 'actions: [update'],
  ])('the floor is as it was reviewed: not %s', (_, from, to) => {
    const files = shippedFiles('rules').map((file) => ({
      ...file,
      text: file.name === 'floor.yaml' ? file.text.replace(from, to) : file.text,
    }));
    expect(broken(files)).toEqual(['locked-floor']);
  });

  it('every type that holds shared content is under every step of the floor, the next type too', () => {
    for (const { id, resources } of shippedSet().rules.filter(({ locked }) => locked)) {
      expect([id, contentTypes.filter((type) => !resources.includes(type))]).toEqual([id, []]);
    }
  });

  it.each([
    [
      'forgets a type',
      'resources: content',
      '[conference, panel, conclusion, follow-up-action, commitment, progress-update]',
      'best-practice',
    ],
    ['lies over something else', 'resources: content', '[person]', 'conference'],
  ])('a step of the floor that %s is refused where it stands, with what to write', (_, from, types, left) => {
    const files = shippedFiles('rules').map((file) => ({
      ...file,
      text: file.name === 'floor.yaml' ? file.text.replace(from, `resources: ${types}`) : file.text,
    }));
    const line = (files.find(({ name }) => name === 'floor.yaml')?.text.split('\n') ?? []).findIndex((one) =>
      one.includes('R0-ROLE-SEPARATION'),
    );
    expect(broken(files)).toEqual(['locked-floor', 'floor-covers-content R0-ROLE-SEPARATION']);
    const sentence = `floor\\.yaml:${line + 1}:5 floor-covers-content: R0-ROLE-SEPARATION: the floor leaves out ${left}.*: write resources: content`;
    expect(() => checkInvariants(parsePolicySet(files))).toThrow(new RegExp(sentence));
  });

  it('nobody adds to the floor or borrows its ids', () => {
    const longer = shippedFiles('rules').map((file) =>
      file.name === 'floor.yaml'
        ? {
            ...file,
            text: `${file.text}\n  - { id: R9-X, describe: x, effect: permit, actions: [read], resources: [panel], ${officer} }\n`,
          }
        : file,
    );
    expect(broken(longer)).toEqual(['locked-floor', 'floor-covers-content R9-X', 'locked-floor R9-X']);
    const borrowed = [
      ...shippedFiles('rules'),
      {
        name: 'z.yaml',
        text: `version: 1\nrules:\n  - { id: R3-MINE, describe: x, effect: permit, actions: [read], resources: [panel], ${officer} }\n`,
      },
    ];
    expect(broken(borrowed)).toEqual(['locked-floor R3-MINE']);
  });

  it.each([
    ['a permit for everybody', 'effect: permit, actions: [read], resources: [agency]', ['default-deny X']],
    [
      'a permit for everybody who is not something',
      'effect: permit, actions: [read], resources: [agency], subject: { $not: { roles: { $overlaps: [auditor] } } }',
      ['default-deny X'],
    ],
    [
      'a permit that names roles as one way among others',
      'effect: permit, actions: [read], resources: [agency], subject: { $or: [{ roles: { $overlaps: [auditor] } }, { country: IT }] }',
      ['default-deny X'],
    ],
    ['every session open to everybody', 'effect: permit, actions: [read], resources: [session]', ['default-deny X']],
    [
      'content for an administrator',
      'effect: permit, actions: [read], resources: [panel], subject: { roles: { $overlaps: [policy-administrator] } }',
      ['content-for-content-roles X'],
    ],
    [
      'content for officers and auditors',
      'effect: permit, actions: [read], resources: [panel], subject: { roles: { $overlaps: [liaison-officer, auditor] } }',
      ['content-for-content-roles X'],
    ],
    [
      'the log for an administrator',
      'effect: permit, actions: [audit-read], resources: [audit-entry], subject: { roles: { $overlaps: [policy-administrator] } }',
      ['separation-of-duties X'],
    ],
    [
      'the log for auditors and officers',
      `effect: permit, actions: [export], resources: [audit-entry], subject: { roles: { $overlaps: [auditor, liaison-officer] } }`,
      ['separation-of-duties X'],
    ],
    [
      'policies activated by an auditor',
      'effect: permit, actions: [activate], resources: [policy], subject: { roles: { $overlaps: [auditor] } }',
      ['separation-of-duties X'],
    ],
    [
      'roles granted by an administrator',
      'effect: permit, actions: [grant], resources: [person], subject: { roles: { $overlaps: [policy-administrator] } }',
      ['separation-of-duties X'],
    ],
    [
      'an obligation that nobody fulfils',
      'effect: permit, actions: [read], resources: [panel], subject: { roles: { $overlaps: [liaison-officer] } }, obligations: [banner, watermark]',
      ['obligations-fulfilled X'],
    ],
    [
      'content and log by one rule',
      `effect: permit, actions: [read], resources: [panel, person], ${officer}`,
      ['no-bypass X'],
    ],
    [
      'the log closed to auditors',
      'effect: forbid, actions: [audit-read], resources: [audit-entry], subject: { roles: { $overlaps: [auditor] } }',
      ['audit-stays-open X'],
    ],
  ])('refused: %s', (_, rule, expected) => {
    expect(broken(withRule(rule))).toEqual(expected);
    expect(() => checkInvariants(parsePolicySet(withRule(rule)))).toThrow(/extra\.yaml:3:5/);
  });

  it('lets administrators narrow content', () => {
    expect(broken(withRule('effect: forbid, actions: [read], resources: [panel], subject: { agency: BA-GP }'))).toEqual(
      [],
    );
  });
});

describe('the floor behind the invariants', () => {
  it('closes all content to control roles even under a set that nobody checked', () => {
    const reckless = contentTypes.map((type) => ({ ...action, type, own: true, related: true }));
    const policy = shippedPolicy();
    for (const role of controlRoles) {
      for (const resource of reckless) {
        const decision = policy.decide({ ...arta, roles: ['liaison-officer', role] }, 'read', resource, office);
        expect(decision).toMatchObject({ effect: 'deny', ruleIds: ['R0-ROLE-SEPARATION'] });
      }
    }
  });
});
