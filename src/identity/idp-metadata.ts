import { createHash, X509Certificate } from 'node:crypto';
import type { CertificateFacts } from '../gate/federation-views.ts';
import { Refusal } from './refusal.ts';
import { attributeOf, childrenNamed, isNamed, parseXml, samlNs } from './xml-dom.ts';
import { scanXml, type XmlLimits, xmlLimits } from './xml-scan.ts';

const redirectBinding = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
const mdui = 'urn:oasis:names:tc:SAML:metadata:ui';
const shibmd = 'urn:mace:shibboleth:metadata:1.0';
const largest = 1024 * 1024;

/** What the portal takes from an IdP's metadata. */
export interface IdpMetadata {
  entityId: string;
  /** ISO 8601, or null when the metadata carries none. */
  validUntil: string | null;
  certificates: string[];
  ssoUrl: string;
  /** Where a LogoutRequest and a LogoutResponse go; null where it takes none. */
  logout: { requestUrl: string; responseUrl: string } | null;
  names: Record<string, string>;
  /** `shibmd:Scope`, to be shown; only the registered scopes count. */
  claimedScopes: string[];
}

/** SHA-256 fingerprint of a PEM certificate, lower-case hex. */
export function fingerprint(pem: string): string {
  return createHash('sha256').update(new X509Certificate(pem).raw).digest('hex');
}

/** When each certificate ends, and by what people know it. */
export function certificateFacts(pems: readonly string[]): CertificateFacts[] {
  return pems.map((pem) => ({
    fingerprint: fingerprint(pem),
    notAfter: new Date(new X509Certificate(pem).validTo).toISOString(),
  }));
}

function certificatesOf(descriptor: Element): string[] {
  const signing = childrenNamed(descriptor, samlNs.metadata, 'KeyDescriptor').filter(
    (key) => (attributeOf(key, 'use') ?? 'signing') === 'signing',
  );
  const found = signing.flatMap((key) => Array.from(key.getElementsByTagNameNS(samlNs.signature, 'X509Certificate')));
  const pems = found.map((element) => new X509Certificate(Buffer.from(element.textContent ?? '', 'base64')).toString());
  return [...new Set(pems)];
}

function checkCertificates(pems: string[]): void {
  if (pems.length === 0) throw new Error('no signing certificate; ask the IdP for metadata with a KeyDescriptor');
  if (pems.length > 2)
    throw new Error(`${pems.length} signing certificates; one, or two during a rollover, are allowed`);
  for (const pem of pems) {
    const key = new X509Certificate(pem).publicKey;
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    if (key.asymmetricKeyType !== 'rsa' || bits < 2048)
      throw new Error('a signing key is not RSA of 2048 bits or more');
  }
}

function endpoint(descriptor: Element, service: string): Element | undefined {
  return childrenNamed(descriptor, samlNs.metadata, service).find(
    (element) => attributeOf(element, 'Binding') === redirectBinding,
  );
}

/** Only https, or loopback while trying things out: an AuthnRequest never travels in the clear. */
export function checkedUrl(value: string | null): string {
  const url = new URL(value ?? '');
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) throw new Error(`${url.href} is not https`);
  return url.href;
}

function logoutOf(service: Element): NonNullable<IdpMetadata['logout']> {
  const requestUrl = checkedUrl(attributeOf(service, 'Location'));
  const other = attributeOf(service, 'ResponseLocation');
  return { requestUrl, responseUrl: other === null ? requestUrl : checkedUrl(other) };
}

function namesOf(descriptor: Element): Record<string, string> {
  const names: Record<string, string> = {};
  for (const element of Array.from(descriptor.getElementsByTagNameNS(mdui, 'DisplayName'))) {
    const language = element.getAttribute('xml:lang');
    if (language) names[language] = (element.textContent ?? '').trim().slice(0, 120);
  }
  return names;
}

/** Scopes stand in the Extensions of the entity and of its role (Shibboleth Metadata Extensions 1.0). */
function claimedScopesOf(entity: Element, descriptor: Element): string[] {
  const found = [entity, descriptor]
    .flatMap((level) => childrenNamed(level, samlNs.metadata, 'Extensions'))
    .flatMap((extensions) => childrenNamed(extensions, shibmd, 'Scope'))
    .map((scope) => {
      const isPattern = ['true', '1'].includes(attributeOf(scope, 'regexp') ?? '');
      return `${isPattern ? 'regexp: ' : ''}${(scope.textContent ?? '').trim().slice(0, 120)}`;
    });
  return [...new Set(found)].slice(0, 50);
}

/** Of a metadata file: one federation's worth of providers is an aggregate, and read apart. */
const fileLimits: XmlLimits = { ...xmlLimits, elements: 20_000, comments: 500 };

/** Before any parser sees it: somebody's file must not keep the portal busy. @throws Error with a sentence for the operator */
function demandPlain(xml: string): void {
  if (xml.length > largest) throw new Error('larger than 1 MB');
  if (/<!DOCTYPE/i.test(xml)) throw new Error('has a document type declaration; remove it');
  try {
    scanXml(xml, fileLimits);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Error(`is not plain XML (${error.note})`);
  }
}

/** Windows begins its files with a mark that is no part of the document. */
const unmarked = (xml: string) => xml.replace(/^\uFEFF/, '');

function entityDescriptors(xml: string): Element[] {
  const root = parseXml(xml);
  return isNamed(root, samlNs.metadata, 'EntityDescriptor')
    ? [root]
    : Array.from(root.getElementsByTagNameNS(samlNs.metadata, 'EntityDescriptor'));
}

/** The entityIDs of the identity providers that a document describes. @throws Error with a sentence for the operator */
export function entityIds(xml: string): string[] {
  demandPlain(unmarked(xml));
  return entityDescriptors(unmarked(xml)).flatMap((entity) =>
    childrenNamed(entity, samlNs.metadata, 'IDPSSODescriptor').length > 0
      ? (attributeOf(entity, 'entityID') ?? [])
      : [],
  );
}

function entityDescriptor(xml: string, entityId: string): Element {
  const all = entityDescriptors(xml);
  const matching = all.filter((element) => attributeOf(element, 'entityID') === entityId);
  if (matching.length !== 1 || matching[0] === undefined) {
    throw new Error(`holds ${matching.length} EntityDescriptor for ${entityId}; the entityID must be exactly equal`);
  }
  return matching[0];
}

/** The end that the element or the nearest around it names. */
function validUntilOf(entity: Element): string | null {
  const owner = entity.parentNode as Element | null;
  return attributeOf(entity, 'validUntil') ?? (owner?.nodeType === 1 ? attributeOf(owner, 'validUntil') : null);
}

/**
 * What an EntityDescriptor says of an IdP (SAML Metadata 2.4.3).
 * @throws Error with a sentence that tells the operator what to change
 */
export function readIdp(entity: Element): IdpMetadata {
  const descriptors = childrenNamed(entity, samlNs.metadata, 'IDPSSODescriptor');
  const descriptor = descriptors[0];
  if (descriptor === undefined || descriptors.length > 1) throw new Error('needs exactly one IDPSSODescriptor');
  const certificates = certificatesOf(descriptor);
  checkCertificates(certificates);
  const sso = endpoint(descriptor, 'SingleSignOnService');
  if (sso === undefined) throw new Error('has no SingleSignOnService with the HTTP-Redirect binding');
  const slo = endpoint(descriptor, 'SingleLogoutService');
  const validUntil = validUntilOf(entity);
  return {
    entityId: attributeOf(entity, 'entityID') ?? '',
    validUntil: validUntil === null ? null : new Date(validUntil).toISOString(),
    certificates,
    ssoUrl: checkedUrl(attributeOf(sso, 'Location')),
    logout: slo === undefined ? null : logoutOf(slo),
    names: namesOf(descriptor),
    claimedScopes: claimedScopesOf(entity, descriptor),
  };
}

/**
 * Reads the metadata of one IdP from a file that an operator gave us.
 * @throws Error with a sentence that tells the operator what to change
 */
export function parseIdpMetadata(xml: string, entityId: string): IdpMetadata {
  demandPlain(unmarked(xml));
  return readIdp(entityDescriptor(unmarked(xml), entityId));
}
