import type pg from 'pg';
import { Refusal } from './refusal.ts';
import { randomToken, tokenHash } from './secrets.ts';

/** Whom the provider is to sign out, as it named them. */
export interface LogoutOffer {
  idp: string;
  nameId: string;
  nameIdFormat: string | null;
  sessionIndex: string | null;
}

/** Seconds in which an offer may be taken up and a request answered. */
const seconds = 600;

/** Keeps what a LogoutRequest for this session would say. @returns the handle for the browser that signed out */
export async function offerLogout(tx: pg.PoolClient, session: string): Promise<string> {
  const handle = randomToken();
  await tx.query(
    `INSERT INTO saml_logout (handle_hash, idp, name_id, name_id_format, session_index)
     SELECT $2, idp, name_id, name_id_format, session_index FROM session WHERE handle = $1`,
    [session, tokenHash(handle)],
  );
  return handle;
}

/** Takes an offer up, once. @throws Refusal `request-unknown` */
export async function takeOffer(pool: pg.Pool, handle: string, requestId: string): Promise<LogoutOffer> {
  const { rows } = await pool.query<LogoutOffer>(
    `UPDATE saml_logout SET request_id = $2
     WHERE handle_hash = $1 AND request_id IS NULL AND created_at > now() - make_interval(secs => $3)
     RETURNING idp, name_id AS "nameId", name_id_format AS "nameIdFormat", session_index AS "sessionIndex"`,
    [tokenHash(handle), requestId, seconds],
  );
  if (!rows[0]) throw new Refusal('request-unknown', 'logout');
  return rows[0];
}

/** The request that an answer of this provider answers: consumed now. @throws Refusal `request-unknown` */
export async function consumeLogout(pool: pg.Pool, idp: string, requestId: string): Promise<void> {
  const { rowCount } = await pool.query('DELETE FROM saml_logout WHERE request_id = $1 AND idp = $2', [requestId, idp]);
  if (rowCount !== 1) throw new Refusal('request-unknown', 'logout');
}

export async function sweepLogouts(pool: pg.Pool): Promise<void> {
  await pool.query('DELETE FROM saml_logout WHERE created_at < now() - make_interval(secs => $1)', [seconds]);
}
