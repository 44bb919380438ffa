import { createSign, createVerify, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { Refusal } from './refusal.ts';
import { decodeBase64, decodeUtf8, strictParameters } from './saml-form.ts';
import { samlTime } from './saml-time.ts';
import type { ServiceProvider } from './sp-metadata.ts';
import { allowOnly, attributeOf, childrenNamed, isNamed, onlyChild, parseXml, plainText, samlNs } from './xml-dom.ts';
import { scanXml } from './xml-scan.ts';
import { escapeXml } from './xml-write.ts';

const { assertion: saml, protocol: samlp, signature: ds } = samlNs;
const hashes: Record<string, string> = {
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256': 'RSA-SHA256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512': 'RSA-SHA512',
};
const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const largestMessage = 64 * 1024;

/** A LogoutRequest as it came in the query, before anybody vouched for it. */
export interface SignedQuery {
  root: Element;
  issuer: string;
  relayState: string | null;
  signedText: string;
  algorithm: string;
  signature: Buffer;
}

function inflate(encoded: string): string {
  const bytes = decodeBase64(encoded);
  try {
    // A few hundred characters can inflate to gigabytes: stop early.
    return decodeUtf8(inflateRawSync(bytes, { maxOutputLength: largestMessage }));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('too-large', 'deflate');
  }
}

/** Reads the query of the HTTP-Redirect binding (SAML Bindings 3.4.4.1): the signature covers the octets as sent. */
export function readSignedQuery(query: string): SignedQuery {
  const names = ['SAMLRequest', 'RelayState', 'SigAlg', 'Signature'];
  const values = strictParameters(query, names);
  const message = values.get('SAMLRequest');
  const algorithm = values.get('SigAlg');
  const signature = values.get('Signature');
  if (message === undefined) throw new Refusal('logout', 'no SAMLRequest');
  if (algorithm === undefined || signature === undefined) throw new Refusal('signature', 'unsigned');
  if (hashes[algorithm] === undefined) throw new Refusal('algorithm', algorithm);
  const sent = new Map(query.split('&').map((pair) => [pair.slice(0, pair.indexOf('=')), pair]));
  const signed = ['SAMLRequest', 'RelayState', 'SigAlg'].flatMap((name) => sent.get(name) ?? []);
  const xml = inflate(message);
  scanXml(xml);
  const root = parseXml(xml);
  if (!isNamed(root, samlp, 'LogoutRequest')) throw new Refusal('logout', root.localName);
  const issuer = plainText(onlyChild(root, saml, 'Issuer', 'issuer'));
  return {
    root,
    issuer,
    relayState: values.get('RelayState') ?? null,
    signedText: signed.join('&'),
    algorithm,
    signature: decodeBase64(signature),
  };
}

/** @throws Refusal `signature` unless one of the IdP's certificates signed the query */
export function verifyQuery(query: SignedQuery, certificates: string[]): void {
  const good = certificates.some((certificate) =>
    createVerify(hashes[query.algorithm] ?? '')
      .update(query.signedText)
      .verify(certificate, query.signature),
  );
  if (!good) throw new Refusal('signature', 'query');
}

export interface LogoutRequest {
  id: string;
  nameId: string;
  sessionIndexes: string[];
  acceptableUntil: number;
}

/** Checks and reads a LogoutRequest whose signature is good (SAML Core 3.7.1, Profiles 4.4.4.1). @throws Refusal */
export function readLogoutRequest(root: Element, sp: ServiceProvider, now: number, skew: number): LogoutRequest {
  allowOnly(
    root,
    [
      [saml, 'Issuer'],
      [ds, 'Signature'],
      [saml, 'NameID'],
      [samlp, 'SessionIndex'],
    ],
    'logout',
  );
  if (attributeOf(root, 'Version') !== '2.0') throw new Refusal('version');
  if (attributeOf(root, 'Destination') !== sp.sloUrl) throw new Refusal('destination');
  const issued = samlTime(attributeOf(root, 'IssueInstant'), 'logout', 'IssueInstant');
  const end = attributeOf(root, 'NotOnOrAfter');
  const until = end === null ? issued + 600_000 : samlTime(end, 'logout', 'NotOnOrAfter');
  if (issued > now + skew) throw new Refusal('not-yet-valid', 'logout');
  if (until <= now - skew) throw new Refusal('expired', 'logout');
  const id = attributeOf(root, 'ID');
  if (id === null || id === '' || id.length > 256) throw new Refusal('logout', 'no id');
  const nameId = plainText(onlyChild(root, saml, 'NameID', 'subject'));
  const sessionIndexes = childrenNamed(root, samlp, 'SessionIndex').map(plainText);
  return { id, nameId, sessionIndexes, acceptableUntil: until + 2 * skew };
}

/** The signed answer to a LogoutRequest, as the address to send the browser to. */
export function logoutResponseUrl(
  answer: { to: string; inResponseTo: string; relayState: string | null; issuer: string; privateKey: string },
  now = new Date(),
): string {
  const xml =
    `<samlp:LogoutResponse xmlns:samlp="${samlp}" xmlns:saml="${saml}" ID="_${randomBytes(20).toString('hex')}" Version="2.0" ` +
    `IssueInstant="${now.toISOString()}" Destination="${escapeXml(answer.to)}" InResponseTo="${escapeXml(answer.inResponseTo)}">` +
    `<saml:Issuer>${escapeXml(answer.issuer)}</saml:Issuer><samlp:Status>` +
    '<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status></samlp:LogoutResponse>';
  return signedRedirect(answer.to, 'SAMLResponse', xml, answer.relayState, answer.privateKey);
}

/** An address with a signed message (HTTP-Redirect binding, rsa-sha256). */
export function signedRedirect(
  to: string,
  name: 'SAMLRequest' | 'SAMLResponse',
  xml: string,
  relayState: string | null,
  privateKey: string,
): string {
  const message = encodeURIComponent(deflateRawSync(Buffer.from(xml)).toString('base64'));
  const relay = relayState === null ? '' : `&RelayState=${encodeURIComponent(relayState)}`;
  const signed = `${name}=${message}${relay}&SigAlg=${encodeURIComponent(rsaSha256)}`;
  const signature = createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64');
  return `${to}${to.includes('?') ? '&' : '?'}${signed}&Signature=${encodeURIComponent(signature)}`;
}
