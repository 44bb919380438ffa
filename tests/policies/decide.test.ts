import { describe, expect, it } from 'vitest';
import type { Resource } from '../../policies/resource.ts';
import { actions, resourceTypes, roles } from '../../policies/vocabulary.ts';
import { action, arta, office, policyOf } from './sample-askers.ts';
import { shippedPolicy } from './shipped.ts';

const on = 'actions: [update], resources: [follow-up-action]';
const decide = (policy: ReturnType<typeof policyOf>, resource: Partial<Resource> = {}, environment = office) =>
  policy.decide(arta, 'update', { ...action, ...resource }, environment);

describe('default deny, deny overrides', () => {
  it('a policy without rules permits nobody anything', () => {
    const empty = policyOf('effect: permit, actions: [approve], resources: [policy]');
    for (const type of resourceTypes) {
      for (const one of actions.filter((name) => name !== 'approve')) {
        const decision = empty.decide(
          { ...arta, roles: [...roles] },
          one,
          { ...action, type, own: true, related: true },
          office,
        );
        expect(decision).toEqual({
          effect: 'deny',
          ruleIds: ['DEFAULT-DENY'],
          requires: [],
          obligations: [],
          fields: [],
        });
      }
    }
  });

  it('one forbid outweighs any number of permits, wherever it stands', () => {
    const permit = `effect: permit, ${on}`;
    const forbid = `effect: forbid, ${on}, when: { panel: J7-P3 }`;
    for (const rules of [
      [forbid, permit, permit],
      [permit, permit, forbid],
      [permit, forbid, permit],
    ]) {
      expect(decide(policyOf(...rules))).toMatchObject({ effect: 'deny' });
      expect(decide(policyOf(...rules), { panel: 'J7-P4' })).toMatchObject({ effect: 'permit' });
    }
  });

  it('names every deciding rule', () => {
    const policy = policyOf(
      `effect: permit, ${on}`,
      `effect: permit, ${on}, when: { panel: J7-P3 }`,
      `effect: forbid, ${on}, when: { tlp: RED }`,
    );
    expect(decide(policy).ruleIds).toEqual(['P-0', 'P-1']);
    expect(decide(policy, { panel: 'J7-P4' }).ruleIds).toEqual(['P-0']);
    expect(decide(policy, { tlp: 'RED' }).ruleIds).toEqual(['P-2']);
  });
});

describe('what is not known', () => {
  const unknowns: [string, string][] = [
    ['classification', 'classification: { $lte: OFFICIAL }'],
    ['classification', 'classification: { $ne: RESTRICTED }'],
    ['classification', 'classification: { $nin: [RESTRICTED] }'],
    ['panel', 'panel: { $ne: J7-P4 }'],
    ['panel', '$not: { panel: J7-P4 }'],
    ['except', 'except: { $disjoint: ["country:RS"] }'],
    ['purposes', 'purposes: { $exists: false }'],
  ];
  it.each(unknowns)('a missing %s matches no permit by "%s", and every forbid', (attribute, condition) => {
    const missing = { ...action, [attribute]: undefined };
    const permit = policyOf(`effect: permit, ${on}, when: { ${condition} }`);
    const forbid = policyOf(`effect: permit, ${on}`, `effect: forbid, ${on}, when: { ${condition} }`);
    expect(permit.decide(arta, 'update', action, office).effect).toBe('permit');
    expect(permit.decide(arta, 'update', missing, office).effect).toBe('deny');
    expect(forbid.decide(arta, 'update', missing, office).effect).toBe('deny');
  });

  it('a classification that no list knows is unknown, not merely different', () => {
    const policy = policyOf(`effect: permit, ${on}, when: { classification: { $ne: RESTRICTED } }`);
    expect(decide(policy, { classification: 'SECRET' as 'RESTRICTED' }).effect).toBe('deny');
  });

  it('a missing attribute of the subject closes as well', () => {
    const { clearance: _, ...rest } = arta;
    const policy = shippedPolicy();
    const decision = policy.decide(rest as typeof arta, 'read', action, office);
    expect(decision).toMatchObject({ effect: 'deny', ruleIds: ['R3-CLEARANCE'] });
  });

  it('a missing attribute of the moment closes as well', () => {
    const { idpStatus: _, ...rest } = office;
    expect(shippedPolicy().decide(arta, 'read', action, rest as typeof office).ruleIds).toEqual([
      'R1-IDENTITY-PROVIDER',
    ]);
  });
});

describe('steps that would help', () => {
  const purpose = `effect: forbid, ${on}, environment: { purposeStated: false }, requires: [purpose]`;
  const mfa = `effect: forbid, ${on}, environment: { assurance: basic }, requires: [mfa]`;
  const permit = `effect: permit, ${on}, when: { panel: J7-P3 }`;
  const weak = { ...office, assurance: 'basic' as const };

  it('are told when every forbid can be lifted and a permit waits', () => {
    expect(decide(policyOf(permit, mfa, purpose), {}, weak).requires).toEqual(['purpose', 'mfa']);
  });

  it('are not told when one forbid stays', () => {
    expect(
      decide(policyOf(permit, mfa, purpose, `effect: forbid, ${on}, when: { tlp: GREEN }`), {}, weak).requires,
    ).toEqual([]);
  });

  it('are not told when no permit waits', () => {
    expect(decide(policyOf(permit, mfa, purpose), { panel: 'J7-P4' }, weak).requires).toEqual([]);
  });

  it('a permit that requires a step matches after it and is announced before', () => {
    const policy = policyOf(`effect: permit, ${on}, requires: [recent, mfa]`);
    expect(decide(policy, {}, { ...weak, sessionAge: 901 })).toMatchObject({
      effect: 'deny',
      ruleIds: ['DEFAULT-DENY'],
      requires: ['mfa', 'recent'],
    });
    expect(decide(policy, {}, { ...office, sessionAge: 901 }).requires).toEqual(['mfa', 'recent']);
    expect(decide(policy, {}, { ...office, sessionAge: 900 })).toMatchObject({ effect: 'permit', requires: [] });
  });

  it('a permit that requires a step is not announced where something forbids', () => {
    const policy = policyOf(`effect: permit, ${on}, requires: [recent]`, `effect: forbid, ${on}, when: { tlp: GREEN }`);
    expect(decide(policy, {}, { ...office, sessionAge: 901 }).requires).toEqual([]);
  });
});

describe('what follows a permit', () => {
  it('all obligations of all matching permits', () => {
    const policy = policyOf(
      `effect: permit, ${on}, obligations: [banner]`,
      `effect: permit, ${on}, obligations: [watermark, banner]`,
    );
    expect(decide(policy).obligations).toEqual(['banner', 'watermark']);
  });

  it('the fields of all matching permits, and all fields where one names none', () => {
    const some = [`effect: permit, ${on}, fields: [title]`, `effect: permit, ${on}, fields: [title, dueOn]`];
    expect(decide(policyOf(...some)).fields).toEqual(['title', 'dueOn']);
    expect(decide(policyOf(...some, `effect: permit, ${on}`)).fields).toBeNull();
  });
});

describe('questions about a subject as a whole', () => {
  const policy = shippedPolicy();

  it('an administrator may never read content, an officer may', () => {
    expect(policy.mayEver({ ...arta, roles: ['policy-administrator'] }, 'read', 'follow-up-action', office)).toBe(
      false,
    );
    expect(policy.mayEver(arta, 'read', 'follow-up-action', office)).toBe(true);
    expect(policy.mayEver(arta, 'audit-read', 'audit-entry', office)).toBe(false);
  });

  it('a missing step does not count as never', () => {
    const stepUp = policyOf(`effect: permit, ${on}, requires: [mfa]`);
    expect(stepUp.mayEver(arta, 'update', 'follow-up-action', { ...office, assurance: 'basic' })).toBe(true);
  });

  it('a decision is personal only when a rule looks at the person beside except', () => {
    expect(policy.personal('read', 'follow-up-action')).toBe(false);
    expect(
      policyOf(`effect: permit, ${on}, subject: { person: ${arta.person} }`).personal('update', 'follow-up-action'),
    ).toBe(true);
    expect(
      policyOf(`effect: permit, ${on}, when: { releasableTo: { $overlaps: ["\${subject.personToken}"] } }`).personal(
        'update',
        'follow-up-action',
      ),
    ).toBe(true);
  });

  it('carries version and hash for the audit entry', () => {
    expect(policyOf(`effect: permit, ${on}`)).toMatchObject({
      version: 7,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });
});

describe('a record cannot talk its way in', () => {
  it('by pretending to be of another type, or by keys that CASL or JavaScript know', () => {
    const policy = policyOf(`effect: permit, actions: [update], resources: [panel]`);
    for (const key of ['__caslSubjectType__', 'kind', '__typename', 'modelName', 'constructor']) {
      const tricky = { ...action, [key]: 'panel' };
      expect(policy.decide(arta, 'update', tricky, office).effect).toBe('deny');
      expect(policy.forSubject(arta, office).can('update', tricky)).toBe(false);
    }
  });
});
