import { describe, expect, it } from 'vitest';
import { parsePolicySet } from '../../policies/language.ts';

function parse(effect: 'permit' | 'forbid', actions: string, part: string) {
  const rule = `{ id: X, describe: x, effect: ${effect}, actions: [${actions}], resources: [follow-up-action], ${part} }`;
  return () => parsePolicySet([{ name: 'x.yaml', text: `version: 1\nrules:\n  - ${rule}\n` }]);
}

describe('a read rule looks at what an access class holds, and at nothing else', () => {
  it.each([
    'state: OPEN',
    'originator: AL-ASP',
    'lead: "${subject.agency}"',
    'coLeads: { $exists: true }',
    'agency: AL-ASP',
    'to: OPEN',
  ])('not at %s', (condition) => {
    expect(parse('permit', 'read', `when: { ${condition} }`)).toThrow(
      /a read rule may not look at \w+ \(a read rule looks at the marking/,
    );
    expect(parse('permit', 'update', `when: { ${condition} }`)).not.toThrow();
  });

  it.each([
    'environment: { now: { $lt: "2026-11-23T00:00:00Z" } }',
    'environment: { sessionAge: { $lt: 60 } }',
    'requires: [recent]',
  ])('not at the moment: %s', (part) => {
    expect(parse('permit', 'read', part)).toThrow(/may not look at the time of day or the age of the session/);
    expect(parse('permit', 'update', part)).not.toThrow();
  });

  it('names of the caveats only those that decide', () => {
    expect(parse('forbid', 'read', 'when: { caveats: { $overlaps: [DISPLAY-ONLY] } }')).toThrow(
      /may not name the caveat DISPLAY-ONLY/,
    );
    expect(parse('forbid', 'export', 'when: { caveats: { $overlaps: [DISPLAY-ONLY] } }')).not.toThrow();
    expect(parse('forbid', 'read', 'when: { caveats: { $overlaps: [LEA-ONLY] } }')).not.toThrow();
  });

  it('may look at the declared purpose and at the strength of the sign-in', () => {
    expect(parse('permit', 'read', 'environment: { purposeStated: true, assurance: mfa }')).not.toThrow();
  });
});

describe('being the own agency or related may only ever exempt', () => {
  it.each([
    ['permit', 'own: true'],
    ['permit', 'own: { $ne: false }'],
    ['permit', '$not: { related: false }'],
    ['permit', '$or: [{ own: true }, { panel: J7-P3 }]'],
    ['forbid', 'own: false'],
    ['forbid', '$not: { own: true }'],
    ['forbid', '$not: { $not: { related: false } }'],
  ] as const)('%s may say %s', (effect, condition) => {
    expect(parse(effect, 'update', `when: { ${condition} }`)).not.toThrow();
  });

  it.each([
    ['permit', 'own: false'],
    ['permit', 'own: { $ne: true }'],
    ['permit', '$not: { own: true }'],
    ['permit', '$or: [{ related: false }, { panel: J7-P3 }]'],
    ['forbid', 'own: true'],
    ['forbid', '$not: { related: false }'],
  ] as const)('%s may not say %s', (effect, condition) => {
    expect(parse(effect, 'update', `when: { ${condition} }`)).toThrow(/a permit may ask that|a forbid may spare/);
  });

  it('is asked as true or false, never whether it is known', () => {
    expect(parse('permit', 'update', 'when: { own: { $exists: true } }')).toThrow(/own is true or false/);
  });
});

describe('a rule promises only what it keeps', () => {
  it('a forbid that asks for a step must be one that the step can lift', () => {
    expect(parse('forbid', 'update', 'requires: [mfa]')).toThrow(
      /requires mfa, but nothing in the rule changes with it \(add environment: \{ assurance/,
    );
    expect(parse('forbid', 'update', 'environment: { purposeStated: false }, requires: [purpose, mfa]')).toThrow(
      /requires mfa/,
    );
    expect(parse('forbid', 'update', 'environment: { assurance: basic }, requires: [mfa]')).not.toThrow();
    expect(parse('forbid', 'update', 'environment: { sessionAge: { $gt: 300 } }, requires: [recent]')).not.toThrow();
  });

  it('fields and obligations belong to permits', () => {
    expect(parse('forbid', 'update', 'fields: [title]')).toThrow(/fields stand on permit rules only/);
    expect(parse('forbid', 'update', 'obligations: [banner]')).toThrow(/obligations follow a permit only/);
  });
});
