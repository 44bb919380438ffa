import { randomBytes } from 'node:crypto';
import type express from 'express';
import { rawQuery } from './login-route.ts';
import { logoutRequestUrl } from './logout-message.ts';
import { takeOffer } from './logout-store.ts';
import type { IdentityParts } from './parts.ts';
import { Refusal } from './refusal.ts';
import { samlRoute } from './refuse.ts';
import { strictParameters } from './saml-form.ts';

/**
 * `GET /saml/logout?offer=<handle>`: whoever has signed out here asks the agency's provider to end its session too. The handle
 * was given to the browser that signed out, and works once.
 */
export function logoutRoute(parts: IdentityParts): express.RequestHandler {
  return samlRoute(parts, 'GET', '/saml/logout', async (request, response, attempt) => {
    const handle = strictParameters(rawQuery(request), ['offer']).get('offer') ?? '';
    const id = `_${randomBytes(20).toString('hex')}`;
    const { idp, ...named } = await takeOffer(parts.pool, handle, id);
    attempt.idp = idp;
    const { logout } = await parts.registry.active(idp);
    if (logout === null) throw new Refusal('logout', 'the provider takes no request');
    const { privateKey } = parts.keys.signing;
    response.setHeader('Cache-Control', 'no-store');
    response.redirect(
      303,
      logoutRequestUrl({ to: logout.requestUrl, id, issuer: parts.sp.entityId, privateKey, ...named }),
    );
  });
}
