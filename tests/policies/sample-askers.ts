import { type CompiledPolicy, compilePolicy } from '../../policies/compile.ts';
import type { Environment } from '../../policies/environment.ts';
import { parsePolicySet } from '../../policies/language.ts';
import type { Resource } from '../../policies/resource.ts';
import { type Subject, subjectOf } from '../../policies/subject.ts';

/** An officer of Albania with full clearance. */
export const arta: Subject = subjectOf({
  person: '01930000-0000-7000-8000-000000000001',
  agency: 'AL-ASP',
  country: 'AL',
  agencyType: 'police',
  communities: ['J7-P3'],
  clearance: 'RESTRICTED',
  roles: ['liaison-officer'],
});

export const office: Environment = {
  purpose: 'POLICY',
  purposeStated: false,
  assurance: 'mfa',
  now: '2026-11-23T10:00:00Z',
  idpStatus: 'ACTIVE',
  sessionAge: 60,
};

/** A live GREEN action of Italy, released to all. */
export const action: Resource = {
  type: 'follow-up-action',
  classification: 'OFFICIAL',
  tlp: 'GREEN',
  releasableTo: ['all'],
  except: [],
  caveats: [],
  purposes: [],
  panel: 'J7-P3',
  phase: 'live',
  own: false,
  related: false,
  state: 'OPEN',
  originator: 'IT-DCSA',
  lead: 'IT-DCSA',
  coLeads: [],
};

/** A policy from rules written as flow maps; `id` and `describe` are added. */
export function policyOf(...rules: string[]): CompiledPolicy {
  const lines = rules.map((rule, index) => `  - { id: P-${index}, describe: rule ${index}, ${rule} }`);
  return compilePolicy(parsePolicySet([{ name: 'test.yaml', text: `version: 1\nrules:\n${lines.join('\n')}\n` }]), 7);
}
