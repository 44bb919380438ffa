import type express from 'express';
import { cookieToken, flowCookie, sessionCookie, setFlowCookie } from './cookies.ts';
import type { IdentityParts } from './parts.ts';
import { triedByToken } from './provider-test.ts';
import { Refusal } from './refusal.ts';
import { samlRoute } from './refuse.ts';
import { beginRequest } from './request-store.ts';
import { safeReturnTo } from './return-to.ts';
import { strictParameters } from './saml-form.ts';
import { randomToken } from './secrets.ts';

/** The query string as it was sent, without `?`. */
export function rawQuery(request: express.Request): string {
  const at = request.originalUrl.indexOf('?');
  return at === -1 ? '' : request.originalUrl.slice(at + 1);
}

/**
 * `GET /saml/login?idp=<entityId>&returnTo=/path[&stepUp=1][&test=…]`: remembers the request, binds it to this browser and sends
 * the browser to the IdP. Two windows share one flow cookie; each request is still consumed once.
 */
export function loginRoute(parts: IdentityParts): express.RequestHandler {
  return samlRoute(parts, 'GET', '/saml/login', async (request, response, attempt) => {
    const query = strictParameters(rawQuery(request), ['idp', 'returnTo', 'stepUp', 'test']);
    attempt.idp = query.get('idp') ?? '';
    const returnTo = safeReturnTo(query.get('returnTo') ?? null, parts.baseUrl);
    const test = query.get('test') ?? null;
    const tried = test === null ? null : await triedByToken(parts.pool, test);
    const idp = tried?.idp ?? (await parts.registry.active(attempt.idp));
    if (idp.entityId !== attempt.idp) throw new Refusal('parameters', 'idp');
    const stepUp = query.get('stepUp') === '1';
    const browser = cookieToken(request, flowCookie) ?? randomToken();
    const sessionToken = cookieToken(request, sessionCookie);
    const begun = {
      idp: idp.entityId,
      returnTo,
      stepUp,
      browser,
      sessionToken,
      remote: request.ip ?? '',
      test: tried?.application ?? null,
    };
    parts.limiter.begin(begun.remote, idp.entityId);
    const { id, handle } = await beginRequest(parts.pool, begun);
    setFlowCookie(response, browser, parts.limits.requests.seconds);
    response.setHeader('Cache-Control', 'no-store');
    const flow = { idp, requestId: id, requestedAt: Date.now(), stepUp, decryptionKey: null };
    response.setHeader('Location', await parts.checks.signRequest({ flow, relayState: handle }));
    response.status(302).end();
  });
}
