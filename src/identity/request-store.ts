import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { Refusal } from './refusal.ts';
import { randomToken, sameText, tokenHash } from './secrets.ts';

/** An AuthnRequest that went out, as it is taken back: once, by the browser that began it. */
export interface SamlRequest {
  id: string;
  idp: string;
  returnTo: string;
  /** The person was asked to authenticate again, with MFA. */
  stepUp: boolean;
  /** Hash of the session that the browser had when it asked, which the new one replaces; null where it had none. */
  formerSession: string | null;
  /** The application that a test sign-in tries; null: a sign-in that opens a session. */
  test: number | null;
  /** Address that it was asked from. */
  remote: string;
  /** Unix milliseconds by the database's clock. */
  createdAt: number;
}

export interface RequestLimits {
  /** Seconds an AuthnRequest waits for its answer. */
  seconds: number;
}
export const requestLimits: RequestLimits = { seconds: 600 };

export interface NewRequest {
  idp: string;
  returnTo: string;
  stepUp: boolean;
  /** Value of the flow cookie. */
  browser: string;
  /** Value of the session's cookie, if the browser showed one. */
  sessionToken: string | null;
  remote: string;
  test: number | null;
}

/** Writes the request; how many may wait is limited where they are counted. @returns its id (an xs:ID) and the RelayState handle */
export async function beginRequest(pool: pg.Pool, request: NewRequest) {
  const id = `_${randomBytes(20).toString('hex')}`;
  const handle = randomToken();
  await pool.query(
    `INSERT INTO saml_request (id, idp, relay_handle, browser_hash, return_to, remote, step_up, session_hash, test)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      id,
      request.idp,
      tokenHash(handle),
      tokenHash(request.browser),
      request.returnTo,
      request.remote,
      request.stepUp,
      request.sessionToken === null ? null : tokenHash(request.sessionToken),
      request.test,
    ],
  );
  return { id, handle };
}

interface Row {
  id: string;
  idp: string;
  browser_hash: string;
  remote: string;
  return_to: string;
  step_up: boolean;
  session_hash: string | null;
  test: number | null;
  created_ms: number;
  age: number;
}

/**
 * Takes the request out of the store: of any number of parallel answers, on any number of instances, one gets it.
 * `onTaken` learns which request it was before the browser is checked, for the log.
 * @throws Refusal `request-unknown`, `request-expired`, `other-browser`
 */
export async function consumeRequest(
  pool: pg.Pool,
  handle: string,
  browser: string | null,
  limits: RequestLimits,
  onTaken: (request: SamlRequest) => void,
): Promise<SamlRequest> {
  const taken = await pool.query<Row>(
    `DELETE FROM saml_request WHERE relay_handle = $1
     RETURNING id, idp, browser_hash, remote, return_to, step_up, session_hash, test,
       (extract(epoch FROM created_at) * 1000)::float8 AS created_ms, extract(epoch FROM now() - created_at)::float8 AS age`,
    [tokenHash(handle)],
  );
  const row = taken.rows[0];
  if (row === undefined) throw new Refusal('request-unknown');
  const request = {
    id: row.id,
    idp: row.idp,
    returnTo: row.return_to,
    stepUp: row.step_up,
    formerSession: row.session_hash,
    test: row.test,
    remote: row.remote,
    createdAt: row.created_ms,
  };
  onTaken(request);
  if (row.age > limits.seconds) throw new Refusal('request-expired');
  // Login CSRF: the answer must come back in the browser that asked (OWASP SAML cheat sheet, RelayState).
  if (browser === null || !sameText(tokenHash(browser), row.browser_hash)) throw new Refusal('other-browser');
  return request;
}

/** Forgets requests nobody answered and assertions that could not be accepted any more. */
export async function sweep(pool: pg.Pool, limits: RequestLimits): Promise<void> {
  await pool.query('DELETE FROM saml_request WHERE created_at < now() - make_interval(secs => $1)', [limits.seconds]);
  await pool.query('DELETE FROM saml_replay WHERE expires_at < now()');
}

/** Remembers an assertion or logout id until `until` (unix ms). @throws Refusal `replay` when it is known already */
export async function refuseReplay(pool: pg.Pool, idp: string, id: string, until: number): Promise<void> {
  const written = await pool.query(
    'INSERT INTO saml_replay (idp, assertion_id, expires_at) VALUES ($1, $2, to_timestamp($3::float8 / 1000)) ON CONFLICT DO NOTHING',
    [idp, id, until],
  );
  if (written.rowCount !== 1) throw new Refusal('replay');
}
