import { promisify } from 'node:util';
import { decrypt } from 'xml-encryption';
import { Refusal } from './refusal.ts';
import { allowOnly, attributeOf, childrenNamed, onlyChild, samlNs } from './xml-dom.ts';

const { signature: ds, encryption: xenc } = samlNs;
const authenticated = [
  'http://www.w3.org/2009/xmlenc11#aes128-gcm',
  'http://www.w3.org/2009/xmlenc11#aes256-gcm',
] as const;
const chained = [`${xenc}aes128-cbc`, `${xenc}aes256-cbc`] as const;
/** Key transport: OAEP alone. RSA 1.5 is an oracle (XML Encryption 1.1, 5.5.1). */
export const keyTransport = `${xenc}rsa-oaep-mgf1p`;
/** The one digest that the library computes as the standard means it. */
const keyDigest = `${ds}sha1`;

export const contentCiphers = { authenticated, chained };

/** What an IdP may encrypt with: authenticated ciphers always, chained blocks (CBC) where the registration allows them. */
export type CipherKind = keyof typeof contentCiphers;

function cipherKind(data: Element): CipherKind {
  const method = onlyChild(data, xenc, 'EncryptionMethod', 'encrypted');
  const algorithm = attributeOf(method, 'Algorithm') ?? '';
  if ((authenticated as readonly string[]).includes(algorithm)) return 'authenticated';
  if ((chained as readonly string[]).includes(algorithm)) return 'chained';
  throw new Refusal('encrypted', `cipher ${algorithm.slice(0, 100)}`);
}

function checkCipherData(of: Element): void {
  const data = onlyChild(of, xenc, 'CipherData', 'encrypted');
  // A CipherReference would have us fetch what is to be decrypted.
  allowOnly(data, [[xenc, 'CipherValue']], 'encrypted');
  onlyChild(data, xenc, 'CipherValue', 'encrypted');
}

function checkKey(key: Element): void {
  allowOnly(
    key,
    [
      [xenc, 'EncryptionMethod'],
      [ds, 'KeyInfo'],
      [xenc, 'CipherData'],
      [xenc, 'ReferenceList'],
      [xenc, 'CarriedKeyName'],
    ],
    'encrypted',
  );
  const method = onlyChild(key, xenc, 'EncryptionMethod', 'encrypted');
  if (attributeOf(method, 'Algorithm') !== keyTransport) throw new Refusal('encrypted', 'key transport');
  allowOnly(method, [[ds, 'DigestMethod']], 'encrypted');
  for (const digest of childrenNamed(method, ds, 'DigestMethod')) {
    if (attributeOf(digest, 'Algorithm') !== keyDigest) throw new Refusal('encrypted', 'digest of the key transport');
  }
  checkCipherData(key);
}

/**
 * One encrypted element with one encrypted key inside it, by allowed algorithms (XML Encryption 1.1; SAML Core 2.3.4). The
 * library looks for what it needs anywhere in the tree: here is nothing that it could find twice.
 * @returns how the content is encrypted
 * @throws Refusal `encrypted`
 */
export function checkEncrypted(encrypted: Element): CipherKind {
  allowOnly(encrypted, [[xenc, 'EncryptedData']], 'encrypted');
  const data = onlyChild(encrypted, xenc, 'EncryptedData', 'encrypted');
  if (![null, `${xenc}Element`].includes(attributeOf(data, 'Type'))) throw new Refusal('encrypted', 'type');
  allowOnly(
    data,
    [
      [xenc, 'EncryptionMethod'],
      [ds, 'KeyInfo'],
      [xenc, 'CipherData'],
    ],
    'encrypted',
  );
  const info = onlyChild(data, ds, 'KeyInfo', 'encrypted');
  allowOnly(info, [[xenc, 'EncryptedKey']], 'encrypted');
  checkKey(onlyChild(info, xenc, 'EncryptedKey', 'encrypted'));
  checkCipherData(data);
  return cipherKind(data);
}

/** What an assertion in clear is, and with which of the portal's keys it was read. */
export interface Decrypted {
  /** Not yet looked at by anybody: scan it before it is parsed. */
  xml: string;
  privateKey: string;
}

/**
 * Decrypts with the first of the keys that can.
 * @param privateKeys of the portal, PEM
 * @throws Refusal `encrypted`, whatever went wrong
 */
export async function decryptAssertion(encrypted: Element, privateKeys: readonly string[]): Promise<Decrypted> {
  const text = encrypted.toString();
  for (const key of privateKeys) {
    const options = { key, disallowDecryptionWithInsecureAlgorithm: true, warnInsecureAlgorithm: false };
    const xml = await promisify(decrypt)(text, options).catch(() => null);
    if (xml !== null) return { xml, privateKey: key };
  }
  throw new Refusal('encrypted', 'cannot be decrypted with a key of this portal');
}
