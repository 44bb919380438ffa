import type { ProvenEntry } from '../../gate/audit-desk.ts';

/** A part of an entry that stays closed for this reader. */
export interface SealedPart {
  /** `actor`, `purpose`, `net`, `http`, `sealed` or `originator:<agency>`. */
  name: string;
  kind: 'actor' | 'purpose' | 'net' | 'http' | 'sealed' | 'originator';
  /** Base64 of SHA-256(salt ‖ value), as the leaf holds it. */
  digest: string;
}

/** The exact text of a leaf, which `leafHash` is made of. */
export function leafText({ leaf }: Pick<ProvenEntry, 'leaf'>): string {
  return Buffer.from(leaf, 'base64').toString('utf8');
}

/** The parts of which this reader has the digest alone. */
export function sealedParts(entry: Pick<ProvenEntry, 'leaf' | 'open'>): SealedPart[] {
  const { parts } = JSON.parse(leafText(entry)) as { parts: Record<string, string> };
  return Object.entries(parts)
    .filter(([name]) => !Object.hasOwn(entry.open, name))
    .map(([name, digest]) => ({ name, kind: kindOf(name), digest }));
}

function kindOf(name: string): SealedPart['kind'] {
  const [kind] = name.split(':');
  return kind === 'actor' || kind === 'purpose' || kind === 'net' || kind === 'http' || kind === 'originator'
    ? kind
    : 'sealed';
}
