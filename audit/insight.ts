import type { Pool } from 'pg';
import { handleToColumn } from './handles.ts';
import { parseQualifiers } from './qualifiers.ts';
import { type AuditViewer, handlesOf, termsJson } from './query.ts';

/** Numbers over the entries that a search would list between two instants. */
export interface Charts {
  total: number;
  /** By day (YYYY-MM-DD, UTC); days without entries are absent. */
  perDay: Map<string, number>;
  refusalsPerDay: Map<string, number>;
  /** By weekday (1 = Monday) and hour of the day in UTC: `1 08`. */
  perHour: Map<string, number>;
  /** Most first, at most ten. `rec-…` of the one record that requests were about. */
  records: [handle: string, entries: number][];
  agencies: [code: string, entries: number][];
}

/** Counts what the query names, for what this reader may see and nothing else. Throws QueryError. */
export async function chartsOf(
  pool: Pool,
  viewer: AuditViewer,
  q: string,
  window: { since: string; until: string },
): Promise<Charts> {
  const terms = parseQualifiers(q, await handlesOf(pool), viewer.scope === 'all');
  const { rows } = await pool.query<{ chart: string; key: string; n: string }>(
    'SELECT chart, key, n FROM audit_chart($1, $2, $3, $4, $5)',
    [viewer.person, viewer.scope, termsJson(terms), window.since, window.until],
  );
  const of = (name: string) =>
    rows.filter(({ chart }) => chart === name).map(({ key, n }): [string, number] => [key, Number(n)]);
  return {
    total: of('all')[0]?.[1] ?? 0,
    perDay: new Map(of('day')),
    refusalsPerDay: new Map(of('refusal')),
    perHour: new Map(of('hour')),
    records: of('record').map(([hex, n]) => [`rec-${hex}`, n]),
    agencies: of('agency'),
  };
}

/** Somebody who was given a record, as an auditor may know them. */
export interface RecordReader {
  agency: string;
  /** Id, or `per-…` where not every counted entry names the person to this reader. */
  person: string;
  name?: string;
  entries: number;
  firstAt: string;
  lastAt: string;
}

/** Distinct readers of a record, last first; at most `limit` (500). `handle`: `rec-…`. */
export async function recordReaders(
  pool: Pool,
  viewer: AuditViewer,
  handle: string,
  limit: number,
): Promise<RecordReader[]> {
  const { rows } = await pool.query<{
    agency: string;
    person: string;
    entries: string;
    first_at: string;
    last_at: string;
    id: string | null;
    name: string | null;
  }>('SELECT agency, person, entries, first_at, last_at, id, name FROM audit_record_readers($1, $2, $3, $4)', [
    viewer.person,
    viewer.scope,
    handleToColumn(handle.slice(4)),
    limit,
  ]);
  return rows.map(({ agency, person, entries, first_at: firstAt, last_at: lastAt, id, name }) => ({
    agency,
    person: id ?? `per-${person}`,
    ...(name ? { name } : {}),
    entries: Number(entries),
    firstAt,
    lastAt,
  }));
}

/** Who was given a record, for those who may read it: a person each for the originator's people, else an agency each. */
export interface Readers {
  agency: string;
  /** How many people of the agency. */
  people: number;
  entries: number;
  firstAt: string;
  lastAt: string;
  /** Who it was, where the asker may be told. */
  person?: { id: string; name: string };
}

/** As the log tells it: to the originator's people a person each, whom the gate then names or not. */
export interface FoundReaders extends Omit<Readers, 'person'> {
  person: { id: string; name: string; agency: string } | null;
}

/** The gate has decided that the asker may read the record; whose it is, the log itself knows. */
export async function readersOf(pool: Pool, asker: string, recordId: string): Promise<FoundReaders[]> {
  const { rows } = await pool.query<{
    agency: string;
    people: string;
    entries: string;
    first_at: string;
    last_at: string;
    person: string | null;
    name: string | null;
  }>('SELECT agency, people, entries, first_at, last_at, person, name FROM audit_readers($1, $2)', [asker, recordId]);
  return rows.map(({ agency, people, entries, first_at: firstAt, last_at: lastAt, person, name }) => ({
    agency,
    people: Number(people),
    entries: Number(entries),
    firstAt,
    lastAt,
    person: person === null ? null : { id: person, name: name ?? '', agency },
  }));
}

/** What people who are shut out were given of one originator's records. */
export interface Given {
  originator: string;
  records: number;
  people: number;
  /** ISO 8601. */
  lastAt: string;
}

/** By originator, the most first; for federation operators alone. `suspension`: its id; `since`: ISO 8601. */
export async function givenTo(pool: Pool, viewer: string, suspension: string, since: string): Promise<Given[]> {
  const { rows } = await pool.query<{ originator: string; records: string; people: string; last_at: string }>(
    'SELECT originator, records, people, last_at FROM audit_given($1, $2, $3)',
    [viewer, suspension, since],
  );
  return rows.map(({ originator, records, people, last_at: lastAt }) => ({
    originator,
    records: Number(records),
    people: Number(people),
    lastAt,
  }));
}

/** One thing that is logged about a person, as the person saw the answer (THREATS 8). */
export interface OwnEntry {
  at: string;
  action: string;
  /** `asked`: for a purpose first. A record that is closed and one that never existed are both `not-found`. */
  seen: 'done' | 'not-found' | 'not-allowed' | 'asked' | 'failed';
  purpose: string | null;
  route: string | null;
  channel: string | null;
  ip: string | null;
  records: { type: string; id: string; ref: string | null }[];
}

interface OwnRow extends OwnEntry {
  body_key: string;
}

/** What is logged about a person, newest first, without anything that auditors do. `before`: `next` of the page before. */
export async function ownEntries(
  pool: Pool,
  person: string,
  before: { at: string; key: string } | null,
  limit: number,
): Promise<{ entries: OwnEntry[]; next: { at: string; key: string } | null }> {
  const { rows } = await pool.query<OwnRow>(
    'SELECT at, body_key, action, seen, purpose, route, channel, ip, records FROM audit_own($1, $2, $3, $4)',
    [person, before?.at ?? null, before?.key ?? null, limit + 1],
  );
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    entries: shown.map(({ body_key: _key, ...entry }) => entry),
    next: rows.length > limit && last ? { at: last.at, key: last.body_key } : null,
  };
}

/** How often sign-ins by a provider were refused for a reason. */
export interface Refusals {
  /** entityID as the answer named it: not always one that is known here. */
  idp: string;
  reason: string;
  refusals: number;
  lastAt: string;
}

/** Refused sign-ins since an instant (ISO 8601), most first; for federation operators alone, which the log itself holds. */
export async function refusalsOf(pool: Pool, operator: string, since: string): Promise<Refusals[]> {
  const { rows } = await pool.query<{ idp: string; reason: string; refusals: string; last_at: string }>(
    'SELECT idp, reason, refusals, last_at FROM audit_refusals($1, $2)',
    [operator, since],
  );
  return rows.map(({ idp, reason, refusals, last_at: lastAt }) => ({
    idp,
    reason,
    refusals: Number(refusals),
    lastAt,
  }));
}
