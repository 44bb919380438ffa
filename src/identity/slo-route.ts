import type express from 'express';
import type { AuditEntry } from '../../audit/entry.ts';
import { inTransaction } from '../../db/transaction.ts';
import { requestParts } from '../gate/entry.ts';
import type { IdpRegistration } from './idp-registration.ts';
import { rawQuery } from './login-route.ts';
import { type LogoutRequest, logoutResponseUrl } from './logout-message.ts';
import { consumeLogout } from './logout-store.ts';
import type { IdentityParts } from './parts.ts';
import type { Attempt } from './refusal-log.ts';
import { samlRoute } from './refuse.ts';
import { refuseReplay } from './request-store.ts';
import { type EndedSession, endByNameId } from './sessions.ts';

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

/**
 * `GET /saml/slo`: by HTTP-Redirect, signature mandatory. A LogoutRequest ends the sessions of that NameID at that IdP and of
 * nobody else, and the browser goes back with a signed LogoutResponse; a LogoutResponse ends a logout that began here, and the
 * person is told whether the provider signed them out everywhere.
 */
export function sloRoute(parts: IdentityParts): express.RequestHandler {
  return samlRoute(parts, 'GET', '/saml/slo', async (request, response, attempt) => {
    const query = rawQuery(request);
    const { issuer } = await parts.checks.receiveLogout(query);
    attempt.idp = issuer.slice(0, 300);
    parts.limiter.demandProvider(issuer);
    const idp = await parts.registry.active(issuer);
    const proven = await parts.checks.proveLogout({ query, certificates: idp.certificates, now: Date.now() });
    attempt.verified = true;
    response.setHeader('Cache-Control', 'no-store');
    if (proven.kind === 'LogoutResponse') {
      await consumeLogout(parts.pool, idp.entityId, proven.inResponseTo);
      response.redirect(303, `/sign-in?signedOut=${proven.complete ? 'everywhere' : 'here'}`);
      return;
    }
    const { request: logout, relayState } = proven;
    await refuseReplay(parts.pool, idp.entityId, `logout ${logout.id}`, logout.acceptableUntil);
    await endSessions(parts, attempt, idp, logout);
    const back = idp.logout?.responseUrl ?? null;
    const { privateKey } = parts.keys.signing;
    const answer = { inResponseTo: logout.id, relayState, issuer: parts.sp.entityId, privateKey };
    response.redirect(303, back === null ? '/' : logoutResponseUrl({ to: back, ...answer }));
  });
}
