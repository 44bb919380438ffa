import type pg from 'pg';
import { uuidv7 } from '../../db/uuid.ts';
import { type AgencyType, contentRoles, controlRoles, type Role } from '../../policies/vocabulary.ts';
import type { AssertedIdentity } from './asserted-identity.ts';
import type { IdpRegistration } from './idp-registration.ts';
import { Refusal } from './refusal.ts';

export interface Admitted {
  person: string;
  firstSeen: boolean;
}

interface PersonRow {
  id: string;
  status: string;
  seen: boolean;
}

/** The country is the participant of the agency: ours to say; an assertion may only agree (FEDERATION, scope). */
export async function checkAgency(
  tx: pg.PoolClient,
  identity: AssertedIdentity,
  idp: IdpRegistration,
): Promise<{ type: AgencyType }> {
  const found = await tx.query<{ participant: string; status: string; type: AgencyType }>(
    'SELECT participant, status, type FROM agency WHERE code = $1',
    [identity.agency],
  );
  const agency = found.rows[0];
  if (agency === undefined || agency.participant !== idp.participant)
    throw new Refusal('agency', 'not of this participant');
  if (agency.status !== 'ACTIVE') throw new Refusal('agency-suspended', agency.status);
  if (identity.country !== null && identity.country !== agency.participant)
    throw new Refusal('country', 'another', { claimed: { country: identity.country } });
  return agency;
}

async function refuseFlood(tx: pg.PoolClient, idp: string, perHour: number): Promise<void> {
  // One at a time per IdP, so that parallel sign-ins cannot pass the limit together.
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended('first-seen ' || $1, 0))", [idp]);
  const found = await tx.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM person
     WHERE idp = $1 AND NOT preregistered AND first_seen_at > now() - interval '1 hour'`,
    [idp],
  );
  if ((found.rows[0]?.n ?? perHour) >= perHour) throw new Refusal('too-many-new-people', `${perHour} an hour`);
}

async function insertPerson(tx: pg.PoolClient, identity: AssertedIdentity, idp: IdpRegistration): Promise<string> {
  const id = uuidv7();
  await tx.query(
    `INSERT INTO person (id, idp, subject_id, agency, name, mail, clearance, clearance_until, purposes, fictional, first_seen_at, last_seen_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now(), now())`,
    [
      id,
      idp.entityId,
      identity.subjectId,
      identity.agency,
      identity.name,
      identity.mail,
      identity.clearance,
      identity.clearanceUntil,
      identity.purposes,
      idp.source === 'demo',
    ],
  );
  return id;
}

/** Last asserted values, for audience previews; decisions use the session's own (ARCHITECTURE). */
async function updatePerson(tx: pg.PoolClient, id: string, identity: AssertedIdentity): Promise<void> {
  await tx.query(
    `UPDATE person SET name = $2, mail = $3, clearance = $4, clearance_until = $5, purposes = $6,
       first_seen_at = coalesce(first_seen_at, now()), last_seen_at = now() WHERE id = $1`,
    [id, identity.name, identity.mail, identity.clearance, identity.clearanceUntil, identity.purposes],
  );
}

/** Who never held any role becomes a liaison officer at once; every other role is granted in the portal. */
async function welcome(tx: pg.PoolClient, person: string): Promise<void> {
  await tx.query(
    `INSERT INTO role_assignment (id, person, role, scope, granted_by)
     SELECT $1, $2, 'liaison-officer', 'agency', 'first sign-in'
     WHERE NOT EXISTS (SELECT 1 FROM role_assignment WHERE person = $2)`,
    [uuidv7(), person],
  );
}

/**
 * The person behind an identity (IdP, subject-id, agency), made when first seen.
 * @param perHour new people let in per IdP and hour (THREATS 40)
 * @throws Refusal `person-suspended`, `too-many-new-people`
 */
export async function admitPerson(
  tx: pg.PoolClient,
  identity: AssertedIdentity,
  idp: IdpRegistration,
  perHour: number,
): Promise<Admitted> {
  const key = [idp.entityId, identity.subjectId, identity.agency];
  const find = () =>
    tx.query<PersonRow>(
      'SELECT id, status, first_seen_at IS NOT NULL AS seen FROM person WHERE idp = $1 AND subject_id = $2 AND agency = $3 FOR UPDATE',
      key,
    );
  let known = (await find()).rows[0];
  if (known === undefined) {
    await refuseFlood(tx, idp.entityId, perHour);
    // Whoever held the lock may have been the same person in another window.
    known = (await find()).rows[0];
  }
  if (known !== undefined && known.status !== 'ACTIVE') throw new Refusal('person-suspended', known.status);
  const person = known?.id ?? (await insertPerson(tx, identity, idp));
  if (known !== undefined) await updatePerson(tx, person, identity);
  if (!known?.seen) await welcome(tx, person);
  return { person, firstSeen: !known?.seen };
}

/** Live roles; a control role suppresses content roles, and two of them, which nobody may hold, give none (THREATS 33). */
export function effectiveRoles(assigned: readonly string[]): Role[] {
  const control = controlRoles.filter((role) => assigned.includes(role));
  if (control.length > 0) return control.length === 1 ? control : [];
  return contentRoles.filter((role) => assigned.includes(role));
}
