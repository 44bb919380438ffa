import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LogReader } from '../support/audit-entries.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Answer, Visitor } from '../support/visitor.ts';

let portal: TestPortal;
let log: LogReader;
let arta: Visitor;
let chiara: Visitor;
let open: string;
let hidden: string;
const unknown = '0192f000-0000-7000-8000-000000000000';

/** Rows of the table in a page, as text. */
const rowsOf = ({ text }: Answer) =>
  [...text.matchAll(/<tr role="row">(.*?)<\/tr>/gs)].map(([, row = '']) =>
    row
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  );

beforeAll(async () => {
  portal = await startTestPortal();
  log = await LogReader.open(portal.database.ownerUrl);
  [arta, chiara] = [await portal.signIn('arta'), await portal.signIn('chiara')];
  const { items } = (await arta.get('/api/v1/follow-up-actions?limit=100')).json as { items: { id: string }[] };
  open = await log.value<string>(
    `SELECT id AS value FROM follow_up_action WHERE originator = 'IT-DCSA' AND id = ANY ($1) ORDER BY id LIMIT 1`,
    [items.map(({ id }) => id)],
  );
  const others = await log.value<string[]>(
    `SELECT array_agg(id::text ORDER BY id) AS value FROM follow_up_action WHERE id <> ALL ($1)`,
    [items.map(({ id }) => id)],
  );
  // Some open with a stated purpose; this one never.
  for (const id of others) if ((await arta.get(`/api/v1/follow-up-actions/${id}`)).status === 404) hidden = id;
}, 120_000);
afterAll(async () => {
  await log?.close();
  await portal?.close();
});

describe('what is logged about me', () => {
  it('shows a record that is closed to me exactly as one that never existed, and no rule', async () => {
    await arta.get(`/actions/${hidden}`);
    const closed = rowsOf(await arta.get('/profile/log'));
    await arta.get(`/actions/${unknown}`);
    const none = rowsOf(await arta.get('/profile/log'));
    const row = (rows: string[]) => rows.find((text) => text.includes('/actions/:id '))?.replace(/^.*?UTC/, '');
    expect(row(closed)).toContain('Not found');
    expect(row(closed)).toBe(row(none));
    const page = await arta.get('/profile/log');
    expect(page.text).not.toContain(hidden);
    for (const secret of ['UNKNOWN-ID', 'R0-', 'R1-', 'PARENT-HIDDEN']) expect(page.text).not.toContain(secret);
  });

  it('shows what I was given, from where and for what purpose', async () => {
    await arta.get(`/actions/${open}`);
    const [, first = ''] = rowsOf(await arta.get('/profile/log'));
    expect(first).toMatch(/Opened a record .*Done, or shown .*J7-P.*Policy work .*127\.0\.0\.1|::1/);
  });

  it('is mine alone, and turns no pages that are not mine', async () => {
    const page = await chiara.get('/profile/log');
    expect(page.text).not.toContain('/actions/:id');
    expect((await chiara.get('/profile/log?after=nonsense')).status).toBe(422);
  });

  it('holds nothing of what auditors do, not even to the auditor', async () => {
    const jelena = await portal.signIn('jelena');
    await jelena.get('/audit?q=agency%3AAL-ASP');
    const page = await jelena.get('/profile/log');
    expect(page.text).toContain('Signed in');
    expect(page.text).not.toContain('Searched the access log');
  });
});

describe('my sessions', () => {
  const handleOf = async (visitor: Visitor) =>
    /Number in the log<\/dt><dd><code>([0-9a-f-]{36})/.exec((await visitor.get('/profile')).text)?.[1] ?? '';

  it('are listed with this one marked, and another one ends at once', async () => {
    const second = await portal.signIn('arta');
    const page = await arta.get('/profile');
    expect(page.text.match(/This session<\/strong>/g)).toHaveLength(1);
    expect(page.text).toContain('2 sessions');
    const answer = await arta.submit(`/profile/sessions/${await handleOf(second)}/end`, {});
    expect(answer.status).toBe(303);
    expect((await second.get('/api/v1/follow-up-actions')).status).toBe(401);
    expect((await arta.get('/profile')).text).toContain('1 session,');
    const entries = await log.ofRequest(answer.headers.get('x-request-id') ?? '');
    expect(entries).toMatchObject([{ action: 'session.end', parts: { http: { detail: { ended: 1 } } } }]);
  });

  it('all others end together', async () => {
    const others = [await portal.signIn('arta'), await portal.signIn('arta')];
    expect((await arta.submit('/profile/sessions/end-others', {})).status).toBe(303);
    for (const other of others) expect((await other.get('/api/v1/follow-up-actions')).status).toBe(401);
    expect((await arta.get('/api/v1/follow-up-actions')).status).toBe(200);
  });

  it('are not to be ended by anybody else: such a session does not exist for them', async () => {
    const answer = await chiara.submit(`/profile/sessions/${await handleOf(arta)}/end`, {});
    expect(answer.status).toBe(404);
    expect((await arta.get('/profile')).status).toBe(200);
    const never = await chiara.submit(`/profile/sessions/${unknown}/end`, {});
    expect(never.text.replace(/<code>[^<]*<\/code>/g, '')).toBe(answer.text.replace(/<code>[^<]*<\/code>/g, ''));
  });
});

describe('who has seen an action', () => {
  interface Reader {
    agency: string;
    people: number;
    entries: number;
    person?: { id: string; name: string };
  }
  const readersFor = async (visitor: Visitor, id: string) =>
    ((await visitor.get(`/api/v1/readers?type=follow-up-action&id=${id}`)).json as { readers: Reader[] }).readers;

  it('is told with names to the originator’s people, with agencies to others', async () => {
    await arta.get(`/actions/${open}`);
    const own = (await readersFor(chiara, open)).filter(({ agency }) => agency === 'AL-ASP');
    expect(own).toMatchObject([{ people: 1, person: { name: expect.stringContaining('Arta') } }]);
    const foreign = await readersFor(arta, open);
    expect(foreign.find(({ agency }) => agency === 'AL-ASP')?.entries).toBeGreaterThan(0);
    expect(foreign.every(({ person }) => person === undefined)).toBe(true);
    expect((await arta.get(`/actions/${open}/readers`)).text).not.toContain('Chiara');
    expect((await chiara.get(`/actions/${open}/readers`)).text).toContain('Arta');
    expect((await arta.get(`/actions/${open}`)).text).toContain(`/actions/${open}/readers`);
  });

  it('is no oracle: of a closed record and of none the answer is the same', async () => {
    const [closed, none] = [hidden, unknown].map((id) => arta.get(`/api/v1/readers?type=follow-up-action&id=${id}`));
    expect((await closed)?.status).toBe(404);
    expect((await none)?.status).toBe(404);
    expect((await arta.get(`/actions/${hidden}/readers`)).status).toBe(404);
  });
});
