import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CompiledPolicy, compilePolicy } from '../../policies/compile.ts';
import type { Environment } from '../../policies/environment.ts';
import { parsePolicySet } from '../../policies/language.ts';
import type { ControlResource } from '../../policies/resource.ts';
import type { Subject } from '../../policies/subject.ts';
import {
  type Caveat,
  type ContentType,
  classifications,
  contentTypes,
  type PurposeCode,
  purposes,
  tlps,
} from '../../policies/vocabulary.ts';
import { arta, office } from './sample-askers.ts';
import { shippedPolicy } from './shipped.ts';
import { documentOf, environments, resources, rule, rules, subjects } from './worlds.ts';

const shipped = shippedPolicy();
const someRules = fc.array(rules('update', { exists: false }), { minLength: 1, maxLength: 5 });
/** Several records a policy: reading a policy costs more than deciding by it. */
const manyRecords = fc.array(resources('follow-up-action'), { minLength: 12, maxLength: 12 });
const compile = (some: Parameters<typeof documentOf>[0]): CompiledPolicy =>
  compilePolicy(parsePolicySet([documentOf(some)]), 1);

function opens(before: boolean, after: boolean): boolean {
  return !before && after;
}

/** A record as it is stored: nothing missing. */
const wholeRecords: fc.Arbitrary<ControlResource> = fc
  .tuple(fc.constantFrom(...contentTypes), resources('follow-up-action'))
  .map(([type, random]) => ({
    ...random,
    type: type satisfies ContentType,
    classification: classifications.find((one) => one === random.classification) ?? 'OFFICIAL',
    tlp: tlps.find((one) => one === random.tlp) ?? 'GREEN',
    releasableTo: random.releasableTo ?? [],
    except: random.except ?? [],
    caveats: random.caveats ?? [],
    purposes: (random.purposes ?? []).filter((one) => purposes.includes(one)),
    phase: 'live',
    own: random.own === true,
    related: random.related === true,
  }));

type Edit = (record: ControlResource) => ControlResource;
const strengthen = <T>(list: readonly T[], value: T | undefined): T =>
  list[Math.min(list.length - 1, list.indexOf(value as T) + 1)] as T;
/** Every way to restrict a marking (DOMAIN, Marking). */
const edits: Record<string, Edit> = {
  'a higher classification': (record) => ({
    ...record,
    classification: strengthen(classifications, record.classification),
  }),
  'a stricter TLP': (record) => ({ ...record, tlp: strengthen(tlps, record.tlp) }),
  'a recipient less': (record) => ({ ...record, releasableTo: (record.releasableTo ?? []).slice(1) }),
  'an exclusion more': (record) => ({ ...record, except: [...(record.except ?? []), 'agency:AL-ASP'] }),
  'LEA-ONLY': (record) => ({ ...record, caveats: [...(record.caveats ?? []), 'LEA-ONLY' satisfies Caveat] }),
  'PERSONAL-DATA': (record) => ({ ...record, caveats: [...(record.caveats ?? []), 'PERSONAL-DATA' satisfies Caveat] }),
  'DISPLAY-ONLY': (record) => ({ ...record, caveats: [...(record.caveats ?? []), 'DISPLAY-ONLY' satisfies Caveat] }),
  'a purpose where any was good': (record) =>
    record.purposes?.length ? record : { ...record, purposes: ['DETECTION' satisfies PurposeCode] },
  'a purpose less of several': (record) =>
    (record.purposes?.length ?? 0) > 1 ? { ...record, purposes: record.purposes?.slice(1) ?? [] } : record,
  'no longer related': (record) => ({ ...record, related: false }),
};

const officers: fc.Arbitrary<Subject> = subjects.map((subject) => ({
  ...arta,
  ...subject,
  roles: ['liaison-officer'],
}));
const offices: fc.Arbitrary<Environment> = environments.map((environment) => ({
  ...office,
  ...environment,
  idpStatus: 'ACTIVE',
}));

describe('restricting never opens', () => {
  it.each(Object.entries(edits))('%s takes sight and never gives it', (_, edit) => {
    let closed = 0;
    fc.assert(
      fc.property(
        officers,
        wholeRecords,
        offices,
        fc.constantFrom('read', 'update', 'export', 'comment', 'share'),
        (subject, record, moment, does) => {
          const mine = shipped.forSubject(subject, moment);
          const before = mine.permits(does, record);
          const after = mine.permits(does, edit(record));
          closed += Number(before && !after);
          expect(opens(before, after)).toBe(false);
        },
      ),
      { numRuns: 2000, seed: 5 },
    );
    expect(closed).toBeGreaterThan(0);
  });

  it('one forbid more never opens, under any policy', () => {
    fc.assert(
      fc.property(
        someRules,
        rule('update', 'forbid'),
        subjects,
        manyRecords,
        environments,
        (some, forbid, subject, records, moment) => {
          const before = compile(some).forSubject(subject, moment);
          const after = compile([...some, forbid]).forSubject(subject, moment);
          for (const one of records)
            expect(opens(before.permits('update', one), after.permits('update', one))).toBe(false);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('one permit less never opens, under any policy', () => {
    fc.assert(
      fc.property(
        someRules,
        rule('update', 'permit'),
        subjects,
        manyRecords,
        environments,
        (some, permit, subject, records, moment) => {
          const before = compile([...some, permit]).forSubject(subject, moment);
          const after = compile(some).forSubject(subject, moment);
          for (const one of records)
            expect(opens(before.permits('update', one), after.permits('update', one))).toBe(false);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('an attribute that gets lost never opens, under any policy that asks for no absence', () => {
    const attributes = [
      'classification',
      'tlp',
      'releasableTo',
      'except',
      'caveats',
      'purposes',
      'panel',
      'phase',
      'own',
      'related',
      'lead',
      'coLeads',
    ];
    fc.assert(
      fc.property(
        someRules,
        subjects,
        manyRecords,
        environments,
        fc.constantFrom(...attributes),
        (some, subject, records, moment, lost) => {
          const mine = compile(some).forSubject(subject, moment);
          for (const one of records) {
            expect(opens(mine.permits('update', one), mine.permits('update', { ...one, [lost]: null }))).toBe(false);
          }
        },
      ),
      { numRuns: 250 },
    );
  });

  it('a fact that is no longer true never opens, under any policy', () => {
    fc.assert(
      fc.property(
        someRules,
        subjects,
        manyRecords,
        environments,
        fc.constantFrom('own', 'related'),
        (some, subject, records, moment, fact) => {
          const mine = compile(some).forSubject(subject, moment);
          for (const one of records) {
            const before = mine.permits('update', { ...one, [fact]: true });
            expect(opens(before, mine.permits('update', { ...one, [fact]: false }))).toBe(false);
          }
        },
      ),
      { numRuns: 250 },
    );
  });
});

describe('the bits of an access class', () => {
  it('plain, own, related and both together give exactly the decision on a record, under any policy', () => {
    fc.assert(
      fc.property(
        fc.array(rules('read'), { minLength: 1, maxLength: 5 }),
        subjects,
        manyRecords,
        environments,
        (some, subject, records, moment) => {
          const mine = compile(some).forSubject(subject, moment);
          for (const one of records) {
            const bit = (own: boolean, related: boolean) => mine.permits('read', { ...one, own, related });
            for (const [own, related] of [
              [false, false],
              [true, false],
              [false, true],
              [true, true],
            ] as const) {
              const fromBits =
                bit(false, false) ||
                (own && bit(true, false)) ||
                (related && bit(false, true)) ||
                (own && related && bit(true, true));
              expect(bit(own, related)).toBe(fromBits);
            }
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
