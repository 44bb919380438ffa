import type pg from 'pg';
import { uuidv7 } from '../../db/uuid.ts';
import type { Party } from './policy-separation.ts';
import type { SuspensionKind } from './registry-words.ts';

/** Who is shut out, as operators name them: alias of a provider, code of an agency, a person's subject-id. */
export interface Target {
  kind: SuspensionKind;
  /** entityID, code or id. */
  subject: string;
  label: string;
  /** Whom it concerns. */
  agencies: string[];
  status: string;
}

export interface StoredSuspension {
  id: string;
  kind: SuspensionKind;
  subject: string;
  label: string;
  reason: string;
  author: Party;
  at: string;
  sessionsEnded: number;
  ended: 'lifted' | 'expelled' | null;
  endedReason: string | null;
  endedAgency: string | null;
  endedAt: string | null;
}

type Db = Pick<pg.Pool, 'query'>;

const targets: Record<SuspensionKind, string> = {
  'identity-provider':
    'SELECT entity_id AS subject, alias AS label, agencies, status FROM identity_provider WHERE alias = $1 OR entity_id = $1',
  agency: 'SELECT code AS subject, code AS label, ARRAY[code] AS agencies, status FROM agency WHERE code = $1',
  person:
    'SELECT id::text AS subject, subject_id AS label, ARRAY[agency] AS agencies, status FROM person WHERE subject_id = $1 OR id::text = $1',
};

/** Whom a name means; several where people of different providers or agencies have the same subject-id. */
export async function targetsOf(db: Db, kind: SuspensionKind, name: string): Promise<Target[]> {
  const { rows } = await db.query<Omit<Target, 'kind'>>(targets[kind], [name]);
  return rows.map((row) => ({ kind, ...row }));
}

const statusOf: Record<SuspensionKind, string> = {
  'identity-provider': 'UPDATE identity_provider SET status = $2, updated_at = now() WHERE entity_id = $1',
  agency: 'UPDATE agency SET status = $2 WHERE code = $1',
  person: 'UPDATE person SET status = $2 WHERE id::text = $1',
};
const sessionsOf: Record<SuspensionKind, string> = {
  'identity-provider': 's.idp = $1',
  agency: 'p.agency = $1',
  person: 'p.id::text = $1',
};

/** Shuts out: the status that sessions and sign-ins look at, and every open session. @returns how many sessions ended */
export async function shutOut(
  tx: Db,
  { kind, subject }: Target,
  by: Party,
  reason: string,
): Promise<{ id: string; sessions: number }> {
  const id = uuidv7();
  await tx.query(
    'INSERT INTO suspension (id, kind, subject, reason, person, agency, country, idp) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
    [id, kind, subject, reason, by.person, by.agency, by.country, by.idp],
  );
  await tx.query(statusOf[kind], [subject, 'SUSPENDED']);
  const ended = await tx.query(
    `UPDATE session s SET ended_at = now(), ended_because = 'suspended' FROM person p
     WHERE p.id = s.person AND s.ended_at IS NULL AND s.expires_at > now() AND ${sessionsOf[kind]}`,
    [subject],
  );
  const sessions = ended.rowCount ?? 0;
  await tx.query('UPDATE suspension SET sessions_ended = $2 WHERE id = $1', [id, sessions]);
  return { id, sessions };
}

/** Lets in again, or out for good. */
export async function endSuspension(
  tx: Db,
  { id, kind, subject }: Pick<StoredSuspension, 'id' | 'kind' | 'subject'>,
  ended: 'lifted' | 'expelled',
  by: Party,
  reason: string,
): Promise<void> {
  await tx.query(
    `UPDATE suspension SET ended = $2, ended_reason = $3, ended_by = $4, ended_agency = $5, ended_country = $6, ended_idp = $7, ended_at = now() WHERE id = $1`,
    [id, ended, reason, by.person, by.agency, by.country, by.idp],
  );
  await tx.query(statusOf[kind], [subject, ended === 'lifted' ? 'ACTIVE' : 'EXPELLED']);
}

const iso = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const selectSuspension = `SELECT s.id, s.kind, s.subject, s.reason, ${iso('s.at')} AS at, s.sessions_ended AS "sessionsEnded", s.ended,
    s.ended_reason AS "endedReason", s.ended_agency AS "endedAgency", ${iso('s.ended_at')} AS "endedAt",
    json_build_object('person', s.person, 'agency', s.agency, 'country', s.country, 'idp', s.idp) AS author,
    coalesce(i.alias, p.subject_id, s.subject) AS label
  FROM suspension s LEFT JOIN identity_provider i ON s.kind = 'identity-provider' AND i.entity_id = s.subject
    LEFT JOIN person p ON s.kind = 'person' AND p.id::text = s.subject`;

/** Those in force first, then the newest. */
export async function suspensionsOf(db: Db): Promise<StoredSuspension[]> {
  const { rows } = await db.query<StoredSuspension>(
    `${selectSuspension} ORDER BY s.ended IS NULL DESC, s.at DESC LIMIT 200`,
  );
  return rows;
}

export async function suspensionOf(
  db: Db,
  id: string,
  lock: '' | 'FOR UPDATE OF s' = '',
): Promise<StoredSuspension | null> {
  const { rows } = await db.query<StoredSuspension>(`${selectSuspension} WHERE s.id = $1 ${lock}`, [id]);
  return rows[0] ?? null;
}
