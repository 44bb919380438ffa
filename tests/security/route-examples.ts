import { type Pattern, split } from '../../src/gate/route.ts';
import type { LogReader } from '../support/audit-entries.ts';

export interface Example {
  path: string;
  body?: Record<string, unknown>;
}

/** What stands in the sample, as far as the examples name it. */
export interface Known {
  id(kind: 'conference' | 'panel' | 'conclusion' | 'action' | 'practice'): string;
  version: number;
  /** Of the audit log: somebody's pseudonym and a record's handle. */
  person: string;
  handle: string;
}

/** The action of IT-DCSA that is shared with many, what it belongs to, and a practice that the same agency wrote. */
export async function knownRecords(log: LogReader): Promise<Known> {
  const where = `FROM follow_up_action a JOIN conclusion c ON c.id = a.conclusion_id JOIN panel p ON p.id = c.panel_id
    WHERE a.ref LIKE 'J7-P3-R01-A-%' AND a.lead_agency = 'IT-DCSA' AND a.state = 'OPEN' ORDER BY a.id LIMIT 1`;
  const ids = {
    action: await log.value<string>(`SELECT a.id AS value ${where}`),
    conclusion: await log.value<string>(`SELECT c.id AS value ${where}`),
    panel: await log.value<string>(`SELECT p.id AS value ${where}`),
    conference: await log.value<string>(`SELECT p.conference_id AS value ${where}`),
    practice: await log.value<string>(
      `SELECT id AS value FROM best_practice WHERE originator = 'IT-DCSA' ORDER BY id LIMIT 1`,
    ),
  };
  const hex = (column: string) => `SELECT lpad(to_hex(${column}), 16, '0') AS value FROM audit_body
    WHERE ${column} IS NOT NULL ORDER BY at DESC LIMIT 1`;
  const person = `per-${await log.value<string>(hex('person'))}`;
  return { id: (kind) => ids[kind], version: 1, person, handle: `rec-${await log.value<string>(hex('resource'))}` };
}

const marking = { classification: 'OFFICIAL', tlp: 'GREEN', releasableTo: ['all'] };
const progress = { percent: 10, text: 'First data received' };

const story = {
  title: 'One desk for questions',
  problem: 'Nobody knew whom to call.',
  response: 'One number was named.',
  results: 'More calls came.',
};

const application = {
  alias: 'not-yet',
  metadata: '<EntityDescriptor/>',
  agencies: ['AL-ASP'],
  scopes: 'al.example',
  clearance: 'OFFICIAL',
  purposes: ['POLICY'],
  reason: 'Asked for',
};
const stolen = { kind: 'person', subject: 'nobody@al.example', reason: 'Reported stolen' };
const role = {
  kind: 'grant',
  provider: 'hr',
  subjectId: 'nobody@elsewhere.example',
  agency: 'HR-MUP',
  role: 'auditor',
  reason: 'Asked for',
};
const answered = { reason: 'The agency has answered' };

const bodies: Partial<Record<Pattern, (known: Known) => Record<string, unknown>>> = {
  'POST /federation/applications': () => application,
  'POST /api/v1/identity-provider-applications': () => application,
  'POST /federation/applications/:number/pin': () => ({ fingerprint: 'ab'.repeat(32) }),
  'POST /api/v1/identity-provider-applications/:number/pin': () => ({ fingerprint: 'ab'.repeat(32) }),
  'POST /federation/applications/:number/reject': () => answered,
  'POST /api/v1/identity-provider-applications/:number/reject': () => answered,
  'POST /federation/roles': () => role,
  'POST /api/v1/role-changes': () => role,
  'POST /federation/roles/changes/:number/reject': () => answered,
  'POST /api/v1/role-changes/:number/reject': () => answered,
  'POST /people': () => ({ provider: '', subjectId: 'nobody@elsewhere.example' }),
  'POST /api/v1/people': () => ({ provider: '', subjectId: 'nobody@elsewhere.example' }),
  'POST /federation/suspensions': () => stolen,
  'POST /api/v1/suspensions': () => stolen,
  'POST /federation/suspensions/:id/lift': () => answered,
  'POST /api/v1/suspensions/:id/lift': () => answered,
  'POST /federation/suspensions/:id/expel': () => answered,
  'POST /api/v1/suspensions/:id/expel': () => answered,
  'POST /actions': (known) => ({
    conclusionId: known.id('conclusion'),
    share: 'all-partners',
    title: 'Compare registers',
    description: 'Two registers are compared.',
    leadAgency: 'IT-DCSA',
    lang: 'en',
    priority: 'normal',
    state: 'OPEN',
    dueOn: '',
  }),
  'POST /actions/audience-preview': (known) => ({
    conclusionId: known.id('conclusion'),
    share: 'panel',
    leadAgency: 'IT-DCSA',
  }),
  'POST /actions/new': (known) => ({ conclusionId: known.id('conclusion'), share: 'panel', leadAgency: 'IT-DCSA' }),
  'POST /actions/:id/edit': () => ({ share: 'panel', leadAgency: 'IT-DCSA' }),
  'POST /actions/:id': (known) => ({
    conclusionId: known.id('conclusion'),
    share: 'all-partners',
    title: 'Compare registers',
    description: 'Two registers are compared.',
    leadAgency: 'IT-DCSA',
    lang: 'en',
    priority: 'normal',
    version: '99',
  }),
  'POST /actions/:id/transitions': () => ({ to: 'CLOSED', version: '99' }),
  'POST /actions/:id/commitments': () => ({ agency: 'SI-GPU' }),
  'POST /actions/:id/commitments/:agency/transitions': () => ({ axis: 'acceptance', to: 'ACCEPTED', version: '99' }),
  'POST /actions/:id/commitments/:agency/progress': () => ({
    percent: '10',
    text: 'First data received',
    audience: 'inherit',
  }),
  'POST /api/v1/follow-up-actions': (known) => ({
    conclusionId: known.id('conclusion'),
    title: 'Compare registers',
    description: 'Two registers are compared.',
    leadAgency: 'IT-DCSA',
    marking,
  }),
  'PATCH /api/v1/follow-up-actions/:id': (known) => ({ version: known.version + 98, title: 'Map of diversion' }),
  'POST /api/v1/follow-up-actions/:id/transitions': () => ({ to: 'CLOSED', version: 99 }),
  'POST /api/v1/follow-up-actions/:id/commitments': () => ({ agency: 'HR-MUP' }),
  'POST /api/v1/follow-up-actions/:id/commitments/:agency/transitions': () => ({
    axis: 'acceptance',
    to: 'ACCEPTED',
    version: 1,
  }),
  'POST /api/v1/follow-up-actions/:id/commitments/:agency/progress': () => progress,
  'POST /practices': () => ({ ...story, share: 'all-partners', lang: 'en', state: 'SHARED' }),
  'POST /practices/audience-preview': () => ({ share: 'country' }),
  'POST /practices/new': () => ({ ...story, share: 'country' }),
  'POST /practices/:id/edit': () => ({ ...story, share: 'country' }),
  'POST /practices/:id': () => ({ ...story, share: 'all-partners', lang: 'en', version: '99' }),
  'POST /practices/:id/transitions': () => ({ to: 'WITHDRAWN', reason: 'It did not hold.', version: '99' }),
  'POST /api/v1/best-practices': () => ({ ...story, marking }),
  'PATCH /api/v1/best-practices/:id': (known) => ({ version: known.version + 98, title: 'Two desks' }),
  'POST /api/v1/best-practices/:id/transitions': () => ({ to: 'WITHDRAWN', reason: 'It did not hold.', version: 99 }),
  'POST /practices/:id/adoptions': () => ({ state: 'INTERESTED' }),
  'POST /practices/:id/adoptions/:agency/transitions': () => ({ to: 'PILOTING', version: '99' }),
  'POST /api/v1/best-practices/:id/adoptions': () => ({ state: 'INTERESTED' }),
  'POST /api/v1/best-practices/:id/adoptions/:agency/transitions': () => ({ to: 'PILOTING', version: 99 }),
  'POST /audit/exports': () => ({ q: 'action:record.read' }),
  'POST /api/v1/audit/exports': () => ({ q: 'action:record.read' }),
  'POST /audit/exports/:id/cancel': () => ({}),
  'POST /audit/verifications/:id/cancel': () => ({}),
  'POST /profile/sessions/:id/end': () => ({}),
  'POST /profile/sessions/end-others': () => ({}),
  'POST /purpose': () => ({ code: 'POLICY', legalBasis: 'Statute', reference: 'J7', returnTo: '/' }),
  'POST /policies/changes': () => ({ title: 'Open panel 5', reason: 'Asked for by the panel', file: '' }),
  'POST /policies/changes/:version/edit': () => ({
    file: 'rules/new-rule.yaml',
    text: 'version: 1\nrules: []\n',
    version: '99',
  }),
  'POST /policies/changes/:version/reject': () => ({ reason: 'Not wanted' }),
  'POST /policies/:version/rollback': () => ({ reason: 'Not wanted' }),
  'POST /api/v1/policies': () => ({
    title: 'Open panel 5',
    reason: 'Asked for by the panel',
    edits: [{ file: 'rules/new-rule.yaml', text: 'version: 1\nrules: []\n' }],
  }),
  'PATCH /api/v1/policies/:version': () => ({
    file: 'rules/new-rule.yaml',
    text: 'version: 1\nrules: []\n',
    version: 99,
  }),
  'POST /api/v1/policies/:version/reject': () => ({ reason: 'Not wanted' }),
  'POST /api/v1/policies/:version/rollback': () => ({ reason: 'Not wanted' }),
  'PUT /api/v1/session/purpose': () => ({ code: 'POLICY', legalBasis: 'Statute', reference: 'J7' }),
};

function kindOf(path: string): Parameters<Known['id']>[0] {
  if (path.includes('practices')) return 'practice';
  if (path.includes('/conferences')) return 'conference';
  if (path.includes('/panels')) return 'panel';
  return path.includes('/conclusions') ? 'conclusion' : 'action';
}

const queries: Partial<Record<Pattern, (known: Known) => string>> = {
  'GET /api/v1/decisions': (known) => `?type=follow-up-action&id=${known.id('action')}&action=read`,
  'GET /api/v1/audience': (known) => `?type=follow-up-action&id=${known.id('action')}`,
  'GET /policies/changes/:version/new-file': () => '?file=rules/other.yaml',
  'GET /policies/try': () => '?ask=1&agency=AL-ASP',
  'GET /actions': () => '?q=map&state=OPEN',
  'GET /api/v1/readers': (known) => `?type=follow-up-action&id=${known.id('action')}`,
  'GET /practices': () => '?q=desk&state=SHARED',
  'GET /search': () => '?q=precursor',
  'GET /api/v1/search': () => '?q=precursor',
  'GET /api/v1/audit/proofs/inclusion': () => '?index=0&size=1',
  'GET /api/v1/audit/proofs/consistency': () => '?from=1&to=2',
};

/** Steps that carry nothing but what they are about. */
const plainStep =
  /:version\/(follow|simulate|submit|approve|withdraw|activate|ratify)$|:number\/(vet|confirm|withdraw|activate|test-link)$|:id\/recertify$|(notices\/:id\/seen|people\/:id\/vouch)$/;

/** A sensible request for a declared route. Throws for a route that changes something and has no example yet. */
export function exampleFor(pattern: Pattern, known: Known): Example {
  const { method, path } = split(pattern);
  const filled = path
    .replace(':id', known.id(kindOf(path)))
    .replace(':edition', '7')
    .replace(':agency', 'AL-ASP')
    // The version in force, and the first change that an example filed.
    .replace(':version', path.includes('/changes/') || method !== 'GET' ? '2' : '1')
    .replace(':index', '0')
    .replace(':number', '1')
    .replace(':handle', path.includes('/people/') ? known.person : known.handle);
  const body = bodies[pattern];
  const bodiless = method === 'GET' || pattern === 'POST /audit/verify' || plainStep.test(pattern);
  if (!body && !bodiless) throw new Error(`${pattern} has no example: add one, so that its entries are tested`);
  return { path: filled + (queries[pattern]?.(known) ?? ''), ...(body ? { body: body(known) } : {}) };
}
