import { randomFillSync } from 'node:crypto';

const length = 16;
const pool = Buffer.alloc(length * 256);
let used = pool.length;

/** 128 random bits that no other part has. Drawn 256 at a time: each call into the system's generator costs the same. */
export function newSalt(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  // A copy: the pool is filled anew.
  const salt = Buffer.from(pool.subarray(used, used + length));
  pool.fill(0, used, used + length);
  used += length;
  return salt;
}
