import type express from 'express';
import type { AuditEntry } from '../../audit/entry.ts';
import { inTransaction } from '../../db/transaction.ts';
import { requestParts } from '../gate/entry.ts';
import type { IdpRegistration } from './idp-registration.ts';
import { rawQuery } from './login-route.ts';
import {
  type LogoutRequest,
  logoutResponseUrl,
  readLogoutRequest,
  readLogoutResponse,
  readSignedQuery,
  verifyQuery,
} from './logout-message.ts';
import { consumeLogout } from './logout-store.ts';
import type { IdentityParts } from './parts.ts';
import type { Attempt } from './refusal-log.ts';
import { samlRoute } from './refuse.ts';
import { refuseReplay } from './request-store.ts';
import { type EndedSession, endByNameId } from './sessions.ts';

const skewMs = 180_000;

function logoutEntry(attempt: Attempt, idp: IdpRegistration, ended: EndedSession): AuditEntry {
  const actor = {
    id: ended.person,
    agency: ended.agency,
    country: ended.country,
    idp: idp.entityId,
    roles: [],
    assurance: '',
    session: ended.handle,
    assertionId: '',
  };
  return {
    action: 'auth.logout',
    outcome: 'permit',
    actor,
    recipient: { agency: ended.agency, country: ended.country, channel: 'saml' },
    ...requestParts(attempt.facts, 303),
    detail: { because: 'identity-provider', idp: idp.entityId },
  };
}

/** Ends what the request names, with one entry a session, before anything is answered. */
async function endSessions(
  parts: IdentityParts,
  attempt: Attempt,
  idp: IdpRegistration,
  logout: LogoutRequest,
): Promise<void> {
  const ticket = await inTransaction(parts.pool, async (tx) => {
    const ended = await endByNameId(tx, idp.entityId, logout.nameId, logout.sessionIndexes);
    return ended.length === 0
      ? null
      : parts.audit.appendIn(
          tx,
          ended.map((one) => logoutEntry(attempt, idp, one)),
        );
  });
  if (ticket !== null) await parts.audit.sequence(ticket);
}

/** The provider's answer to our own request: the person is told whether it signed them out everywhere. */
async function finish(parts: IdentityParts, idp: IdpRegistration, root: Element): Promise<string> {
  const { inResponseTo, complete } = readLogoutResponse(root, parts.sp, Date.now(), skewMs);
  await consumeLogout(parts.pool, idp.entityId, inResponseTo);
  return `/sign-in?signedOut=${complete ? 'everywhere' : 'here'}`;
}

/**
 * `GET /saml/slo`: by HTTP-Redirect, signature mandatory. A LogoutRequest ends the sessions of that NameID at that IdP and of
 * nobody else, and the browser goes back with a signed LogoutResponse; a LogoutResponse ends a logout that began here.
 */
export function sloRoute(parts: IdentityParts): express.RequestHandler {
  return samlRoute(parts, 'GET', '/saml/slo', async (request, response, attempt) => {
    const query = readSignedQuery(rawQuery(request));
    attempt.idp = query.issuer.slice(0, 300);
    const idp = await parts.registry.active(query.issuer);
    verifyQuery(query, idp.certificates);
    attempt.verified = true;
    response.setHeader('Cache-Control', 'no-store');
    if (query.kind === 'LogoutResponse') {
      response.redirect(303, await finish(parts, idp, query.root));
      return;
    }
    const logout = readLogoutRequest(query.root, parts.sp, Date.now(), skewMs);
    await refuseReplay(parts.pool, idp.entityId, `logout ${logout.id}`, logout.acceptableUntil);
    await endSessions(parts, attempt, idp, logout);
    const back = idp.logout?.responseUrl ?? null;
    const { privateKey } = parts.keys.signing;
    const answer = { inResponseTo: logout.id, relayState: query.relayState, issuer: parts.sp.entityId, privateKey };
    response.redirect(303, back === null ? '/' : logoutResponseUrl({ to: back, ...answer }));
  });
}
