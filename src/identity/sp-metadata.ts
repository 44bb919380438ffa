import { contentCiphers, keyTransport } from './encrypted-assertion.ts';
import type { PortalKeys, SigningKey } from './sp-keys.ts';
import { samlNs } from './xml-dom.ts';
import { escapeXml } from './xml-write.ts';

/** The addresses of this portal as a SAML service provider; the entityID is the metadata's own address. */
export interface ServiceProvider {
  entityId: string;
  acsUrl: string;
  sloUrl: string;
}

export function serviceProvider(baseUrl: string): ServiceProvider {
  const base = baseUrl.replace(/\/$/, '');
  return { entityId: `${base}/saml/metadata`, acsUrl: `${base}/saml/acs`, sloUrl: `${base}/saml/slo` };
}

const validDays = 7;
const bindings = 'urn:oasis:names:tc:SAML:2.0:bindings';

function pemBody(pem: string): string {
  return pem.replace(/-----[A-Z ]+-----/g, '').replace(/\s+/g, '');
}

/** What others may encrypt with, the best first: authenticated ciphers alone. CBC is an exception that nobody is offered. */
const encryptionMethods = [...contentCiphers.authenticated].reverse();

function keyDescriptor(use: 'signing' | 'encryption', key: SigningKey, methods: readonly string[] = []): string {
  const listed = methods.map((method) => `<md:EncryptionMethod Algorithm="${method}"/>`).join('');
  const certificate = `<ds:X509Data><ds:X509Certificate>${pemBody(key.certificate)}</ds:X509Certificate></ds:X509Data>`;
  return `<md:KeyDescriptor use="${use}"><ds:KeyInfo>${certificate}</ds:KeyInfo>${listed}</md:KeyDescriptor>`;
}

/**
 * Metadata of the portal (SAML Metadata 2.4.4): requests signed, assertions wanted signed and, if the provider likes,
 * encrypted; valid for seven days. During a rollover it names both keys, the one that signs first.
 */
export function serviceProviderMetadata(sp: ServiceProvider, { signing, other }: PortalKeys, now = Date.now()): string {
  const keys = other ? [signing, other] : [signing];
  const methods = [...encryptionMethods, keyTransport];
  const descriptors = [
    ...keys.map((key) => keyDescriptor('signing', key)),
    ...keys.map((key) => keyDescriptor('encryption', key, methods)),
  ];
  const validUntil = new Date(now + validDays * 24 * 3600 * 1000).toISOString();
  return `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="${samlNs.metadata}" xmlns:ds="${samlNs.signature}" entityID="${escapeXml(sp.entityId)}" validUntil="${validUntil}">
  <md:SPSSODescriptor protocolSupportEnumeration="${samlNs.protocol}" AuthnRequestsSigned="true" WantAssertionsSigned="true">
    <md:Extensions>
      <mdui:UIInfo xmlns:mdui="urn:oasis:names:tc:SAML:metadata:ui">
        <mdui:DisplayName xml:lang="en">Seguito</mdui:DisplayName>
        <mdui:DisplayName xml:lang="it">Seguito</mdui:DisplayName>
        <mdui:DisplayName xml:lang="sr">Seguito</mdui:DisplayName>
        <mdui:Description xml:lang="en">Follow-up of regional security conferences, shared by police agencies</mdui:Description>
        <mdui:Description xml:lang="it">Il seguito delle conferenze regionali sulla sicurezza, condiviso tra Forze di polizia</mdui:Description>
        <mdui:Description xml:lang="sr">Праћење закључака регионалних безбедносних конференција за полицијске службе</mdui:Description>
      </mdui:UIInfo>
    </md:Extensions>
    ${descriptors.join('\n    ')}
    <md:SingleLogoutService Binding="${bindings}:HTTP-Redirect" Location="${escapeXml(sp.sloUrl)}"/>
    <md:AssertionConsumerService Binding="${bindings}:HTTP-POST" Location="${escapeXml(sp.acsUrl)}" index="0" isDefault="true"/>
  </md:SPSSODescriptor>
</md:EntityDescriptor>
`;
}
