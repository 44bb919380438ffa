import { type Attributes, readAttributes } from './attributes.ts';
import { refedsMfa } from './idp-registration.ts';
import { Refusal } from './refusal.ts';
import { checkHead, checkIssuer, type Expected } from './response-fields.ts';
import { samlTime } from './saml-time.ts';
import {
  allowOnly,
  attributeOf,
  children,
  childrenNamed,
  isNamed,
  onlyChild,
  parseXml,
  plainText,
  samlNs,
} from './xml-dom.ts';

const { assertion: saml, signature: ds } = samlNs;

/** What an assertion said, read from the bytes that the signature covers. Times in unix ms. */
export interface Assertion {
  id: string;
  nameId: { value: string; format: string | null; nameQualifier: string | null; spNameQualifier: string | null };
  sessionIndex: string | null;
  /** The session at the IdP ends then, if it said so. */
  sessionUntil: number | null;
  /** After this instant the assertion could not be accepted any more. */
  acceptableUntil: number;
  authnInstant: number;
  authnContext: string;
  /** Values by attribute name; names are unique. */
  attributes: Attributes;
}

function checkWindow(of: Element, expected: Expected): number {
  const notBefore = attributeOf(of, 'NotBefore');
  if (notBefore !== null && samlTime(notBefore, 'conditions', 'NotBefore') > expected.now + expected.skew) {
    throw new Refusal('not-yet-valid', of.localName);
  }
  const end = samlTime(attributeOf(of, 'NotOnOrAfter'), 'conditions', 'NotOnOrAfter');
  if (end <= expected.now - expected.skew) throw new Refusal('expired', of.localName);
  return end;
}

/** The bearer confirmation: to us, for our request, still valid (SAML Profiles 4.1.4.2–3). */
function checkConfirmation(subject: Element, expected: Expected): number {
  const confirmation = onlyChild(subject, saml, 'SubjectConfirmation', 'subject-confirmation');
  if (attributeOf(confirmation, 'Method') !== 'urn:oasis:names:tc:SAML:2.0:cm:bearer')
    throw new Refusal('subject-confirmation', 'method');
  const data = onlyChild(confirmation, saml, 'SubjectConfirmationData', 'subject-confirmation');
  if (attributeOf(data, 'NotBefore') !== null) throw new Refusal('subject-confirmation', 'NotBefore');
  if (attributeOf(data, 'Recipient') !== expected.acsUrl) throw new Refusal('recipient');
  if (attributeOf(data, 'InResponseTo') !== expected.requestId)
    throw new Refusal('in-response-to', 'subject confirmation');
  return checkWindow(data, expected);
}

function readNameId(subject: Element): Assertion['nameId'] {
  allowOnly(
    subject,
    [
      [saml, 'NameID'],
      [saml, 'SubjectConfirmation'],
    ],
    'subject',
  );
  const nameId = onlyChild(subject, saml, 'NameID', 'subject');
  return {
    value: plainText(nameId),
    format: attributeOf(nameId, 'Format'),
    nameQualifier: attributeOf(nameId, 'NameQualifier'),
    spNameQualifier: attributeOf(nameId, 'SPNameQualifier'),
  };
}

/** A condition that is not understood makes the assertion invalid (SAML Core 2.5.1.1). */
function checkConditions(assertion: Element, expected: Expected): number {
  const conditions = onlyChild(assertion, saml, 'Conditions', 'conditions');
  allowOnly(
    conditions,
    [
      [saml, 'AudienceRestriction'],
      [saml, 'OneTimeUse'],
      [saml, 'ProxyRestriction'],
    ],
    'conditions',
  );
  const restrictions = childrenNamed(conditions, saml, 'AudienceRestriction');
  if (restrictions.length === 0) throw new Refusal('audience', 'missing');
  for (const restriction of restrictions) {
    const audiences = childrenNamed(restriction, saml, 'Audience').map(plainText);
    if (!audiences.includes(expected.audience)) throw new Refusal('audience', 'another');
  }
  return checkWindow(conditions, expected);
}

function readAuthentication(assertion: Element, expected: Expected) {
  const statement = onlyChild(assertion, saml, 'AuthnStatement', 'authentication');
  const authnInstant = samlTime(attributeOf(statement, 'AuthnInstant'), 'authentication', 'AuthnInstant');
  if (authnInstant > expected.now + expected.skew) throw new Refusal('not-yet-valid', 'authentication');
  const end = attributeOf(statement, 'SessionNotOnOrAfter');
  const sessionUntil = end === null ? null : samlTime(end, 'authentication', 'SessionNotOnOrAfter');
  if (sessionUntil !== null && sessionUntil <= expected.now) throw new Refusal('expired', 'session at the IdP');
  const context = onlyChild(statement, saml, 'AuthnContext', 'authentication');
  const authnContext = plainText(onlyChild(context, saml, 'AuthnContextClassRef', 'authentication'));
  return { authnInstant, authnContext, sessionUntil, sessionIndex: attributeOf(statement, 'SessionIndex') };
}

const allowedParts = [
  [saml, 'Issuer'],
  [ds, 'Signature'],
  [saml, 'Subject'],
  [saml, 'Conditions'],
  [saml, 'AuthnStatement'],
  [saml, 'AttributeStatement'],
] as const;

/**
 * Checks and reads an assertion from its verified bytes, never from what the library made of them
 * (SAML Profiles 4.1.4.3; FEDERATION, our checks on the verified bytes only).
 * @throws Refusal
 */
export function readAssertion(verifiedXml: string, expected: Expected): Assertion {
  const assertion = parseXml(verifiedXml);
  if (!isNamed(assertion, saml, 'Assertion')) throw new Refusal('structure', 'no assertion');
  allowOnly(assertion, allowedParts, 'structure');
  checkHead(assertion, expected);
  checkIssuer(assertion, expected);
  const subject = onlyChild(assertion, saml, 'Subject', 'subject');
  const nameId = readNameId(subject);
  const ends = [checkConfirmation(subject, expected), checkConditions(assertion, expected)];
  const statements = children(assertion).filter((child) => isNamed(child, saml, 'AttributeStatement'));
  return {
    id: attributeOf(assertion, 'ID') ?? '',
    nameId,
    acceptableUntil: Math.max(...ends) + 2 * expected.skew,
    attributes: readAttributes(statements),
    ...readAuthentication(assertion, expected),
  };
}

/**
 * The assurance that the answer proves. MFA is the REFEDS profile, compared exactly; a step-up needs it afresh.
 * @param requestedAt unix ms of the request
 * @throws Refusal `mfa` when it was asked and not given
 */
export function assuranceOf(
  assertion: Assertion,
  asked: { required: string | null; stepUp: boolean; requestedAt: number; skew: number },
): 'basic' | 'mfa' {
  if (asked.required !== null && assertion.authnContext !== asked.required)
    throw new Refusal('mfa', assertion.authnContext);
  const mfa = assertion.authnContext === refedsMfa;
  if (asked.stepUp && !mfa) throw new Refusal('mfa', assertion.authnContext);
  if (asked.stepUp && assertion.authnInstant < asked.requestedAt - asked.skew) throw new Refusal('mfa', 'not afresh');
  return mfa ? 'mfa' : 'basic';
}
