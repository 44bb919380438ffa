import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { AppError } from '../errors.ts';
import type { OpenSession, RecentPurpose, SessionPort, SignedIn, StatedPurpose } from '../gate/signed-in.ts';
import type { Assertion } from './assertion.ts';
import type { IdpRegistry } from './idp-registry.ts';
import { offerLogout } from './logout-store.ts';
import { randomToken, tokenHash } from './secrets.ts';
import type { SessionCache } from './session-cache.ts';
import { liveSessions, loadSession, type SessionAttributes } from './session-row.ts';

export interface NewSession {
  person: string;
  idp: string;
  assertion: Assertion;
  assurance: 'basic' | 'mfa';
  attributes: SessionAttributes;
  maxSeconds: number;
  /** Network address, so that the person recognises the session. */
  from: string;
  /** The session that this one goes on with, after a step-up; null begins afresh. */
  former: Omit<Former, 'person'> | null;
}

/** Writes a new session; it ends with the IdP's own session where that ends sooner. @returns the cookie's token and its hash */
export async function insertSession(tx: pg.PoolClient, session: NewSession): Promise<{ token: string; hash: string }> {
  const token = randomToken();
  const hash = tokenHash(token);
  const { assertion } = session;
  await tx.query(
    `INSERT INTO session (token_hash, handle, person, idp, name_id, name_id_format, session_index, assertion_id, assurance, attributes, csrf_token, signed_in_from, purpose, last_visit, expires_at, authenticated_at)
     VALUES ($1, $2, $3, $4, $5, $17, $6, $7, $8, $9, $10, $11, $14,
       CASE WHEN $15 THEN $16::timestamptz ELSE (SELECT max(last_seen_at) FROM session WHERE person = $3) END,
       least(now() + make_interval(secs => $12), to_timestamp($13::float8 / 1000)), least(now(), to_timestamp($18::float8 / 1000)))`,
    [
      hash,
      randomUUID(),
      session.person,
      session.idp,
      assertion.nameId.value,
      assertion.sessionIndex,
      assertion.id,
      session.assurance,
      JSON.stringify(session.attributes),
      randomToken(),
      session.from,
      session.maxSeconds,
      assertion.sessionUntil,
      session.former?.purpose ? JSON.stringify(session.former.purpose) : null,
      session.former !== null,
      session.former?.lastVisit ?? null,
      assertion.nameId.format,
      assertion.authnInstant,
    ],
  );
  return { token, hash };
}

/** What a step-up takes over from the session that it replaces. */
export interface Former {
  person: string;
  purpose: StatedPurpose | null;
  /** ISO 8601; null at the first visit. */
  lastVisit: string | null;
}

/** Ends the session that a new sign-in replaces. @returns what it was; null where it had ended already */
export async function endByToken(tx: pg.PoolClient, hash: string, because: string): Promise<Former | null> {
  const { rows } = await tx.query<Former>(
    `UPDATE session SET ended_at = now(), ended_because = $2 WHERE token_hash = $1 AND ended_at IS NULL
     RETURNING person, purpose, last_visit::text AS "lastVisit"`,
    [hash, because],
  );
  return rows[0] ?? null;
}

export interface EndedSession {
  handle: string;
  person: string;
  agency: string;
  country: string;
}

/** Ends the sessions that a LogoutRequest names (SAML Core 3.7.1). @returns the handles that ended, with their person */
export async function endByNameId(
  tx: pg.PoolClient,
  idp: string,
  nameId: string,
  sessionIndexes: string[],
): Promise<EndedSession[]> {
  const ended = await tx.query<EndedSession>(
    `UPDATE session s SET ended_at = now(), ended_because = 'logout at the identity provider'
     FROM person p JOIN agency a ON a.code = p.agency
     WHERE p.id = s.person AND s.idp = $1 AND s.name_id = $2 AND s.ended_at IS NULL
       AND (cardinality($3::text[]) = 0 OR s.session_index = ANY($3))
     RETURNING s.handle, s.person, p.agency, a.participant AS country`,
    [idp, nameId, sessionIndexes],
  );
  return ended.rows;
}

async function statePurpose(
  tx: pg.PoolClient,
  signedIn: SignedIn,
  purpose: StatedPurpose,
  path: string,
): Promise<void> {
  if (!signedIn.purposes.includes(purpose.code))
    throw new RangeError(`${purpose.code} is not one of the person's purposes`);
  const changed = await tx.query('UPDATE session SET purpose = $2 WHERE handle = $1 AND ended_at IS NULL', [
    signedIn.session,
    JSON.stringify(purpose),
  ]);
  if (changed.rowCount !== 1) throw new AppError('unauthenticated');
  await tx.query(
    `INSERT INTO stated_purpose (person, code, legal_basis, reference, stated_at, path) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (person, code, legal_basis, reference) DO UPDATE SET stated_at = $5, path = $6`,
    [signedIn.person, purpose.code, purpose.legalBasis, purpose.reference, purpose.statedAt, path],
  );
}

/** Purposes that the person stated, the last one first. */
async function recentPurposes(pool: pg.Pool, person: string): Promise<RecentPurpose[]> {
  const found = await pool.query<RecentPurpose>(
    `SELECT code, legal_basis AS "legalBasis", reference, path,
       to_char(stated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "statedAt"
     FROM stated_purpose WHERE person = $1 ORDER BY stated_purpose.stated_at DESC LIMIT 20`,
    [person],
  );
  return found.rows;
}

async function lastVisit(pool: pg.Pool, session: string): Promise<string | null> {
  const { rows } = await pool.query<{ at: string | null }>(
    `SELECT to_char(last_visit AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at FROM session WHERE handle = $1`,
    [session],
  );
  return rows[0]?.at ?? null;
}

/** Live sessions of one person, the last used first. */
async function sessionsOf(pool: pg.Pool, person: string, idleSeconds: number): Promise<OpenSession[]> {
  const iso = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
  const found = await pool.query<OpenSession>(
    `SELECT s.handle AS session, s.idp, s.assurance, ${iso('s.signed_in_at')} AS "signedInAt", ${iso('s.last_seen_at')} AS "lastSeenAt",
       ${iso('s.expires_at')} AS "expiresAt", s.signed_in_from AS "from"
     ${liveSessions} AND s.person = $2 ORDER BY s.last_seen_at DESC, s.handle LIMIT 100`,
    [idleSeconds, person],
  );
  return found.rows;
}

/** What the gate may do with sessions. */
export function createSessionPort(
  pool: pg.Pool,
  cache: SessionCache,
  idleSeconds: number,
  registry: Pick<IdpRegistry, 'takesLogout'>,
): SessionPort {
  return {
    find: async (session) => {
      const { rows } = await pool.query<{ hash: string }>('SELECT token_hash AS hash FROM session WHERE handle = $1', [
        session,
      ]);
      const [found] = rows;
      return found ? ((await loadSession(pool, found.hash, idleSeconds))?.signedIn ?? null) : null;
    },
    ofPerson: (person) => sessionsOf(pool, person, idleSeconds),
    endOf: async (tx, person, sessions, because) => {
      for (const session of sessions) cache.touched(session);
      const ended = await tx.query(
        'UPDATE session SET ended_at = now(), ended_because = $3 WHERE handle = ANY ($1) AND person = $2 AND ended_at IS NULL',
        [sessions, person, because],
      );
      return ended.rowCount ?? 0;
    },
    statePurpose: async (tx, signedIn, purpose, path) => {
      cache.touched(signedIn.session);
      await statePurpose(tx, signedIn, purpose, path);
    },
    recentPurposes: (person) => recentPurposes(pool, person),
    lastVisit: (session) => lastVisit(pool, session),
    end: async (tx, signedIn, because) => {
      cache.touched(signedIn.session);
      await tx.query('UPDATE session SET ended_at = now(), ended_because = $2 WHERE handle = $1 AND ended_at IS NULL', [
        signedIn.session,
        because.slice(0, 200),
      ]);
      return registry.takesLogout(signedIn.idp) ? offerLogout(tx, signedIn.session) : null;
    },
    changed: (signedIn) => cache.touched(signedIn.session),
    stillGood: (signedIn) => {
      const state = cache.stateOf(signedIn.session);
      if (state !== 'good') throw new AppError(state === 'ended' ? 'unauthenticated' : 'unavailable');
    },
  };
}
