import type { SigningChoices } from '../../../src/dev/saml-response.ts';
import { type HostileCase, replaced, rewritten, tampered } from './case.ts';

const unchanged = (xml: string) => xml;
const signedBy = (choices: SigningChoices) => rewritten(unchanged, unchanged, choices);
const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const transform = (algorithm: string) => `<ds:Transform Algorithm="${algorithm}"/>`;
/** Another value of an Algorithm, behind the signature. */
const named = (element: string, algorithm: string) =>
  tampered((xml) =>
    replaced(xml, new RegExp(`<ds:${element} Algorithm="[^"]*"`), `<ds:${element} Algorithm="${algorithm}"`),
  );

/** Outside rsa-sha256/512, SHA-256/512, enveloped and exclusive c14n there is nothing. */
export const algorithmCases: HostileCase[] = [
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
    title: 'a signature with SHA-1, well computed, on response and assertion, and a digest with SHA-1',
    reason: 'algorithm',
    form: signedBy({
      signatureAlgorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
      digestAlgorithm: 'http://www.w3.org/2000/09/xmldsig#sha1',
    }),
  },
  ...[
    ['RSA with MD5', 'http://www.w3.org/2001/04/xmldsig-more#rsa-md5'],
    ['HMAC with SHA-256, the certificate as its secret', 'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256'],
    ['DSA', 'http://www.w3.org/2000/09/xmldsig#dsa-sha1'],
    ['an algorithm that does not exist', 'urn:evil:none'],
    ['no algorithm at all', ''],
  ].map(([what = '', algorithm = '']) => ({
    title: `a signature method of ${what}`,
    reason: 'algorithm' as const,
    form: named('SignatureMethod', algorithm),
  })),
  ...[
    ['MD5', 'http://www.w3.org/2001/04/xmldsig-more#md5'],
    ['SHA-224', 'http://www.w3.org/2001/04/xmldsig-more#sha224'],
    ['nothing', ''],
  ].map(([what = '', algorithm = '']) => ({
    title: `a digest of ${what}`,
    reason: 'algorithm' as const,
    form: named('DigestMethod', algorithm),
  })),
  ...[
    ['inclusive', 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'],
    ['exclusive with comments', 'http://www.w3.org/2001/10/xml-exc-c14n#WithComments'],
    ['unknown', 'urn:evil:c14n'],
  ].map(([what = '', algorithm = '']) => ({
    title: `canonicalisation that is ${what}`,
    reason: 'algorithm' as const,
    form: named('CanonicalizationMethod', algorithm),
  })),
  ...[
    ['XSLT', transform('http://www.w3.org/TR/1999/REC-xslt-19991116') + transform(exclusive)],
    ['base64', transform(enveloped) + transform('http://www.w3.org/2000/09/xmldsig#base64')],
    ['exclusive c14n alone', transform(exclusive)],
    ['the enveloped signature alone', transform(enveloped)],
    ['three steps', transform(enveloped) + transform(exclusive) + transform(exclusive)],
    ['the two in the other order', transform(exclusive) + transform(enveloped)],
    ['none', ''],
    [
      'a filter inside the enveloped signature',
      `<ds:Transform Algorithm="${enveloped}"><ds:XPath>not(//x)</ds:XPath></ds:Transform>${transform(exclusive)}`,
    ],
  ].map(([what = '', transforms = '']) => ({
    title: `transforms: ${what}`,
    reason: 'algorithm' as const,
    form: tampered((xml) =>
      replaced(xml, /<ds:Transforms>.*?<\/ds:Transforms>/s, `<ds:Transforms>${transforms}</ds:Transforms>`),
    ),
  })),
];
