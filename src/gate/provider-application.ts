import type pg from 'pg';
import type { Classification, PurposeCode } from '../../policies/vocabulary.ts';
import type { Party } from './policy-separation.ts';
import type { ApplicationState } from './registry-words.ts';

/** What a provider is registered with; src/identity reads and uses it. */
export interface Registration {
  alias: string;
  entityId: string;
  ssoUrl: string;
  logout: { requestUrl: string; responseUrl: string } | null;
  /** PEM. */
  certificates: string[];
  /** ISO 8601. */
  trustedUntil: string;
  participant: string;
  agencies: string[];
  scopes: string[];
  caps: { clearance: Classification; purposes: PurposeCode[] };
  requireAuthnContext: string | null;
  signature: 'both' | 'response' | 'assertion';
  allowCbc: boolean;
  /** Name of the SAML attribute by what it carries. */
  attributes: Record<string, string>;
  /** By language tag. */
  names: Record<string, string>;
  /** Set where its keys come from an aggregate: what is confirmed is the publisher's key, and its file goes on to be read. */
  aggregate?: { name: string; fingerprints: string[]; trustedUntil: string | null };
}

/** A registration that was read and checked, ready to be applied for. */
export interface Prepared {
  registration: Registration;
  /** What is compared of it: everything that decides whom it may sign in, and as what. */
  configuration: object;
  /** SHA-256 of its signing certificates, or of its aggregate's, lower-case hex. */
  fingerprints: string[];
  /** What it opens beyond the registration in force, by field; `new` where none is; empty: it only narrows. */
  wider: string[];
}

/** How the last test sign-in ended: what the portal could read of it, and no value that tells who it was. */
export interface TestResult {
  at: string;
  outcome: 'good' | 'refused';
  /** Why it was refused, as in the log. */
  reason?: string;
  check?: string;
  agency?: string;
  assurance?: string;
  clearance?: string;
  purposes?: string[];
  /** Whether a name and a mail address were sent. */
  named?: boolean;
  mail?: boolean;
  /** What was asserted beyond scope or caps and therefore left out. */
  dropped?: string[];
}

export interface StoredApplication {
  number: number;
  entityId: string;
  alias: string;
  participant: string;
  agencies: string[];
  registration: Registration;
  configuration: object;
  fingerprints: string[];
  wider: string[];
  confirming: string[];
  state: ApplicationState;
  reason: string;
  stateReason: string | null;
  rowVersion: number;
  author: Party;
  pinnedAt: string | null;
  testUntil: string | null;
  test: TestResult | null;
  createdAt: string;
  updatedAt: string;
}

export type StepName = 'vet' | 'pin' | 'confirm' | 'activate' | 'reject';

export interface TakenStep extends Party {
  step: StepName;
  at: string;
}

type Db = Pick<pg.Pool, 'query'>;

const iso = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const columns = `number, entity_id AS "entityId", alias, participant, agencies, registration, configuration, fingerprints, wider, confirming, state, reason,
  state_reason AS "stateReason", row_version AS "rowVersion", test, ${iso('pinned_at')} AS "pinnedAt", ${iso('test_until')} AS "testUntil",
  json_build_object('person', author, 'agency', author_agency, 'country', author_country, 'idp', author_idp) AS author,
  ${iso('created_at')} AS "createdAt", ${iso('updated_at')} AS "updatedAt"`;

export async function applicationOf(
  db: Db,
  number: number,
  lock: '' | 'FOR UPDATE' = '',
): Promise<StoredApplication | null> {
  const { rows } = await db.query<StoredApplication>(
    `SELECT ${columns} FROM idp_application WHERE number = $1 ${lock}`,
    [number],
  );
  return rows[0] ?? null;
}

/** The application that a test link belongs to, as long as the link is good; `hash`: of the link's token. */
export async function applicationByTest(db: Db, hash: string): Promise<StoredApplication | null> {
  const { rows } = await db.query<StoredApplication>(
    `SELECT ${columns} FROM idp_application WHERE test_hash = $1 AND test_until > now() AND state IN ('PINNED', 'TESTED')`,
    [hash],
  );
  return rows[0] ?? null;
}

/** The newest first; those that still lead somewhere before all others. */
export async function applicationsOf(db: Db): Promise<StoredApplication[]> {
  const { rows } = await db.query<StoredApplication>(
    `SELECT ${columns} FROM idp_application ORDER BY state IN ('APPLIED', 'VETTED', 'PINNED', 'TESTED') DESC, number DESC LIMIT 200`,
  );
  return rows;
}

export async function stepsOf(db: Db, number: number): Promise<TakenStep[]> {
  const { rows } = await db.query<TakenStep>(
    `SELECT step, person, agency, country, idp, ${iso('at')} AS at FROM idp_step WHERE application = $1 ORDER BY idp_step.at`,
    [number],
  );
  return rows;
}

export async function recordStep(tx: Db, number: number, step: StepName, by: Party): Promise<void> {
  await tx.query(
    'INSERT INTO idp_step (application, step, person, agency, country, idp) VALUES ($1, $2, $3, $4, $5, $6)',
    [number, step, by.person, by.agency, by.country, by.idp],
  );
}

/** An author of nobody: a file of FEDERATION_DIR. */
export const nobody: Party = { person: null, agency: '', country: '', idp: '' };

/**
 * Files an application; each of its agencies that has a working provider will have to confirm what opens.
 * @returns its number; null where another application for this provider is open
 */
export async function insertApplication(
  tx: Db,
  { registration, configuration, fingerprints, wider }: Prepared,
  { author, reason }: { author: Party; reason: string },
): Promise<number | null> {
  const { entityId, alias, participant, agencies } = registration;
  const { rows } = await tx.query<{ number: number }>(
    `INSERT INTO idp_application (entity_id, alias, participant, agencies, registration, configuration, fingerprints, wider, confirming, state, reason, author, author_agency, author_country, author_idp)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8,
       ARRAY(SELECT DISTINCT a FROM unnest($4::text[]) a JOIN identity_provider i ON a = ANY (i.agencies) AND i.status = 'ACTIVE' WHERE cardinality($8::text[]) > 0 ORDER BY a),
       'APPLIED', $9, $10, $11, $12, $13)
     ON CONFLICT (entity_id) WHERE state IN ('APPLIED', 'VETTED', 'PINNED', 'TESTED') DO NOTHING RETURNING number`,
    [
      entityId,
      alias,
      participant,
      agencies,
      JSON.stringify(registration),
      JSON.stringify(configuration),
      fingerprints,
      wider,
      reason,
      author.person,
      author.agency,
      author.country,
      author.idp,
    ],
  );
  return rows[0]?.number ?? null;
}

/** Moves an application on; the caller holds the row. */
export async function moveApplication(
  tx: Db,
  number: number,
  state: ApplicationState,
  reason: string | null = null,
): Promise<void> {
  await tx.query(
    `UPDATE idp_application SET state = $2, state_reason = coalesce($3, state_reason), row_version = row_version + 1, updated_at = now() WHERE number = $1`,
    [number, state, reason],
  );
}

/** Replaces the link of the test sign-in; an older one is then worth nothing. */
export async function offerTest(tx: Db, number: number, hash: string, days: number): Promise<void> {
  await tx.query(
    `UPDATE idp_application SET test_hash = $2, test_until = now() + make_interval(days => $3), row_version = row_version + 1, updated_at = now() WHERE number = $1`,
    [number, hash, days],
  );
}

/** Writes how a test ended; the first good one takes the application on. */
export async function recordTest(tx: Db, number: number, result: TestResult): Promise<void> {
  await tx.query(
    `UPDATE idp_application SET test = $2, updated_at = now(), row_version = row_version + 1,
       state = CASE WHEN state = 'PINNED' AND $3 = 'good' THEN 'TESTED' ELSE state END
     WHERE number = $1 AND state IN ('PINNED', 'TESTED') AND (state = 'PINNED' OR $3 = 'good')`,
    [number, JSON.stringify(result), result.outcome],
  );
}

/** Puts what was applied for into force, in place of what was. */
export async function enforceApplication(tx: Db, application: StoredApplication): Promise<void> {
  const { number, entityId, alias, participant, agencies, registration, configuration } = application;
  await tx.query(
    `UPDATE idp_application SET state = 'SUPERSEDED', updated_at = now() WHERE entity_id = $1 AND state = 'ACTIVE' AND number <> $2`,
    [entityId, number],
  );
  await moveApplication(tx, number, 'ACTIVE');
  await tx.query(
    `INSERT INTO identity_provider (entity_id, alias, participant, agencies, status, configuration, registration) VALUES ($1, $2, $3, $4, 'ACTIVE', $5, $6)
     ON CONFLICT (entity_id) DO UPDATE SET participant = $3, agencies = $4, configuration = $5, registration = $6, updated_at = now(),
       status = CASE WHEN identity_provider.status = 'SUSPENDED' THEN 'SUSPENDED' ELSE 'ACTIVE' END`,
    [entityId, alias, participant, agencies, JSON.stringify(configuration), JSON.stringify(registration)],
  );
}
