import type express from 'express';
import { skewMs } from './answer-check.ts';
import { assuranceOf } from './assertion.ts';
import { cookieToken, flowCookie, setSessionCookie } from './cookies.ts';
import type { IdentityParts } from './parts.ts';
import { endTest, triedByNumber } from './provider-test.ts';
import { Refusal } from './refusal.ts';
import type { Attempt } from './refusal-log.ts';
import { samlRoute } from './refuse.ts';
import { consumeRequest, refuseReplay, type SamlRequest } from './request-store.ts';
import { readFormBody } from './saml-form.ts';
import { signIn } from './sign-in.ts';

/** The request that this answer claims to answer: consumed now, whatever becomes of the answer. */
async function claim(
  parts: IdentityParts,
  request: express.Request,
  relayState: string,
  attempt: Attempt,
): Promise<SamlRequest> {
  const browser = cookieToken(request, flowCookie);
  const asked = await consumeRequest(parts.pool, relayState, browser, parts.limits.requests, (taken) => {
    attempt.idp = taken.idp;
    if (taken.test !== null) attempt.test = taken.test;
  });
  parts.limiter.demandProvider(asked.idp);
  return asked;
}

/** An answer as far as it can be believed: received, its request taken out of the store, proven. */
async function take(parts: IdentityParts, request: express.Request, attempt: Attempt) {
  const leave = parts.places.take(attempt.facts.ip);
  try {
    const { xml, relayState } = await parts.checks.receiveForm(await readFormBody(request));
    const asked = await claim(parts, request, relayState, attempt);
    const idp =
      asked.test === null ? await parts.registry.active(asked.idp) : (await triedByNumber(parts.pool, asked.test)).idp;
    const assertion = await parts.checks.proveAnswer({ xml, idp, asked, now: Date.now() });
    attempt.verified = true;
    return { asked, idp, assertion };
  } finally {
    leave();
  }
}

/**
 * `POST /saml/acs`, in the order of FEDERATION, "Order at the assertion consumer service". An answer ends in a session
 * and a 303 to the path the person wanted, or in a Refusal: nothing in between. Whatever looks into the message does so in
 * a worker thread (ADR 0026); here are the request, the database and the session.
 */
export function acsRoute(parts: IdentityParts): express.RequestHandler {
  return samlRoute(parts, 'POST', '/saml/acs', async (request, response, attempt) => {
    const { asked, idp, assertion } = await take(parts, request, attempt);
    await refuseReplay(parts.pool, idp.entityId, assertion.id, assertion.acceptableUntil);
    const wanted = {
      required: idp.requireAuthnContext,
      stepUp: asked.stepUp,
      requestedAt: asked.createdAt,
      skew: skewMs,
    };
    const assurance = assuranceOf(assertion, wanted);
    response.setHeader('Cache-Control', 'no-store');
    if (asked.test !== null) {
      const identity = await endTest(parts, attempt, asked.test, { idp, assertion, assurance });
      parts.pages.tested(request, response, { idp: idp.names.en ?? idp.alias, identity, assurance });
      return;
    }
    const token = await signIn(parts, attempt, {
      idp,
      assertion,
      assurance,
      stepUp: asked.stepUp,
      formerSession: asked.formerSession,
    });
    parts.limiter.succeed(asked.remote);
    setSessionCookie(response, token);
    response.redirect(303, asked.returnTo);
  });
}

/** There is no answer by GET (SAML Profiles 4.1.2): the HTTP-POST binding only. */
export function acsByOtherMethod(parts: IdentityParts): express.RequestHandler {
  return samlRoute(parts, 'GET', '/saml/acs', async (_request, response) => {
    response.setHeader('Allow', 'POST');
    throw new Refusal('method');
  });
}
