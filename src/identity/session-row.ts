import type pg from 'pg';
import type { AgencyType, Assurance, Classification, IdpStatus, PurposeCode } from '../../policies/vocabulary.ts';
import type { SignIns } from '../gate/federation-views.ts';
import type { SignedIn, StatedPurpose } from '../gate/signed-in.ts';
import { effectiveRoles } from './person-store.ts';

/** What `session.attributes` holds: the assertion after scope and caps. It lives no longer than the session. */
export interface SessionAttributes {
  clearance: Classification;
  clearanceUntil: string | null;
  purposes: PurposeCode[];
  /** What was asserted beyond scope or caps and left out; absent in sessions that are older than this was kept. */
  dropped?: string[];
}

/** A live session as one SELECT finds it. */
export interface LoadedSession {
  signedIn: SignedIn;
  epoch: number;
  /** Seconds by the database's clock. */
  secondsLeft: number;
  secondsSinceSeen: number;
}

interface Row {
  handle: string;
  person: string;
  idp: string;
  assertion_id: string;
  assurance: Assurance;
  attributes: SessionAttributes;
  purpose: StatedPurpose | null;
  csrf_token: string;
  signed_in_at: string;
  authenticated_at: string;
  expires_at: string;
  seconds_left: number;
  seconds_since_seen: number;
  subject_id: string;
  name: string;
  language: string;
  agency: string;
  country: string;
  agency_type: AgencyType;
  held_until: string | null;
  idp_alias: string;
  idp_status: IdpStatus;
  communities: string[];
  roles: { role: string; scope: 'all' | 'agency' }[];
  epoch: number;
}

const iso = (expression: string) => `to_char((${expression}) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** A session is live while it, its person, agency and IdP are: suspending any of them ends it. `$1` = idle seconds. */
export const liveSessions = `
  FROM session s
  JOIN person p ON p.id = s.person AND p.status = 'ACTIVE'
  JOIN agency a ON a.code = p.agency AND a.status = 'ACTIVE'
  JOIN identity_provider i ON i.entity_id = s.idp AND i.status = 'ACTIVE'
  WHERE s.ended_at IS NULL AND s.expires_at > now() AND s.last_seen_at > now() - make_interval(secs => $1)`;

const selectSession = `
  SELECT s.handle, s.person, s.idp, s.assertion_id, s.assurance, s.attributes, s.purpose, s.csrf_token,
    ${iso('s.signed_in_at')} AS signed_in_at, ${iso('s.authenticated_at')} AS authenticated_at, ${iso('s.expires_at')} AS expires_at,
    extract(epoch FROM s.expires_at - now())::float8 AS seconds_left,
    extract(epoch FROM now() - s.last_seen_at)::float8 AS seconds_since_seen,
    p.subject_id, p.name, p.language, p.agency, a.participant AS country, a.type AS agency_type,
    CASE WHEN NOT p.preregistered AND p.first_seen_at > now() - interval '24 hours'
      THEN ${iso("p.first_seen_at + interval '24 hours'")} END AS held_until,
    i.alias AS idp_alias, i.status AS idp_status,
    ARRAY(SELECT m.community FROM community_member m WHERE m.agency = p.agency ORDER BY 1) AS communities,
    coalesce((SELECT jsonb_agg(jsonb_build_object('role', r.role, 'scope', r.scope))
      FROM role_assignment r WHERE r.person = p.id AND r.revoked_at IS NULL), '[]') AS roles,
    (SELECT epoch FROM session_epoch)::float8 AS epoch
  ${liveSessions} AND s.token_hash = $2`;

function auditScopeOf(row: Row, roles: readonly string[]): SignedIn['auditScope'] {
  if (!roles.includes('auditor')) return null;
  return row.roles.find(({ role }) => role === 'auditor')?.scope ?? null;
}

/** AUDIT is the auditors' purpose, and theirs by their role, not by an assertion (THREATS 35). */
function purposesOf(row: Row, roles: readonly string[]): PurposeCode[] {
  const asserted = row.attributes.purposes.filter((code) => code !== 'AUDIT');
  return roles.includes('auditor') ? [...asserted, 'AUDIT'] : asserted;
}

function signedInOf(row: Row): SignedIn {
  const roles = effectiveRoles(row.roles.map(({ role }) => role));
  const purposes = purposesOf(row, roles);
  return {
    session: row.handle,
    person: row.person,
    subjectId: row.subject_id,
    name: row.name,
    language: row.language,
    idp: row.idp,
    idpAlias: row.idp_alias,
    idpStatus: row.idp_status,
    assertionId: row.assertion_id,
    agency: row.agency,
    country: row.country,
    agencyType: row.agency_type,
    communities: row.communities,
    clearance: row.attributes.clearance,
    clearanceUntil: row.attributes.clearanceUntil,
    heldUntil: row.held_until,
    roles,
    auditScope: auditScopeOf(row, roles),
    assurance: row.assurance,
    purposes,
    dropped: row.attributes.dropped ?? [],
    // A purpose that is no longer the person's counts as not stated.
    purpose: row.purpose !== null && purposes.includes(row.purpose.code) ? row.purpose : null,
    csrfToken: row.csrf_token,
    signedInAt: row.signed_in_at,
    authenticatedAt: row.authenticated_at,
    expiresAt: row.expires_at,
  };
}

/** Finds the live session of a token's hash. @throws when the database cannot be reached */
export async function loadSession(
  on: pg.Pool | pg.PoolClient,
  hash: string,
  idleSeconds: number,
): Promise<LoadedSession | null> {
  const row = (await on.query<Row>(selectSession, [idleSeconds, hash])).rows[0];
  if (row === undefined) return null;
  const { epoch, seconds_left: secondsLeft, seconds_since_seen: secondsSinceSeen } = row;
  return { signedIn: signedInOf(row), epoch, secondsLeft, secondsSinceSeen };
}

/** Of these session handles, the ones that are live no more. */
export async function deadHandles(pool: pg.Pool, handles: string[], idleSeconds: number): Promise<string[]> {
  const found = await pool.query<{ handle: string }>(
    `SELECT h.handle FROM unnest($2::uuid[]) AS h(handle) WHERE NOT EXISTS (SELECT 1 ${liveSessions} AND s.handle = h.handle)`,
    [idleSeconds, handles],
  );
  return found.rows.map(({ handle }) => handle);
}

/** Sign-ins and live sessions by the provider through which they came. */
export async function signInsByProvider(pool: pg.Pool, idleSeconds: number): Promise<Map<string, SignIns>> {
  const { rows } = await pool.query<SignIns & { provider: string }>(
    `SELECT provider, "lastSignIn", coalesce(sessions, 0) AS sessions
     FROM (SELECT idp AS provider, ${iso('max(signed_in_at)')} AS "lastSignIn" FROM session GROUP BY idp) ever
     LEFT JOIN (SELECT s.idp AS provider, count(*)::int AS sessions ${liveSessions} GROUP BY s.idp) now USING (provider)`,
    [idleSeconds],
  );
  return new Map(rows.map(({ provider, lastSignIn, sessions }) => [provider, { lastSignIn, sessions }]));
}
