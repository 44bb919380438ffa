import {
  MultiSamlStrategy,
  type PassportSamlConfig,
  type Profile,
  SAML,
  ValidateInResponseTo,
  type VerifiedCallback,
} from '@node-saml/passport-saml';
import type { Request, Response } from 'express';
import passport from 'passport';
import type { IdpRegistration } from './idp-registration.ts';
import { refedsMfa } from './idp-registration.ts';
import { Refusal, type RefusalReason } from './refusal.ts';
import type { SigningKey } from './sp-keys.ts';
import type { ServiceProvider } from './sp-metadata.ts';

/** What the library needs to know of one sign-in: found by our request store, never from the message itself. */
export interface SamlFlow {
  idp: IdpRegistration;
  requestId: string;
  /** Unix ms. */
  requestedAt: number;
  stepUp: boolean;
  /** The portal's private key that reads the encrypted assertion, PEM; null where none is encrypted. */
  decryptionKey: string | null;
}

export interface SamlLibrary {
  /** The address to send the browser to, with a signed AuthnRequest (HTTP-Redirect, rsa-sha256). */
  requestUrl(flow: SamlFlow, relayState: string): Promise<string>;
  /** Verifies the signatures. @returns the verified bytes of the assertion, as XML. @throws Refusal `signature` */
  verifiedAssertion(flow: SamlFlow, samlResponse: string): Promise<string>;
}

const skewMs = 180_000;
const answerMs = 15 * 60_000;

/** Only the request of this flow is known: the store has given it out once already. */
function onlyThisRequest(flow: SamlFlow): PassportSamlConfig['cacheProvider'] {
  const instant = new Date(flow.requestedAt).toISOString();
  return {
    saveAsync: async (key, value) => ({ value, createdAt: key === flow.requestId ? flow.requestedAt : 0 }),
    getAsync: async (key) => (key === flow.requestId ? instant : null),
    removeAsync: async () => null,
  };
}

function optionsFor(flow: SamlFlow, sp: ServiceProvider, key: SigningKey): PassportSamlConfig {
  const context = flow.stepUp ? refedsMfa : flow.idp.requireAuthnContext;
  const cacheProvider = onlyThisRequest(flow);
  return {
    issuer: sp.entityId,
    audience: sp.entityId,
    callbackUrl: sp.acsUrl,
    entryPoint: flow.idp.ssoUrl,
    idpIssuer: flow.idp.entityId,
    idpCert: flow.idp.certificates,
    privateKey: key.privateKey,
    ...(flow.decryptionKey === null ? {} : { decryptionPvk: flow.decryptionKey }),
    signatureAlgorithm: 'sha256',
    digestAlgorithm: 'sha256',
    // SAML2Int: ask for no NameID format, take what the IdP releases.
    identifierFormat: null,
    wantAssertionsSigned: flow.idp.signature !== 'response',
    wantAuthnResponseSigned: flow.idp.signature !== 'assertion',
    disableRequestedAuthnContext: context === null,
    ...(context === null ? {} : { authnContext: [context], racComparison: 'exact' as const }),
    forceAuthn: flow.stepUp,
    acceptedClockSkewMs: skewMs,
    validateInResponseTo: ValidateInResponseTo.always,
    requestIdExpirationPeriodMs: answerMs,
    ...(cacheProvider === undefined ? {} : { cacheProvider }),
    generateUniqueId: () => flow.requestId,
  };
}

/** The library checks some things after the signature too; the log gets the true reason. */
function reasonOf(message: string): RefusalReason {
  if (message.startsWith('Error parsing IssueInstant')) return 'structure';
  if (/^Error parsing (NotBefore|NotOnOrAfter)/.test(message)) return 'conditions';
  // The library drops a confirmation for its times alone, and then says that there is none.
  if (/expired|No valid subject confirmation/.test(message)) return 'expired';
  if (/not yet valid/.test(message)) return 'not-yet-valid';
  if (/audience/i.test(message)) return 'audience';
  if (/InResponseTo/i.test(message)) return 'in-response-to';
  return 'signature';
}

function refusalOf(error: Error | null): Refusal {
  const message = error?.message ?? 'nothing verified';
  return new Refusal(reasonOf(message), message);
}

/**
 * passport with the multi-IdP strategy of passport-saml: it signs requests and verifies signatures. Everything that
 * follows a signature is ours (FEDERATION).
 */
export function createSamlLibrary(sp: ServiceProvider, key: SigningKey): SamlLibrary {
  const flows = new WeakMap<object, SamlFlow>();
  const getSamlOptions = (
    request: object,
    done: (error: Error | null, options?: Partial<PassportSamlConfig>) => void,
  ) => {
    const flow = flows.get(request);
    if (flow === undefined) done(new Error('no sign-in belongs to this request'));
    else done(null, optionsFor(flow, sp, key));
  };
  const strategy = new MultiSamlStrategy(
    { name: 'saml', passReqToCallback: true, getSamlOptions },
    (_request: object, profile: Profile | null, done: VerifiedCallback) =>
      done(null, { xml: profile?.getAssertionXml?.() }),
    (_request: object, _profile: Profile | null, done: VerifiedCallback) =>
      done(new Error('logout does not come this way')),
  );
  const authenticator = new passport.Passport();
  // The package carries the types of Express 4; at run time it needs of a request only url, query and body.
  authenticator.use('saml', strategy as unknown as passport.Strategy);

  return {
    requestUrl: (flow, relayState) =>
      new SAML(optionsFor(flow, sp, key)).getAuthorizeUrlAsync(relayState, undefined, {}),
    verifiedAssertion: (flow, samlResponse) =>
      new Promise((resolve, reject) => {
        // Of a request the library reads the form, and of a response nothing: neither exists in a worker.
        const request = { body: { SAMLResponse: samlResponse }, query: {} } as Request;
        flows.set(request, flow);
        const answer = (error: Error | null, user?: { xml?: string } | false | null) => {
          if (error || !user || user.xml === undefined) reject(refusalOf(error));
          else resolve(user.xml);
        };
        authenticator.authenticate('saml', { session: false }, answer)(request, {} as Response, reject);
      }),
  };
}
