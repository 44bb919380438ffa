import type pg from 'pg';
import { inTransaction } from '../../db/transaction.ts';
import { uuidv7 } from '../../db/uuid.ts';
import { controlRoles, type Role } from '../../policies/vocabulary.ts';
import { consoleEntry, type Desk } from './desk.ts';
import { Refused } from './terminal.ts';

/** A person as sign-in will know them. */
export interface Grantee {
  /** entityID of the identity provider. */
  idp: string;
  subjectId: string;
  agency: string;
}

export interface Grant {
  /** One person, or two of different agencies and identity providers. */
  grantees: Grantee[];
  role: Role;
  scope: 'agency' | 'all';
}

async function wasControlRoleHeld(tx: pg.PoolClient): Promise<boolean> {
  // One console at a time: two at once must not both be the first.
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('first roles', 0))");
  const { rowCount } = await tx.query('SELECT 1 FROM role_assignment WHERE role = ANY ($1) LIMIT 1', [controlRoles]);
  return (rowCount ?? 0) > 0;
}

/** A slip in the entityID or the agency would appoint somebody who can never sign in. */
async function demandProvider(tx: pg.PoolClient, { idp, agency }: Grantee): Promise<void> {
  const { rows } = await tx.query<{ agencies: string[] }>(
    'SELECT agencies FROM identity_provider WHERE entity_id = $1',
    [idp],
  );
  if (!rows[0])
    throw new Refused(
      `the identity provider ${idp} is not known here: put its file into FEDERATION_DIR and start the portal; \`portal federation list\` shows those that are`,
    );
  if (!rows[0].agencies.includes(agency))
    throw new Refused(`${idp} speaks for ${rows[0].agencies.join(', ')}, not for ${agency}`);
}

/** The person of that identity, registered beforehand where nobody of it has signed in yet. */
async function personOf(tx: pg.PoolClient, { idp, subjectId, agency }: Grantee): Promise<string> {
  const key = [idp, subjectId, agency];
  const found = await tx.query<{ id: string }>(
    'SELECT id FROM person WHERE idp = $1 AND subject_id = $2 AND agency = $3',
    key,
  );
  if (found.rows[0]) return found.rows[0].id;
  const id = uuidv7();
  // The first sign-in brings the real name.
  await tx.query(
    'INSERT INTO person (id, idp, subject_id, agency, name, preregistered) VALUES ($1, $2, $3, $4, $3, true)',
    [id, ...key],
  );
  return id;
}

async function assign(tx: pg.PoolClient, person: string, { role, scope }: Grant): Promise<void> {
  const { rowCount } = await tx.query(
    `INSERT INTO role_assignment (id, person, role, scope, granted_by) VALUES ($1, $2, $3, $4, 'system:console')
     ON CONFLICT (person, role) WHERE revoked_at IS NULL DO NOTHING`,
    [uuidv7(), person, role, scope],
  );
  if (rowCount === 0) throw new Refused('the person holds this role already');
}

/** @throws Refused where two grantees could be one person's doing (THREATS 33), or `all` would mean nothing */
function demandSense({ grantees, role, scope }: Grant): void {
  const [first, second] = grantees;
  if (first && second && (first.agency === second.agency || first.idp === second.idp)) {
    throw new Refused('two persons means two agencies and two identity providers');
  }
  if (scope === 'all' && role !== 'auditor')
    throw new Refused('--scope all is for auditors: other roles belong to their agency');
}

/**
 * Appoints the first administrators, each with an entry in the same transaction. Once a control role has ever been
 * held, appoints nobody (THREATS 13).
 * @returns whether it did
 * @throws Refused
 */
export async function grantFirst({ pool, audit }: Desk, grant: Grant): Promise<boolean> {
  demandSense(grant);
  const { role, scope } = grant;
  const ticket = await inTransaction(pool, async (tx) => {
    if (await wasControlRoleHeld(tx)) return null;
    const entries = [];
    for (const grantee of grant.grantees) {
      await demandProvider(tx, grantee);
      const person = await personOf(tx, grantee);
      await assign(tx, person, grant);
      entries.push(consoleEntry('role.grant', { role, scope, person, agency: grantee.agency }));
    }
    return audit.appendIn(tx, entries);
  });
  if (ticket !== null) await audit.sequence(ticket);
  return ticket !== null;
}
