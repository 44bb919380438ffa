import { assertionXml, newSamlId, responseXml, signElement, signedResponse } from '../../src/dev/saml-response.ts';
import { generateSigningKey } from '../../src/identity/sp-keys.ts';
import { honestParts } from '../identity/portal.ts';
import { attribute, type HostileCase, key, post, rewritten, type Stage, subjectId, tampered } from './hostile-case.ts';

/** An evil copy of the assertion, unsigned, in another id and another name. */
function evilAssertion(stage: Stage): string {
  const attributes = attribute(subjectId, 'giulia@it.example')(stage.parts).attributes;
  return assertionXml({ ...stage.parts, attributes, assertionId: newSamlId() });
}

const firstSignature = /<ds:Signature .*?<\/ds:Signature>/s;

/** Unsigned, wrongly signed, wrapped. */
export const hostileSignatures: HostileCase[] = [
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
    title: 'wrapping 1: the signed response moved inside an evil one',
    reason: 'structure',
    form: tampered((xml, stage) =>
      responseXml({ ...stage.parts, responseId: newSamlId() }, evilAssertion(stage)).replace(
        '</samlp:Response>',
        `<samlp:Extensions>${xml}</samlp:Extensions></samlp:Response>`,
      ),
    ),
  },
  {
    title: 'wrapping 2: an evil assertion before the signed one',
    reason: 'structure',
    form: tampered((xml, stage) => xml.replace('<saml:Assertion', `${evilAssertion(stage)}<saml:Assertion`)),
  },
  {
    title: 'wrapping 3: the signed assertion inside the evil one',
    reason: 'structure',
    form: tampered((xml, stage) =>
      xml.replace(/<saml:Assertion.*<\/saml:Assertion>/s, (good) =>
        evilAssertion(stage).replace('</saml:Assertion>', `<saml:Advice>${good}</saml:Advice></saml:Assertion>`),
      ),
    ),
  },
  {
    title: 'wrapping 4: the signed assertion hidden inside its own signature',
    reason: 'structure',
    form: tampered((xml, stage) =>
      xml.replace(/<saml:Assertion.*<\/saml:Assertion>/s, (good) => {
        const signature = firstSignature.exec(good)?.[0] ?? '';
        const wrapped = signature.replace(
          '</ds:Signature>',
          `<ds:Object>${good.replace(signature, '')}</ds:Object></ds:Signature>`,
        );
        return evilAssertion(stage).replace('</saml:Issuer>', `</saml:Issuer>${wrapped}`);
      }),
    ),
  },
  {
    title: 'two elements with the id that was signed',
    reason: 'structure',
    form: tampered((xml, stage) => xml.replace('<samlp:Status>', `<samlp:Status ID="${stage.parts.assertionId}">`)),
  },
  {
    title: 'a signature with SHA-1',
    reason: 'algorithm',
    form: rewritten(
      (xml) => xml,
      (xml) => xml,
      { signatureAlgorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' },
    ),
  },
  {
    title: 'a digest with SHA-1',
    reason: 'algorithm',
    form: rewritten(
      (xml) => xml,
      (xml) => xml,
      { digestAlgorithm: 'http://www.w3.org/2000/09/xmldsig#sha1' },
    ),
  },
  {
    title: 'a signature algorithm rewritten to HMAC',
    reason: 'algorithm',
    form: tampered((xml) =>
      xml.replaceAll(
        'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
        'http://www.w3.org/2000/09/xmldsig#hmac-sha1',
      ),
    ),
  },
  {
    title: 'a transform other than enveloped and exclusive c14n',
    reason: 'algorithm',
    form: tampered((xml) =>
      xml.replace(
        'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
        'http://www.w3.org/TR/1999/REC-xpath-19991116',
      ),
    ),
  },
  {
    title: 'a reference to a document elsewhere',
    reason: 'structure',
    form: tampered((xml, stage) => xml.replace(`URI="#${stage.parts.responseId}"`, 'URI="http://127.0.0.1:1/evil"')),
  },
];
