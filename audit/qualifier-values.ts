import { auditEvents, outcomes } from './events.ts';
import { type Handles, handleToColumn } from './handles.ts';
import { nearest, QueryError } from './query-error.ts';

/** One value in the names of `audit_clauses`: a field of the log and what it must be. */
export interface Meaning {
  field: string;
  value: string;
}

/** `ownOnly`: the reader may ask for people by id only in the own agency. */
export type Reader = (value: string, handles: Handles, ownOnly: boolean) => Meaning | null;

const actions = Object.keys(auditEvents);
const classes = [...new Set(Object.values(auditEvents).map((event) => event.class))] as string[];
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
/** What people write for what the log calls permit, deny and error. */
const outcomeWords: Readonly<Record<string, string>> = {
  allow: 'permit',
  allowed: 'permit',
  granted: 'permit',
  denied: 'deny',
  refused: 'deny',
  failed: 'error',
};

const matching =
  (field: string, pattern: RegExp, write: (value: string) => string = (value) => value): Reader =>
  (value) =>
    pattern.test(value) ? { field, value: write(value) } : null;

const oneOf =
  (field: string, known: readonly string[], write: (value: string) => string = (value) => value): Reader =>
  (value) =>
    known.includes(value) ? { field, value: write(value) } : null;

const instant =
  (field: string): Reader =>
  (value) => {
    const at = parseInstant(value);
    return at === null ? null : { field, value: at };
  };

const handleOf =
  (field: string): Reader =>
  (value, handles) => {
    const column = columnOf(value, 'rec', () => handles.column('record', value.toLowerCase()));
    return column === null ? null : { field, value: column };
  };

const agencyCode = /^[A-Za-z0-9._-]{1,64}$/;
const outcome = oneOf('outcome', outcomes);

/** How each qualifier reads a value; null = it is none. */
export const readers = {
  agency: matching('agency', agencyCode),
  person: readPerson,
  action: readAction,
  outcome,
  decision: outcome,
  purpose: matching('purpose', /^[A-Z-]{1,40}$/),
  rule: matching('rule', /^[A-Za-z0-9._-]{1,80}$/),
  code: matching('code', /^[A-Z]{3}[0-9]{2}[IWE]$/),
  class: oneOf('class', classes),
  record: handleOf('about'),
  opened: handleOf('opened'),
  ref: matching('own-ref', /^[A-Za-z0-9-]{3,60}$/, (value) => value.toUpperCase()),
  originator: (value, handles) =>
    agencyCode.test(value) ? { field: 'about', value: handles.column('originator', value) } : null,
  request: matching('own-request', /^[A-Za-z0-9._-]{8,64}$/),
  after: instant('after'),
  before: instant('before'),
  hour: matching('hour', /^([01]?[0-9]|2[0-3])$/, (value) => String(Number(value))),
  weekday: oneOf('weekday', weekdays, (value) => String(weekdays.indexOf(value) + 1)),
  index: matching('index', /^[0-9]{1,15}$/),
} as const satisfies Record<string, Reader>;
export type QualifierName = keyof typeof readers;

/** Names of every qualifier, in the order in which they are explained. */
export const qualifierNames = Object.keys(readers) as QualifierName[];

/** Actions of the classes of events that are named. */
export function actionsOf(wanted: readonly string[]): string[] {
  return Object.entries(auditEvents)
    .filter(([, event]) => wanted.includes(event.class))
    .map(([action]) => action);
}

/** The name that was probably meant. */
export function nearestName(name: string): string {
  return nearest(name, qualifierNames);
}

/** Throws what is wrong with a value, with the one that was probably meant. */
export function refuseValue(name: QualifierName, value: string): never {
  const known: Partial<Record<QualifierName, readonly string[]>> = {
    action: actions,
    outcome: outcomes,
    decision: outcomes,
    class: classes,
    weekday: weekdays,
  };
  const word = value.toLowerCase();
  const meant = known[name] === outcomes ? outcomeWords[word] : undefined;
  const near = meant ?? nearest(word, known[name] ?? []);
  throw new QueryError('bad-value', `${name}:${value}`, near && `${name}:${near}`);
}

function readPerson(value: string, handles: Handles, ownOnly: boolean): Meaning | null {
  const pseudonym = /^per-[0-9a-f]{16}$/.test(value);
  const column = columnOf(value, 'per', () => handles.column('person', value.toLowerCase()));
  if (column === null) return null;
  if (!ownOnly || value.startsWith('system:')) return { field: 'person', value: column };
  // An id that somebody knows must not turn a pseudonym into a person, nor may a pseudonym lead to the entries that name its
  // person to this reader: the two are never found together (THREATS 3).
  return { field: pseudonym ? 'hidden-person' : 'own-person', value: column };
}

function readAction(value: string): Meaning | null {
  const area = /^([a-z]+)\.\*$/.exec(value)?.[1];
  if (area === undefined) return actions.includes(value) ? { field: 'action', value } : null;
  return actions.some((action) => action.startsWith(`${area}.`)) ? { field: 'area', value: area } : null;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function columnOf(value: string, prefix: string, ofId: () => string): string | null {
  const handle = new RegExp(`^${prefix}-([0-9a-f]{16})$`).exec(value)?.[1];
  if (handle !== undefined) return handleToColumn(handle);
  return uuid.test(value) || /^system:[a-z-]{1,40}$/.test(value) ? ofId() : null;
}

/** A day or an instant (ISO 8601) as a UTC instant, or null: 2026-02-30 and 12/31/2026 are none. */
function parseInstant(value: string): string | null {
  const match = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(:\d\d(?:\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?)?$/.exec(value);
  if (!match?.[1]) return null;
  const day = new Date(`${match[1]}T00:00:00Z`);
  if (Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== match[1]) return null;
  // Years and offsets that PostgreSQL reads too.
  if (match[1] < '0001' || (/[+-](\d\d):/.exec(match[4] ?? '')?.[1] ?? '00') > '14') return null;
  const at = `${match[1]}T${match[2] ?? '00:00'}${match[3] ?? ':00'}${match[4] ?? 'Z'}`;
  return Number.isNaN(Date.parse(at)) ? null : at;
}
