import { Refusal } from './refusal.ts';
import { samlTime } from './saml-time.ts';
import { attributeOf, onlyChild, plainText, samlNs } from './xml-dom.ts';

/** What an answer must say to be the answer to this request; times in unix ms. */
export interface Expected {
  /** entityID of the IdP this flow began with. */
  idp: string;
  /** Id of the AuthnRequest. */
  requestId: string;
  acsUrl: string;
  /** entityID of this portal. */
  audience: string;
  now: number;
  /** Tolerated difference of clocks, ms. */
  skew: number;
  /** Longest age of a message, ms. */
  maxAge: number;
}

const entityFormat = 'urn:oasis:names:tc:SAML:2.0:nameid-format:entity';

/** SAML Profiles 4.1.4.2: the Issuer is the IdP's entityID, without any qualifier. @throws Refusal `issuer` */
export function checkIssuer(of: Element, expected: Expected): void {
  const issuer = onlyChild(of, samlNs.assertion, 'Issuer', 'issuer');
  if ((attributeOf(issuer, 'Format') ?? entityFormat) !== entityFormat) throw new Refusal('issuer', 'format');
  if (plainText(issuer) !== expected.idp) throw new Refusal('issuer', 'another');
}

/** Version, id and IssueInstant of a message or assertion (SAML Core 2.3.3, 3.2.2). @throws Refusal */
export function checkHead(of: Element, expected: Expected): void {
  if (attributeOf(of, 'Version') !== '2.0') throw new Refusal('version');
  if (attributeOf(of, 'ID') === null) throw new Refusal('structure', 'no id');
  const issued = samlTime(attributeOf(of, 'IssueInstant'), 'structure', 'IssueInstant');
  if (issued > expected.now + expected.skew) throw new Refusal('not-yet-valid', 'issued in the future');
  if (issued < expected.now - expected.maxAge - expected.skew) throw new Refusal('expired', 'issued long ago');
}

/** The fields of the Response itself (SAML Profiles 4.1.4.3, Bindings 3.5.5.2). @throws Refusal */
export function checkResponseFields(response: Element, expected: Expected): void {
  checkHead(response, expected);
  if (attributeOf(response, 'Destination') !== expected.acsUrl) throw new Refusal('destination');
  // No IdP-initiated sign-in: an answer without a question is nobody's.
  if (attributeOf(response, 'InResponseTo') !== expected.requestId) throw new Refusal('in-response-to', 'response');
  checkIssuer(response, expected);
}
