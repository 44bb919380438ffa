import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleFiles } from '../bundle.ts';
import {
  type CheckpointText,
  isSignedBy,
  type Note,
  parseCheckpoint,
  parseNote,
  parseVkey,
  type VerifierKey,
} from '../note.ts';
import { VerificationFailure } from './failure.ts';

export interface VerifiedCheckpoint extends CheckpointText {
  note: Note;
}

/** The key to trust: the one that was given, which `key.pub` must equal; else `key.pub`. */
export function readKey(dir: string, given: string | undefined): VerifierKey {
  const file = join(dir, bundleFiles.key);
  const found = existsSync(file) ? readFileSync(file, 'utf8').replace(/\n$/, '') : undefined;
  const refuse = (why: string) => new VerificationFailure('key', { file: bundleFiles.key }, why);
  if (found === undefined && given === undefined) {
    throw new VerificationFailure('missing', { file: bundleFiles.key }, 'no key: give one with --key');
  }
  if (given !== undefined && found !== undefined && found !== given) throw refuse('not the key that was given');
  const key = parseVkey(given ?? found ?? '');
  if (key?.type !== 0x01) throw refuse('not a verifier key of a log');
  return key;
}

/** A checkpoint file that this key signed. The key's name is the log's origin. */
export function readCheckpoint(dir: string, name: string, key: VerifierKey): VerifiedCheckpoint {
  const file = join(dir, name);
  if (!existsSync(file)) throw new VerificationFailure('missing', { file: name }, 'the checkpoint is missing');
  const bytes = readFileSync(file);
  const text = bytes.toString('utf8');
  const note = Buffer.from(text, 'utf8').equals(bytes) ? parseNote(text) : null;
  const checkpoint = note === null ? null : parseCheckpoint(note.text);
  if (note === null || checkpoint === null) {
    throw new VerificationFailure('checkpoint', { file: name }, 'not a C2SP checkpoint');
  }
  if (checkpoint.origin !== key.name) {
    throw new VerificationFailure('checkpoint', { file: name }, `the checkpoint of ${checkpoint.origin}`);
  }
  if (!isSignedBy(note, key)) {
    throw new VerificationFailure('signature', { file: name }, 'the log has not signed this checkpoint');
  }
  return { ...checkpoint, note };
}

/** Names of the witnesses in `witness.pub` that cosigned. A wrong cosignature of a listed witness refuses. */
export function readWitnesses(dir: string, checkpoint: VerifiedCheckpoint): string[] {
  const file = join(dir, bundleFiles.witnesses);
  if (!existsSync(file)) return [];
  const vkeys = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return vkeys.flatMap((vkey) => {
    const key = parseVkey(vkey);
    if (key?.type !== 0x04)
      throw new VerificationFailure('witness', { file: bundleFiles.witnesses }, 'not a witness key');
    if (!checkpoint.note.signatures.some((s) => s.name === key.name && s.id.equals(key.id))) return [];
    if (!isSignedBy(checkpoint.note, key)) {
      throw new VerificationFailure(
        'witness',
        { file: bundleFiles.checkpoint },
        `the cosignature of ${key.name} is wrong`,
      );
    }
    return [key.name];
  });
}
