import { createPublicKey, verify } from 'node:crypto';
import { parseVkey } from './note.ts';
import type { AuditSigner } from './signer.ts';

/** The promise that an entry is in the tree within one second, as every answer that shows data carries it. */
export interface Receipt {
  /** Standard base64. */
  readonly leafHash: string;
  /** Unix milliseconds of the database's clock when the entry got its place. */
  readonly at: number;
  /** Value of the `Audit-Receipt` header. Signed when it is first asked for. */
  readonly header: string;
}

/** What a receipt signs (CONTRACT, Web). It holds no index: that would tell everyone how busy the federation is. */
export function receiptMessage(origin: string, at: number, leafHash: string): Buffer {
  return Buffer.from(`seguito-receipt/v1\n${origin}\n${at}\n${leafHash}\n`, 'utf8');
}

export class SignedReceipt implements Receipt {
  readonly leafHash: string;
  readonly at: number;
  readonly #signer: AuditSigner;
  #header: string | undefined;

  constructor(signer: AuditSigner, leafHash: Buffer, at: number) {
    this.#signer = signer;
    this.leafHash = leafHash.toString('base64');
    this.at = at;
  }

  // A signature costs more than an append, and entries without an answer need none.
  get header(): string {
    this.#header ??= this.#sign();
    return this.#header;
  }

  #sign(): string {
    const signature = this.#signer.sign(receiptMessage(this.#signer.origin, this.at, this.leafHash));
    const hash = Buffer.from(this.leafHash, 'base64').toString('base64url');
    return `${hash}.${this.at}.${Buffer.from(signature).toString('base64url')}`;
  }
}

/** The leaf hash (base64) and time of a receipt that this log's key signed, or null. */
export function readReceipt(header: string, vkey: string): { leafHash: string; at: number } | null {
  const parts = /^([A-Za-z0-9_-]{43})\.([0-9]{1,15})\.([A-Za-z0-9_-]{86})$/.exec(header);
  const key = parseVkey(vkey);
  if (!parts?.[1] || !parts[2] || !parts[3] || key === null) return null;
  const leafHash = Buffer.from(parts[1], 'base64url').toString('base64');
  const at = Number(parts[2]);
  const publicKey = createPublicKey({ key: key.spki, format: 'der', type: 'spki' });
  const good = verify(null, receiptMessage(key.name, at, leafHash), publicKey, Buffer.from(parts[3], 'base64url'));
  return good ? { leafHash, at } : null;
}
