import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SignedXml } from 'xml-crypto';
import type { SigningKey } from '../../src/identity/sp-keys.ts';

const md = 'urn:oasis:names:tc:SAML:2.0:metadata';
const day = 86_400_000;
const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';

export const inDays = (days: number) => new Date(Date.now() + days * day).toISOString();
export const idpEntity = 'https://idp.it.example/metadata';

/** An IdP as a federation publishes it, with a scope at each of the two levels. */
export function entityXml(key: SigningKey, entityId = idpEntity, attributes = ''): string {
  const body = key.certificate.replace(/-----[A-Z ]+-----|\s/g, '');
  const scope = (domain: string) =>
    `<md:Extensions><shibmd:Scope xmlns:shibmd="urn:mace:shibboleth:metadata:1.0">${domain}</shibmd:Scope></md:Extensions>`;
  return `<md:EntityDescriptor xmlns:md="${md}" entityID="${entityId}"${attributes}>${scope('entity.example')}
<md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${scope('role.example')}
<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${body}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.it.example/sso"/>
</md:IDPSSODescriptor></md:EntityDescriptor>`;
}

export interface AggregateParts {
  entities: string[];
  id?: string;
  /** ISO 8601; null: none. */
  validUntil?: string | null;
  /** ISO 8601 of `mdrpi:PublicationInfo`; null: none. */
  published?: string | null;
}

/** The document, unsigned. */
export function aggregateXml(parts: AggregateParts): string {
  const { entities, id = '_root', validUntil = inDays(7), published = new Date().toISOString() } = parts;
  const until = validUntil === null ? '' : ` validUntil="${validUntil}"`;
  const info =
    published === null
      ? ''
      : `<md:Extensions><mdrpi:PublicationInfo xmlns:mdrpi="urn:oasis:names:tc:SAML:metadata:rpi" publisher="urn:test" creationInstant="${published}"/></md:Extensions>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<!-- Use of this metadata is subject to its terms. -->
<md:EntitiesDescriptor xmlns:md="${md}" ID="${id}"${until}>${info}${entities.join('\n')}</md:EntitiesDescriptor>`;
}

export interface Signing {
  /** XPath of what is signed, and where the signature goes. */
  over?: string;
  into?: string;
  transforms?: string[];
  signatureAlgorithm?: string;
  digestAlgorithm?: string;
  /** Signs by an empty reference, the whole document. */
  whole?: boolean;
}

/** Signs as federations do: enveloped in the root, over the root. The key's certificate is put into KeyInfo. */
export function signXml(xml: string, key: SigningKey, signing: Signing = {}): string {
  const { over = '/*', into = over, whole = false } = signing;
  const signature = new SignedXml({
    privateKey: key.privateKey,
    publicCert: key.certificate,
    signatureAlgorithm: signing.signatureAlgorithm ?? 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: exclusive,
  });
  signature.addReference({
    xpath: over,
    transforms: signing.transforms ?? [enveloped, exclusive],
    digestAlgorithm: signing.digestAlgorithm ?? 'http://www.w3.org/2001/04/xmlenc#sha256',
    ...(whole ? { isEmptyUri: true } : {}),
  });
  signature.computeSignature(xml, { prefix: 'ds', location: { reference: into, action: 'prepend' } });
  return signature.getSignedXml();
}

/** A whole aggregate as it ought to be. */
export const signedAggregate = (parts: AggregateParts, key: SigningKey) => signXml(aggregateXml(parts), key);

/** A federation's server, on loopback, whose answer the test decides. */
export interface Publisher {
  url: string;
  document: string;
  /** Status of every answer; 0: the connection is dropped. */
  status: number;
  /** Requests so far. */
  asked: IncomingMessage[];
  close(): Promise<void>;
}

export async function openPublisher(document: string): Promise<Publisher> {
  const publisher: Publisher = { url: '', document, status: 200, asked: [], close: async () => undefined };
  const server: Server = createServer((request, response) => {
    publisher.asked.push(request);
    if (publisher.status === 0) {
      request.socket.destroy();
      return;
    }
    const etag = `"${createHash('sha256').update(publisher.document).digest('hex')}"`;
    const known = publisher.status === 200 && request.headers['if-none-match'] === etag;
    response.writeHead(known ? 304 : publisher.status, { etag, location: 'http://127.0.0.1:1/elsewhere' });
    response.end(known ? '' : publisher.document);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  publisher.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/aggregate.xml`;
  publisher.close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return publisher;
}
