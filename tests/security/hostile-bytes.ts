import { signedResponse } from '../../src/dev/saml-response.ts';
import { type HostileCase, key, post, tampered } from './hostile-case.ts';

/** What must not even reach a parser. */
export const hostileBytes: HostileCase[] = [
  {
    title: 'a document type',
    reason: 'xml',
    early: true,
    form: tampered((xml) => `<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]>${xml}`),
  },
  {
    title: 'a comment inside the NameID',
    reason: 'xml',
    early: true,
    form: tampered((xml) => xml.replace('</saml:NameID>', '<!-- -->x</saml:NameID>')),
  },
  {
    title: 'a processing instruction',
    reason: 'xml',
    early: true,
    form: tampered((xml) => xml.replace('</saml:NameID>', '<?x y?></saml:NameID>')),
  },
  {
    title: 'a CDATA section',
    reason: 'xml',
    early: true,
    form: tampered((xml) => xml.replace('</saml:NameID>', '<![CDATA[x]]></saml:NameID>')),
  },
  {
    title: 'thousands of elements',
    reason: 'xml',
    early: true,
    form: tampered((xml) => xml.replace('<samlp:Status>', `${'<a/>'.repeat(20_000)}<samlp:Status>`)),
  },
  {
    title: 'elements nested without end',
    reason: 'xml',
    early: true,
    form: tampered((xml) => xml.replace('<samlp:Status>', `${'<a>'.repeat(9000)}${'</a>'.repeat(9000)}<samlp:Status>`)),
  },
  {
    title: 'an entity of its own',
    reason: 'xml',
    early: true,
    form: tampered((xml) => xml.replace('</saml:NameID>', '&evil;</saml:NameID>')),
  },
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
];
