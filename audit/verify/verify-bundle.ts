import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleFiles } from '../bundle.ts';
import { decodeBase64 } from '../note.ts';
import { isConsistent, rootFromInclusion } from '../proof.ts';
import { CompactRange } from '../tree.ts';
import { readCheckpoint, readKey, readWitnesses, type VerifiedCheckpoint } from './checkpoint-file.ts';
import { type CheckedLine, checkLine } from './entry-line.ts';
import { VerificationFailure } from './failure.ts';
import { linesOf } from './lines.ts';
import { asCount, asObject, hasExactly, strictJson } from './strict-json.ts';

export interface Verdict {
  /** Entries in the export, and in the log when it was signed. */
  entries: number;
  size: number;
  origin: string;
  root: string;
  selection: boolean;
  pruned: number;
  /** Opened parts whose digests were right. */
  opened: number;
  /** Size of the older checkpoint that this log was proved to continue. */
  continues: number | null;
  witnesses: string[];
}

/** Verifies an export folder. Throws VerificationFailure with the first thing that is wrong. */
export async function verifyBundle(dir: string, vkey?: string): Promise<Verdict> {
  const key = readKey(dir, vkey);
  const checkpoint = readCheckpoint(dir, bundleFiles.checkpoint, key);
  const older = existsSync(join(dir, bundleFiles.oldCheckpoint))
    ? readCheckpoint(dir, bundleFiles.oldCheckpoint, key)
    : null;
  const witnesses = readWitnesses(dir, checkpoint);
  const selection = existsSync(join(dir, bundleFiles.proofs));
  if (!existsSync(join(dir, bundleFiles.entries))) {
    throw new VerificationFailure('missing', { file: bundleFiles.entries }, 'the entries are missing');
  }
  const count = selection ? await verifySelection(dir, checkpoint) : await verifyWhole(dir, checkpoint, older);
  const proved = verifyConsistency(dir, checkpoint, older);
  if (older !== null && selection && !proved) {
    throw new VerificationFailure('missing', { file: bundleFiles.consistency }, 'nothing proves the older checkpoint');
  }
  const { origin, size, root } = checkpoint;
  return {
    ...count,
    size,
    origin,
    root: root.toString('base64'),
    selection,
    continues: older?.size ?? null,
    witnesses,
  };
}

interface Count {
  entries: number;
  pruned: number;
  opened: number;
}

async function verifyWhole(
  dir: string,
  checkpoint: VerifiedCheckpoint,
  older: VerifiedCheckpoint | null,
): Promise<Count> {
  const tree = new CompactRange();
  const count = { entries: 0, pruned: 0, opened: 0 };
  checkOlder(older, tree);
  for await (const { bytes, ended } of linesOf(join(dir, bundleFiles.entries))) {
    if (tree.size >= checkpoint.size) {
      throw new VerificationFailure('size', { index: tree.size }, `the checkpoint counts ${checkpoint.size} entries`);
    }
    tree.append(checkEnded(bytes, ended, tree.size, count).leafHash);
    checkOlder(older, tree);
  }
  if (tree.size < checkpoint.size) {
    throw new VerificationFailure('size', { index: tree.size }, `the checkpoint counts ${checkpoint.size} entries`);
  }
  if (!tree.root().equals(checkpoint.root)) {
    throw new VerificationFailure('root', { file: bundleFiles.checkpoint }, 'the entries do not make the signed root');
  }
  return count;
}

function checkOlder(older: VerifiedCheckpoint | null, tree: CompactRange): void {
  if (older?.size === tree.size && !tree.root().equals(older.root)) {
    throw new VerificationFailure('consistency', { file: bundleFiles.oldCheckpoint }, 'another log was signed before');
  }
}

function checkEnded(bytes: Buffer, ended: boolean, expected: number, count: Count): CheckedLine {
  const line = checkLine(bytes, expected);
  if (!ended) throw new VerificationFailure('syntax', { index: expected }, 'the line does not end with LF');
  count.entries += 1;
  count.pruned += line.pruned ? 1 : 0;
  count.opened += line.opened;
  return line;
}

async function verifySelection(dir: string, checkpoint: VerifiedCheckpoint): Promise<Count> {
  const count = { entries: 0, pruned: 0, opened: 0 };
  const proofs = linesOf(join(dir, bundleFiles.proofs));
  let before = -1;
  for await (const { bytes, ended } of linesOf(join(dir, bundleFiles.entries))) {
    const next = await proofs.next();
    const proof = next.done === true || !next.value.ended ? null : readProof(next.value.bytes);
    const index = proof?.index ?? before + 1;
    const line = checkEnded(bytes, ended, index, count);
    if (proof === null) throw new VerificationFailure('proof', { index }, 'no proof for this entry');
    if (index <= before) throw new VerificationFailure('index', { index }, 'the indexes do not ascend');
    const root =
      proof.size === checkpoint.size ? rootFromInclusion(line.leafHash, index, proof.size, proof.hashes) : null;
    if (root === null || !root.equals(checkpoint.root)) {
      throw new VerificationFailure('proof', { index }, 'the entry is not under the signed root');
    }
    before = index;
  }
  if ((await proofs.next()).done !== true) {
    throw new VerificationFailure('size', { index: before + 1 }, 'a proof without its entry');
  }
  return count;
}

function readProof(bytes: Buffer): { index: number; size: number; hashes: Buffer[] } | null {
  const object = asObject(strictJson(bytes)?.value);
  if (object === null || !hasExactly(object, ['index', 'size', 'proof'])) return null;
  const index = asCount(object['index']);
  const size = asCount(object['size']);
  const hashes = asHashes(object['proof']);
  return index === null || size === null || hashes === null ? null : { index, size, hashes };
}

function asHashes(value: unknown): Buffer[] | null {
  if (!Array.isArray(value) || value.length > 128) return null;
  const hashes = value.map((one: unknown) => (typeof one === 'string' ? decodeBase64(one) : null));
  return hashes.every((hash) => hash !== null && hash.length === 32) ? (hashes as Buffer[]) : null;
}

/** True when `consistency.json` is there and proves that the newer checkpoint continues the older one. */
function verifyConsistency(dir: string, newer: VerifiedCheckpoint, older: VerifiedCheckpoint | null): boolean {
  const file = join(dir, bundleFiles.consistency);
  if (!existsSync(file)) return false;
  const refuse = (why: string) => new VerificationFailure('consistency', { file: bundleFiles.consistency }, why);
  if (older === null)
    throw new VerificationFailure('missing', { file: bundleFiles.oldCheckpoint }, 'no older checkpoint');
  const bytes = readFileSync(file);
  const object = asObject(strictJson(bytes.at(-1) === 0x0a ? bytes.subarray(0, -1) : bytes)?.value);
  if (object === null || !hasExactly(object, ['from', 'to', 'proof'])) throw refuse('not a consistency proof');
  const hashes = asHashes(object['proof']);
  if (hashes === null || object['from'] !== older.size || object['to'] !== newer.size) throw refuse('of other sizes');
  if (!isConsistent(older, newer, hashes)) throw refuse('the newer log does not continue the older one');
  return true;
}
