import { newSamlId, signedResponse } from '../../src/dev/saml-response.ts';
import { answerForm } from '../identity/portal.ts';
import { agency, attribute, displayName, type HostileCase, key, rewritten, signed, subjectId } from './hostile-case.ts';

/** Well signed by the IdP, and wrong in what it says. */
export const hostileContent: HostileCase[] = [
  {
    title: 'an answer for another service',
    reason: 'audience',
    form: signed(() => ({ audience: 'https://other.example/sp' })),
  },
  {
    title: 'an answer for us and then for somebody else only',
    reason: 'audience',
    form: rewritten((xml) =>
      xml.replace(
        '</saml:Conditions>',
        '<saml:AudienceRestriction><saml:Audience>https://other.example/sp</saml:Audience></saml:AudienceRestriction></saml:Conditions>',
      ),
    ),
  },
  {
    title: 'an answer without an audience',
    reason: 'audience',
    form: rewritten((xml) => xml.replace(/<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/, '')),
  },
  {
    title: 'an answer addressed to another place',
    reason: 'destination',
    form: rewritten(
      (xml) => xml,
      (xml) => xml.replace(/Destination="[^"]*"/, 'Destination="https://other.example/acs"'),
    ),
  },
  {
    title: 'an answer without a Destination',
    reason: 'destination',
    form: rewritten(
      (xml) => xml,
      (xml) => xml.replace(/ Destination="[^"]*"/, ''),
    ),
  },
  {
    title: 'an assertion to be received elsewhere',
    reason: 'recipient',
    form: rewritten((xml) => xml.replace(/Recipient="[^"]*"/, 'Recipient="https://other.example/acs"')),
  },
  {
    title: 'another issuer in the response',
    reason: 'issuer',
    form: rewritten(
      (xml) => xml,
      (xml) => xml.replace(/<saml:Issuer>[^<]*/, '<saml:Issuer>https://other.example/idp'),
    ),
  },
  {
    title: 'another issuer in the assertion',
    reason: 'issuer',
    form: rewritten((xml) => xml.replace(/<saml:Issuer>[^<]*/, '<saml:Issuer>https://other.example/idp')),
  },
  {
    title: 'version 1.1',
    reason: 'version',
    form: rewritten(
      (xml) => xml,
      (xml) => xml.replace('Version="2.0"', 'Version="1.1"'),
    ),
  },
  {
    title: 'a status that is not success',
    reason: 'status',
    form: rewritten(
      (xml) => xml,
      (xml) => xml.replace('status:Success', 'status:Responder'),
    ),
  },
  {
    title: 'an answer that expired an hour ago',
    reason: 'expired',
    form: signed((parts) => ({ issuedAt: parts.issuedAt - 3_600_000 })),
  },
  {
    title: 'an assertion whose time has just run out',
    reason: 'expired',
    form: signed((parts) => ({ issuedAt: parts.issuedAt - 400_000, lifetime: 60_000 })),
  },
  {
    title: 'an answer from tomorrow',
    reason: 'not-yet-valid',
    form: signed((parts) => ({ issuedAt: parts.issuedAt + 86_400_000 })),
  },
  {
    title: 'a session that is over at the IdP',
    reason: 'expired',
    form: rewritten((xml) =>
      xml.replace(
        '<saml:AuthnStatement ',
        `<saml:AuthnStatement SessionNotOnOrAfter="${new Date(Date.now() - 1000).toISOString()}" `,
      ),
    ),
  },
  {
    title: 'an answer without InResponseTo',
    reason: 'in-response-to',
    form: rewritten(
      (xml) => xml,
      (xml) => xml.replace(/ InResponseTo="[^"]*"/, ''),
    ),
  },
  {
    title: 'an assertion without InResponseTo',
    reason: 'in-response-to',
    form: rewritten((xml) => xml.replace(/ InResponseTo="[^"]*"/, '')),
  },
  {
    title: 'an answer to a question nobody asked',
    reason: 'in-response-to',
    form: signed(() => ({ inResponseTo: newSamlId() })),
  },
  {
    title: 'a handle that was never given out',
    reason: 'request-unknown',
    early: true,
    form: (stage) => answerForm(signedResponse(stage.parts, key(stage)), 'A'.repeat(43)),
  },
  {
    title: 'a RelayState that is an address elsewhere',
    reason: 'request-unknown',
    early: true,
    form: (stage) => answerForm(signedResponse(stage.parts, key(stage)), 'https://evil.example/'),
  },
  {
    title: 'a confirmation that is not bearer',
    reason: 'subject-confirmation',
    form: rewritten((xml) => xml.replace('cm:bearer', 'cm:sender-vouches')),
  },
  {
    title: 'an assertion without a subject',
    reason: 'subject',
    form: rewritten((xml) => xml.replace(/<saml:Subject>.*<\/saml:Subject>/, '')),
  },
  {
    title: 'an assertion without an authentication',
    reason: 'authentication',
    form: rewritten((xml) => xml.replace(/<saml:AuthnStatement.*<\/saml:AuthnStatement>/, '')),
  },
  {
    title: 'a condition we do not know',
    reason: 'conditions',
    form: rewritten((xml) => xml.replace('</saml:Conditions>', '<saml:Condition/></saml:Conditions>')),
  },
  { title: 'an agency of another IdP', reason: 'agency', form: signed(attribute(agency, 'RS-MUP')) },
  {
    title: 'an agency that only begins like one of ours',
    reason: 'agency',
    form: signed(attribute(agency, 'IT-DCSA-2')),
  },
  { title: 'an agency with a line break behind it', reason: 'agency', form: signed(attribute(agency, 'IT-DCSA\n')) },
  {
    title: 'no agency from an IdP of several',
    reason: 'agency',
    form: signed((parts) => ({ attributes: parts.attributes.filter(({ name }) => name !== agency) })),
  },
  { title: 'two agencies at once', reason: 'attributes', form: signed(attribute(agency, 'IT-DCSA', 'IT-SRI')) },
  {
    title: 'the agency attribute twice',
    reason: 'attributes',
    form: signed((parts) => ({ attributes: [...parts.attributes, { name: agency, values: ['IT-SRI'] }] })),
  },
  { title: 'another country than the agency’s', reason: 'country', form: signed(attribute('urn:oid:2.5.4.6', 'RS')) },
  { title: 'a subject-id of another scope', reason: 'scope', form: signed(attribute(subjectId, 'chiara@rs.example')) },
  {
    title: 'a subject-id whose scope only ends like ours',
    reason: 'scope',
    form: signed(attribute(subjectId, 'chiara@evil-it.example')),
  },
  {
    title: 'a subject-id with a Cyrillic letter',
    reason: 'identifier',
    form: signed(attribute(subjectId, 'сhiara@it.example')),
  },
  {
    title: 'a subject-id with a zero-width space',
    reason: 'identifier',
    form: signed(attribute(subjectId, 'chiara\u200b@it.example')),
  },
  {
    title: 'neither subject-id nor persistent NameID',
    reason: 'identifier',
    form: signed((parts) => ({ attributes: parts.attributes.filter(({ name }) => name !== subjectId) })),
  },
  {
    title: 'a name with a right-to-left override',
    reason: 'identifier',
    form: signed(attribute(displayName, 'Chiara \u202eisedlaV')),
  },
  {
    title: 'markup inside a name',
    reason: 'markup-in-value',
    form: rewritten((xml) => xml.replace('Chiara Valdesi', 'Chiara<b>x</b>')),
  },
  {
    title: 'an MFA that was asked for and not given',
    reason: 'mfa',
    form: signed(() => ({ authnContext: 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password' })),
  },
  {
    title: 'a context that only begins like the MFA profile',
    reason: 'mfa',
    form: signed((parts) => ({ authnContext: `${parts.authnContext}/none` })),
  },
  {
    title: 'an encrypted assertion with nothing in it',
    reason: 'encrypted',
    form: rewritten(
      (xml) => xml,
      (xml) => xml.replace(/<saml:Assertion.*<\/saml:Assertion>/s, '<saml:EncryptedAssertion/>'),
    ),
  },
];
