import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareRules } from '../../policies/compare.ts';
import { compilePolicy } from '../../policies/compile.ts';
import { parsePolicySet } from '../../policies/language.ts';
import { openingsOf, sharedPartsOf } from '../../policies/narrowing.ts';
import type { Rule } from '../../policies/rule.ts';
import { shippedFiles, shippedSet } from './shipped.ts';
import { documentOf, environments, resources, rule, rules, subjects } from './worlds.ts';

type Yaml = Parameters<typeof documentOf>[0][number];
const rulesOf = (some: readonly Yaml[]): Rule[] => (some.length === 0 ? [] : parsePolicySet([documentOf(some)]).rules);
const officer = 'subject: { roles: { $overlaps: [liaison-officer] } }';

/** The shipped set with rules added, and ids taken away. */
function shippedWith(added: string[], removed: string[] = []): Rule[] {
  const text = `version: 1\nrules:\n${added.map((one) => `  - { describe: x, ${one} }`).join('\n')}\n`;
  const files = added.length > 0 ? [...shippedFiles('rules'), { name: 'extra.yaml', text }] : shippedFiles('rules');
  return parsePolicySet(files).rules.filter(({ id }) => !removed.includes(id));
}
const shipped = shippedSet().rules;
const opens = (after: Rule[], before = shipped) => openingsOf(before, after).map(({ ruleId }) => ruleId);

describe('a change that is called a narrowing', () => {
  it('lets nobody gain anything: over random sets, edits, subjects, records and surroundings', () => {
    const many = fc.array(rules('update', { exists: true }), { minLength: 1, maxLength: 4 });
    const edit = fc.record({
      drop: fc.nat({ max: 3 }),
      double: fc.nat({ max: 3 }),
      swap: fc.boolean(),
      add: fc.option(rules('update'), { freq: 2 }),
      conjunct: fc.option(fc.record({ permit: rule('update', 'permit'), forbid: rule('update', 'forbid') }), {
        freq: 2,
      }),
    });
    let [proved, moved] = [0, 0];
    fc.assert(
      fc.property(
        many,
        edit,
        fc.array(subjects, { minLength: 4, maxLength: 4 }),
        fc.array(resources('follow-up-action'), { minLength: 8, maxLength: 8 }),
        environments,
        (some, { drop, double, swap, add, conjunct }, people, records, moment) => {
          const changed = some.flatMap((one, index): Yaml[] => {
            if (index === drop) return [];
            if (index !== double || !conjunct) return [one];
            // One condition more, on a permit or on a forbid.
            return [{ ...one, when: { $and: [one.when, conjunct[one.effect as 'permit' | 'forbid'].when] } }];
          });
          const edited = add ? [...changed, add] : changed;
          const [old, fresh] = swap ? [edited, some] : [some, edited];
          if (openingsOf(rulesOf(old), rulesOf(fresh)).length > 0) return;
          proved += 1;
          const [before, after] = [old, fresh].map((set) => compilePolicy({ rules: rulesOf(set), hash: '' }, 1));
          for (const subject of people) {
            const [old, fresh] = [before?.forSubject(subject, moment), after?.forSubject(subject, moment)];
            for (const record of records) {
              const [was, is] = [old?.permits('update', record), fresh?.permits('update', record)];
              moved += Number(was !== is);
              expect([was, is]).not.toEqual([false, true]);
            }
          }
        },
      ),
      { numRuns: 150 },
    );
    expect(proved).toBeGreaterThan(30);
    expect(moved).toBeGreaterThan(5);
  });

  it('is a forbid more, a permit less, or a permit with one condition more', () => {
    const permit = `id: X, effect: permit, actions: [comment], resources: [panel], ${officer}`;
    expect(opens(shippedWith(['id: X, effect: forbid, actions: [read], resources: [panel]']))).toEqual([]);
    expect(opens(shippedWith([], ['PANEL-READ']))).toEqual([]);
    const [wide, narrow] = [shippedWith([permit]), shippedWith([`${permit}, when: { tlp: { $in: [CLEAR, GREEN] } }`])];
    expect(opens(narrow, wide)).toEqual([]);
    expect(opens(wide, shippedWith([`${permit}, when: { tlp: RED }`]))).toEqual(['X']);
  });

  it('is not a permit that may reach further, a forbid that yields, or a step past it: each is named', () => {
    const forbid = 'id: X, effect: forbid, actions: [read], resources: [panel], when: { tlp: { $in: [GREEN, AMBER] } }';
    const narrower = 'id: X, effect: forbid, actions: [read], resources: [panel], when: { tlp: GREEN }';
    expect(opens(shippedWith([narrower]), shippedWith([forbid]))).toEqual(['X']);
    expect(opens(shippedWith([forbid]), shippedWith([narrower]))).toEqual([]);
    expect(opens(shipped, shippedWith([forbid]))).toEqual(['X']);
    const lifted =
      'id: X, effect: forbid, actions: [read], resources: [panel], environment: { purposeStated: false }, requires: [purpose]';
    expect(opens(shippedWith([lifted]), shippedWith([lifted.replace(', requires: [purpose]', '')]))).toEqual(['X']);
    const fields = (names: string) =>
      `id: X, effect: permit, actions: [comment], resources: [agency], ${officer}, fields: [${names}]`;
    expect(opens(shippedWith([fields('title')]), shippedWith([fields('title, text')]))).toEqual([]);
    expect(opens(shippedWith([fields('title, text')]), shippedWith([fields('title')]))).toEqual(['X']);
  });

  it('is proved in bounded time, or not at all', () => {
    const deep = (depth: number): string =>
      depth === 0
        ? '{ tlp: GREEN }'
        : `{ $or: [${deep(depth - 1)}, { $and: [${deep(depth - 1)}, { panel: J7-P1 }] }] }`;
    const deepRule = (end: string) =>
      `id: X, effect: permit, actions: [update], resources: [panel], ${officer}, when: ${end}`;
    const [one, other] = [
      shippedWith([deepRule(deep(3))]),
      shippedWith([deepRule(deep(3).replaceAll('J7-P1', 'J7-P2'))]),
    ];
    const startedAt = performance.now();
    openingsOf(one, other);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});

describe('what one person may narrow alone', () => {
  const shared = (after: Rule[], before = shipped) =>
    sharedPartsOf(before, after).map(({ ruleId, because }) => `${ruleId} ${because}`);

  it('is reading and export of content by others than its originator', () => {
    const theft =
      'id: BA-STOLEN, effect: forbid, actions: [read, export], resources: content, subject: { agency: BA-GP }, when: { classification: RESTRICTED, own: false }';
    expect(opens(shippedWith([theft]))).toEqual([]);
    expect(shared(shippedWith([theft]))).toEqual([]);
  });

  it.each([
    [
      'what an agency does with its own records',
      'id: X, effect: forbid, actions: [read], resources: [panel], when: { tlp: AMBER }',
      'X own-records',
    ],
    ['approval', 'id: X, effect: forbid, actions: [approve], resources: [policy]', 'X action'],
    ['the directory', 'id: X, effect: forbid, actions: [read], resources: [person]', 'X resource'],
    [
      'who changes records',
      'id: X, effect: forbid, actions: [update], resources: [panel], when: { own: false }',
      'X action',
    ],
  ])('is not %s', (_, rule, expected) => {
    expect(opens(shippedWith([rule]))).toEqual([]);
    expect(shared(shippedWith([rule]))).toEqual([expected]);
  });

  it('is a permit taken back where another keeps the originators’ own people in, and only there', () => {
    const permit =
      'id: P5, effect: permit, actions: [read], resources: [follow-up-action], subject: { roles: { $overlaps: [liaison-officer] }, agencyType: private }, when: { panel: J7-P5 }';
    expect(shared(shipped, shippedWith([permit]))).toEqual([]);
    expect(shared(shippedWith([], ['PANEL-READ']))).toEqual(['PANEL-READ own-records']);
  });

  it('is told rule by rule, with what each change tends to', () => {
    const after = shippedWith(['id: X, effect: forbid, actions: [read], resources: [panel]'], ['PANEL-READ']);
    const found = compareRules(shipped, after).map(({ ruleId, kind, tends }) => `${ruleId} ${kind} ${tends}`);
    expect(found).toEqual(['PANEL-READ removed closes', 'X added closes']);
    expect(compareRules(after, shipped).map(({ tends }) => tends)).toEqual(['opens', 'opens']);
    const reworded = shipped.map((rule) => (rule.id === 'PANEL-READ' ? { ...rule, describe: 'Other words' } : rule));
    expect(compareRules(shipped, reworded)).toMatchObject([{ kind: 'reworded', tends: 'says' }]);
  });
});
