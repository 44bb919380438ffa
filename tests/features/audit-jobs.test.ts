import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyBundle } from '../../audit/verify/verify-bundle.ts';
import { LogReader } from '../support/audit-entries.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { type Answer, Visitor } from '../support/visitor.ts';

let portal: TestPortal;
let log: LogReader;
/** Scope `all`. */
let ivo: Visitor;
/** Here her agency's auditor only. */
let jelena: Visitor;
let folder: string;

const patience = 30_000;
const idOf = (address: string) => address.split('/').at(-1) ?? '';

/** Asks for a job and returns the address of its page. */
async function ask(visitor: Visitor, path: string, fields: Record<string, string> = {}): Promise<string> {
  const answer = await visitor.submit(path, fields);
  expect(answer.status).toBe(303);
  return answer.headers.get('location') ?? '';
}

async function ended(visitor: Visitor, address: string): Promise<Answer> {
  await expect.poll(async () => (await visitor.get(address)).headers.get('refresh'), { timeout: patience }).toBeNull();
  return visitor.get(address);
}

/** Sends a request whose body is bytes. */
async function fetchFile(visitor: Visitor, path: string): Promise<Buffer> {
  const answer = await fetch(visitor.url + path, {
    headers: { cookie: `__Host-seguito=${visitor.cookie('__Host-seguito')}`, 'sec-fetch-site': 'same-origin' },
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="audit-export.tar"');
  return Buffer.from(await answer.arrayBuffer());
}

beforeAll(async () => {
  portal = await startTestPortal();
  log = await LogReader.open(portal.database.ownerUrl);
  folder = mkdtempSync(join(tmpdir(), 'seguito-jobs-'));
  await log.value(
    `UPDATE role_assignment SET scope = 'agency' WHERE role = 'auditor'
      AND person IN (SELECT id FROM person WHERE agency = 'ME-UP') RETURNING scope AS value`,
  );
  [ivo, jelena] = [await portal.signIn('ivo'), await portal.signIn('jelena')];
  await (await portal.signIn('arta')).get('/actions');
}, 120_000);
afterAll(async () => {
  await log?.close();
  await portal?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

describe('a verification', () => {
  it('goes on beside its page, which renews itself without a script, and ends with the verdict', async () => {
    const address = await ask(ivo, '/audit/verify');
    expect(address).toMatch(/^\/audit\/verifications\/[0-9a-f-]{36}$/);
    const page = await ended(ivo, address);
    expect(page.text).toContain('The log is intact');
    expect(page.text).not.toContain('http-equiv');
    const entries = await log.ofRequest(idOf(address));
    expect(entries).toContainEqual(
      expect.objectContaining({ action: 'audit.verify', outcome: 'permit', code: 'LOG03I' }),
    );
  });

  it('shows how far it is while it runs, and is cancelled by its person', async () => {
    const address = await ask(ivo, '/audit/verify');
    await ended(ivo, address);
    // As if it were half done by a worker that is alive.
    await log.value(
      `UPDATE job SET state = 'running', worker = 'elsewhere', beat_at = now() + interval '1 hour', steps_done = 50, steps_all = 100,
        finished_at = NULL, result = NULL WHERE id = $1 RETURNING id AS value`,
      [idOf(address)],
    );
    const page = await ivo.get(address);
    expect(page.headers.get('refresh')).toBe('2');
    expect(page.text).toContain('<progress max="100" value="50"');
    expect(page.text).toContain('50 of 100 entries.');
    expect((await ivo.submit(`${address}/cancel`, {})).status).toBe(303);
    expect(await log.value('SELECT wants_cancel AS value FROM job WHERE id = $1', [idOf(address)])).toBe(true);
    // Its worker falls silent: whoever takes it over sees at the first step that nobody wants it.
    await log.value(`UPDATE job SET beat_at = now() - interval '1 hour' WHERE id = $1 RETURNING id AS value`, [
      idOf(address),
    ]);
    expect((await ended(ivo, address)).text).toContain('It was cancelled');
  });

  it('that a portal left behind when it went down is taken up by another', async () => {
    const address = await ask(ivo, '/audit/verify');
    await ended(ivo, address);
    await log.value(
      `UPDATE job SET state = 'running', worker = 'gone', beat_at = now() - interval '1 minute', finished_at = NULL, result = NULL
        WHERE id = $1 RETURNING id AS value`,
      [idOf(address)],
    );
    expect((await ended(ivo, address)).text).toContain('The log is intact');
  });

  it('ends with the session that asked for it', async () => {
    const second = await portal.signIn('ivo');
    const address = await ask(second, '/audit/verify');
    await ended(second, address);
    await log.value(
      `UPDATE job SET state = 'waiting', finished_at = NULL, result = NULL, asked_at = now() - interval '1 minute', session = gen_random_uuid()
        WHERE id = $1 RETURNING id AS value`,
      [idOf(address)],
    );
    expect((await ended(ivo, address)).text).toContain('the session that asked for it ended');
  });

  it('is its person’s alone: for another auditor it does not exist', async () => {
    const address = await ask(ivo, '/audit/verify');
    expect((await jelena.get(address)).status).toBe(404);
    expect((await jelena.submit(`${address}/cancel`, {})).status).toBe(404);
    expect((await new Visitor(portal.url).get(address)).status).toBe(303);
    await ended(ivo, address);
  });
});

describe('an export', () => {
  const q = 'action:record.list';

  /** Unpacks an archive with the system's own tar. */
  function unpack(name: string, archive: Buffer): string {
    const to = join(folder, name);
    mkdirSync(to);
    writeFileSync(join(folder, `${name}.tar`), archive);
    execFileSync('tar', ['-xf', join(folder, `${name}.tar`), '-C', to]);
    return to;
  }

  it('is an archive that the stand-alone checker accepts, with what this auditor may open', async () => {
    const address = await ask(ivo, '/audit/exports', { q });
    expect((await ended(ivo, address)).text).toContain(`${address}/file`);
    const to = unpack('federation', await fetchFile(ivo, `${address}/file`));
    expect(readdirSync(to).sort()).toEqual(['checkpoint', 'entries.ndjson', 'key.pub', 'proofs.ndjson']);
    const { entries, selection } = await verifyBundle(to);
    expect(entries).toBeGreaterThan(0);
    expect(selection).toBe(true);
    const lines = readFileSync(join(to, 'entries.ndjson'), 'utf8').trimEnd().split('\n');
    for (const line of lines) {
      const { action, open } = JSON.parse(line) as { action: string; open: Record<string, unknown> };
      expect(action).toBe('record.list');
      expect(
        Object.keys(open).filter((name) => name.startsWith('originator:') && name !== 'originator:INT-RCC'),
      ).toEqual([]);
      expect(open).not.toHaveProperty('net');
    }
  });

  it('holds for an agency’s auditor only entries that are the agency’s affair', async () => {
    await jelena.get('/profile');
    const address = await ask(jelena, '/audit/exports', { q: '' });
    await ended(jelena, address);
    const to = unpack('montenegro', await fetchFile(jelena, `${address}/file`));
    await verifyBundle(to);
    const lines = readFileSync(join(to, 'entries.ndjson'), 'utf8').trimEnd().split('\n');
    for (const line of lines) {
      const { open } = JSON.parse(line) as { open: Record<string, { value: { agency?: string } }> };
      expect(open['actor']?.value.agency === 'ME-UP' || Object.hasOwn(open, 'originator:ME-UP')).toBe(true);
    }
  });

  it('is logged when it is asked for, made and fetched, and exists for nobody else', async () => {
    const answer = await ivo.call('POST', '/api/v1/audit/exports', { q });
    expect(answer.status).toBe(201);
    const { id } = answer.json as { id: string };
    await ended(ivo, `/audit/exports/${id}`);
    const state = (await ivo.get(`/api/v1/audit/exports/${id}`)).json as { state: string; hasFile: boolean };
    expect(state).toMatchObject({ state: 'done', hasFile: true });
    const file = await ivo.get(`/api/v1/audit/exports/${id}/file`);
    const stages = [answer, file].map(async ({ headers }) => {
      const [entry] = await log.ofRequest(headers.get('x-request-id') ?? '');
      return (entry?.parts['http'] as { detail: { stage: string } } | undefined)?.detail.stage;
    });
    expect(await Promise.all(stages)).toEqual(['asked', 'downloaded']);
    expect((await jelena.get(`/api/v1/audit/exports/${id}/file`)).status).toBe(404);
    expect((await jelena.get(`/api/v1/audit/exports/${id}`)).status).toBe(404);
  });

  it('is no text in the database, and gone after a day or when the person’s scope changes', async () => {
    const address = await ask(ivo, '/audit/exports', { q });
    await ended(ivo, address);
    const stored = await log.value<Buffer>('SELECT bytes AS value FROM job_chunk WHERE job = $1 AND n = 0', [
      idOf(address),
    ]);
    expect(stored.toString('latin1')).not.toContain('entries.ndjson');
    await log.value(
      `UPDATE job SET result = jsonb_set(result, '{scope}', '"agency"') WHERE id = $1 RETURNING id AS value`,
      [idOf(address)],
    );
    expect((await ivo.get(`${address}/file`)).status).toBe(404);
    expect(await log.value<string>('SELECT count(*) AS value FROM job_chunk WHERE job = $1', [idOf(address)])).toBe(
      '0',
    );
    await log.value(`UPDATE job SET expires_at = now() WHERE id = $1 RETURNING id AS value`, [idOf(address)]);
    expect((await ivo.get(address)).status).toBe(404);
  });

  it('of a query that is not understood is refused in words, with the query kept', async () => {
    const answer = await ivo.submit('/audit/exports', { q: 'agenzy:X' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Did you mean agency:?');
    expect(answer.text).toContain('value="agenzy:X"');
  });
});
