import { createPrivateKey, generateKeyPair, X509Certificate } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { generate } from 'selfsigned';

/** The portal's own key and its certificate, PEM: it signs with it, and reads what others encrypt for it. */
export interface SigningKey {
  privateKey: string;
  certificate: string;
}

const tenYears = 10 * 365 * 24 * 3600 * 1000;

/**
 * RSA 2048 with a self-signed certificate: SAML pins keys, not chains (SAML Metadata Interoperability Profile 2.3).
 * @param lasts how long the certificate is valid from now on, ms; negative: it has run out
 */
export async function generateSigningKey(commonName: string, lasts = tenYears): Promise<SigningKey> {
  // Off the main thread: a start with a key for each demo IdP would otherwise block for seconds.
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const made = await generate([{ name: 'commonName', value: commonName }], {
    keyPair: { privateKey, publicKey },
    algorithm: 'sha256',
    // A certificate that has run out was valid once.
    ...(lasts < 0 ? { notBeforeDate: new Date(Date.now() + 2 * lasts) } : {}),
    notAfterDate: new Date(Date.now() + lasts),
    extensions: [{ name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true }],
  });
  return { privateKey, certificate: made.cert };
}

function parseKeyFile(text: string, file: string): SigningKey {
  const privateKey = /-----BEGIN (?:RSA )?PRIVATE KEY-----[^-]+-----END (?:RSA )?PRIVATE KEY-----/.exec(text)?.[0];
  const certificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/.exec(text)?.[0];
  if (privateKey === undefined || certificate === undefined) {
    throw new Error(`${file}: needs a PEM private key (unencrypted, RSA) and its certificate, one after the other`);
  }
  const key = createPrivateKey(privateKey);
  if (key.asymmetricKeyType !== 'rsa') throw new Error(`${file}: the key is not RSA`);
  if (!new X509Certificate(certificate).checkPrivateKey(key))
    throw new Error(`${file}: key and certificate do not belong together`);
  return { privateKey: `${privateKey}\n`, certificate: `${certificate}\n` };
}

/** Reads a key file (private key and certificate, PEM); when it is missing, makes one there with mode 0600. */
export async function ensureKeyFile(file: string, commonName: string, lasts = tenYears): Promise<SigningKey> {
  const existing = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (existing !== null) return parseKeyFile(existing, file);
  const made = await generateSigningKey(commonName, lasts);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  // `wx`: of two processes that start at once, one writes and both read what was written.
  await writeFile(file, `${made.privateKey.trim()}\n${made.certificate.trim()}\n`, { mode: 0o600, flag: 'wx' }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    },
  );
  return parseKeyFile(await readFile(file, 'utf8'), file);
}

export interface KeyFiles {
  samlKeyFile?: string | undefined;
  samlOtherKeyFile?: string | undefined;
  dataDir: string;
  production: boolean;
}

/** The portal's key: SAML_KEY_FILE, which production requires; else one of its own under DATA_DIR. */
export async function loadSigningKey({ samlKeyFile, dataDir, production }: KeyFiles): Promise<SigningKey> {
  if (samlKeyFile !== undefined) return parseKeyFile(await readFile(samlKeyFile, 'utf8'), samlKeyFile);
  if (production) throw new Error('SAML_KEY_FILE is required in production: a PEM private key and its certificate');
  return ensureKeyFile(join(dataDir, 'saml-key.pem'), 'Seguito');
}

/** During a rollover the portal has two keys: both are published and both decrypt, one signs. */
export interface PortalKeys {
  signing: SigningKey;
  /** The next one, before agencies know it everywhere, or the last one, as long as somebody still encrypts for it. */
  other: SigningKey | null;
}

/** The signing key and SAML_OTHER_KEY_FILE, if there is one. Throws where both are the same key. */
export async function loadPortalKeys(files: KeyFiles): Promise<PortalKeys> {
  const signing = await loadSigningKey(files);
  const file = files.samlOtherKeyFile;
  if (file === undefined) return { signing, other: null };
  const other = parseKeyFile(await readFile(file, 'utf8'), file);
  if (new X509Certificate(other.certificate).publicKey.equals(new X509Certificate(signing.certificate).publicKey))
    throw new Error(`${file}: SAML_OTHER_KEY_FILE holds the key of SAML_KEY_FILE; a rollover needs another one`);
  return { signing, other };
}
