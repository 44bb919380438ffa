/**
 * The closed catalogue of what can stand in the log. An action that is not here cannot be written, and a test fails
 * when the portal offers an action without an event. Codes are stable: area, number, then I (permitted), W (denied)
 * or E (error), so that a refusal is the neighbour of what it refused.
 */

export const outcomes = ['permit', 'deny', 'error'] as const;
export type Outcome = (typeof outcomes)[number];

/** What LED (Directive (EU) 2016/680) art. 25 wants logged. */
export type LedVerb = 'collection' | 'alteration' | 'consultation' | 'disclosure' | 'combination' | 'erasure';
export type EventClass = 'management' | 'authentication' | 'authorization' | 'data-access';

/**
 * Types of detail values. `code`: at most 80 characters of A–Z a–z 0–9 . : _ -; `text`: at most 300 printable
 * characters, for names of things (an entityID), never for what people wrote; `number`: finite; `boolean`.
 */
export type DetailType = 'code' | 'text' | 'number' | 'boolean';

export interface AuditEvent {
  /** Area and number; the letter of the outcome follows. */
  readonly code: string;
  readonly outcomes: readonly Outcome[];
  readonly ledVerb: LedVerb | null;
  readonly class: EventClass;
  readonly detail: Readonly<Record<string, DetailType>>;
}

const any: readonly Outcome[] = outcomes;
const refused: readonly Outcome[] = ['deny', 'error'];

function event<const D extends Record<string, DetailType>>(
  code: string,
  eventClass: EventClass,
  ledVerb: LedVerb | null,
  detail: D,
  allowed: readonly Outcome[] = any,
) {
  // Every refusal may say why, as a code; the person who was refused does not see it. What discloses more records than an
  // entry holds is written as several: part 1, 2, … of parts.
  const common = { reason: 'code', part: 'number', parts: 'number' } as const;
  return { code, class: eventClass, ledVerb, outcomes: allowed, detail: { ...detail, ...common } };
}

/** A step of an application for an identity provider; SHA-256 of its certificates. */
const applied = { alias: 'code', application: 'number', certificate: 'code', otherCertificate: 'code' } as const;
/** A change of somebody's role: its number, and the id of the person. */
const assigned = {
  kind: 'code',
  role: 'code',
  scope: 'code',
  person: 'code',
  agency: 'code',
  change: 'number',
} as const;
/** Whom a suspension is about: entityID, code or id. */
const shut = { kind: 'code', subject: 'text' } as const;

export const auditEvents = {
  'auth.login': event('AUT01', 'authentication', null, { idp: 'text', assurance: 'code', firstSeen: 'boolean' }),
  'auth.login_refused': event(
    'AUT02',
    'authentication',
    null,
    { idp: 'text', count: 'number', check: 'code' },
    refused,
  ),
  'auth.logout': event('AUT03', 'authentication', null, { because: 'code', idp: 'text' }),
  'session.read': event('SES01', 'authentication', 'consultation', {}),
  'session.purpose': event('SES02', 'authorization', 'alteration', { code: 'code', continued: 'boolean' }),
  'session.refused': event('SES03', 'authentication', null, { count: 'number' }, refused),
  'session.log': event('SES04', 'data-access', 'consultation', { entries: 'number' }),
  'session.end': event('SES05', 'authentication', null, { ended: 'number' }),
  'record.read': event('REC01', 'data-access', 'consultation', {}),
  'record.list': event('REC02', 'data-access', 'consultation', {
    items: 'number',
    total: 'number',
    sort: 'code',
    filters: 'code',
    // Of what was typed into a search: never the text itself (THREATS 22).
    length: 'number',
    facets: 'code',
  }),
  'record.search': event('REC03', 'data-access', 'consultation', {
    items: 'number',
    total: 'number',
    length: 'number',
    words: 'number',
  }),
  'record.create': event('REC04', 'data-access', 'collection', { items: 'number' }),
  'record.update': event('REC05', 'data-access', 'alteration', { staleVersion: 'number' }),
  'record.transition': event('REC06', 'data-access', 'alteration', {
    axis: 'code',
    from: 'code',
    to: 'code',
    staleVersion: 'number',
  }),
  'record.form': event('REC07', 'data-access', 'consultation', {}),
  'home.view': event('REC08', 'data-access', 'consultation', { waiting: 'number', overdue: 'number' }),
  'decision.explain': event('DEC01', 'authorization', 'consultation', {
    asked: 'code',
    effect: 'code',
    about: 'code',
  }),
  'audience.view': event('DEC02', 'authorization', 'consultation', { agencies: 'number', people: 'number' }),
  'readers.view': event('DEC03', 'authorization', 'consultation', { agencies: 'number', people: 'number' }),
  'audit.search': event('LOG01', 'data-access', 'consultation', { entries: 'number', qualifiers: 'code' }),
  'audit.read': event('LOG02', 'data-access', 'consultation', { index: 'number', proof: 'boolean' }),
  'audit.verify': event('LOG03', 'management', null, {
    stage: 'code',
    entries: 'number',
    verdict: 'code',
    index: 'number',
  }),
  'audit.export': event('LOG04', 'data-access', 'disclosure', {
    stage: 'code',
    entries: 'number',
    size: 'number',
    qualifiers: 'code',
    opened: 'boolean',
  }),
  'audit.job': event('LOG06', 'management', null, { kind: 'code', state: 'code' }),
  'audit.cancel': event('LOG07', 'management', null, { kind: 'code' }),
  'audit.checkpoint': event('LOG05', 'management', 'consultation', { size: 'number', from: 'number', index: 'number' }),
  'policy.activate': event('POL01', 'management', null, {
    version: 'number',
    hash: 'code',
    rules: 'number',
    alone: 'boolean',
  }),
  'policy.read': event('POL02', 'management', 'consultation', { version: 'number' }),
  'policy.draft': event('POL03', 'management', null, { version: 'number', base: 'number', problems: 'number' }),
  'policy.save': event('POL04', 'management', null, {
    version: 'number',
    base: 'number',
    problems: 'number',
    failed: 'number',
  }),
  'policy.simulate': event('POL05', 'management', null, { version: 'number', gains: 'number', losses: 'number' }),
  'policy.submit': event('POL06', 'management', null, { version: 'number' }),
  'policy.approve': event('POL07', 'management', null, { version: 'number', hash: 'code' }),
  'policy.reject': event('POL08', 'management', null, { version: 'number' }),
  'policy.withdraw': event('POL09', 'management', null, { version: 'number' }),
  'policy.ratify': event('POL10', 'management', null, { version: 'number' }),
  'policy.rollback': event('POL11', 'management', null, {
    version: 'number',
    base: 'number',
    target: 'number',
    hash: 'code',
    rules: 'number',
    alone: 'boolean',
  }),
  'policy.lapse': event('POL12', 'management', null, { version: 'number', target: 'number' }),
  'policy.try': event('POL13', 'management', null, { version: 'number' }),
  'sample.load': event('SYS01', 'management', 'collection', {
    records: 'number',
    agencies: 'number',
    people: 'number',
  }),
  'role.grant': event('FED01', 'management', null, { role: 'code', scope: 'code', person: 'code', agency: 'code' }),
  'federation.read': event('FED02', 'management', 'consultation', { providers: 'number' }),
  'federation.apply': event('FED10', 'management', null, { ...applied, wider: 'number' }),
  'federation.vet': event('FED11', 'management', null, applied),
  'federation.pin': event('FED12', 'management', null, applied),
  'federation.test_link': event('FED13', 'management', null, applied),
  'federation.test': event('FED14', 'authentication', null, {
    alias: 'code',
    application: 'number',
    assurance: 'code',
    dropped: 'code',
  }),
  'federation.confirm': event('FED15', 'management', null, applied),
  'federation.activate': event('FED16', 'management', null, applied),
  'federation.reject': event('FED17', 'management', null, applied),
  'suspension.begin': event('FED20', 'management', null, { ...shut, ended: 'number' }),
  'suspension.lift': event('FED21', 'management', null, shut),
  'suspension.expel': event('FED22', 'management', null, shut),
  'suspension.read': event('FED23', 'management', 'consultation', { suspensions: 'number' }),
  'role.read': event('FED30', 'management', 'consultation', {}),
  'role.propose': event('FED31', 'management', null, assigned),
  'role.confirm': event('FED32', 'management', null, assigned),
  'role.reject': event('FED33', 'management', null, assigned),
  'role.withdraw': event('FED34', 'management', null, assigned),
  'role.recertify': event('FED35', 'management', null, { role: 'code', person: 'code', agency: 'code' }),
  'people.read': event('PPL01', 'data-access', 'consultation', {}),
  'person.register': event('PPL02', 'management', 'collection', {}),
  'person.vouch': event('PPL03', 'management', null, {}),
  'notice.read': event('NTC01', 'management', 'consultation', { notices: 'number' }),
  'notice.seen': event('NTC02', 'management', null, {}),
  'federation.aggregate': event('FED40', 'management', null, { aggregate: 'code', alarm: 'code', lastGood: 'code' }),
  'system.start': event('SYS02', 'management', null, { version: 'code', kind: 'code' }),
  'console.command': event('SYS03', 'management', null, { command: 'text', account: 'text' }),
  'page.view': event('REQ02', 'data-access', 'consultation', {}),
} satisfies Record<string, AuditEvent>;

export type AuditAction = keyof typeof auditEvents;

interface DetailValue {
  code: string;
  text: string;
  number: number;
  boolean: boolean;
}

/** The detail that entries of an action may carry: known keys, known types. */
export type DetailOf<A extends AuditAction> = A extends AuditAction
  ? { -readonly [K in keyof (typeof auditEvents)[A]['detail']]?: DetailTypeOf<(typeof auditEvents)[A]['detail'][K]> }
  : never;
type DetailTypeOf<T> = T extends keyof DetailValue ? DetailValue[T] : never;

const letters: Record<Outcome, string> = { permit: 'I', deny: 'W', error: 'E' };

/** The event of an action, or undefined when the catalogue has none. */
export function eventOf(action: string): AuditEvent | undefined {
  return Object.hasOwn(auditEvents, action) ? auditEvents[action as AuditAction] : undefined;
}

/** The stable code of an action with its outcome, such as `REC01W`. */
export function codeOf(action: AuditAction, outcome: Outcome): string {
  return auditEvents[action].code + letters[outcome];
}

/** Every code of the catalogue with its action and outcome. */
export function allCodes(): { code: string; action: AuditAction; outcome: Outcome }[] {
  const actions = Object.keys(auditEvents) as AuditAction[];
  return actions.flatMap((action) =>
    auditEvents[action].outcomes.map((outcome) => ({ code: codeOf(action, outcome), action, outcome })),
  );
}
