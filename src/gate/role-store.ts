import type pg from 'pg';
import { uuidv7 } from '../../db/uuid.ts';
import type { Role } from '../../policies/vocabulary.ts';
import type { Party } from './policy-separation.ts';
import type { RoleChangeKind, RoleHolder, RoleScope } from './role-views.ts';

export interface StoredRoleChange {
  number: number;
  kind: RoleChangeKind;
  person: string;
  name: string;
  subjectId: string;
  /** Of the person. */
  agency: string;
  /** Alias of the person's provider. */
  provider: string;
  role: Role;
  scope: RoleScope;
  reason: string;
  state: 'PROPOSED' | 'CONFIRMED' | 'REJECTED' | 'WITHDRAWN';
  stateReason: string | null;
  author: Party;
  createdAt: string;
  updatedAt: string;
}

export interface Confirmation extends Party {
  at: string;
}

type Db = Pick<pg.Pool, 'query'>;

const iso = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const selectChange = `SELECT c.number, c.kind, c.person, p.name, p.subject_id AS "subjectId", p.agency, i.alias AS provider, c.role, c.scope, c.reason,
    c.state, c.state_reason AS "stateReason", ${iso('c.created_at')} AS "createdAt", ${iso('c.updated_at')} AS "updatedAt",
    json_build_object('person', c.author, 'agency', c.author_agency, 'country', c.author_country, 'idp', c.author_idp) AS author
  FROM role_change c JOIN person p ON p.id = c.person JOIN identity_provider i ON i.entity_id = p.idp`;

/** Those that are open first, then the newest. */
export async function roleChangesOf(db: Db): Promise<StoredRoleChange[]> {
  const { rows } = await db.query<StoredRoleChange>(
    `${selectChange} ORDER BY c.state = 'PROPOSED' DESC, c.number DESC LIMIT 200`,
  );
  return rows;
}

export async function roleChangeOf(
  db: Db,
  number: number,
  lock: '' | 'FOR UPDATE OF c' = '',
): Promise<StoredRoleChange | null> {
  const { rows } = await db.query<StoredRoleChange>(`${selectChange} WHERE c.number = $1 ${lock}`, [number]);
  return rows[0] ?? null;
}

export async function confirmationsOf(db: Db, number: number): Promise<Confirmation[]> {
  const { rows } = await db.query<Confirmation>(
    `SELECT person, agency, country, idp, ${iso('at')} AS at FROM role_confirmation WHERE change = $1 ORDER BY role_confirmation.at`,
    [number],
  );
  return rows;
}

/** Whoever holds a role that two persons gave, those due for recertification first; `days`: after so many it is due. */
export async function holdersOf(db: Db, days: number): Promise<RoleHolder[]> {
  const { rows } = await db.query<RoleHolder>(
    `SELECT r.id, r.role, r.scope, r.granted_by AS "grantedBy", ${iso('r.granted_at')} AS "grantedAt", ${iso('r.recertified_at')} AS "recertifiedAt",
       coalesce(r.recertified_at, r.granted_at) < now() - make_interval(days => $1) AS due, ${iso('p.last_seen_at')} AS "lastSeenAt",
       json_build_object('id', p.id, 'name', p.name) AS person, p.subject_id AS "subjectId", p.agency, i.alias AS provider
     FROM role_assignment r JOIN person p ON p.id = r.person JOIN identity_provider i ON i.entity_id = p.idp
     WHERE r.revoked_at IS NULL AND r.role <> 'liaison-officer' ORDER BY due DESC, r.role, p.agency, fold_text(p.name) LIMIT 500`,
    [days],
  );
  return rows;
}

/** Somebody as their provider names them; made where nobody of it was seen yet. @returns the id, and the roles held */
export async function personNamed(
  tx: Db,
  { idp, subjectId, agency }: { idp: string; subjectId: string; agency: string },
): Promise<{ id: string; roles: Role[] }> {
  await tx.query(
    'INSERT INTO person (id, idp, subject_id, agency, name) VALUES ($1, $2, $3, $4, $3) ON CONFLICT (idp, subject_id, agency) DO NOTHING',
    [uuidv7(), idp, subjectId, agency],
  );
  const { rows } = await tx.query<{ id: string; roles: Role[] }>(
    `SELECT p.id, ARRAY(SELECT r.role FROM role_assignment r WHERE r.person = p.id AND r.revoked_at IS NULL) AS roles
     FROM person p WHERE p.idp = $1 AND p.subject_id = $2 AND p.agency = $3`,
    [idp, subjectId, agency],
  );
  const [row] = rows;
  if (!row) throw new Error('the person was not stored');
  return row;
}

export interface NewRoleChange {
  kind: RoleChangeKind;
  person: string;
  role: Role;
  scope: RoleScope;
  reason: string;
  author: Party;
}

/** @returns its number; null where the same change is open already */
export async function insertRoleChange(tx: Db, change: NewRoleChange): Promise<number | null> {
  const { kind, person, role, scope, reason, author } = change;
  const { rows } = await tx.query<{ number: number }>(
    `INSERT INTO role_change (kind, person, role, scope, reason, author, author_agency, author_country, author_idp)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (person, role, kind) WHERE state = 'PROPOSED' DO NOTHING RETURNING number`,
    [kind, person, role, scope, reason, author.person, author.agency, author.country, author.idp],
  );
  return rows[0]?.number ?? null;
}

export async function recordConfirmation(tx: Db, number: number, by: Party): Promise<void> {
  await tx.query('INSERT INTO role_confirmation (change, person, agency, country, idp) VALUES ($1, $2, $3, $4, $5)', [
    number,
    by.person,
    by.agency,
    by.country,
    by.idp,
  ]);
}

export async function decideRoleChange(
  tx: Db,
  number: number,
  state: StoredRoleChange['state'],
  reason: string | null = null,
): Promise<void> {
  await tx.query('UPDATE role_change SET state = $2, state_reason = $3, updated_at = now() WHERE number = $1', [
    number,
    state,
    reason,
  ]);
}

/** Does what was confirmed. A control role ends the content role (DOMAIN, Roles). */
export async function applyRoleChange(
  tx: Db,
  { number, kind, person, role, scope }: StoredRoleChange,
  control: readonly Role[],
): Promise<void> {
  const by = `change:${number}`;
  if (kind === 'revoke') {
    await tx.query(
      'UPDATE role_assignment SET revoked_at = now(), revoked_by = $3 WHERE person = $1 AND role = $2 AND revoked_at IS NULL',
      [person, role, by],
    );
    return;
  }
  if (control.includes(role))
    await tx.query(
      `UPDATE role_assignment SET revoked_at = now(), revoked_by = $2
       WHERE person = $1 AND revoked_at IS NULL AND role IN ('liaison-officer', 'conference-secretariat')`,
      [person, by],
    );
  await tx.query('INSERT INTO role_assignment (id, person, role, scope, granted_by) VALUES ($1, $2, $3, $4, $5)', [
    uuidv7(),
    person,
    role,
    scope,
    by,
  ]);
}

/** Says that a role is still needed. @returns whose it is; null where there is none like it, or it is the asker's own */
export async function recertify(
  tx: Db,
  id: string,
  by: string,
): Promise<{ person: string; agency: string; role: Role } | null> {
  const { rows } = await tx.query<{ person: string; agency: string; role: Role }>(
    `UPDATE role_assignment r SET recertified_at = now(), recertified_by = $2 FROM person p
     WHERE r.id = $1 AND r.revoked_at IS NULL AND r.person <> $2 AND p.id = r.person RETURNING r.person, p.agency, r.role`,
    [id, by],
  );
  return rows[0] ?? null;
}
