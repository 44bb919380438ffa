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
import { TimeOrder } from './time-order.ts';

export interface Verdict {
  /** Entries in the export, and in the log when it was signed. */
  entries: number;
  size: number;
  origin: string;
  root: string;
  selection: boolean;
  /** Entries that are hashes only, and the index of the first of them. */
  pruned: number;
  firstPruned: number | null;
  /** Opened parts whose digests were right. */
  opened: number;
  /** Size of the older checkpoint that this log was proved to continue. */
  continues: number | null;
  witnesses: string[];
}

export interface BundleDemands {
  /** An entry that is only a hash is a failure. */
  noErased?: boolean;
}

/** Verifies an export folder. Throws VerificationFailure with the first thing that is wrong. */
export async function verifyBundle(dir: string, vkey?: string, demands: BundleDemands = {}): Promise<Verdict> {
  const key = readKey(dir, vkey);
  const checkpoint = readCheckpoint(dir, bundleFiles.checkpoint, key);
  const older = existsSync(join(dir, bundleFiles.oldCheckpoint))
    ? readCheckpoint(dir, bundleFiles.oldCheckpoint, key)
    : null;
  if (older !== null) checkNotShorter(checkpoint, older);
  const witnesses = readWitnesses(dir, checkpoint);
  const selection = existsSync(join(dir, bundleFiles.proofs));
  if (!existsSync(join(dir, bundleFiles.entries))) {
    throw new VerificationFailure('missing', { file: bundleFiles.entries }, 'the entries are missing');
  }
  const count: Count = { entries: 0, pruned: 0, firstPruned: null, opened: 0 };
  const read: Reading = { dir, checkpoint, count, noErased: demands.noErased === true };
  await (selection ? verifySelection(read) : verifyWhole(read, older));
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

// A tree that was signed with more entries, or with others, is none that this one could continue.
function checkNotShorter({ size, root }: VerifiedCheckpoint, older: VerifiedCheckpoint): void {
  const refuse = (why: string) => new VerificationFailure('consistency', { file: bundleFiles.oldCheckpoint }, why);
  if (older.size > size) {
    throw refuse(`this log is shorter than one that was signed before: ${older.size - size} entries are missing`);
  }
  if (older.size === size && !older.root.equals(root)) throw refuse(forked);
}

const forked = 'another log was signed before: two roots of one size, both with the signature of the log';

type Count = Pick<Verdict, 'entries' | 'pruned' | 'firstPruned' | 'opened'>;

interface Reading {
  dir: string;
  checkpoint: VerifiedCheckpoint;
  count: Count;
  noErased: boolean;
}

async function verifyWhole(read: Reading, older: VerifiedCheckpoint | null): Promise<void> {
  const { dir, checkpoint } = read;
  const tree = new CompactRange();
  const order = new TimeOrder();
  const wrongSize = () =>
    new VerificationFailure('size', { index: tree.size }, `the checkpoint counts ${checkpoint.size} entries`);
  checkOlder(older, tree, order);
  for await (const { bytes, ended } of linesOf(join(dir, bundleFiles.entries))) {
    if (tree.size >= checkpoint.size) throw wrongSize();
    const line = checkEnded(bytes, ended, tree.size, read);
    tree.append(line.leafHash);
    order.add(line.timed);
    checkOlder(older, tree, order);
  }
  if (tree.size < checkpoint.size) throw wrongSize();
  if (tree.root().equals(checkpoint.root)) return;
  const since = older?.size ?? 0;
  throw misplaced(order, since, tree.size) ?? wrongRoot(read, since);
}

function wrongRoot({ checkpoint, count }: Reading, since: number): VerificationFailure {
  const erased =
    count.pruned === 0 ? '' : `; only hashes are here of ${count.pruned}, the first with index=${count.firstPruned}`;
  return new VerificationFailure(
    'root',
    { file: bundleFiles.checkpoint },
    `the entries do not make the signed root: ${between(since, checkpoint.size)}${erased}`,
  );
}

// Hashes do not tell which of the entries is another one: only behind which checkpoint it lies.
function between(since: number, size: number): string {
  return `one of the entries between ${since} and ${size - 1} is not what was signed`;
}

function misplaced({ first }: TimeOrder, since: number, size: number): VerificationFailure | null {
  if (first === null) return null;
  return new VerificationFailure(
    'order',
    { index: first },
    `${between(since, size)}; this one does not stand where its time belongs`,
  );
}

function checkOlder(older: VerifiedCheckpoint | null, tree: CompactRange, order: TimeOrder): void {
  if (older === null || older.size !== tree.size) return;
  if (tree.root().equals(older.root)) {
    order.settle();
    return;
  }
  const found = misplaced(order, 0, older.size);
  if (found !== null) throw found;
  throw new VerificationFailure(
    'consistency',
    { file: bundleFiles.oldCheckpoint },
    `another log was signed before: ${between(0, older.size)}`,
  );
}

function checkEnded(bytes: Buffer, ended: boolean, expected: number, { count, noErased }: Reading): CheckedLine {
  const line = checkLine(bytes, expected);
  if (!ended) throw new VerificationFailure('syntax', { index: expected }, 'the line does not end with LF');
  if (line.timed === null) {
    if (noErased) throw new VerificationFailure('erased', { index: expected }, 'of this entry only the hash is here');
    count.pruned += 1;
    count.firstPruned ??= expected;
  }
  count.entries += 1;
  count.opened += line.opened;
  return line;
}

async function verifySelection(read: Reading): Promise<void> {
  const { dir, checkpoint } = read;
  const proofs = linesOf(join(dir, bundleFiles.proofs));
  let before = -1;
  for await (const { bytes, ended } of linesOf(join(dir, bundleFiles.entries))) {
    const next = await proofs.next();
    const proof = next.done === true || !next.value.ended ? null : readProof(next.value.bytes);
    const index = proof?.index ?? before + 1;
    const line = checkEnded(bytes, ended, index, read);
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
