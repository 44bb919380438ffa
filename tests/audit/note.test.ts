import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatCheckpoint, isSignedBy, parseCheckpoint, parseNote, parseVkey } from '../../audit/note.ts';
import { readReceipt, SignedReceipt } from '../../audit/receipt.ts';
import { loadOrCreateSigner } from '../../audit/signer.ts';
import { signCheckpoint } from '../../audit/stored-checkpoint.ts';
import { emptyRoot } from '../../audit/tree.ts';
import { newSigner, origin } from './log-fixture.ts';

// The example of Go's golang.org/x/mod/sumdb/note, from which C2SP signed-note comes.
const peter = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const example =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n" +
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';

describe('signed notes (C2SP signed-note)', () => {
  it('verifies the published example', () => {
    const note = parseNote(example);
    const key = parseVkey(peter);
    expect(note && key && isSignedBy(note, key)).toBe(true);
  });

  it('refuses the example with any character changed', () => {
    const key = parseVkey(peter);
    for (let i = 0; i < example.length; i += 1) {
      const changed = `${example.slice(0, i)}${example[i] === 'x' ? 'y' : 'x'}${example.slice(i + 1)}`;
      const note = parseNote(changed);
      expect(note !== null && key !== null && isSignedBy(note, key), `character ${i}`).toBe(false);
    }
  });

  it('refuses a key whose id is not its own', () => {
    expect(parseVkey(peter.replace('c74f20a3', 'c74f20a4'))).toBeNull();
    expect(parseVkey(peter.replace('ARpc', 'ARpd'))).toBeNull();
    expect(parseVkey(`${peter} `)).toBeNull();
  });

  it('signs a checkpoint that its key verifies and another does not', () => {
    const signer = newSigner();
    const { note } = signCheckpoint(signer, 7, emptyRoot);
    const parsed = parseNote(note);
    const [mine, other] = [parseVkey(signer.vkey), parseVkey(newSigner().vkey)];
    expect(parsed && parseCheckpoint(parsed.text)).toEqual({ origin, size: 7, root: emptyRoot });
    expect(parsed && mine && isSignedBy(parsed, mine)).toBe(true);
    expect(parsed && other && isSignedBy(parsed, other)).toBe(false);
  });

  it('reads no checkpoint with a size like 07 or a root in another spelling', () => {
    const text = formatCheckpoint({ origin, size: 7, root: emptyRoot });
    expect(parseCheckpoint(text.replace('\n7\n', '\n07\n'))).toBeNull();
    expect(parseCheckpoint(text.replace('\n7\n', '\n-7\n'))).toBeNull();
    expect(parseCheckpoint(text.replace('=', ''))).toBeNull();
    expect(parseCheckpoint(`${text}extension\n`)).toBeNull();
  });
});

describe('receipts', () => {
  const signer = newSigner();
  const { header, leafHash } = new SignedReceipt(signer, emptyRoot, 1_795_000_000_000);

  it('promise an entry under the key of the log, without its index', () => {
    expect(header).toMatch(/^[A-Za-z0-9_-]{43}\.1795000000000\.[A-Za-z0-9_-]{86}$/);
    expect(readReceipt(header, signer.vkey)).toEqual({ leafHash, at: 1_795_000_000_000 });
  });

  it('are refused when anything in them is changed, or when another key is asked', () => {
    expect(readReceipt(header, newSigner().vkey)).toBeNull();
    expect(readReceipt(header.replace('.1795', '.1796'), signer.vkey)).toBeNull();
    expect(readReceipt(`A${header.slice(1)}`.replace(/^AA/, 'AB'), signer.vkey)).toBeNull();
    expect(readReceipt('nothing', signer.vkey)).toBeNull();
  });
});

describe("the log's key", () => {
  let dataDir = '';
  beforeAll(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'seguito-key-'));
  });
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  it('is made once, for its owner alone, and is the same at the next start', () => {
    expect(() => loadOrCreateSigner({ dataDir, origin, mayCreate: false })).toThrow(/is missing/);
    const made = loadOrCreateSigner({ dataDir, origin, mayCreate: true });
    expect(statSync(join(dataDir, 'audit.key')).mode & 0o777).toBe(0o600);
    expect(loadOrCreateSigner({ dataDir, origin, mayCreate: false }).vkey).toBe(made.vkey);
  });

  it('is refused when others can read it, and under a name that no key can have', () => {
    expect(() => loadOrCreateSigner({ dataDir, origin: 'two words', mayCreate: true })).toThrow(/AUDIT_ORIGIN/);
    chmodSync(join(dataDir, 'audit.key'), 0o644);
    expect(() => loadOrCreateSigner({ dataDir, origin, mayCreate: false })).toThrow(/chmod 600/);
  });
});
