import type express from 'express';
import { type Assertion, assuranceOf, readAssertion } from './assertion.ts';
import { cookieToken, flowCookie, setSessionCookie } from './cookies.ts';
import { checkEncrypted, decryptAssertion } from './encrypted-assertion.ts';
import type { IdpRegistration } from './idp-registration.ts';
import { demandSignedResponse } from './outer-signature.ts';
import type { IdentityParts } from './parts.ts';
import { endTest, triedByNumber } from './provider-test.ts';
import { Refusal } from './refusal.ts';
import type { Attempt } from './refusal-log.ts';
import { samlRoute } from './refuse.ts';
import { consumeRequest, refuseReplay, type SamlRequest } from './request-store.ts';
import { checkResponseFields, type Expected } from './response-fields.ts';
import { checkDecrypted, checkStructure } from './response-structure.ts';
import { decodeBase64, decodeUtf8, readSamlForm } from './saml-form.ts';
import { signIn } from './sign-in.ts';
import { parseXml } from './xml-dom.ts';
import { scanXml } from './xml-scan.ts';

const skewMs = 180_000;
const maxAgeMs = 600_000;

/** Content type, size, parameters, base64, UTF-8 and the pre-scan: nothing has been parsed yet. */
async function receive(request: express.Request): Promise<{ xml: string; relayState: string }> {
  const form = await readSamlForm(request);
  const xml = decodeUtf8(decodeBase64(form.samlResponse));
  scanXml(xml);
  return { xml, relayState: form.relayState };
}

/** The request that this answer claims to answer: consumed now, whatever becomes of the answer. */
async function claim(
  parts: IdentityParts,
  request: express.Request,
  relayState: string,
  attempt: Attempt,
): Promise<SamlRequest> {
  const browser = cookieToken(request, flowCookie);
  return consumeRequest(parts.pool, relayState, browser, parts.limits.requests, (taken) => {
    attempt.idp = taken.idp;
    if (taken.test !== null) attempt.test = taken.test;
  });
}

function expectedFor(parts: IdentityParts, asked: SamlRequest): Expected {
  const { acsUrl, entityId } = parts.sp;
  return {
    idp: asked.idp,
    requestId: asked.id,
    acsUrl,
    audience: entityId,
    now: Date.now(),
    skew: skewMs,
    maxAge: maxAgeMs,
  };
}

/**
 * Looks at an encrypted assertion as at one in the open, so that the library meets nothing that was refused elsewhere.
 * @returns the key that reads it
 * @throws Refusal
 */
async function uncover(
  parts: IdentityParts,
  message: { xml: string; idp: IdpRegistration; root: Element; encrypted: Element },
): Promise<string> {
  const { xml, idp, root, encrypted } = message;
  if (checkEncrypted(encrypted) === 'chained') {
    if (!idp.allowCbc) throw new Refusal('encrypted', 'CBC is not allowed for this provider');
    demandSignedResponse(xml, root, idp.certificates);
  }
  const { signing, other } = parts.keys;
  const keys = [signing, other].flatMap((one) => one?.privateKey ?? []);
  const decrypted = await decryptAssertion(encrypted, keys);
  scanXml(decrypted.xml);
  checkDecrypted(parseXml(decrypted.xml));
  return decrypted.privateKey;
}

/** Signature by the library, everything after it by us, on the bytes that were verified. */
async function prove(
  parts: IdentityParts,
  exchange: { request: express.Request; response: express.Response; attempt: Attempt },
  message: { xml: string; asked: SamlRequest; idp: IdpRegistration },
): Promise<Assertion> {
  const { asked, idp } = message;
  const expected = expectedFor(parts, asked);
  const root = parseXml(message.xml);
  const { encrypted } = checkStructure(root);
  checkResponseFields(root, expected);
  const decryptionKey = encrypted ? await uncover(parts, { ...message, root, encrypted }) : null;
  const flow = { idp, decryptionKey, requestId: asked.id, requestedAt: asked.createdAt, stepUp: asked.stepUp };
  // The library gets exactly the text that was scanned.
  const encoded = Buffer.from(message.xml, 'utf8').toString('base64');
  const verified = await parts.library.verifiedAssertion(exchange.request, exchange.response, flow, encoded);
  exchange.attempt.verified = true;
  scanXml(verified);
  return readAssertion(verified, expected);
}

/**
 * `POST /saml/acs`, in the order of FEDERATION, "Order at the assertion consumer service". An answer ends in a session
 * and a 303 to the path the person wanted, or in a Refusal: nothing in between.
 */
export function acsRoute(parts: IdentityParts): express.RequestHandler {
  return samlRoute(parts, 'POST', '/saml/acs', async (request, response, attempt) => {
    const { xml, relayState } = await receive(request);
    const asked = await claim(parts, request, relayState, attempt);
    const idp =
      asked.test === null ? await parts.registry.active(asked.idp) : (await triedByNumber(parts.pool, asked.test)).idp;
    const assertion = await prove(parts, { request, response, attempt }, { xml, asked, idp });
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
