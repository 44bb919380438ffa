import { agency, attribute, displayName, type HostileCase, instead, signed, subjectId } from './case.ts';

const country = 'urn:oid:2.5.4.6';
const without = (name: string) =>
  signed((parts) => ({ attributes: parts.attributes.filter((one) => one.name !== name) }));
const alsoNamed = (name: string, ...values: string[]) =>
  signed((parts) => ({ attributes: [...parts.attributes, { name, values }] }));
const named = (kind: HostileCase['reason'], name: string, cases: [string, string][]): HostileCase[] =>
  cases.map(([title, value]) => ({ title, reason: kind, form: signed(attribute(name, value)) }));

/** Of another IdP's people, or nobody's. */
const scopes: HostileCase[] = [
  ...named('scope', subjectId, [
    ['a subject-id of another scope', 'chiara@rs.example'],
    ['a subject-id whose scope only ends like ours', 'chiara@evil-it.example'],
    ['a subject-id whose scope only begins like ours', 'chiara@it.example.evil'],
    ['a subject-id of a scope below ours', 'chiara@sub.it.example'],
    ['a subject-id of the scope above ours', 'chiara@example'],
    ['a scope with a dot behind it', 'chiara@it.example.'],
  ]),
  ...named('identifier', subjectId, [
    ['a subject-id with two scopes', 'chiara@rs.example@it.example'],
    ['a subject-id without a scope', 'chiara'],
    ['a subject-id without a name', '@it.example'],
    ['a subject-id with a line break behind it', 'chiara@it.example\n'],
    ['a subject-id with a blank before it', ' chiara@it.example'],
    ['a subject-id with a Cyrillic letter', 'сhiara@it.example'],
    ['a subject-id with a full-width letter', 'ｃhiara@it.example'],
    ['a subject-id with the Kelvin sign', 'chia\u212aa@it.example'],
    ['a subject-id with a zero-width space', 'chiara\u200b@it.example'],
    ['a subject-id with a zero-width joiner', 'chi\u200dara@it.example'],
    ['a subject-id with a soft hyphen', 'chi\u00adara@it.example'],
    ['a subject-id with an accent of its own', 'chiara\u0301@it.example'],
    ['a subject-id with a tabulator', 'chi\tara@it.example'],
    ['a subject-id with a percent sign', 'chiara%40rs.example@it.example'],
    ['a subject-id of 300 letters', `${'a'.repeat(300)}@it.example`],
    ['an empty subject-id', ''],
  ]),
  { title: 'neither subject-id nor persistent NameID', reason: 'identifier', form: without(subjectId) },
  {
    title: 'two subject-ids',
    reason: 'attributes',
    form: signed(attribute(subjectId, 'chiara@it.example', 'giulia@it.example')),
  },
  { title: 'the subject-id attribute twice', reason: 'attributes', form: alsoNamed(subjectId, 'giulia@it.example') },
];

const agencies: HostileCase[] = [
  ...named('agency', agency, [
    ['an agency of another IdP', 'RS-MUP'],
    ['an agency that nobody knows', 'IT-XYZ'],
    ['an agency that only begins like one of ours', 'IT-DCSA-2'],
    ['an agency of which ours is only the beginning', 'IT-DCS'],
    ['an agency with a line break behind it', 'IT-DCSA\n'],
    ['an agency with a line break and another one', 'IT-DCSA\nRS-MUP'],
    ['an agency with a blank before it', ' IT-DCSA'],
    ['an agency with a blank that does not break', 'IT-DCSA\u00a0'],
    ['an agency in small letters', 'it-dcsa'],
    ['an agency with a Cyrillic letter', 'IT-DСSA'],
    ['two agencies with a comma', 'IT-DCSA,IT-SRI'],
    ['an empty agency', ''],
    ['every agency', '*'],
  ]),
  { title: 'no agency from an IdP of several', reason: 'agency', form: without(agency) },
  { title: 'two agencies at once', reason: 'attributes', form: signed(attribute(agency, 'IT-DCSA', 'IT-SRI')) },
  { title: 'the agency attribute twice', reason: 'attributes', form: alsoNamed(agency, 'IT-SRI') },
  ...named('country', country, [
    ['another country than the agency’s', 'RS'],
    ['the country in small letters', 'it'],
    ['the country with a blank behind it', 'IT '],
    ['an empty country', ''],
  ]),
  { title: 'two countries', reason: 'attributes', form: signed(attribute(country, 'IT', 'RS')) },
];

const names: HostileCase[] = [
  ...named('identifier', displayName, [
    ['a name with a right-to-left override', 'Chiara \u202eisedlaV'],
    ['a name with a zero-width space', 'Chiara\u200bValdesi'],
    ['a name with two blanks', 'Chiara  Valdesi'],
    ['a name with a line break', 'Chiara\nValdesi'],
    ['a name with a tag in it', '<b>Chiara</b>'],
    ['a name with a control character', 'Chiara\u0085Valdesi'],
    ['a name of 300 letters', 'C'.repeat(300)],
    ['a name that is a formula', '=cmd|A1'],
    ['an empty name', ''],
  ]),
  {
    title: 'two names',
    reason: 'attributes',
    form: signed(attribute(displayName, 'Chiara Valdesi', 'Giulia Ferrante')),
  },
  { title: 'markup inside a name', reason: 'markup-in-value', form: instead('Chiara Valdesi', 'Chiara<b>x</b>') },
  {
    title: 'a second name inside the NameID',
    reason: 'markup-in-value',
    form: instead('</saml:NameID>', '<x/></saml:NameID>'),
  },
];

const lists: HostileCase[] = [
  { title: 'a value of two thousand letters', reason: 'attributes', form: alsoNamed('urn:x', 'x'.repeat(2000)) },
  {
    title: 'a hundred values',
    reason: 'attributes',
    form: alsoNamed('urn:x', ...Array.from({ length: 100 }, (_, n) => `${n}`)),
  },
  { title: 'an attribute without a name', reason: 'attributes', form: alsoNamed('', 'x') },
  {
    title: 'two clearances',
    reason: 'attributes',
    form: signed(attribute('urn:seguito:attribute:clearance', 'OFFICIAL', 'RESTRICTED')),
  },
  {
    title: 'an encrypted attribute',
    reason: 'attributes',
    form: instead('</saml:AttributeStatement>', '<saml:EncryptedAttribute/></saml:AttributeStatement>'),
  },
];

/** Who somebody is and for whom they speak: exactly, and inside what was registered for the IdP. */
export const identityCases: HostileCase[] = [...scopes, ...agencies, ...names, ...lists];
