import { randomBytes, X509Certificate } from 'node:crypto';
import { promisify } from 'node:util';
import { SignedXml } from 'xml-crypto';
import { type EncryptOptions, encrypt } from 'xml-encryption';
import type { SigningKey } from '../identity/sp-keys.ts';
import { samlNs } from '../identity/xml-dom.ts';
import { escapeXml } from '../identity/xml-write.ts';

/** What an IdP puts into an answer. Times in unix ms. */
export interface ResponseParts {
  responseId: string;
  assertionId: string;
  issuer: string;
  acsUrl: string;
  audience: string;
  inResponseTo: string;
  nameId: string;
  nameIdFormat: string;
  sessionIndex: string;
  authnContext: string;
  issuedAt: number;
  /** How long the assertion may be used, ms. */
  lifetime: number;
  attributes: ReadonlyArray<{ name: string; values: readonly string[] }>;
}

/** An xs:ID: a letter first, then 160 random bits. */
export function newSamlId(): string {
  return `_${randomBytes(20).toString('hex')}`;
}

const time = (at: number) => new Date(at).toISOString();
const tokens = 'urn:oasis:names:tc:SAML:2.0';

function attributeXml({ name, values }: ResponseParts['attributes'][number]): string {
  const inner = values.map((value) => `<saml:AttributeValue>${escapeXml(value)}</saml:AttributeValue>`).join('');
  const format = `${tokens}:attrname-format:uri`;
  return `<saml:Attribute Name="${escapeXml(name)}" NameFormat="${format}">${inner}</saml:Attribute>`;
}

function subjectXml(parts: ResponseParts, end: string): string {
  return (
    `<saml:Subject><saml:NameID Format="${escapeXml(parts.nameIdFormat)}">${escapeXml(parts.nameId)}</saml:NameID>` +
    `<saml:SubjectConfirmation Method="${tokens}:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="${end}" ` +
    `Recipient="${escapeXml(parts.acsUrl)}" InResponseTo="${escapeXml(parts.inResponseTo)}"/></saml:SubjectConfirmation></saml:Subject>`
  );
}

/** The assertion, unsigned (SAML Core 2.3.3, Profiles 4.1.4.2). */
export function assertionXml(parts: ResponseParts): string {
  const end = time(parts.issuedAt + parts.lifetime);
  const start = time(parts.issuedAt - 60_000);
  const attributes = parts.attributes.map(attributeXml).join('');
  return (
    `<saml:Assertion xmlns:saml="${samlNs.assertion}" ID="${parts.assertionId}" Version="2.0" IssueInstant="${time(parts.issuedAt)}">` +
    `<saml:Issuer>${escapeXml(parts.issuer)}</saml:Issuer>${subjectXml(parts, end)}` +
    `<saml:Conditions NotBefore="${start}" NotOnOrAfter="${end}"><saml:AudienceRestriction>` +
    `<saml:Audience>${escapeXml(parts.audience)}</saml:Audience></saml:AudienceRestriction></saml:Conditions>` +
    `<saml:AuthnStatement AuthnInstant="${time(parts.issuedAt)}" SessionIndex="${escapeXml(parts.sessionIndex)}">` +
    `<saml:AuthnContext><saml:AuthnContextClassRef>${escapeXml(parts.authnContext)}</saml:AuthnContextClassRef></saml:AuthnContext>` +
    `</saml:AuthnStatement><saml:AttributeStatement>${attributes}</saml:AttributeStatement></saml:Assertion>`
  );
}

/** The response around an assertion, unsigned itself. */
export function responseXml(parts: ResponseParts, assertion: string): string {
  return (
    `<samlp:Response xmlns:samlp="${samlNs.protocol}" xmlns:saml="${samlNs.assertion}" ID="${parts.responseId}" Version="2.0" ` +
    `IssueInstant="${time(parts.issuedAt)}" Destination="${escapeXml(parts.acsUrl)}" InResponseTo="${escapeXml(parts.inResponseTo)}">` +
    `<saml:Issuer>${escapeXml(parts.issuer)}</saml:Issuer><samlp:Status><samlp:StatusCode Value="${tokens}:status:Success"/></samlp:Status>` +
    `${assertion}</samlp:Response>`
  );
}

export interface SigningChoices {
  signatureAlgorithm?: string;
  digestAlgorithm?: string;
}

/** Signs the element of that id, enveloped, behind its Issuer (SAML Core 5.4). */
export function signElement(xml: string, id: string, key: SigningKey, choices: SigningChoices = {}): string {
  const xpath = `//*[@ID='${id}']`;
  const signature = new SignedXml({
    privateKey: key.privateKey,
    publicCert: key.certificate,
    signatureAlgorithm: choices.signatureAlgorithm ?? 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  });
  signature.addReference({
    xpath,
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', 'http://www.w3.org/2001/10/xml-exc-c14n#'],
    digestAlgorithm: choices.digestAlgorithm ?? 'http://www.w3.org/2001/04/xmlenc#sha256',
  });
  signature.computeSignature(xml, {
    prefix: 'ds',
    location: { reference: `${xpath}/*[local-name()='Issuer']`, action: 'after' },
  });
  return signature.getSignedXml();
}

/** A whole answer as this portal wants it by default: assertion signed, then the response around it. */
export function signedResponse(parts: ResponseParts, key: SigningKey, choices: SigningChoices = {}): string {
  const assertion = signElement(assertionXml(parts), parts.assertionId, key, choices);
  return signElement(responseXml(parts, assertion), parts.responseId, key, choices);
}

/** The content ciphers of XML Encryption that an IdP may speak. */
export type ContentCipher = EncryptOptions['encryptionAlgorithm'];
export const cbc: ContentCipher = 'http://www.w3.org/2001/04/xmlenc#aes256-cbc';

/**
 * A signed assertion in an EncryptedAssertion that only the holder of the certificate's key can read (SAML Core 2.3.4).
 * @param certificate of the portal, PEM
 */
export async function encryptedAssertion(
  assertion: string,
  certificate: string,
  cipher: ContentCipher,
  keyTransport: EncryptOptions['keyEncryptionAlgorithm'] = 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
): Promise<string> {
  const data = await promisify(encrypt)(assertion, {
    rsa_pub: new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'pem' }),
    pem: certificate,
    encryptionAlgorithm: cipher,
    keyEncryptionAlgorithm: keyTransport,
    warnInsecureAlgorithm: false,
  });
  return `<saml:EncryptedAssertion xmlns:saml="${samlNs.assertion}">${data.trim()}</saml:EncryptedAssertion>`;
}

/** As `signedResponse`, with the assertion encrypted between its signature and the response's. */
export async function encryptedResponse(
  parts: ResponseParts,
  key: SigningKey,
  portal: { certificate: string; cipher: ContentCipher },
): Promise<string> {
  const assertion = signElement(assertionXml(parts), parts.assertionId, key);
  const hidden = await encryptedAssertion(assertion, portal.certificate, portal.cipher);
  return signElement(responseXml(parts, hidden), parts.responseId, key);
}
