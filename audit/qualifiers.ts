import { auditEvents, outcomes } from './events.ts';
import { type Handles, handleToColumn } from './handles.ts';

/** One condition, in the names of `audit_find`. */
export interface Term {
  field: string;
  value: string;
  not: boolean;
}

export const qualifierNames = [
  'agency',
  'person',
  'action',
  'outcome',
  'decision',
  'after',
  'before',
  'record',
  'code',
  'rule',
  'purpose',
  'index',
] as const;
type QualifierName = (typeof qualifierNames)[number];

/** The query cannot be understood. `problem` is a code, `part` what it is about, for a message in the reader's language. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
  readonly problem: 'unknown-qualifier' | 'no-qualifier' | 'bad-value' | 'too-long';
  readonly part: string;

  constructor(problem: QueryError['problem'], part: string) {
    super(`${problem}: ${part}`);
    this.problem = problem;
    this.part = part;
  }
}

const longestQuery = 500;
const mostTerms = 20;
const token = /(-?)([A-Za-z-]+):(?:"([^"]*)"|([^\s"]+))(?=\s|$)/y;

/**
 * Terms of a query such as `agency:"IT-DCSA" decision:deny after:2026-11-01 -action:record.list`. All terms must hold;
 * `-` turns one round; `after` includes its day, `before` does not; times without a zone are UTC. Throws QueryError
 * naming what is not understood. `ownOnly`: the reader may ask for people by id only in the own agency.
 */
export function parseQualifiers(query: string, handles: Handles, ownOnly: boolean): Term[] {
  const text = query.trim();
  if (text.length > longestQuery) throw new QueryError('too-long', String(longestQuery));
  const terms: Term[] = [];
  for (let at = 0; at < text.length; at = skipSpace(text, token.lastIndex)) {
    token.lastIndex = at;
    const match = token.exec(text);
    if (match === null) throw new QueryError('no-qualifier', text.slice(at).split(/\s/, 1)[0] ?? '');
    const name = (match[2] ?? '').toLowerCase();
    const term = readTerm(name, match[3] ?? match[4] ?? '', handles, ownOnly);
    terms.push({ ...term, not: match[1] === '-' });
  }
  if (terms.length > mostTerms) throw new QueryError('too-long', String(mostTerms));
  return terms;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text.charAt(at))) at += 1;
  return at;
}

function readTerm(name: string, value: string, handles: Handles, ownOnly: boolean): Omit<Term, 'not'> {
  if (!isQualifier(name)) throw new QueryError('unknown-qualifier', name);
  const term = readers[name](value, handles, ownOnly);
  if (term === null) throw new QueryError('bad-value', `${name}:${value}`);
  return term;
}

function isQualifier(name: string): name is QualifierName {
  return (qualifierNames as readonly string[]).includes(name);
}

type Reader = (value: string, handles: Handles, ownOnly: boolean) => Omit<Term, 'not'> | null;

const outcome: Reader = (value) =>
  (outcomes as readonly string[]).includes(value) ? { field: 'outcome', value } : null;
const instant =
  (field: string): Reader =>
  (value) => {
    const at = parseInstant(value);
    return at === null ? null : { field, value: at };
  };
const matching =
  (field: string, pattern: RegExp): Reader =>
  (value) =>
    pattern.test(value) ? { field, value } : null;

const readers: Record<QualifierName, Reader> = {
  agency: matching('agency', /^[A-Za-z0-9._-]{1,64}$/),
  person: readPerson,
  action: readAction,
  outcome,
  decision: outcome,
  after: instant('after'),
  before: instant('before'),
  record: (value, handles) => {
    const column = columnOf(value, 'rec', () => handles.column('record', value.toLowerCase()));
    return column === null ? null : { field: 'about', value: column };
  },
  code: matching('code', /^[A-Z]{3}[0-9]{2}[IWE]$/),
  rule: matching('rule', /^[A-Za-z0-9._-]{1,80}$/),
  purpose: matching('purpose', /^[A-Z-]{1,40}$/),
  index: matching('index', /^[0-9]{1,15}$/),
};

function readPerson(value: string, handles: Handles, ownOnly: boolean): Omit<Term, 'not'> | null {
  const pseudonym = /^per-[0-9a-f]{16}$/.test(value);
  const column = columnOf(value, 'per', () => handles.column('person', value.toLowerCase()));
  if (column === null) return null;
  // An id that somebody knows must not turn a pseudonym into a person (THREATS 3).
  const known = pseudonym || value.startsWith('system:') || !ownOnly;
  return { field: known ? 'person' : 'own-person', value: column };
}

function readAction(value: string): Omit<Term, 'not'> | null {
  const area = /^([a-z]+)\.\*$/.exec(value)?.[1];
  if (area === undefined) return Object.hasOwn(auditEvents, value) ? { field: 'action', value } : null;
  return Object.keys(auditEvents).some((action) => action.startsWith(`${area}.`))
    ? { field: 'area', value: area }
    : null;
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
