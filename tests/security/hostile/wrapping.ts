import { assertionXml, newSamlId, responseXml, signElement } from '../../../src/dev/saml-response.ts';
import { attribute, type HostileCase, key, post, replaced, type Stage, subjectId, tampered } from './case.ts';

/** An assertion about somebody else, unsigned, under an id of its own. */
function evilAssertion(stage: Stage, assertionId = newSamlId()): string {
  const { attributes } = attribute(subjectId, 'giulia@it.example')(stage.parts);
  return assertionXml({ ...stage.parts, attributes, assertionId });
}

const wholeAssertion = /<saml:Assertion.*<\/saml:Assertion>/s;
const signature = /<ds:Signature .*?<\/ds:Signature>/s;
const signatureOf = (xml: string) => signature.exec(xml)?.[0] ?? '';
const bare = (xml: string) => xml.replace(signature, '');
const evilResponse = (stage: Stage, inner: string) => responseXml({ ...stage.parts, responseId: newSamlId() }, inner);
/** Puts something into the signature, where the schema lets anything stand. */
const withObject = (of: string, inner: string) =>
  of.replace('</ds:Signature>', `<ds:Object>${inner}</ds:Object></ds:Signature>`);

/** A response that holds the good assertion, and the evil one where `place` puts it. */
const beside = (place: (good: string, evil: string) => string) =>
  tampered((xml, stage) => replaced(xml, wholeAssertion, (good) => place(good, evilAssertion(stage))));

/** XSW1 to XSW8 (Somorovsky et al. 2012), and their relatives. Each keeps the signature of the IdP somewhere. */
export const wrapping: HostileCase[] = [
  {
    title: 'wrapping of the response 1 (XSW1): the signed response inside the signature of an evil one',
    reason: 'structure',
    form: tampered((xml, stage) =>
      evilResponse(stage, evilAssertion(stage)).replace(
        '</saml:Issuer>',
        `</saml:Issuer>${withObject(signatureOf(xml), bare(xml))}`,
      ),
    ),
  },
  {
    title: 'wrapping of the response 2 (XSW2): the signed response before its signature, in an evil one',
    reason: 'structure',
    form: tampered((xml, stage) =>
      evilResponse(stage, evilAssertion(stage)).replace(
        '</saml:Issuer>',
        `</saml:Issuer>${bare(xml)}${signatureOf(xml)}`,
      ),
    ),
  },
  {
    title: 'wrapping 3 (XSW3): an evil assertion before the signed one',
    reason: 'structure',
    form: beside((good, evil) => evil + good),
  },
  {
    title: 'wrapping 3 the other way: an evil assertion behind the signed one',
    reason: 'structure',
    form: beside((good, evil) => good + evil),
  },
  {
    title: 'wrapping 4 (XSW4): the signed assertion inside the evil one',
    reason: 'structure',
    form: beside((good, evil) => evil.replace('</saml:Assertion>', `${good}</saml:Assertion>`)),
  },
  {
    title: 'wrapping 4 by way of Advice',
    reason: 'structure',
    form: beside((good, evil) =>
      evil.replace('</saml:Assertion>', `<saml:Advice>${good}</saml:Advice></saml:Assertion>`),
    ),
  },
  {
    title: 'wrapping 5 (XSW5): the signature in the evil assertion, the signed one at the end',
    reason: 'structure',
    form: beside((good, evil) => evil.replace('</saml:Issuer>', `</saml:Issuer>${signatureOf(good)}`) + bare(good)),
  },
  {
    title: 'wrapping 6 (XSW6): the signed assertion inside its signature inside the evil one',
    reason: 'structure',
    form: beside((good, evil) =>
      evil.replace('</saml:Issuer>', `</saml:Issuer>${withObject(signatureOf(good), bare(good))}`),
    ),
  },
  {
    title: 'wrapping 7 (XSW7): an evil assertion in the extensions',
    reason: 'structure',
    form: tampered((xml, stage) =>
      replaced(xml, '<samlp:Status>', `<samlp:Extensions>${evilAssertion(stage)}</samlp:Extensions><samlp:Status>`),
    ),
  },
  {
    title: 'wrapping 8 (XSW8): the signed assertion as an object of the evil one’s signature',
    reason: 'structure',
    form: beside((good, evil) => {
      const object = `<ds:Object Id="_o">${bare(good)}</ds:Object>`;
      return evil.replace(
        '</saml:Issuer>',
        `</saml:Issuer>${signatureOf(good).replace('</ds:Signature>', `${object}</ds:Signature>`)}`,
      );
    }),
  },
  {
    title: 'an evil assertion in the details of the status',
    reason: 'structure',
    form: tampered((xml, stage) =>
      replaced(
        xml,
        '</samlp:Status>',
        `<samlp:StatusDetail>${evilAssertion(stage)}</samlp:StatusDetail></samlp:Status>`,
      ),
    ),
  },
  {
    title: 'an evil assertion in place of an attribute’s value',
    reason: 'structure',
    form: tampered((xml, stage) =>
      replaced(xml, '<saml:AttributeValue>', `<saml:AttributeValue>${evilAssertion(stage)}`),
    ),
  },
  {
    title: 'an evil assertion under the id that was signed',
    reason: 'structure',
    form: tampered((xml, stage) =>
      replaced(xml, wholeAssertion, (good) => evilAssertion(stage, stage.parts.assertionId) + good),
    ),
  },
  {
    title: 'an evil assertion of another name space',
    reason: 'structure',
    form: beside(
      (good, evil) =>
        evil.replaceAll('urn:oasis:names:tc:SAML:2.0:assertion', 'urn:oasis:names:tc:SAML:1.0:assertion') + good,
    ),
  },
  {
    title: 'an evil assertion under a prefix of its own',
    reason: 'structure',
    form: beside((good, evil) => evil.replaceAll('saml:', 'evil:').replace('xmlns:saml', 'xmlns:evil') + good),
  },
  {
    title: 'the signed response in an envelope',
    reason: 'structure',
    form: tampered(
      (xml) => `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${xml}</s:Body></s:Envelope>`,
    ),
  },
  {
    title: 'the signed response inside a response without a signature',
    reason: 'structure',
    form: tampered((xml, stage) => evilResponse(stage, xml)),
  },
  {
    title: 'the id that was signed as Id of another element',
    reason: 'structure',
    form: tampered((xml, stage) => replaced(xml, '<samlp:Status>', `<samlp:Status Id="${stage.parts.responseId}">`)),
  },
  {
    title: 'the id that was signed as id in small letters of another element',
    reason: 'structure',
    form: tampered((xml, stage) => replaced(xml, '<samlp:Status>', `<samlp:Status id="${stage.parts.responseId}">`)),
  },
  {
    title: 'the id that was signed as xml:id of another element',
    reason: 'signature',
    form: tampered((xml, stage) =>
      replaced(xml, '<samlp:Status>', `<samlp:Status xml:id="${stage.parts.assertionId}">`),
    ),
  },
  {
    title: 'two ids on one element',
    reason: 'structure',
    form: tampered((xml, stage) =>
      replaced(
        xml,
        ` ID="${stage.parts.assertionId}"`,
        ` ID="${stage.parts.assertionId}" Id="${stage.parts.assertionId}"`,
      ),
    ),
  },
  {
    title: 'an id that is an expression for XPath',
    reason: 'structure',
    form: (stage) => {
      const assertionId = "x' or '1'='1";
      const inner = assertionXml({ ...stage.parts, assertionId });
      return post(stage, signElement(responseXml(stage.parts, inner), stage.parts.responseId, key(stage)));
    },
  },
];
