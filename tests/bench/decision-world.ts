import type { Environment } from '../../policies/environment.ts';
import type { Resource } from '../../policies/resource.ts';
import { type Subject, subjectOf } from '../../policies/subject.ts';
import { agencyTypes, classifications, phases, purposes, tlps } from '../../policies/vocabulary.ts';

/** Small numbers in an order that is the same in every run (mulberry32). */
function randomly(seed: number): <T>(from: readonly T[]) => T {
  let state = seed;
  return (from) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    const index = ((mixed ^ (mixed >>> 14)) >>> 0) % from.length;
    return from[index] as (typeof from)[number];
  };
}

const countries = ['AL', 'BA', 'HR', 'IT', 'ME', 'MK', 'RS', 'SI'];
const agencies = countries.flatMap((country) => [`${country}-MUP`, `${country}-GP`, `${country}-CU`]);
const communities = [[], ['J7-P1'], ['J7-P3'], ['J7-P3', 'J7-P5']];
const audiences = ['all', ...countries.map((code) => `country:${code}`), ...agencies.map((code) => `agency:${code}`)];

export interface Asker {
  subject: Subject;
  environment: Environment;
}

export function askers(count: number): Asker[] {
  const pick = randomly(1);
  return Array.from({ length: count }, (_, n) => {
    const agency = pick(agencies);
    const subject = subjectOf({
      person: `01930000-0000-7000-8000-${String(n).padStart(12, '0')}`,
      agency,
      country: agency.slice(0, 2),
      agencyType: pick([...agencyTypes, 'police', 'police', 'border'] as const),
      communities: pick(communities),
      clearance: pick(classifications),
      roles: pick([['liaison-officer'], ['liaison-officer'], ['conference-secretariat'], ['auditor']] as const).slice(),
    });
    const environment: Environment = {
      purpose: pick(purposes),
      purposeStated: pick([true, true, false]),
      assurance: pick(['mfa', 'mfa', 'basic'] as const),
      now: '2026-11-23T10:00:00Z',
      idpStatus: pick(['ACTIVE', 'ACTIVE', 'ACTIVE', 'SUSPENDED'] as const),
      sessionAge: 60,
    };
    return { subject, environment };
  });
}

export function actions(count: number): Resource[] {
  const pick = randomly(2);
  return Array.from({ length: count }, () => ({
    type: 'follow-up-action' as const,
    classification: pick(classifications),
    tlp: pick(tlps),
    releasableTo: pick([['all'], ['all'], [pick(audiences)], [pick(audiences), pick(audiences), 'community:J7-P3']]),
    except: pick([[], [], [], [pick(audiences)]]),
    caveats: pick([[], [], ['LEA-ONLY'], ['PERSONAL-DATA']] as const).slice(),
    purposes: pick([[], [], ['INVESTIGATION', 'POLICY']] as const).slice(),
    panel: 'J7-P3',
    phase: pick([...phases, 'live', 'live'] as const),
    own: pick([true, false, false, false]),
    related: pick([true, false, false, false]),
  }));
}
