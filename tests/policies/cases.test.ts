import { describe, expect, it } from 'vitest';
import { parseCases, runCases } from '../../policies/cases.ts';
import { PolicyError } from '../../policies/problem.ts';
import { everyDefinition } from '../../src/content/types.ts';
import { shippedCases, shippedFiles, shippedPolicy } from './shipped.ts';

const policy = shippedPolicy();
const cases = shippedCases();

describe('the acceptance table of the shipped policy', () => {
  it.each(cases.map((one) => [one.title, one] as const))('%s', (_, one) => {
    expect(runCases(policy, [one])).toEqual([]);
  });

  it('has a case in which each shipped rule decides', () => {
    const named = new Set(
      cases.flatMap((one) => policy.decide(one.subject, one.action, one.resource, one.environment).ruleIds),
    );
    const silent = policy.rules.map(({ id }) => id).filter((id) => !named.has(id));
    expect(silent).toEqual([]);
    expect(cases.length).toBeGreaterThanOrEqual(100);
  });

  it('has a permit and a deny for every type of record that the portal holds', () => {
    for (const { type } of everyDefinition) {
      const effects = new Set(cases.filter(({ resource }) => resource.type === type).map((one) => one.expect));
      expect([type, [...effects].sort()]).toEqual([type, ['deny', 'permit']]);
    }
  });

  it('fails with the place and the deciding rules when a case does not come out', () => {
    const wrong = cases.map((one) => ({
      ...one,
      expect: one.expect === 'permit' ? ('deny' as const) : ('permit' as const),
    }));
    const failures = runCases(policy, wrong);
    expect(failures).toHaveLength(cases.length);
    expect(failures[0]?.message).toContain('decided deny by R0-ROLE-SEPARATION');
    expect(failures[0]?.at).toMatchObject({ file: 'floor.yaml', line: 5 });
  });
});

describe('a broken acceptance table', () => {
  const known = shippedFiles('cases').filter(({ name }) => name === 'known.yaml');
  const refuse = (text: string) => () => parseCases([...known, { name: 'x.yaml', text }]);

  it('is refused with the place and the nearest name', () => {
    const text =
      'version: 1\ncases:\n  - { title: x, person: artta, action: read, resource: green-acton, expect: deny }\n';
    expect(refuse(text)).toThrow(PolicyError);
    expect(refuse(text)).toThrow(/x\.yaml:3:5 .*did you mean arta\?/s);
    expect(refuse(text)).toThrow(/did you mean green-action\?/);
  });

  it('is refused when a case has an unknown key or expectation', () => {
    const text =
      'version: 1\ncases:\n  - { title: x, person: arta, action: raed, resource: green-action, expect: allow, note: y }\n';
    expect(refuse(text)).toThrow(/x\.yaml:3:\d+ cases\.0\.action/);
    expect(refuse(text)).toThrow(/cases\.0\.expect/);
    expect(refuse(text)).toThrow(/note/);
  });

  it('is refused when the known people and resources are missing', () => {
    expect(() => parseCases([{ name: 'x.yaml', text: 'version: 1\ncases: []\n' }])).toThrow(/known\.yaml is missing/);
  });
});
