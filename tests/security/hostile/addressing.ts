import { assertionXml, responseXml, signElement } from '../../../src/dev/saml-response.ts';
import { type HostileCase, instead, insteadAround, key, post, replaced, reworded, rewritten, signed } from './case.ts';

const audience = (value: string) => signed(() => ({ audience: value }));
const restriction = '</saml:AudienceRestriction>';
const another =
  '<saml:AudienceRestriction><saml:Audience>https://other.example/sp</saml:Audience></saml:AudienceRestriction>';

const audiences: HostileCase[] = [
  { title: 'an answer for another service', reason: 'audience', form: audience('https://other.example/sp') },
  {
    title: 'an audience that only begins like us',
    reason: 'audience',
    form: signed(({ audience: own }) => ({ audience: `${own}.evil.example` })),
  },
  {
    title: 'an audience with a slash behind it',
    reason: 'audience',
    form: signed(({ audience: own }) => ({ audience: `${own}/` })),
  },
  {
    title: 'an audience in capitals',
    reason: 'audience',
    form: signed(({ audience: own }) => ({ audience: own.toUpperCase() })),
  },
  {
    title: 'an audience with a blank before it',
    reason: 'audience',
    form: signed(({ audience: own }) => ({ audience: ` ${own}` })),
  },
  { title: 'an empty audience', reason: 'audience', form: audience('') },
  {
    title: 'two audiences in one element',
    reason: 'audience',
    form: signed(({ audience: own }) => ({ audience: `${own} https://other.example` })),
  },
  {
    title: 'an answer for us and then for somebody else only',
    reason: 'audience',
    form: instead(restriction, `${restriction}${another}`),
  },
  {
    title: 'an answer for somebody else only and then for us',
    reason: 'audience',
    form: instead('<saml:AudienceRestriction>', `${another}<saml:AudienceRestriction>`),
  },
  {
    title: 'an answer without an audience',
    reason: 'audience',
    form: instead(/<saml:AudienceRestriction>.*<\/saml:AudienceRestriction>/, ''),
  },
  {
    title: 'an audience restriction without an audience',
    reason: 'audience',
    form: instead(/<saml:Audience>.*<\/saml:Audience>/, ''),
  },
];

const destination = (change: (own: string) => string) =>
  reworded((xml) => replaced(xml, /Destination="([^"]*)"/, (found) => `Destination="${change(found.slice(13, -1))}"`));
const recipient = (change: (own: string) => string) =>
  rewritten((xml) => replaced(xml, /Recipient="([^"]*)"/, (found) => `Recipient="${change(found.slice(11, -1))}"`));

/** What an address may not be, by what it is made of the true one. */
const elsewhere: [string, (own: string) => string][] = [
  ['another place', () => 'https://other.example/acs'],
  ['the same path of another host', (own) => own.replace('localhost', 'localhost.evil.example')],
  ['our address with a slash behind it', (own) => `${own}/`],
  ['our address with a query', (own) => `${own}?x=1`],
  ['our address in another scheme', (own) => own.replace('http:', 'https:')],
  ['our metadata', (own) => own.replace('/acs', '/metadata')],
  ['nothing', () => ''],
];

const addresses: HostileCase[] = [
  ...elsewhere.map(([what, change]) => ({
    title: `an answer addressed to ${what}`,
    reason: 'destination' as const,
    form: destination(change),
  })),
  { title: 'an answer without a Destination', reason: 'destination', form: insteadAround(/ Destination="[^"]*"/, '') },
  ...elsewhere.map(([what, change]) => ({
    title: `an assertion to be received at ${what}`,
    reason: 'recipient' as const,
    form: recipient(change),
  })),
  { title: 'an assertion without a Recipient', reason: 'recipient', form: instead(/ Recipient="[^"]*"/, '') },
];

const issuer = /<saml:Issuer>[^<]*/;
const issuers: HostileCase[] = [
  {
    title: 'another issuer in the response',
    reason: 'issuer',
    form: insteadAround(issuer, '<saml:Issuer>https://other.example/idp'),
  },
  {
    title: 'another issuer in the assertion',
    reason: 'issuer',
    form: instead(issuer, '<saml:Issuer>https://other.example/idp'),
  },
  {
    title: 'no issuer in the response',
    reason: 'issuer',
    form: insteadAround(/<saml:Issuer>[^<]*<\/saml:Issuer>(?=<ds:|<samlp:)/, '<saml:Issuer/>'),
  },
  {
    title: 'no issuer in the assertion',
    reason: 'issuer',
    // Without one nothing says where a signature of the assertion would stand: the response's is good, and not enough.
    form: (stage) => {
      const inner = assertionXml(stage.parts).replace(/<saml:Issuer>.*?<\/saml:Issuer>/, '');
      return post(stage, signElement(responseXml(stage.parts, inner), stage.parts.responseId, key(stage)));
    },
  },
  { title: 'an empty issuer in the assertion', reason: 'issuer', form: instead(issuer, '<saml:Issuer>') },
  {
    title: 'two issuers in the assertion',
    reason: 'issuer',
    form: instead(/<saml:Subject>/, '<saml:Issuer>https://other.example/idp</saml:Issuer><saml:Subject>'),
  },
  { title: 'an issuer with a blank behind it', reason: 'issuer', form: instead('</saml:Issuer>', ' </saml:Issuer>') },
  { title: 'an issuer with a slash behind it', reason: 'issuer', form: instead('</saml:Issuer>', '/</saml:Issuer>') },
  {
    title: 'an issuer in capitals',
    reason: 'issuer',
    form: rewritten((xml) => replaced(xml, issuer, (found) => `<saml:Issuer>${found.slice(13).toUpperCase()}`)),
  },
  {
    title: 'an issuer that is a person',
    reason: 'issuer',
    form: instead('<saml:Issuer>', '<saml:Issuer Format="urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress">'),
  },
];

const version = (value: string) => `Version="${value}"`;
const heads: HostileCase[] = [
  { title: 'a response of version 1.1', reason: 'version', form: insteadAround(version('2.0'), version('1.1')) },
  { title: 'a response of version 2.1', reason: 'version', form: insteadAround(version('2.0'), version('2.1')) },
  { title: 'a response without a version', reason: 'version', form: insteadAround(` ${version('2.0')}`, '') },
  { title: 'an assertion of version 1.1', reason: 'version', form: instead(version('2.0'), version('1.1')) },
  { title: 'an assertion without a version', reason: 'version', form: instead(` ${version('2.0')}`, '') },
  {
    title: 'a status that is not success',
    reason: 'status',
    form: insteadAround('status:Success', 'status:Responder'),
  },
  {
    title: 'a status that only ends like success',
    reason: 'status',
    form: insteadAround('urn:oasis:names:tc:SAML:2.0:status:Success', 'urn:evil:status:Success'),
  },
  {
    title: 'success with a second status that denies it',
    reason: 'status',
    form: insteadAround(
      /<samlp:StatusCode Value="([^"]*)"\/>/,
      '<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:AuthnFailed"/></samlp:StatusCode>',
    ),
  },
  { title: 'no status', reason: 'status', form: insteadAround(/<samlp:Status>.*<\/samlp:Status>/, '') },
  { title: 'an empty status', reason: 'status', form: insteadAround(/<samlp:StatusCode [^>]*>/, '') },
  {
    title: 'two statuses',
    reason: 'status',
    form: reworded((xml) => replaced(xml, /<samlp:Status>.*<\/samlp:Status>/, (found) => found + found)),
  },
];

/** For somebody else, from somebody else, or of a kind that is no answer. */
export const addressingCases: HostileCase[] = [...audiences, ...addresses, ...issuers, ...heads];
