import * as crypto from 'node:crypto';

// crypto.hash (Node 20.12) costs half of createHash; older versions still verify logs.
const oneShot = typeof crypto.hash === 'function' ? crypto.hash : undefined;

/** SHA-256 of bytes (FIPS 180-4): 32 bytes. */
export function sha256(data: Uint8Array): Buffer {
  if (oneShot !== undefined) return oneShot('sha256', data, 'buffer');
  return crypto.createHash('sha256').update(data).digest();
}

/** The same in standard base64. */
export function sha256Base64(data: Uint8Array): string {
  if (oneShot !== undefined) return oneShot('sha256', data, 'base64');
  return crypto.createHash('sha256').update(data).digest('base64');
}
