import type { Checkpoint } from './entry-types.ts';

/** A signed state of the log, taken apart for people and programs. */
export interface CheckpointView {
  /** Name of the log (C2SP tlog-checkpoint, first line). */
  origin: string;
  treeSize: number;
  /** Standard base64. */
  rootHash: string;
  /** The signed note exactly as it was signed. */
  note: string;
  /** Who signed: the log itself, then witnesses. `keyId`: eight hexadecimal digits, as in a vkey. */
  signatures: { name: string; keyId: string }[];
  /** ISO 8601 UTC; absent where the desk does not say. */
  signedAt?: string;
}

/** Nothing is verified here: whoever must not trust this portal verifies the note with the stand-alone program. */
export function viewCheckpoint(checkpoint: Checkpoint): CheckpointView {
  const { size, root, note, signedAt } = checkpoint;
  return {
    origin: note.slice(0, note.indexOf('\n')),
    treeSize: size,
    rootHash: root.toString('base64'),
    note,
    signatures: signaturesOf(note),
    ...(signedAt === undefined ? {} : { signedAt }),
  };
}

// C2SP signed-note: "— <name> <base64(key id of 4 bytes ‖ signature)>".
function signaturesOf(note: string): CheckpointView['signatures'] {
  return [...note.matchAll(/^— (\S+) ([A-Za-z0-9+/=]+)$/gmu)].map(([, name = '', signature = '']) => ({
    name,
    keyId: Buffer.from(signature, 'base64').subarray(0, 4).toString('hex'),
  }));
}

/** Names of those who countersigned beside the log itself. */
export function witnessesOf({ origin, signatures }: CheckpointView): string[] {
  return signatures.map(({ name }) => name).filter((name) => name !== origin);
}
