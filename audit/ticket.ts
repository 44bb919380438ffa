import type { Composed } from './compose.ts';
import { leafEnd } from './compose.ts';
import { leafHash } from './leaf.ts';

/** Entries that wait, inside a change's transaction, for their place in the tree. */
export interface Ticket {
  readonly keys: readonly number[];
  readonly hashes: readonly Buffer[];
}

/** The leaf hash of a composed entry at the time that the database gave it. */
export function hashWithTime(composed: Composed, stamp: string): Buffer {
  return leafHash(Buffer.from(composed.leaf + stamp + leafEnd, 'utf8'));
}
