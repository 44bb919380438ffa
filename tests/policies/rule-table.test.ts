import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clausesOf } from '../../policies/clauses.ts';
import type { Condition } from '../../policies/condition.ts';
import { evaluate } from '../../policies/evaluate.ts';
import type { ControlResource } from '../../policies/resource.ts';
import type { Rule } from '../../policies/rule.ts';
import { type BoundRule, RuleTable } from '../../policies/rule-table.ts';
import { classifications, tlps } from '../../policies/vocabulary.ts';

/** Conditions as no author may write them and no binder leaves them: the tables must hold for every tree. */
const sets = fc.constantFrom('releasableTo', 'purposes');
const members = fc.constantFrom('all', 'country:AL', 'country:RS', 'POLICY');
const words = fc.constantFrom('J7-P3', 'J7-P4', 'AL-ASP');
const compared = fc.constantFrom('eq', 'ne', 'lt', 'lte', 'gt', 'gte' as const);
const listed = fc.option(fc.array(words, { maxLength: 3 }), { freq: 8 });
const leaves: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    op: fc.constantFrom('overlaps', 'disjoint' as const),
    attribute: sets,
    values: fc.option(fc.array(members, { maxLength: 3 }), { freq: 8 }),
  }),
  fc.record({ op: fc.constantFrom('in', 'nin' as const), attribute: fc.constantFrom('panel', 'lead'), values: listed }),
  fc.record({ op: compared, attribute: fc.constantFrom('panel', 'lead'), value: fc.option(words, { freq: 8 }) }),
  fc.record({
    op: compared,
    attribute: fc.constant('tlp'),
    value: fc.constantFrom(...tlps, null, 'PURPLE'),
    ranks: fc.constant(tlps),
  }),
  fc.record({
    op: compared,
    attribute: fc.constant('classification'),
    value: fc.constantFrom(...classifications),
    ranks: fc.constant(classifications),
  }),
  fc.record({
    op: fc.constantFrom('eq', 'ne' as const),
    attribute: fc.constantFrom('own', 'related'),
    value: fc.boolean(),
  }),
  fc.record({
    op: fc.constant('exists' as const),
    attribute: fc.constantFrom('releasableTo', 'purposes', 'panel', 'own'),
    value: fc.boolean(),
  }),
  fc.record({ op: fc.constant('constant' as const), value: fc.constantFrom(true, false, null) }),
);

const { condition: conditions } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 4, depthSize: 'medium' },
    leaves,
    fc.record({ op: fc.constantFrom('and', 'or' as const), of: fc.array(tie('condition'), { maxLength: 4 }) }),
    fc.record({ op: fc.constant('not' as const), of: tie('condition') }),
  ),
}));

/** Values of the right and of every wrong kind, as a broken row would carry them. */
const strange = fc.constantFrom<unknown>(
  null,
  undefined,
  7,
  Number.NaN,
  true,
  false,
  'all',
  '',
  {},
  ['J7-P3'],
  [['all']],
  [null],
);
function mostly(usual: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 5, arbitrary: usual }, { weight: 1, arbitrary: strange });
}
const resources = fc
  .record({
    releasableTo: mostly(fc.array(members, { maxLength: 3 })),
    purposes: mostly(fc.array(fc.constantFrom('POLICY', 'AUDIT'), { maxLength: 2 })),
    panel: mostly(fc.constantFrom('J7-P3', 'J7-P4', 'J7-P9')),
    lead: mostly(fc.constantFrom('AL-ASP', 'RS-MUP')),
    tlp: mostly(fc.constantFrom(...tlps, 'PURPLE')),
    classification: mostly(fc.constantFrom(...classifications)),
    own: mostly(fc.boolean()),
    related: mostly(fc.boolean()),
  })
  .map((attributes) => ({ type: 'follow-up-action', ...attributes }) as ControlResource);

function bound(conditions: readonly Condition[]): BoundRule[] {
  return conditions.map((condition, n) => ({ condition, rule: { id: `P-${n}` } as Rule }));
}

/** By the definition of the language: a permit needs true, a forbid anything but false. */
function expected(rules: readonly BoundRule[], resource: ControlResource, certain: boolean): string[] {
  const matches = (truth: boolean | null) => (certain ? truth === true : truth !== false);
  return rules.filter(({ condition }) => matches(evaluate(condition, resource))).map(({ rule }) => rule.id);
}

/** Asks often enough that the first answers come from single tests and the others from the tables. */
function compareAll(rules: readonly BoundRule[], world: readonly ControlResource[]): void {
  for (const certain of [true, false]) {
    const any = new RuleTable(rules, certain);
    const matching = new RuleTable(rules, certain);
    for (const resource of [...world, ...world]) {
      const ids = expected(rules, resource, certain);
      expect(any.any(resource)).toBe(ids.length > 0);
      expect(matching.matching(resource).map(({ id }) => id)).toEqual(ids);
    }
  }
}

describe('rules in tables say what the rules say', () => {
  it('for random conditions and records, broken ones too', () => {
    const worlds = fc.array(resources, { minLength: 30, maxLength: 30 });
    fc.assert(
      fc.property(fc.array(conditions, { maxLength: 12 }), worlds, (some, world) => compareAll(bound(some), world)),
      { numRuns: 300 },
    );
  });

  it('for more rules than one block holds', () => {
    const panels = Array.from({ length: 100 }, (_, n): Condition => ({ op: 'eq', attribute: 'panel', value: `J${n}` }));
    const world = Array.from({ length: 110 }, (_, n): ControlResource => ({ type: 'panel', panel: `J${n}` }));
    compareAll(bound(panels), world);
  });

  it('where one rule looks twice into the same set', () => {
    const both: Condition = {
      op: 'and',
      of: [
        { op: 'overlaps', attribute: 'releasableTo', values: ['all'] },
        { op: 'not', of: { op: 'overlaps', attribute: 'releasableTo', values: ['country:AL'] } },
        { op: 'exists', attribute: 'releasableTo', value: true },
      ],
    };
    const sets = [[], ['all'], ['country:AL'], ['all', 'country:AL'], ['country:AL', 'all'], ['country:RS']];
    const world = sets.map((releasableTo): ControlResource => ({ type: 'panel', releasableTo }));
    compareAll(bound([both]), [...world, ...world, ...world, { type: 'panel' }]);
  });
});

describe('a condition multiplied out', () => {
  const or = (...values: string[]): Condition => ({
    op: 'or',
    of: values.map((value) => ({ op: 'eq', attribute: 'panel', value })),
  });

  it('becomes alternatives of single questions', () => {
    const [a, b] = [or('A', 'B'), or('C', 'D')];
    expect(clausesOf({ op: 'and', of: [a, b] }, true)).toHaveLength(4);
    expect(clausesOf({ op: 'not', of: { op: 'and', of: [a, b] } }, true)).toHaveLength(2);
  });

  it('stays one question where it would become very long', () => {
    const branched: Condition = { op: 'and', of: Array.from({ length: 40 }, (_, n) => or(`A${n}`, `B${n}`)) };
    expect(clausesOf(branched, true)).toEqual([[branched]]);
  });
});
