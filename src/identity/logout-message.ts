import { createSign, createVerify, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { LogoutOffer } from './logout-store.ts';
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
const success = 'urn:oasis:names:tc:SAML:2.0:status:Success';

/** A LogoutRequest or LogoutResponse as it came in the query, before anybody vouched for it. */
export interface SignedQuery {
  root: Element;
  kind: 'LogoutRequest' | 'LogoutResponse';
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
  const values = strictParameters(query, ['SAMLRequest', 'SAMLResponse', 'RelayState', 'SigAlg', 'Signature']);
  const name = values.has('SAMLResponse') ? 'SAMLResponse' : 'SAMLRequest';
  const kind = name === 'SAMLResponse' ? 'LogoutResponse' : 'LogoutRequest';
  const message = values.get(name);
  if (name === 'SAMLResponse' && values.has('SAMLRequest')) throw new Refusal('parameters', 'two messages');
  const algorithm = values.get('SigAlg');
  const signature = values.get('Signature');
  if (message === undefined) throw new Refusal('logout', 'no message');
  if (algorithm === undefined || signature === undefined) throw new Refusal('signature', 'unsigned');
  if (hashes[algorithm] === undefined) throw new Refusal('algorithm', algorithm);
  const sent = new Map(query.split('&').map((pair) => [pair.slice(0, pair.indexOf('=')), pair]));
  const signed = [name, 'RelayState', 'SigAlg'].filter((one) => values.has(one)).map((one) => pairOf(sent, one));
  const xml = inflate(message);
  scanXml(xml);
  const root = parseXml(xml);
  if (!isNamed(root, samlp, kind)) throw new Refusal('logout', root.localName);
  const issuer = plainText(onlyChild(root, saml, 'Issuer', 'issuer'));
  return {
    root,
    kind,
    issuer,
    relayState: values.get('RelayState') ?? null,
    signedText: signed.join('&'),
    algorithm,
    signature: decodeBase64(signature),
  };
}

/** A parameter as it was sent. One whose name is written otherwise would be read, and not be covered by the signature. */
function pairOf(sent: ReadonlyMap<string, string>, name: string): string {
  const pair = sent.get(name);
  if (pair === undefined) throw new Refusal('parameters', 'encoded name');
  return pair;
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

/** Checks a LogoutResponse whose signature is good (SAML Core 3.7.2). @returns the request that it answers, and whether all is signed out */
export function readLogoutResponse(root: Element, sp: ServiceProvider, now: number, skew: number) {
  allowOnly(
    root,
    [
      [saml, 'Issuer'],
      [ds, 'Signature'],
      [samlp, 'Status'],
    ],
    'logout',
  );
  if (attributeOf(root, 'Version') !== '2.0') throw new Refusal('version');
  if (attributeOf(root, 'Destination') !== sp.sloUrl) throw new Refusal('destination');
  const issued = samlTime(attributeOf(root, 'IssueInstant'), 'logout', 'IssueInstant');
  if (issued > now + skew) throw new Refusal('not-yet-valid', 'logout');
  if (issued < now - 600_000 - skew) throw new Refusal('expired', 'logout');
  const inResponseTo = attributeOf(root, 'InResponseTo');
  if (inResponseTo === null) throw new Refusal('in-response-to', 'logout');
  const status = onlyChild(onlyChild(root, samlp, 'Status', 'status'), samlp, 'StatusCode', 'status');
  const nested = childrenNamed(status, samlp, 'StatusCode').length > 0;
  return { inResponseTo, complete: attributeOf(status, 'Value') === success && !nested };
}

/** Our signed request to sign somebody out at the provider, as the address to send the browser to. */
export function logoutRequestUrl(
  request: { to: string; id: string; issuer: string; privateKey: string } & Omit<LogoutOffer, 'idp'>,
  now = Date.now(),
): string {
  const { nameIdFormat: format, sessionIndex: index } = request;
  const xml =
    `<samlp:LogoutRequest xmlns:samlp="${samlp}" xmlns:saml="${saml}" ID="${request.id}" Version="2.0" ` +
    `IssueInstant="${new Date(now).toISOString()}" NotOnOrAfter="${new Date(now + 300_000).toISOString()}" ` +
    `Destination="${escapeXml(request.to)}"><saml:Issuer>${escapeXml(request.issuer)}</saml:Issuer>` +
    `<saml:NameID${format === null ? '' : ` Format="${escapeXml(format)}"`}>${escapeXml(request.nameId)}</saml:NameID>` +
    `${index === null ? '' : `<samlp:SessionIndex>${escapeXml(index)}</samlp:SessionIndex>`}</samlp:LogoutRequest>`;
  return signedRedirect(request.to, 'SAMLRequest', xml, null, request.privateKey);
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
    `<samlp:StatusCode Value="${success}"/></samlp:Status></samlp:LogoutResponse>`;
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
