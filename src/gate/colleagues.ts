import type pg from 'pg';
import { uuidv7 } from '../../db/uuid.ts';

/** Somebody of the own agency, as colleagues see them. */
export interface Colleague {
  id: string;
  name: string;
  /** As the agency's provider names them. */
  subjectId: string;
  /** Alias of the provider. */
  provider: string;
  status: 'ACTIVE' | 'SUSPENDED';
  roles: string[];
  /** ISO 8601; null while the person never signed in. */
  firstSeenAt: string | null;
  lastSeenAt: string | null;
  /** Until when the person reads OFFICIAL and GREEN alone, ISO 8601; null: not held. */
  heldUntil: string | null;
  preregistered: boolean;
}

type Db = Pick<pg.Pool, 'query'>;

const iso = (expression: string) => `to_char((${expression}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** People of an agency: those who are held first, then by name; at most 500. */
export async function colleaguesOf(db: Db, agency: string): Promise<Colleague[]> {
  const { rows } = await db.query<Colleague>(
    `SELECT p.id, p.name, p.subject_id AS "subjectId", i.alias AS provider, p.status, p.preregistered,
       ARRAY(SELECT r.role FROM role_assignment r WHERE r.person = p.id AND r.revoked_at IS NULL ORDER BY 1) AS roles,
       ${iso('p.first_seen_at')} AS "firstSeenAt", ${iso('p.last_seen_at')} AS "lastSeenAt",
       CASE WHEN NOT p.preregistered AND p.first_seen_at > now() - interval '24 hours'
         THEN ${iso("p.first_seen_at + interval '24 hours'")} END AS "heldUntil"
     FROM person p JOIN identity_provider i ON i.entity_id = p.idp
     WHERE p.agency = $1 ORDER BY NOT p.preregistered AND p.first_seen_at > now() - interval '24 hours' DESC NULLS LAST, fold_text(p.name), p.id LIMIT 500`,
    [agency],
  );
  return rows;
}

/** Ends the first 24 hours of somebody of an agency. @returns false where nobody of it is held under that id */
export async function vouch(tx: Db, id: string, agency: string, by: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    `UPDATE person SET preregistered = true, vouched_by = $3, vouched_at = now()
     WHERE id = $1 AND agency = $2 AND status = 'ACTIVE' AND NOT preregistered AND first_seen_at IS NOT NULL`,
    [id, agency, by],
  );
  return rowCount === 1;
}

/** A provider that speaks for an agency, with the domains of its people. */
export interface OwnProvider {
  entityId: string;
  alias: string;
  scopes: string[];
}

export async function providersFor(db: Db, agency: string): Promise<OwnProvider[]> {
  const { rows } = await db.query<OwnProvider>(
    `SELECT entity_id AS "entityId", alias, ARRAY(SELECT jsonb_array_elements_text(configuration -> 'scopes')) AS scopes
     FROM identity_provider WHERE status = 'ACTIVE' AND $1 = ANY (agencies) ORDER BY alias`,
    [agency],
  );
  return rows;
}

/** Registers somebody beforehand. @returns the id; null where that person is known already */
export async function register(
  tx: Db,
  person: { entityId: string; subjectId: string; agency: string; by: string },
): Promise<string | null> {
  const { rows } = await tx.query<{ id: string }>(
    `INSERT INTO person (id, idp, subject_id, agency, name, preregistered, vouched_by, vouched_at) VALUES ($1, $2, $3, $4, $3, true, $5, now())
     ON CONFLICT (idp, subject_id, agency) DO NOTHING RETURNING id`,
    [uuidv7(), person.entityId, person.subjectId, person.agency, person.by],
  );
  return rows[0]?.id ?? null;
}
