import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { sha256 } from './hash.ts';

/** Signature types of C2SP signed-note: Ed25519 of a log, and a witness's timestamped cosignature. */
const ed25519 = 0x01;
const cosignatureV1 = 0x04;

// RFC 8410: what stands before the 32 bytes of an Ed25519 key in SubjectPublicKeyInfo.
const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** A verifier key of C2SP signed-note: `<name>+<8 hex of key id>+<base64(type ‖ key)>`. */
export interface VerifierKey {
  name: string;
  id: Buffer;
  type: number;
  spki: Buffer;
}

/** Key id: first four bytes of SHA-256(name ‖ LF ‖ type ‖ key), C2SP signed-note, "Signatures". */
export function keyId(name: string, typedKey: Uint8Array): Buffer {
  return sha256(Buffer.concat([Buffer.from(`${name}\n`, 'utf8'), typedKey])).subarray(0, 4);
}

/** True for names that a key can have: not empty, no white space, no plus. */
export function isKeyName(name: string): boolean {
  return name !== '' && !/[\s+]/u.test(name);
}

/** The vkey of an Ed25519 public key (32 bytes). */
export function formatVkey(name: string, publicKey: Uint8Array): string {
  const typed = Buffer.concat([Buffer.from([ed25519]), publicKey]);
  return `${name}+${keyId(name, typed).toString('hex')}+${typed.toString('base64')}`;
}

/** Null unless the text is exactly a vkey whose id belongs to its name and key. */
export function parseVkey(vkey: string): VerifierKey | null {
  const match = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(vkey);
  if (!match?.[1] || !match[2] || !match[3]) return null;
  const typed = decodeBase64(match[3]);
  const type = typed?.[0];
  if (typed?.length !== 33 || (type !== ed25519 && type !== cosignatureV1)) return null;
  const id = keyId(match[1], typed);
  if (id.toString('hex') !== match[2]) return null;
  return { name: match[1], id, type, spki: Buffer.concat([spkiPrefix, typed.subarray(1)]) };
}

/** Standard base64 in its one canonical form (RFC 4648 section 3.5), or null. */
export function decodeBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : null;
}

export interface NoteSignature {
  name: string;
  id: Buffer;
  signature: Buffer;
}
export interface Note {
  /** What is signed, with its last newline. */
  text: string;
  signatures: NoteSignature[];
}

/** A signed note: text, empty line, signature lines. Null when it is not well formed (C2SP signed-note). */
export function parseNote(note: string): Note | null {
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) return null;
  const text = note.slice(0, split + 1);
  // A note has no control characters but newlines.
  if (/[\p{Cc}]/u.test(text.replaceAll('\n', ''))) return null;
  const lines = note.slice(split + 2, -1).split('\n');
  const signatures = lines.map(parseSignatureLine);
  return signatures.every((s) => s !== null) ? { text, signatures } : null;
}

function parseSignatureLine(line: string): NoteSignature | null {
  const match = /^— ([^\s+]+) ([A-Za-z0-9+/=]+)$/u.exec(line);
  const bytes = match?.[2] === undefined ? null : decodeBase64(match[2]);
  if (!match?.[1] || bytes === null || bytes.length < 5) return null;
  return { name: match[1], id: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}

/** One signature line, with its newline. */
export function formatSignature(name: string, id: Uint8Array, signature: Uint8Array): string {
  return `— ${name} ${Buffer.concat([id, signature]).toString('base64')}\n`;
}

/** True when this key signed the note. Signatures of unknown keys say nothing, a wrong one of this key refuses. */
export function isSignedBy(note: Note, key: VerifierKey): boolean {
  const mine = note.signatures.filter((s) => s.name === key.name && s.id.equals(key.id));
  return mine.length > 0 && mine.every((s) => isGood(note.text, s.signature, key));
}

function isGood(text: string, signature: Buffer, key: VerifierKey): boolean {
  const publicKey = publicKeyOf(key);
  if (key.type === ed25519) {
    return signature.length === 64 && verify(null, Buffer.from(text, 'utf8'), publicKey, signature);
  }
  // C2SP tlog-cosignature: 8 bytes of time, then the signature over header, time and checkpoint.
  if (signature.length !== 72) return false;
  const signed = `cosignature/v1\ntime ${signature.readBigUInt64BE(0)}\n${text}`;
  return verify(null, Buffer.from(signed, 'utf8'), publicKey, signature.subarray(8));
}

// A log has a checkpoint for every half second of its life: reading the key again for each costs as much as the signature.
const publicKeys = new WeakMap<VerifierKey, KeyObject>();

function publicKeyOf(key: VerifierKey): KeyObject {
  const known = publicKeys.get(key);
  if (known !== undefined) return known;
  const publicKey = createPublicKey({ key: key.spki, format: 'der', type: 'spki' });
  publicKeys.set(key, publicKey);
  return publicKey;
}

/** A checkpoint's text (C2SP tlog-checkpoint): origin, size, base64 root hash. */
export interface CheckpointText {
  origin: string;
  size: number;
  root: Buffer;
}

export function formatCheckpoint({ origin, size, root }: CheckpointText): string {
  return `${origin}\n${size}\n${root.toString('base64')}\n`;
}

/** Null unless the text is a checkpoint without extension lines: this log writes none. */
export function parseCheckpoint(text: string): CheckpointText | null {
  const match = /^([^\n]+)\n(0|[1-9][0-9]{0,15})\n([A-Za-z0-9+/=]{44})\n$/.exec(text);
  const root = match?.[3] === undefined ? null : decodeBase64(match[3]);
  if (!match?.[1] || !match[2] || root === null || root.length !== 32) return null;
  const size = Number(match[2]);
  return Number.isSafeInteger(size) ? { origin: match[1], size, root } : null;
}
