import { escapeXml } from '../identity/xml-write.ts';
import type { DemoIdp } from './demo-registration.ts';

/** What a demo IdP publishes about itself (SAML Metadata 2.4.3), for operators who try its registration. */
export function demoMetadata({ registration, key }: DemoIdp): string {
  const certificate = key.certificate.replace(/-----[A-Z ]+-----|\s/g, '');
  const names = Object.entries(registration.names).map(
    ([lang, name]) => `<mdui:DisplayName xml:lang="${escapeXml(lang)}">${escapeXml(name)}</mdui:DisplayName>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:mdui="urn:oasis:names:tc:SAML:metadata:ui" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="${escapeXml(registration.entityId)}" validUntil="${registration.trustedUntil}">
  <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:Extensions><mdui:UIInfo>${names.join('')}</mdui:UIInfo></md:Extensions>
    <md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
    <md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${escapeXml(registration.ssoUrl)}"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>
`;
}
