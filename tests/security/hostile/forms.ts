import { deflateRawSync } from 'node:zlib';
import { signedResponse } from '../../../src/dev/saml-response.ts';
import { type HostileCase, key, post, type Stage, tampered } from './case.ts';

const honest = (stage: Stage) => signedResponse(stage.parts, key(stage));
/** The form around an answer, changed as text. */
const form =
  (change: (form: string, stage: Stage) => string) =>
  (stage: Stage): string =>
    change(post(stage, honest(stage)), stage);
const base64 = (change: (text: string) => string) => (stage: Stage) =>
  new URLSearchParams({
    SAMLResponse: change(Buffer.from(honest(stage)).toString('base64')),
    RelayState: stage.begun.relayState,
  }).toString();
const bytes = (change: (xml: string) => Uint8Array) => (stage: Stage) =>
  new URLSearchParams({
    SAMLResponse: Buffer.from(change(honest(stage))).toString('base64'),
    RelayState: stage.begun.relayState,
  }).toString();
const samlp = 'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"';

/** The form and its encodings, before anybody looks at what is in it; and messages that are no answer. */
export const formCases: HostileCase[] = [
  {
    title: 'SAMLResponse twice',
    reason: 'parameters',
    early: true,
    form: (stage) => `${post(stage, signedResponse(stage.parts, key(stage)))}&SAMLResponse=AAAA`,
  },
  {
    title: 'a LogoutRequest where an answer belongs',
    reason: 'structure',
    form: (stage) => post(stage, '<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_a"/>'),
  },
  {
    title: 'base64 with a stray character',
    reason: 'base64',
    early: true,
    form: (stage) => post(stage, signedResponse(stage.parts, key(stage))).replace('SAMLResponse=', 'SAMLResponse=*'),
  },
  {
    title: 'bytes that are not UTF-8',
    reason: 'utf8',
    early: true,
    form: (stage) =>
      `SAMLResponse=${encodeURIComponent(Buffer.from([0x3c, 0x61, 0xff, 0x3e]).toString('base64'))}&RelayState=${stage.begun.relayState}`,
  },
  ...(
    [
      ['RelayState twice', form((text) => `${text}&RelayState=x`)],
      ['no RelayState', form((text) => text.replace(/&RelayState=.*/, ''))],
      ['no SAMLResponse', form((text) => text.replace(/SAMLResponse=[^&]*&/, ''))],
      ['a SAMLRequest beside the answer', form((text) => `${text}&SAMLRequest=AAAA`)],
      ['an artifact beside the answer', form((text) => `${text}&SAMLart=AAAA`)],
      ['a signature as of the redirect binding', form((text) => `${text}&SigAlg=x&Signature=x`)],
      ['a parameter without a value', form((text) => `${text}&x`)],
      ['a parameter that is a prototype', form((text) => `${text}&__proto__=x`)],
      ['SAMLResponse in small letters', form((text) => text.replace('SAMLResponse', 'samlresponse'))],
      ['SAMLResponse as a list', form((text) => text.replace('SAMLResponse', 'SAMLResponse[]'))],
      ['a percent sign that encodes nothing', form((text) => `${text}%zz`)],
      ['an empty form', () => ''],
    ] as const
  ).map(([title, made]) => ({ title, reason: 'parameters' as const, early: true, form: made })),
  ...(
    [
      ['an empty SAMLResponse', base64(() => '')],
      ['base64 for addresses', base64((text) => `${text.slice(0, -4)}-_==`)],
      ['base64 without its padding', base64((text) => `${text}A`)],
      ['base64 with bits behind its end', base64((text) => `${text}QR==`)],
      ['base64 with blanks', base64((text) => `${text.slice(0, 8)} ${text.slice(8)}`)],
      ['base64 with something behind its end', base64((text) => `${text}====`)],
    ] as const
  ).map(([title, made]) => ({ title, reason: 'base64' as const, early: true, form: made })),
  ...(
    [
      ['UTF-16', bytes((xml) => Buffer.from(xml, 'utf16le'))],
      ['an overlong slash', bytes((xml) => Buffer.concat([Buffer.from(xml), Buffer.from([0xc0, 0xaf])]))],
      ['half a surrogate', bytes((xml) => Buffer.concat([Buffer.from(xml), Buffer.from([0xed, 0xa0, 0x80])]))],
      ['a deflated answer, as of the redirect binding', bytes((xml) => deflateRawSync(xml))],
      ['a bomb of zeros, deflated', bytes(() => deflateRawSync(Buffer.alloc(50_000_000)))],
    ] as const
  ).map(([title, made]) => ({
    title,
    reason: title === 'UTF-16' ? ('xml' as const) : ('utf8' as const),
    early: true,
    form: made,
  })),
  ...['AuthnRequest', 'LogoutResponse', 'ArtifactResponse', 'AttributeQuery', 'ManageNameIDRequest'].map((kind) => ({
    title: `${kind} where an answer belongs`,
    reason: 'structure' as const,
    form: (stage: Stage) => post(stage, `<samlp:${kind} ${samlp} ID="_a"/>`),
  })),
  {
    title: 'an answer of SAML 1.1',
    reason: 'structure',
    form: tampered((xml) =>
      xml.replaceAll('urn:oasis:names:tc:SAML:2.0:protocol', 'urn:oasis:names:tc:SAML:1.0:protocol'),
    ),
  },
  {
    title: 'metadata where an answer belongs',
    reason: 'structure',
    form: (stage) => post(stage, '<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="x"/>'),
  },
];
