import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeBase64, parseCheckpoint, parseNote } from '../../audit/note.ts';
import { isConsistent, rootFromInclusion } from '../../audit/proof.ts';
import { loadOrCreateSigner } from '../../audit/signer.ts';
import { verifyBundle } from '../../audit/verify/verify-bundle.ts';
import { LogReader } from '../support/audit-entries.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Answer, Visitor } from '../support/visitor.ts';

interface Entry {
  index: number;
  code: string;
  action: string;
  outcome: string;
  actor: { agency: string; person: string; name?: string } | null;
  records: { handle: string; originator?: string; id?: string }[];
}
interface List {
  items: Entry[];
  next: string | null;
}
interface Checkpoint {
  origin: string;
  treeSize: number;
  rootHash: string;
  note: string;
}

let portal: TestPortal;
let log: LogReader;
let arta: Visitor;
let jelena: Visitor;
let ivo: Visitor;

const path = (q: string, more = '') => `/api/v1/audit/entries?q=${encodeURIComponent(q)}${more}`;
const listOf = (answer: Answer) => answer.json as List;
const search = async (visitor: Visitor, q: string, more = '') => listOf(await visitor.get(path(q, more))).items;

/** The newest checkpoint, once it covers the entry. */
async function checkpointOver(index: number): Promise<Checkpoint> {
  const read = async () => (await ivo.get('/api/v1/audit/checkpoint')).json as Checkpoint;
  await expect.poll(async () => (await read()).treeSize, { timeout: 10_000 }).toBeGreaterThan(index);
  return read();
}

beforeAll(async () => {
  portal = await startTestPortal();
  log = await LogReader.open(portal.database.ownerUrl);
  // The sample's auditors see the whole federation; here jelena is her agency's own.
  await log.value(
    `UPDATE role_assignment SET scope = 'agency' WHERE role = 'auditor'
      AND person IN (SELECT id FROM person WHERE agency = 'ME-UP') RETURNING scope AS value`,
  );
  [arta, jelena, ivo] = [await portal.signIn('arta'), await portal.signIn('jelena'), await portal.signIn('ivo')];
  await arta.get('/actions');
  await arta.get('/profile');
}, 120_000);

afterAll(async () => {
  await log?.close();
  await portal?.close();
});

describe('the access log', () => {
  it.each(['arta', 'sara', 'giulia', 'karl'])('is closed to %s, and the attempt is in the log', async (alias) => {
    const visitor = alias === 'arta' ? arta : await portal.signIn(alias);
    for (const address of [
      '/audit',
      '/audit/verify',
      '/audit/entries/0',
      '/api/v1/audit/entries',
      '/api/v1/audit/checkpoint',
    ]) {
      const answer = await visitor.get(address);
      expect(answer.status, address).toBe(403);
      expect(answer.text).not.toMatch(/per-[0-9a-f]{16}|LOG0/);
      const entries = await log.ofRequest(answer.headers.get('x-request-id') ?? '');
      expect(entries.map(({ outcome }) => outcome)).toEqual(['deny']);
    }
  });

  it('shows ivo, who audits the federation, what arta did, without her name', async () => {
    const [entry] = await search(ivo, 'agency:AL-ASP action:session.read');
    expect(entry?.actor).toMatchObject({ agency: 'AL-ASP', person: expect.stringMatching(/^per-/) });
    const page = await ivo.get(`/audit?q=${encodeURIComponent(`person:${entry?.actor?.person} action:session.read`)}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Looked at own session');
    expect(page.text).not.toContain('Arta');
  });

  it('shows ivo by name who read records of his own agency, and those of others as handles', async () => {
    const [entry] = await search(ivo, 'agency:AL-ASP action:record.list');
    expect(entry?.actor?.name).toContain('Arta');
    const inClear = entry?.records.filter(({ id }) => id !== undefined) ?? [];
    expect(inClear.length).toBeGreaterThan(0);
    expect(new Set(inClear.map(({ originator }) => originator))).toEqual(new Set(['INT-RCC']));
    expect(entry?.records.length).toBeGreaterThan(inClear.length);
  });

  it('shows jelena her own people by name, and no entry that is not her agency’s affair', async () => {
    const entries = await search(jelena, '', '&limit=100');
    expect(entries.length).toBeGreaterThan(0);
    for (const { actor, records } of entries) {
      expect(actor?.agency === 'ME-UP' || records.some(({ originator }) => originator === 'ME-UP')).toBe(true);
    }
    expect((await jelena.get('/audit')).text).toContain(entries.find(({ actor }) => actor?.name)?.actor?.name);
  });

  it('has the search itself as an entry, of the right kind', async () => {
    const answer = await ivo.get(path('code:REC02I'));
    const [entry] = await log.ofRequest(answer.headers.get('x-request-id') ?? '');
    expect(entry).toMatchObject({ action: 'audit.search', outcome: 'permit', code: 'LOG01I' });
    expect(answer.headers.get('audit-receipt')).toMatch(/^\S+\.\d+\.\S+$/);
  });

  it('goes from page to page without gap or repetition', async () => {
    const { items } = listOf(await ivo.get(path('action:record.* before:2999-01-01', '&limit=4')));
    const first = listOf(await ivo.get(path('action:record.* before:2999-01-01', '&limit=2')));
    const second = listOf(await ivo.get(path('action:record.* before:2999-01-01', `&limit=2&after=${first.next}`)));
    expect([...first.items, ...second.items].map(({ index }) => index)).toEqual(items.map(({ index }) => index));
    const wrong = await ivo.get(path('', '&after=nonsense'));
    expect(wrong.status).toBe(422);
    expect(wrong.json).toMatchObject({ fields: [{ field: 'after' }] });
  });

  it('answers a wrong qualifier with its name, and keeps the query', async () => {
    const page = await ivo.get('/audit?q=agencie%3AAL-ASP');
    expect(page.status).toBe(422);
    expect(page.text).toContain('href="#f-q">“agencie” is not something that can be searched by.');
    expect(page.text).toContain('value="agencie:AL-ASP"');
    const answer = await ivo.get(path('burglary'));
    expect(answer.status).toBe(422);
    expect(answer.json).toMatchObject({
      code: 'invalid-input',
      fields: [{ field: 'q', message: expect.stringContaining('agency:burglary') }],
    });
  });
});

describe('an entry', () => {
  it('is a page to whoever may see it, and does not exist for others', async () => {
    const [entry] = await search(ivo, 'agency:AL-ASP action:record.list');
    const page = await ivo.get(`/audit/entries/${entry?.index}`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('What stays closed to you');
    expect((await ivo.get('/audit/entries/99999999')).status).toBe(404);
    expect((await jelena.get('/audit/entries/0')).status).toBe(404);
    expect((await ivo.get('/audit/entries/x')).status).toBe(404);
  });

  it('comes with all that an outsider needs to check it', async () => {
    const [found] = await search(ivo, 'agency:AL-ASP action:record.list');
    const index = found?.index ?? -1;
    await checkpointOver(index);
    const { evidence } = (await ivo.get(`/api/v1/audit/entries/${index}`)).json as {
      evidence: { files: Record<string, string> };
    };
    const folder = mkdtempSync(join(tmpdir(), 'seguito-offline-'));
    for (const [name, text] of Object.entries(evidence.files)) writeFileSync(join(folder, name), text);
    const vkey = await vkeyOfPortal();
    expect(await verifyBundle(folder, vkey)).toMatchObject({ entries: 1, selection: true });
    rmSync(folder, { recursive: true });
  });
});

describe('proofs', () => {
  const hashes = (answer: Answer) =>
    (answer.json as { proof: string[] }).proof.map((hash) => decodeBase64(hash) ?? Buffer.alloc(0));

  it('lead from an entry to the signed root, and from an older log to a newer one', async () => {
    const older = await checkpointOver(0);
    await arta.get('/actions');
    const newer = await checkpointOver(older.treeSize);
    const text = parseCheckpoint(parseNote(newer.note)?.text ?? '');
    expect(text).toMatchObject({ origin: newer.origin, size: newer.treeSize });
    const root = (one: Checkpoint) => ({ size: one.treeSize, root: decodeBase64(one.rootHash) ?? Buffer.alloc(0) });
    const { evidence } = (await ivo.get('/api/v1/audit/entries/1')).json as { evidence: { leafHash: string } };
    const inclusion = await ivo.get(`/api/v1/audit/proofs/inclusion?index=1&size=${newer.treeSize}`);
    const leaf = decodeBase64(evidence.leafHash) ?? Buffer.alloc(0);
    expect(rootFromInclusion(leaf, 1, newer.treeSize, hashes(inclusion))).toEqual(text?.root);
    const consistency = await ivo.get(`/api/v1/audit/proofs/consistency?from=${older.treeSize}&to=${newer.treeSize}`);
    expect(isConsistent(root(older), root(newer), hashes(consistency))).toBe(true);
  });

  it.each([
    'inclusion?index=5&size=5',
    'inclusion?index=0&size=99999999',
    'inclusion?size=5',
    'consistency?from=0',
    'consistency?from=3&to=2',
  ])('are refused in words for %s', async (query) => {
    const answer = await ivo.get(`/api/v1/audit/proofs/${query}`);
    expect(answer.status).toBe(422);
    expect(answer.json).toMatchObject({ fields: [{ message: expect.stringMatching(/\w/) }] });
  });
});

describe('the verification', () => {
  it('runs for nobody else’s page', async () => {
    const forged = await jelena.send('POST', '/audit/verify', '', { 'sec-fetch-site': 'cross-site' });
    expect(forged.status).toBe(403);
  });
});

/** The log's key, as an operator hands it out: from the key file, never from the portal. */
async function vkeyOfPortal(): Promise<string> {
  const { origin } = (await ivo.get('/api/v1/audit/checkpoint')).json as Checkpoint;
  return loadOrCreateSigner({ dataDir: portal.config.DATA_DIR, origin, mayCreate: false }).vkey;
}
