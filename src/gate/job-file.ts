import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/**
 * Seals the file of a job under a key of its own: AES-256-GCM, the key made (HKDF, RFC 5869) of the portal's secret and a salt
 * that stands with the job. Neither the database alone nor the secret alone opens it, and without its row it is noise.
 */
export class JobFiles {
  readonly #secret: string;

  constructor(secret: string) {
    this.#secret = secret;
  }

  seal(job: string, bytes: Buffer): { salt: Buffer; sealed: Buffer } {
    const salt = randomBytes(32);
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#keyOf(salt), nonce).setAAD(Buffer.from(job));
    const sealed = Buffer.concat([nonce, cipher.update(bytes), cipher.final()]);
    return { salt, sealed: Buffer.concat([sealed, cipher.getAuthTag()]) };
  }

  /** Throws when the bytes are not what was sealed for this job. */
  open(job: string, salt: Buffer, sealed: Buffer): Buffer {
    const decipher = createDecipheriv('aes-256-gcm', this.#keyOf(salt), sealed.subarray(0, 12));
    decipher.setAAD(Buffer.from(job)).setAuthTag(sealed.subarray(-16));
    return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
  }

  #keyOf(salt: Buffer): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#secret, salt, 'seguito/job-file/v1', 32));
  }
}
