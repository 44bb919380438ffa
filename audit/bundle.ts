import type { Part } from './leaf.ts';

/** Names of files in an export. */
export const bundleFiles = {
  entries: 'entries.ndjson',
  checkpoint: 'checkpoint',
  key: 'key.pub',
  oldCheckpoint: 'checkpoint.old',
  proofs: 'proofs.ndjson',
  consistency: 'consistency.json',
  witnesses: 'witness.pub',
} as const;

/** One line of `entries.ndjson`, without its newline. `leaf` is the exact canonical text. */
export function entryLine(index: number, leaf: string, open: Readonly<Record<string, Part>>): string {
  const base64 = Buffer.from(leaf, 'utf8').toString('base64');
  return `{"index":${index},"leaf":"${base64}",${leaf.slice(1, -1)},"open":${JSON.stringify(open)}}`;
}

/** The line of an entry whose content was erased after retention. */
export function prunedLine(index: number, leafHash: Buffer): string {
  return JSON.stringify({ index, pruned: true, leafHash: leafHash.toString('base64') });
}

/** One line of `proofs.ndjson`. */
export function proofLine(index: number, size: number, proof: readonly Buffer[]): string {
  return JSON.stringify({ index, size, proof: proof.map((hash) => hash.toString('base64')) });
}

/** The content of `consistency.json`. */
export function consistencyText(from: number, to: number, proof: readonly Buffer[]): string {
  return `${JSON.stringify({ from, to, proof: proof.map((hash) => hash.toString('base64')) })}\n`;
}
