import { assertionXml, newSamlId, type ResponseParts, responseXml, signElement, type SigningChoices, signedResponse } from '../../src/dev/saml-response.ts';
import { generateSigningKey } from '../../src/identity/sp-keys.ts';
import type { RefusalReason } from '../../src/identity/refusal.ts';
import { answerForm, type Begun, honestParts, type TestPortal } from '../identity/portal.ts';

/** What a case starts from: chiara's sign-in has begun, her IdP's key and honest answer are at hand. */
export interface Stage {
  portal: TestPortal;
  begun: Begun;
  parts: ResponseParts;
}

export interface HostileCase {
  title: string;
  reason: RefusalReason;
  /** The form to post. */
  form: (stage: Stage) => string | Promise<string>;
  /** Refused before the request was looked at: it may wait on. */
  early?: boolean;
}

const key = ({ portal }: Stage) => portal.idp('it').key;
const post = (stage: Stage, xml: string) => answerForm(xml, stage.begun.relayState);

/** Signed honestly by the IdP, but with other content. */
const signed = (change: (parts: ResponseParts) => Partial<ResponseParts>) => (stage: Stage) =>
  post(stage, signedResponse({ ...stage.parts, ...change(stage.parts) }, key(stage)));

/** Signed by the IdP after its XML was changed. */
const rewritten = (assertion: (xml: string) => string, response: (xml: string) => string = (xml) => xml, choices: SigningChoices = {}) => (stage: Stage) => {
  const inner = signElement(assertion(assertionXml(stage.parts)), stage.parts.assertionId, key(stage), choices);
  return post(stage, signElement(response(responseXml(stage.parts, inner)), stage.parts.responseId, key(stage), choices));
};

/** Changed by somebody on the way, after the signature. */
const tampered = (change: (xml: string, stage: Stage) => string) => (stage: Stage) => post(stage, change(signedResponse(stage.parts, key(stage)), stage));

const attribute = (name: string, ...values: string[]) => (parts: ResponseParts) => ({
  attributes: [...parts.attributes.filter((one) => one.name !== name), { name, values }],
});
const agency = 'urn:oid:2.5.4.10';
const subjectId = 'urn:oasis:names:tc:SAML:attribute:subject-id';
const displayName = 'urn:oid:2.16.840.1.113730.3.1.241';

/** An evil copy of the assertion, unsigned, in another id and another name. */
function evilAssertion(stage: Stage): string {
  const attributes = attribute(subjectId, 'giulia@it.example')(stage.parts).attributes;
  return assertionXml({ ...stage.parts, attributes, assertionId: newSamlId() });
}

const firstSignature = /<ds:Signature .*?<\/ds:Signature>/s;

export const hostileCases: HostileCase[] = [
  { title: 'an answer nobody signed', reason: 'signature', form: (stage) => post(stage, responseXml(stage.parts, assertionXml(stage.parts))) },
  { title: 'an answer whose signatures were cut out', reason: 'signature', form: tampered((xml) => xml.replaceAll(/<ds:Signature .*?<\/ds:Signature>/gs, '')) },
  { title: 'an answer whose assertion alone is signed, where both must be', reason: 'signature', form: (stage) => post(stage, responseXml(stage.parts, signElement(assertionXml(stage.parts), stage.parts.assertionId, key(stage)))) },
  { title: 'an answer whose name was changed on the way', reason: 'signature', form: tampered((xml) => xml.replace('Chiara Valdesi', 'Giulia Ferrante')) },
  {
    title: 'an answer signed with a key of the sender’s own, its certificate enclosed',
    reason: 'signature',
    form: async (stage) => post(stage, signedResponse(stage.parts, await generateSigningKey('evil'))),
  },
  { title: 'an answer signed by another agency’s IdP', reason: 'signature', form: (stage) => post(stage, signedResponse(stage.parts, stage.portal.idp('rs').key)) },
  { title: 'IdP B answering a question put to IdP A, honestly as itself', reason: 'issuer', form: (stage) => post(stage, signedResponse({ ...honestParts(stage.portal, 'bojan', stage.begun) }, stage.portal.idp('rs').key)) },
  { title: 'wrapping 1: the signed response moved inside an evil one', reason: 'structure', form: tampered((xml, stage) => responseXml({ ...stage.parts, responseId: newSamlId() }, evilAssertion(stage)).replace('</samlp:Response>', `<samlp:Extensions>${xml}</samlp:Extensions></samlp:Response>`)) },
  { title: 'wrapping 2: an evil assertion before the signed one', reason: 'structure', form: tampered((xml, stage) => xml.replace('<saml:Assertion', `${evilAssertion(stage)}<saml:Assertion`)) },
  { title: 'wrapping 3: the signed assertion inside the evil one', reason: 'structure', form: tampered((xml, stage) => xml.replace(/<saml:Assertion.*<\/saml:Assertion>/s, (good) => evilAssertion(stage).replace('</saml:Assertion>', `<saml:Advice>${good}</saml:Advice></saml:Assertion>`))) },
  { title: 'wrapping 4: the signed assertion hidden inside its own signature', reason: 'structure', form: tampered((xml, stage) => xml.replace(/<saml:Assertion.*<\/saml:Assertion>/s, (good) => {
    const signature = firstSignature.exec(good)?.[0] ?? '';
    const wrapped = signature.replace('</ds:Signature>', `<ds:Object>${good.replace(signature, '')}</ds:Object></ds:Signature>`);
    return evilAssertion(stage).replace('</saml:Issuer>', `</saml:Issuer>${wrapped}`);
  })) },
  { title: 'two elements with the id that was signed', reason: 'structure', form: tampered((xml, stage) => xml.replace('<samlp:Status>', `<samlp:Status ID="${stage.parts.assertionId}">`)) },
  { title: 'a signature with SHA-1', reason: 'algorithm', form: rewritten((xml) => xml, (xml) => xml, { signatureAlgorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' }) },
  { title: 'a digest with SHA-1', reason: 'algorithm', form: rewritten((xml) => xml, (xml) => xml, { digestAlgorithm: 'http://www.w3.org/2000/09/xmldsig#sha1' }) },
  { title: 'a signature algorithm rewritten to HMAC', reason: 'algorithm', form: tampered((xml) => xml.replaceAll('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'http://www.w3.org/2000/09/xmldsig#hmac-sha1')) },
  { title: 'a transform other than enveloped and exclusive c14n', reason: 'algorithm', form: tampered((xml) => xml.replace('http://www.w3.org/2000/09/xmldsig#enveloped-signature', 'http://www.w3.org/TR/1999/REC-xpath-19991116')) },
  { title: 'a reference to a document elsewhere', reason: 'structure', form: tampered((xml, stage) => xml.replace(`URI="#${stage.parts.responseId}"`, 'URI="http://127.0.0.1:1/evil"')) },
  { title: 'an answer for another service', reason: 'audience', form: signed(() => ({ audience: 'https://other.example/sp' })) },
  { title: 'an answer for us and then for somebody else only', reason: 'audience', form: rewritten((xml) => xml.replace('</saml:Conditions>', '<saml:AudienceRestriction><saml:Audience>https://other.example/sp</saml:Audience></saml:AudienceRestriction></saml:Conditions>')) },
  { title: 'an answer without an audience', reason: 'audience', form: rewritten((xml) => xml.replace(/<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/, '')) },
  { title: 'an answer addressed to another place', reason: 'destination', form: rewritten((xml) => xml, (xml) => xml.replace(/Destination="[^"]*"/, 'Destination="https://other.example/acs"')) },
  { title: 'an answer without a Destination', reason: 'destination', form: rewritten((xml) => xml, (xml) => xml.replace(/ Destination="[^"]*"/, '')) },
  { title: 'an assertion to be received elsewhere', reason: 'recipient', form: rewritten((xml) => xml.replace(/Recipient="[^"]*"/, 'Recipient="https://other.example/acs"')) },
  { title: 'another issuer in the response', reason: 'issuer', form: rewritten((xml) => xml, (xml) => xml.replace(/<saml:Issuer>[^<]*/, '<saml:Issuer>https://other.example/idp')) },
  { title: 'another issuer in the assertion', reason: 'issuer', form: rewritten((xml) => xml.replace(/<saml:Issuer>[^<]*/, '<saml:Issuer>https://other.example/idp')) },
  { title: 'version 1.1', reason: 'version', form: rewritten((xml) => xml, (xml) => xml.replace('Version="2.0"', 'Version="1.1"')) },
  { title: 'a status that is not success', reason: 'status', form: rewritten((xml) => xml, (xml) => xml.replace('status:Success', 'status:Responder')) },
  { title: 'an answer that expired an hour ago', reason: 'expired', form: signed((parts) => ({ issuedAt: parts.issuedAt - 3_600_000 })) },
  { title: 'an assertion whose time has just run out', reason: 'expired', form: signed((parts) => ({ issuedAt: parts.issuedAt - 400_000, lifetime: 60_000 })) },
  { title: 'an answer from tomorrow', reason: 'not-yet-valid', form: signed((parts) => ({ issuedAt: parts.issuedAt + 86_400_000 })) },
  { title: 'a session that is over at the IdP', reason: 'expired', form: rewritten((xml) => xml.replace('<saml:AuthnStatement ', `<saml:AuthnStatement SessionNotOnOrAfter="${new Date(Date.now() - 1000).toISOString()}" `)) },
  { title: 'an answer without InResponseTo', reason: 'in-response-to', form: rewritten((xml) => xml, (xml) => xml.replace(/ InResponseTo="[^"]*"/, '')) },
  { title: 'an assertion without InResponseTo', reason: 'in-response-to', form: rewritten((xml) => xml.replace(/ InResponseTo="[^"]*"/, '')) },
  { title: 'an answer to a question nobody asked', reason: 'in-response-to', form: signed(() => ({ inResponseTo: newSamlId() })) },
  { title: 'a handle that was never given out', reason: 'request-unknown', early: true, form: (stage) => answerForm(signedResponse(stage.parts, key(stage)), 'A'.repeat(43)) },
  { title: 'a RelayState that is an address elsewhere', reason: 'request-unknown', early: true, form: (stage) => answerForm(signedResponse(stage.parts, key(stage)), 'https://evil.example/') },
  { title: 'a confirmation that is not bearer', reason: 'subject-confirmation', form: rewritten((xml) => xml.replace('cm:bearer', 'cm:sender-vouches')) },
  { title: 'an assertion without a subject', reason: 'subject', form: rewritten((xml) => xml.replace(/<saml:Subject>.*<\/saml:Subject>/, '')) },
  { title: 'an assertion without an authentication', reason: 'authentication', form: rewritten((xml) => xml.replace(/<saml:AuthnStatement.*<\/saml:AuthnStatement>/, '')) },
  { title: 'a condition we do not know', reason: 'conditions', form: rewritten((xml) => xml.replace('</saml:Conditions>', '<saml:Condition/></saml:Conditions>')) },
  { title: 'an agency of another IdP', reason: 'agency', form: signed(attribute(agency, 'RS-MUP')) },
  { title: 'an agency that only begins like one of ours', reason: 'agency', form: signed(attribute(agency, 'IT-DCSA-2')) },
  { title: 'an agency with a line break behind it', reason: 'agency', form: signed(attribute(agency, 'IT-DCSA\n')) },
  { title: 'no agency from an IdP of several', reason: 'agency', form: signed((parts) => ({ attributes: parts.attributes.filter(({ name }) => name !== agency) })) },
  { title: 'two agencies at once', reason: 'attributes', form: signed(attribute(agency, 'IT-DCSA', 'IT-SRI')) },
  { title: 'the agency attribute twice', reason: 'attributes', form: signed((parts) => ({ attributes: [...parts.attributes, { name: agency, values: ['IT-SRI'] }] })) },
  { title: 'another country than the agency’s', reason: 'country', form: signed(attribute('urn:oid:2.5.4.6', 'RS')) },
  { title: 'a subject-id of another scope', reason: 'scope', form: signed(attribute(subjectId, 'chiara@rs.example')) },
  { title: 'a subject-id whose scope only ends like ours', reason: 'scope', form: signed(attribute(subjectId, 'chiara@evil-it.example')) },
  { title: 'a subject-id with a Cyrillic letter', reason: 'identifier', form: signed(attribute(subjectId, 'сhiara@it.example')) },
  { title: 'a subject-id with a zero-width space', reason: 'identifier', form: signed(attribute(subjectId, 'chiara\u200b@it.example')) },
  { title: 'neither subject-id nor persistent NameID', reason: 'identifier', form: signed((parts) => ({ attributes: parts.attributes.filter(({ name }) => name !== subjectId) })) },
  { title: 'a name with a right-to-left override', reason: 'identifier', form: signed(attribute(displayName, 'Chiara \u202eisedlaV')) },
  { title: 'markup inside a name', reason: 'markup-in-value', form: rewritten((xml) => xml.replace('Chiara Valdesi', 'Chiara<b>x</b>')) },
  { title: 'an MFA that was asked for and not given', reason: 'mfa', form: signed(() => ({ authnContext: 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password' })) },
  { title: 'a context that only begins like the MFA profile', reason: 'mfa', form: signed((parts) => ({ authnContext: `${parts.authnContext}/none` })) },
  { title: 'an encrypted assertion, for which we publish no key', reason: 'encrypted', form: rewritten((xml) => xml, (xml) => xml.replace(/<saml:Assertion.*<\/saml:Assertion>/s, '<saml:EncryptedAssertion/>')) },
  { title: 'a document type', reason: 'xml', early: true, form: tampered((xml) => `<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]>${xml}`) },
  { title: 'a comment inside the NameID', reason: 'xml', early: true, form: tampered((xml) => xml.replace('</saml:NameID>', '<!-- -->x</saml:NameID>')) },
  { title: 'a processing instruction', reason: 'xml', early: true, form: tampered((xml) => xml.replace('</saml:NameID>', '<?x y?></saml:NameID>')) },
  { title: 'a CDATA section', reason: 'xml', early: true, form: tampered((xml) => xml.replace('</saml:NameID>', '<![CDATA[x]]></saml:NameID>')) },
  { title: 'thousands of elements', reason: 'xml', early: true, form: tampered((xml) => xml.replace('<samlp:Status>', `${'<a/>'.repeat(20_000)}<samlp:Status>`)) },
  { title: 'elements nested without end', reason: 'xml', early: true, form: tampered((xml) => xml.replace('<samlp:Status>', `${'<a>'.repeat(9000)}${'</a>'.repeat(9000)}<samlp:Status>`)) },
  { title: 'an entity of its own', reason: 'xml', early: true, form: tampered((xml) => xml.replace('</saml:NameID>', '&evil;</saml:NameID>')) },
  { title: 'SAMLResponse twice', reason: 'parameters', early: true, form: (stage) => `${post(stage, signedResponse(stage.parts, key(stage)))}&SAMLResponse=AAAA` },
  { title: 'a LogoutRequest where an answer belongs', reason: 'structure', form: (stage) => post(stage, '<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_a"/>') },
  { title: 'base64 with a stray character', reason: 'base64', early: true, form: (stage) => post(stage, signedResponse(stage.parts, key(stage))).replace('SAMLResponse=', 'SAMLResponse=*') },
  { title: 'bytes that are not UTF-8', reason: 'utf8', early: true, form: (stage) => `SAMLResponse=${encodeURIComponent(Buffer.from([0x3c, 0x61, 0xff, 0x3e]).toString('base64'))}&RelayState=${stage.begun.relayState}` },
];
