import { sha256, sha256Base64 } from './hash.ts';

/** Members that the head of a leaf may have, in canonical order. `decision` is absent when nothing was decided. */
export const headMembers = [
  'action',
  'class',
  'code',
  'decision',
  'instance',
  'ledVerb',
  'outcome',
  'parts',
  'ts',
  'v',
] as const;

/** The head of an entry: in clear for everybody who holds the leaf. `parts` maps names to salted digests. */
export interface Head {
  action: string;
  class: string;
  code: string;
  decision?: { policyVersion: number; policyHash: string; ruleIds: string[] };
  instance: string;
  ledVerb: string | null;
  outcome: 'permit' | 'deny' | 'error';
  /** Name to base64(SHA-256(salt ‖ JCS(value))). */
  parts: Record<string, string>;
  /** UTC, microseconds, `2026-11-23T10:00:00.000000Z`. */
  ts: string;
  v: 1;
}

/** A part beside the leaf: 128-bit salt (base64) and the value that the digest covers. */
export interface Part {
  salt: string;
  value: unknown;
}

/** Names of parts, fixed; and one part per originator, `originator:<agency code>`. */
export const partNames = ['actor', 'purpose', 'net', 'http', 'sealed'] as const;
const originatorPart = /^originator:[A-Za-z0-9._-]{1,64}$/;

/** True for the names that a part can have. */
export function isPartName(name: string): boolean {
  return (partNames as readonly string[]).includes(name) || originatorPart.test(name);
}

/** Hash of a leaf: SHA-256(0x00 ‖ leaf), RFC 6962 section 2.1. */
export function leafHash(leaf: Uint8Array): Buffer {
  const prefixed = Buffer.allocUnsafe(leaf.length + 1);
  prefixed[0] = 0x00;
  prefixed.set(leaf, 1);
  return sha256(prefixed);
}

/** Digest of a part, standard base64: SHA-256(salt ‖ canonical text of its value). */
export function partDigest(salt: Uint8Array, canonicalValue: string): string {
  const salted = Buffer.allocUnsafe(salt.length + Buffer.byteLength(canonicalValue));
  salted.set(salt);
  salted.write(canonicalValue, salt.length);
  return sha256Base64(salted);
}
