import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { formatVkey, isKeyName } from './note.ts';

/** Signs checkpoints and receipts. `origin` is the log's name and the name of its key. */
export interface AuditSigner {
  readonly origin: string;
  /** C2SP verifier key, as `key.pub` holds it. */
  readonly vkey: string;
  /** Ed25519 over the message: 64 bytes. */
  sign(message: Uint8Array): Uint8Array;
}

export interface SignerOptions {
  /** PKCS#8 PEM; `audit.key` in the data directory when absent. */
  keyFile?: string;
  dataDir: string;
  /** Name of the log, such as `audit.seguito.example`: no white space, no plus. */
  origin: string;
  /** True only when no checkpoint was ever signed: a new key for an old log would be a second log. */
  mayCreate: boolean;
}

/** Reads the log's key, or makes it (mode 0600). Throws with what to do when it is missing, open to others or no Ed25519 key. */
export function loadOrCreateSigner(options: SignerOptions): AuditSigner {
  if (!isKeyName(options.origin)) throw new Error(`AUDIT_ORIGIN must not hold white space or "+": ${options.origin}`);
  const file = options.keyFile ?? join(options.dataDir, 'audit.key');
  if (!existsSync(file)) {
    if (!options.mayCreate) throw new Error(`the audit key ${file} is missing: restore it, or set AUDIT_KEY_FILE`);
    createKey(file);
  }
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
    throw new Error(`the audit key ${file} can be read by others: chmod 600`);
  }
  return signerOf(createPrivateKey(readFileSync(file, 'utf8')), options.origin);
}

/** A signer of a key at hand. */
export function signerOf(privateKey: KeyObject, origin: string): AuditSigner {
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error('the audit key is not an Ed25519 key');
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  return {
    origin,
    vkey: formatVkey(origin, spki.subarray(-32)),
    sign: (message) => sign(null, message, privateKey),
  };
}

function createKey(file: string): void {
  const { privateKey } = generateKeyPairSync('ed25519');
  mkdirSync(dirname(file), { recursive: true });
  // `wx`: two processes that start at once must not end with two keys.
  const handle = openSync(file, 'wx', 0o600);
  try {
    writeSync(handle, privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  chmodSync(file, 0o600);
}
