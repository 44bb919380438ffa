import type pg from 'pg';
import type { IdpStatus } from '../../policies/vocabulary.ts';
import { insertApplication, nobody, type Registration } from '../gate/provider-application.ts';
import type { IdpRegistration } from './idp-registration.ts';
import { type InForce, type Pinned, pinned, preparedFrom, widening } from './widening.ts';

export interface StoredIdp {
  entityId: string;
  alias: string;
  status: IdpStatus;
  configuration: Pinned;
  /** Where the provider was registered in the portal; else its file says it. */
  registration: Registration | null;
}

const columns = 'entity_id AS "entityId", alias, status, configuration, registration';

export async function storedIdps(pool: pg.Pool): Promise<StoredIdp[]> {
  return (await pool.query<StoredIdp>(`SELECT ${columns} FROM identity_provider`)).rows;
}

/** The provider of that entityID and the one of that alias: usually one and the same. */
export async function idpsNamed(pool: pg.Pool, { entityId, alias }: IdpRegistration): Promise<StoredIdp[]> {
  const query = `SELECT ${columns} FROM identity_provider WHERE entity_id = $1 OR alias = $2`;
  return (await pool.query<StoredIdp>(query, [entityId, alias])).rows;
}

/** True once anyone has ever held the role of federation operator: from then on files only propose (CONTRACT). */
async function operatorsExist(pool: pg.Pool): Promise<boolean> {
  const found = await pool.query("SELECT 1 FROM role_assignment WHERE role = 'federation-operator' LIMIT 1");
  return found.rowCount !== 0;
}

/** What is wrong with the agencies that a registration speaks for; null: nothing. */
export async function agencyProblem(pool: pg.Pool, registration: IdpRegistration): Promise<string | null> {
  const found = await pool.query<{ code: string; participant: string }>(
    'SELECT code, participant FROM agency WHERE code = ANY($1)',
    [registration.agencies],
  );
  for (const code of registration.agencies) {
    const agency = found.rows.find((row) => row.code === code);
    if (agency === undefined) return `agencies: ${code} is not an agency of this portal`;
    if (agency.participant !== registration.participant) return `participant: ${code} belongs to ${agency.participant}`;
  }
  return null;
}

async function insert(pool: pg.Pool, registration: IdpRegistration, status: IdpStatus): Promise<void> {
  const values = [registration.entityId, registration.alias, registration.participant, registration.agencies, status];
  await pool.query(
    `INSERT INTO identity_provider (entity_id, alias, participant, agencies, status, configuration)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
    [...values, JSON.stringify(pinned(registration))],
  );
}

async function update(pool: pg.Pool, registration: IdpRegistration): Promise<void> {
  await pool.query(
    `UPDATE identity_provider SET participant = $2, agencies = $3, configuration = $4, updated_at = now()
     WHERE entity_id = $1 AND configuration IS DISTINCT FROM $4::jsonb`,
    [registration.entityId, registration.participant, registration.agencies, JSON.stringify(pinned(registration))],
  );
}

/** Nobody's proposal: two operators take it on, or one rejects it. The same file is proposed once. */
async function propose(pool: pg.Pool, registration: IdpRegistration, held: InForce | null): Promise<void> {
  const prepared = preparedFrom(registration, held);
  const known = await pool.query('SELECT 1 FROM idp_application WHERE entity_id = $1 AND configuration = $2', [
    registration.entityId,
    JSON.stringify(prepared.configuration),
  ]);
  if (known.rowCount !== 0) return;
  await insertApplication(pool, prepared, { author: nobody, reason: `FEDERATION_DIR/${registration.alias}.yaml` });
}

/**
 * Brings one registration into the registry of providers, and says why it may not be used, or null.
 * Demo databases take files as they are. A live one takes them so only while no operator was ever appointed; later a
 * new file, and one that widens, only applies, and a changed one may narrow (THREATS 39). What was registered in the portal
 * no file changes.
 */
export async function enrol(
  pool: pg.Pool,
  kind: 'demo' | 'live',
  registration: IdpRegistration,
): Promise<string | null> {
  const problem = await agencyProblem(pool, registration);
  if (problem !== null) return problem;
  const free = kind === 'demo' || !(await operatorsExist(pool));
  await insert(pool, registration, free ? 'ACTIVE' : 'APPLIED');
  const found = await pool.query<StoredIdp>(`SELECT ${columns} FROM identity_provider WHERE entity_id = $1`, [
    registration.entityId,
  ]);
  const held = found.rows[0];
  if (held === undefined) return `alias ${registration.alias} belongs to another identity provider; rename the file`;
  if (held.alias !== registration.alias) return `alias: it was registered as ${held.alias}; rename the file`;
  if (held.registration !== null && !held.registration.aggregate)
    return 'it is registered in the portal; take the file away';
  const inForce = held.status === 'ACTIVE' || held.status === 'SUSPENDED';
  const wider = free ? [] : widening(held.configuration, pinned(registration));
  if (!free && (!inForce || wider.length > 0)) await propose(pool, registration, inForce ? held : null);
  if (wider.length > 0)
    return `${wider.join(', ')}: wider than what was confirmed; two operators must confirm the change`;
  await update(pool, registration);
  return null;
}
