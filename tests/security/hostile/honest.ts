import {
  assertionXml,
  encryptedResponse,
  responseXml,
  type SigningChoices,
  signElement,
  signedResponse,
} from '../../../src/dev/saml-response.ts';
import { answerForm } from '../../identity/portal.ts';
import {
  agency,
  attribute,
  displayName,
  instead,
  insteadAround,
  key,
  post,
  replaced,
  reworded,
  rewritten,
  type Stage,
  signed,
  subjectId,
} from './case.ts';
import { gcm } from './encryption.ts';

/** An answer that is unlike ours and honest: it must sign chiara in. */
export interface HonestCase {
  title: string;
  form: (stage: Stage) => string | Promise<string>;
  /** Her name afterwards, where it differs. */
  name?: string;
}

const indented = (xml: string) => xml.replaceAll('><', '>\n  <');
const unchanged = (xml: string) => xml;
const signedBy = (choices: SigningChoices) => rewritten(unchanged, unchanged, choices);
/** Shifted clocks of the IdP. */
const clock = (seconds: number) => signed((parts) => ({ issuedAt: parts.issuedAt + seconds * 1000 }));
const calledAs = (title: string, name: string): HonestCase => ({
  title,
  name,
  form: signed(attribute(displayName, name)),
});
/** Everything after the signatures that they do not cover: how base64 is broken into lines. */
const asSent = (change: (base64: string) => string) => (stage: Stage) =>
  new URLSearchParams({
    SAMLResponse: change(Buffer.from(signedResponse(stage.parts, key(stage))).toString('base64')),
    RelayState: stage.begun.relayState,
  }).toString();

/** Changes prefixes and places before it signs, as other products write them. */
const written = (change: (xml: string) => string) => rewritten(change, change);

/** Signs response and assertion, and changes each signature in what it does not cover. */
const signatures = (change: (xml: string) => string) => (stage: Stage) => {
  const { parts } = stage;
  const inner = change(signElement(assertionXml(parts), parts.assertionId, key(stage)));
  return post(stage, change(signElement(responseXml(parts, inner), parts.responseId, key(stage))));
};

/** As SimpleSAMLphp, Shibboleth, Keycloak, ADFS, Entra ID and pysaml2 write; honest clocks; people with names of their own. */
export const honestCases: HonestCase[] = [
  { title: 'as the demo IdPs write it', form: signed(() => ({})) },
  { title: 'with a clock 170 s behind', form: clock(-170) },
  { title: 'with a clock 170 s ahead', form: clock(170) },
  {
    title: 'signed with RSA and SHA-512',
    form: signedBy({
      signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
      digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha512',
    }),
  },
  {
    title: 'encrypted by AES-GCM',
    form: async (stage) =>
      post(
        stage,
        await encryptedResponse(stage.parts, key(stage), { certificate: stage.portal.certificate, cipher: gcm }),
      ),
  },
  {
    title: 'encrypted by AES-GCM of 128 bits',
    form: async (stage) =>
      post(
        stage,
        await encryptedResponse(stage.parts, key(stage), {
          certificate: stage.portal.certificate,
          cipher: 'http://www.w3.org/2009/xmlenc11#aes128-gcm',
        }),
      ),
  },
  {
    title: 'with an Id on each signature',
    form: signatures((xml) => xml.replace('<ds:Signature ', `<ds:Signature Id="_s${xml.length}" `)),
  },
  {
    title: 'without the certificate in its signatures',
    form: signatures((xml) => xml.replace(/<ds:KeyInfo>.*?<\/ds:KeyInfo>/s, '')),
  },
  {
    title: 'with a key’s name in its signatures',
    form: signatures((xml) =>
      replaced(xml, /<ds:KeyInfo>.*?<\/ds:KeyInfo>/s, '<ds:KeyInfo><ds:KeyName>k</ds:KeyName></ds:KeyInfo>'),
    ),
  },
  {
    title: 'with lines broken inside its signature values',
    form: signatures((xml) => xml.replace(/(<ds:SignatureValue>)([^<]{64})/, '$1\n$2\n')),
  },
  {
    title: 'with prefixes as Shibboleth and Keycloak write them',
    form: written((xml) =>
      xml
        .replaceAll('saml:', 'saml2:')
        .replaceAll('samlp:', 'saml2p:')
        .replaceAll('xmlns:saml=', 'xmlns:saml2=')
        .replaceAll('xmlns:samlp=', 'xmlns:saml2p='),
    ),
  },
  {
    title: 'with prefixes that are longer than names',
    form: written((xml) =>
      xml
        .replaceAll('saml:', 'urn_oasis_names_tc_SAML_2_0_assertion:')
        .replaceAll('xmlns:saml=', 'xmlns:urn_oasis_names_tc_SAML_2_0_assertion='),
    ),
  },
  {
    title: 'with the assertion’s name space as default, as ADFS and Entra ID write it',
    form: rewritten((xml) => xml.replaceAll('saml:', '').replace('xmlns:saml=', 'xmlns=')),
  },
  {
    title: 'indented, an element a line',
    form: rewritten(indented, (xml) => {
      const [head = '', ...rest] = xml.split('<saml:Assertion');
      return [indented(head), ...rest].join('<saml:Assertion');
    }),
  },
  {
    title: 'with a declaration before it',
    form: (stage) =>
      post(stage, `<?xml version="1.0" encoding="UTF-8"?>\n${signedResponse(stage.parts, key(stage))}\n`),
  },
  {
    title: 'with types on its values',
    form: rewritten((xml) =>
      xml.replaceAll(
        '<saml:AttributeValue>',
        '<saml:AttributeValue xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">',
      ),
    ),
  },
  {
    title: 'with friendly names on its attributes',
    form: rewritten((xml) => xml.replaceAll('<saml:Attribute Name', '<saml:Attribute FriendlyName="x" Name')),
  },
  {
    title: 'with attributes in two statements',
    form: rewritten((xml) =>
      replaced(
        xml,
        '</saml:Attribute><saml:Attribute',
        '</saml:Attribute></saml:AttributeStatement><saml:AttributeStatement><saml:Attribute',
      ),
    ),
  },
  {
    title: 'with a structured value that we do not read (eduPersonTargetedID)',
    form: instead(
      '</saml:AttributeStatement>',
      '<saml:Attribute Name="urn:oid:1.3.6.1.4.1.5923.1.1.1.10"><saml:AttributeValue><saml:NameID>x</saml:NameID></saml:AttributeValue></saml:Attribute></saml:AttributeStatement>',
    ),
  },
  {
    title: 'with the authority that authenticated',
    form: instead(
      '</saml:AuthnContext>',
      '<saml:AuthenticatingAuthority>https://up.example</saml:AuthenticatingAuthority></saml:AuthnContext>',
    ),
  },
  {
    title: 'with a session that ends in an hour',
    form: (stage) =>
      instead(
        '<saml:AuthnStatement ',
        `<saml:AuthnStatement SessionNotOnOrAfter="${new Date(Date.now() + 3_600_000).toISOString()}" `,
      )(stage),
  },
  { title: 'without a session index', form: instead(/ SessionIndex="[^"]*"/, '') },
  { title: 'for one use only', form: instead('</saml:Conditions>', '<saml:OneTimeUse/></saml:Conditions>') },
  {
    title: 'not to be passed on',
    form: instead('</saml:Conditions>', '<saml:ProxyRestriction Count="0"/></saml:Conditions>'),
  },
  {
    title: 'for us among others',
    form: instead('<saml:Audience>', '<saml:Audience>https://other.example/sp</saml:Audience><saml:Audience>'),
  },
  {
    title: 'with the address of the browser',
    form: instead('<saml:SubjectConfirmationData ', '<saml:SubjectConfirmationData Address="192.0.2.7" '),
  },
  {
    title: 'with the kind of its issuer',
    form: instead('<saml:Issuer>', '<saml:Issuer Format="urn:oasis:names:tc:SAML:2.0:nameid-format:entity">'),
  },
  {
    title: 'with a message beside its status',
    form: insteadAround('</samlp:Status>', '<samlp:StatusMessage>OK</samlp:StatusMessage></samlp:Status>'),
  },
  {
    title: 'with a consent',
    form: insteadAround(' Destination=', ' Consent="urn:oasis:names:tc:SAML:2.0:consent:unspecified" Destination='),
  },
  {
    title: 'with a transient name beside the subject-id',
    form: signed(() => ({ nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient', nameId: '_9f2c' })),
  },
  { title: 'with a subject-id in capitals', form: signed(attribute(subjectId, 'CHIARA@IT.EXAMPLE')) },
  { title: 'with times to the microsecond', form: rewritten((xml) => xml.replaceAll(/(\d{3})Z"/g, '$1000Z"')) },
  {
    title: 'with times to the second',
    form: rewritten(
      (xml) => xml.replaceAll(/\.\d{3}Z"/g, 'Z"'),
      (xml) => xml.replaceAll(/\.\d{3}Z"/g, 'Z"'),
    ),
  },
  calledAs('of a person with a Serbian name', 'Ђорђе Чавић'),
  calledAs('of a person with an Albanian name', 'Shpresa Çela-Gjikë'),
  calledAs('of a person with an apostrophe', 'Chiara D’Amico'),
  calledAs('of a person with a Hungarian name', 'Őry Ágnes'),
  calledAs('of a person with a title', 'Dr. Chiara Valdesi (SIRENE)'),
  {
    title: 'with a name in character references',
    name: 'Бојан',
    form: rewritten((xml) => replaced(xml, 'Chiara Valdesi', '&#x411;&#1086;&#x458;&#1072;&#x43d;')),
  },
  {
    title: 'with 150,000 blanks inside a tag',
    form: reworded((xml) => replaced(xml, '<samlp:Status>', `<samlp:Status${' '.repeat(150_000)}>`)),
  },
  { title: 'with its base64 in lines of 76', form: asSent((text) => text.match(/.{1,76}/g)?.join('\r\n') ?? '') },
  {
    title: 'with its base64 in lines of 64 that end with LF',
    form: asSent((text) => text.match(/.{1,64}/g)?.join('\n') ?? ''),
  },
  {
    title: 'with RelayState before the answer',
    form: (stage) => {
      const [answer, state] = answerForm(signedResponse(stage.parts, key(stage)), stage.begun.relayState).split('&');
      return `${state}&${answer}`;
    },
  },
  {
    title: 'with a purpose and a role that nobody here knows',
    form: signed((parts) => ({
      attributes: [...parts.attributes, { name: 'roles', values: ['auditor'] }, { name: 'urn:x', values: ['y', 'z'] }],
    })),
  },
  { title: 'of the other agency behind the same IdP', form: signed(attribute(agency, 'IT-SRI')) },
];
