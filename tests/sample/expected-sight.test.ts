import { describe, expect, it } from 'vitest';
import { sampleActions } from '../../db/sample/actions.ts';
import { sampleConclusions } from '../../db/sample/conclusions.ts';
import { demoPeople } from '../../db/sample/people-demo.ts';
import { sampleProgress } from '../../db/sample/progress.ts';
import type { ExpectedSight } from './expected-sight.ts';
import { expectedActionSight, expectedConclusionSight, expectedProgressSight } from './expected-sight.ts';

const actionOf = new Map(sampleActions.map((action) => [action.key, action]));
const keysOf = (sight: ExpectedSight | undefined) => [...(sight?.free ?? []), ...Object.keys(sight?.onPurpose ?? {})];
const sees = (alias: string) => keysOf(expectedActionSight[alias]);
const without = (these: string[], those: string[]) => these.filter((key) => !those.includes(key));

describe('the hand-made table of who may read what', () => {
  it('has a row for every demo person, and names only records of the sample, each once', () => {
    const aliases = demoPeople.map(({ alias }) => alias).sort();
    const progressKeys = sampleProgress.map(({ key }) => key);
    const conclusionRefs = sampleConclusions.map(({ ref }) => ref);
    const tables = [expectedActionSight, expectedProgressSight, expectedConclusionSight];
    for (const table of tables) expect(Object.keys(table).sort()).toEqual(aliases);
    for (const alias of aliases) {
      expect(without(sees(alias), [...actionOf.keys()])).toEqual([]);
      expect(new Set(sees(alias)).size).toBe(sees(alias).length);
      expect(without(keysOf(expectedProgressSight[alias]), progressKeys)).toEqual([]);
      expect(without([...(expectedConclusionSight[alias] ?? [])], conclusionRefs)).toEqual([]);
    }
  });

  it('lets somebody in only by a purpose of their own, and only where the record wants one', () => {
    for (const { alias, purposes } of demoPeople) {
      const sight = expectedActionSight[alias];
      for (const [key, opening] of Object.entries(sight?.onPurpose ?? {})) {
        expect(purposes, `${alias} ${key}`).toEqual(expect.arrayContaining([...opening]));
        expect(wantsPurpose(key), `${alias} ${key}`).toBe(true);
      }
      for (const key of sight?.free ?? []) expect(wantsPurpose(key), `${alias} ${key}`).toBe(false);
    }
  });

  it('shows a part only to those who may read the whole it belongs to', () => {
    for (const { alias } of demoPeople) {
      for (const key of keysOf(expectedProgressSight[alias])) {
        expect(sees(alias), `${alias} ${key}`).toContain(sampleProgress.find((update) => update.key === key)?.action);
      }
      for (const key of sees(alias)) {
        expect(expectedConclusionSight[alias], `${alias} ${key}`).toContain(actionOf.get(key)?.conclusion);
      }
    }
  });

  it('gives arta the ephedrine map at once, and the annex only with a purpose', () => {
    expect(expectedActionSight.arta?.free).toContain('ephedrine-map');
    expect(expectedActionSight.arta?.onPurpose).toHaveProperty('ephedrine-seizure-annex');
    expect(actionOf.get('ephedrine-seizure-annex')?.marking.classification).toBe('RESTRICTED');
  });

  it('gives arta and bojan some records in common and some that the other does not have', () => {
    expect(without(sees('arta'), sees('bojan')).length).toBeGreaterThan(3);
    expect(without(sees('bojan'), sees('arta')).length).toBeGreaterThan(3);
    expect(without(sees('arta'), without(sees('arta'), sees('bojan'))).length).toBeGreaterThan(3);
  });

  it('gives fabio a handful of CLEAR and GREEN records, none of them LEA-ONLY', () => {
    const markings = sees('fabio').map((key) => actionOf.get(key)?.marking);
    expect(markings.length).toBeLessThanOrEqual(5);
    for (const marking of markings) {
      expect(['CLEAR', 'GREEN']).toContain(marking?.tlp);
      expect(marking?.caveats).not.toContain('LEA-ONLY');
    }
  });

  it('gives elena, whose clearance ended yesterday, nothing RESTRICTED', () => {
    const restricted = sees('elena').filter((key) => actionOf.get(key)?.marking.classification === 'RESTRICTED');
    expect(restricted).toEqual([]);
  });

  it('gives administrators, auditors and operators no content at all', () => {
    for (const alias of ['giulia', 'hana', 'jelena', 'ivo', 'karl', 'lidia']) {
      expect([sees(alias), keysOf(expectedProgressSight[alias]), expectedConclusionSight[alias]]).toEqual([[], [], []]);
    }
  });
});

function wantsPurpose(key: string): boolean {
  const marking = actionOf.get(key)?.marking;
  if (!marking) throw new Error(`no action ${key} in the sample`);
  const { classification, caveats, purposes } = marking;
  return classification === 'RESTRICTED' || caveats.includes('PERSONAL-DATA') || purposes.length > 0;
}
