import {
  assertionXml,
  type ContentCipher,
  cbc,
  encryptedAssertion,
  encryptedResponse,
  newSamlId,
  responseXml,
  signElement,
} from '../../../src/dev/saml-response.ts';
import { generateSigningKey, type SigningKey } from '../../../src/identity/sp-keys.ts';
import { type HostileCase, key, post, type Stage } from './case.ts';

export const gcm: ContentCipher = 'http://www.w3.org/2009/xmlenc11#aes256-gcm';
const tripleDes: ContentCipher = 'http://www.w3.org/2001/04/xmlenc#tripledes-cbc';
const rsa15 = 'http://www.w3.org/2001/04/xmlenc#rsa-1_5';

/** The portal's certificate and the cipher. */
const to = ({ portal: { certificate } }: Stage, cipher: ContentCipher) => ({ certificate, cipher });
/** An assertion under the IdP's signature. */
const signedAssertion = (stage: Stage, change = (xml: string) => xml, by: SigningKey = key(stage)) =>
  signElement(change(assertionXml(stage.parts)), stage.parts.assertionId, by);

/** Encrypted whatever it is, in a response that the IdP signed. */
async function covered(stage: Stage, inner: string, change = (encrypted: string) => encrypted): Promise<string> {
  const encrypted = change(await encryptedAssertion(inner, stage.portal.certificate, gcm));
  return post(stage, signElement(responseXml(stage.parts, encrypted), stage.parts.responseId, key(stage)));
}

const unauthenticated: HostileCase[] = [
  {
    title: 'chained blocks (CBC) from a provider that is not allowed them',
    reason: 'encrypted',
    form: async (stage) => post(stage, await encryptedResponse(stage.parts, key(stage), to(stage, cbc))),
  },
  {
    title: 'triple DES',
    reason: 'encrypted',
    form: async (stage) => post(stage, await encryptedResponse(stage.parts, key(stage), to(stage, tripleDes))),
  },
  {
    title: 'a key carried by RSA 1.5',
    reason: 'encrypted',
    form: async (stage) => {
      const hidden = await encryptedAssertion(signedAssertion(stage), stage.portal.certificate, gcm, rsa15);
      return post(stage, signElement(responseXml(stage.parts, hidden), stage.parts.responseId, key(stage)));
    },
  },
  {
    title: 'an assertion encrypted for another portal',
    reason: 'encrypted',
    form: async (stage) => {
      const { certificate } = await generateSigningKey('another portal');
      return post(stage, await encryptedResponse(stage.parts, key(stage), { certificate, cipher: gcm }));
    },
  },
  {
    title: 'one byte of the cipher changed, and the response signed anew by the IdP',
    reason: 'encrypted',
    form: (stage) =>
      covered(stage, signedAssertion(stage), (xml) =>
        xml.replace(/(<xenc:CipherValue>.{40})(.)/s, (_, before, one) => before + (one === 'A' ? 'B' : 'A')),
      ),
  },
  {
    title: 'an address where the cipher is to be fetched',
    reason: 'encrypted',
    form: (stage) =>
      covered(stage, signedAssertion(stage), (xml) =>
        xml.replace(
          /<xenc:CipherValue>.*<\/xenc:CipherValue>/s,
          '<xenc:CipherReference URI="http://127.0.0.1:9/secret"/>',
        ),
      ),
  },
  {
    title: 'a second encrypted key beside the first',
    reason: 'encrypted',
    form: (stage) =>
      covered(stage, signedAssertion(stage), (xml) =>
        xml.replace(/<e:EncryptedKey.*<\/e:EncryptedKey>/s, (one) => one + one),
      ),
  },
];

const badlySigned: HostileCase[] = [
  {
    title: 'an encrypted assertion nobody signed, in a response that the IdP signed',
    reason: 'signature',
    form: (stage) => covered(stage, assertionXml(stage.parts)),
  },
  {
    title: 'an encrypted assertion of the sender’s own, in a response nobody signed',
    reason: 'signature',
    form: async (stage) => {
      const evil = await generateSigningKey('evil');
      const inner = signedAssertion(stage, undefined, evil);
      return post(stage, responseXml(stage.parts, await encryptedAssertion(inner, stage.portal.certificate, gcm)));
    },
  },
  {
    title: 'an encrypted assertion signed by the IdP with SHA-1',
    reason: 'algorithm',
    form: (stage) =>
      covered(
        stage,
        signElement(assertionXml(stage.parts), stage.parts.assertionId, key(stage), {
          digestAlgorithm: 'http://www.w3.org/2000/09/xmldsig#sha1',
        }),
      ),
  },
];

const misshapen: HostileCase[] = [
  {
    title: 'a document type under the cipher',
    reason: 'xml',
    form: (stage) => covered(stage, `<!DOCTYPE a [<!ENTITY b "c">]>${signedAssertion(stage)}`),
  },
  {
    title: 'a comment inside a name under the cipher',
    reason: 'xml',
    form: (stage) =>
      covered(
        stage,
        signedAssertion(stage, (xml) => xml.replace('chiara@it.example', 'chiara@it.example<!---->.evil')),
      ),
  },
  {
    title: 'three thousand elements under the cipher',
    reason: 'xml',
    form: (stage) =>
      covered(
        stage,
        signedAssertion(stage, (xml) =>
          xml.replace('</saml:AttributeStatement>', `${'<saml:Attribute/>'.repeat(3000)}</saml:AttributeStatement>`),
        ),
      ),
  },
  {
    title: 'an assertion inside an assertion under the cipher',
    reason: 'structure',
    form: (stage) =>
      covered(
        stage,
        signedAssertion(stage, (xml) =>
          xml.replace('<saml:Subject>', `${assertionXml({ ...stage.parts, assertionId: newSamlId() })}<saml:Subject>`),
        ),
      ),
  },
  {
    title: 'a whole response under the cipher',
    reason: 'structure',
    form: (stage) => covered(stage, responseXml({ ...stage.parts, responseId: newSamlId() }, signedAssertion(stage))),
  },
  {
    title: 'two encrypted assertions',
    reason: 'structure',
    form: (stage) => covered(stage, signedAssertion(stage), (xml) => xml + xml),
  },
  {
    title: 'an assertion in clear beside the encrypted one',
    reason: 'structure',
    form: (stage) => covered(stage, signedAssertion(stage), (xml) => xml + signedAssertion(stage)),
  },
];

/** Encrypted answers that must be refused, each under the signatures that it needs to get so far. */
export const encryptionCases: HostileCase[] = [...unauthenticated, ...badlySigned, ...misshapen];
