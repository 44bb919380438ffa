import { assertionXml, responseXml, signElement, signedResponse } from '../../../src/dev/saml-response.ts';
import { generateSigningKey } from '../../../src/identity/sp-keys.ts';
import { honestParts } from '../../identity/portal.ts';
import { type HostileCase, key, post, replaced, type Stage, tampered } from './case.ts';

const signatures = /<ds:Signature .*?<\/ds:Signature>/gs;
const nth = (xml: string, n: number) => [...xml.matchAll(signatures)][n]?.[0] ?? '';
const inResponse = (stage: Stage, inner: string) =>
  post(stage, signElement(responseXml(stage.parts, inner), stage.parts.responseId, key(stage)));

/** Unsigned, stripped, tampered with, signed by somebody else, or signed somewhere else. */
export const signatureCases: HostileCase[] = [
  {
    title: 'an answer nobody signed',
    reason: 'signature',
    form: (stage) => post(stage, responseXml(stage.parts, assertionXml(stage.parts))),
  },
  {
    title: 'an answer whose signatures were cut out',
    reason: 'signature',
    form: tampered((xml) => xml.replaceAll(/<ds:Signature .*?<\/ds:Signature>/gs, '')),
  },
  {
    title: 'an answer whose assertion alone is signed, where both must be',
    reason: 'signature',
    form: (stage) =>
      post(
        stage,
        responseXml(stage.parts, signElement(assertionXml(stage.parts), stage.parts.assertionId, key(stage))),
      ),
  },
  {
    title: 'an answer whose name was changed on the way',
    reason: 'signature',
    form: tampered((xml) => xml.replace('Chiara Valdesi', 'Giulia Ferrante')),
  },
  {
    title: 'an answer signed with a key of the sender’s own, its certificate enclosed',
    reason: 'signature',
    form: async (stage) => post(stage, signedResponse(stage.parts, await generateSigningKey('evil'))),
  },
  {
    title: 'an answer signed by another agency’s IdP',
    reason: 'signature',
    form: (stage) => post(stage, signedResponse(stage.parts, stage.portal.idp('rs').key)),
  },
  {
    title: 'IdP B answering a question put to IdP A, honestly as itself',
    reason: 'issuer',
    form: (stage) =>
      post(stage, signedResponse({ ...honestParts(stage.portal, 'bojan', stage.begun) }, stage.portal.idp('rs').key)),
  },
  {
    title: 'a reference to a document elsewhere',
    reason: 'structure',
    form: tampered((xml, stage) => xml.replace(`URI="#${stage.parts.responseId}"`, 'URI="http://127.0.0.1:1/evil"')),
  },
  {
    title: 'an answer whose response alone is signed, where both must be',
    reason: 'signature',
    form: (stage) => inResponse(stage, assertionXml(stage.parts)),
  },
  {
    title: 'an assertion of another IdP in a response of this one',
    reason: 'signature',
    form: (stage) =>
      inResponse(stage, signElement(assertionXml(stage.parts), stage.parts.assertionId, stage.portal.idp('rs').key)),
  },
  {
    title: 'an assertion of this IdP in a response of another one',
    reason: 'signature',
    form: (stage) => {
      const inner = signElement(assertionXml(stage.parts), stage.parts.assertionId, key(stage));
      const { parts, portal } = stage;
      return post(stage, signElement(responseXml(parts, inner), parts.responseId, portal.idp('rs').key));
    },
  },
  {
    title: 'a key of the sender’s own that names the IdP’s certificate',
    reason: 'signature',
    form: async (stage) => {
      const evil = await generateSigningKey('evil');
      return post(stage, signedResponse(stage.parts, { ...evil, certificate: key(stage).certificate }));
    },
  },
  {
    title: 'a signature value that is empty',
    reason: 'signature',
    form: tampered((xml) => xml.replaceAll(/(<ds:SignatureValue>)[^<]*/g, '$1')),
  },
  {
    title: 'a digest that is empty',
    reason: 'signature',
    form: tampered((xml) => xml.replaceAll(/(<ds:DigestValue>)[^<]*/g, '$1')),
  },
  {
    title: 'a digest that was computed anew by somebody without the key',
    reason: 'signature',
    form: async (stage) => {
      const other = await generateSigningKey('evil');
      const honest = signedResponse(stage.parts, key(stage));
      const changed = signedResponse({ ...stage.parts, nameId: 'giulia' }, other);
      const values = [...honest.matchAll(/<ds:SignatureValue>[^<]*/g)].map(([value]) => value);
      let n = 0;
      return post(
        stage,
        changed.replaceAll(/<ds:SignatureValue>[^<]*/g, () => values[n++] ?? ''),
      );
    },
  },
  {
    title: 'a last character of the signature changed',
    reason: 'signature',
    form: tampered((xml) =>
      replaced(xml, /(.)(..<\/ds:SignatureValue>)/s, (found) => (found.startsWith('A') ? 'Q' : 'A') + found.slice(1)),
    ),
  },
  {
    title: 'the two signatures exchanged',
    reason: 'structure',
    form: tampered((xml) => {
      const [outer, inner] = [nth(xml, 0), nth(xml, 1)];
      return xml
        .replace(outer, '@')
        .replace(inner, () => outer)
        .replace('@', () => inner);
    }),
  },
  {
    title: 'two signatures on the response',
    reason: 'structure',
    form: tampered((xml) => xml.replace(nth(xml, 0), (found) => found + found)),
  },
  {
    title: 'a signature that covers the whole document instead of an id',
    reason: 'structure',
    form: tampered((xml, stage) => replaced(xml, `URI="#${stage.parts.responseId}"`, 'URI=""')),
  },
  {
    title: 'a signature without a URI at all',
    reason: 'structure',
    form: tampered((xml, stage) => replaced(xml, ` URI="#${stage.parts.responseId}"`, '')),
  },
  {
    title: 'a signature that covers an XPointer',
    reason: 'structure',
    form: tampered((xml, stage) =>
      replaced(xml, `URI="#${stage.parts.responseId}"`, `URI="#xpointer(id('${stage.parts.responseId}'))"`),
    ),
  },
  {
    title: 'a response’s signature that covers the assertion only',
    reason: 'structure',
    form: tampered((xml, stage) =>
      replaced(xml, `URI="#${stage.parts.responseId}"`, `URI="#${stage.parts.assertionId}"`),
    ),
  },
  {
    title: 'a second reference in a signature',
    reason: 'structure',
    form: tampered((xml) => replaced(xml, /<ds:Reference .*?<\/ds:Reference>/s, (found) => found + found)),
  },
  {
    title: 'two SignedInfo in a signature',
    reason: 'structure',
    form: tampered((xml) => replaced(xml, /<ds:SignedInfo>.*?<\/ds:SignedInfo>/s, (found) => found + found)),
  },
  {
    title: 'a signature that signs a manifest',
    reason: 'structure',
    form: tampered((xml) =>
      replaced(
        xml,
        '</ds:Signature>',
        '<ds:Object><ds:Manifest><ds:Reference URI="#x"/></ds:Manifest></ds:Object></ds:Signature>',
      ),
    ),
  },
  {
    title: 'a signature inside the subject',
    reason: 'structure',
    form: tampered((xml) => replaced(xml.replace(nth(xml, 1), ''), '<saml:Subject>', `<saml:Subject>${nth(xml, 1)}`)),
  },
  {
    title: 'a signature of another name space',
    reason: 'structure',
    form: tampered((xml) => xml.replaceAll('http://www.w3.org/2000/09/xmldsig#"', 'http://evil.example/xmldsig#"')),
  },
  {
    title: 'an honest answer to which an attribute was added behind the signature',
    reason: 'signature',
    form: tampered((xml) =>
      replaced(
        xml,
        '</saml:AttributeStatement>',
        '<saml:Attribute Name="roles"><saml:AttributeValue>auditor</saml:AttributeValue></saml:Attribute></saml:AttributeStatement>',
      ),
    ),
  },
  {
    title: 'an honest answer whose time was prolonged behind the signature',
    reason: 'signature',
    form: tampered((xml) => xml.replaceAll(/NotOnOrAfter="\d{4}/g, 'NotOnOrAfter="2099')),
  },
];
