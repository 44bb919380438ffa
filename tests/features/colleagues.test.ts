import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LogReader } from '../support/audit-entries.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';

let portal: TestPortal;
let log: LogReader;
let portalRole: pg.Client;
let arta: Visitor;

interface People {
  items: { id: string; subjectId: string; heldUntil: string | null; firstSeenAt: string | null }[];
}
const people = async (visitor: Visitor) => ((await visitor.get('/api/v1/people')).json as People).items;
const idOf = (subject: string) => log.value<string>('SELECT id AS value FROM person WHERE subject_id = $1', [subject]);
const titles = async (visitor: Visitor) =>
  ((await visitor.get('/api/v1/follow-up-actions?limit=100')).json as { items: unknown[] }).items.length;

beforeAll(async () => {
  portal = await startTestPortal();
  log = await LogReader.open(portal.database.ownerUrl);
  portalRole = new pg.Client(portal.database.portalUrl);
  await portalRole.connect();
  arta = await portal.signIn('arta');
}, 120_000);
afterAll(async () => {
  await portalRole?.end();
  await log?.close();
  await portal?.close();
});

describe('an officer who came for the first time', () => {
  it('is held, stands first among the colleagues, and reads all that the agency reads once a colleague vouched', async () => {
    await log.query(
      "UPDATE person SET preregistered = false, first_seen_at = now() WHERE subject_id = 'ilir@al.example'",
    );
    const ilir = await portal.signIn('ilir');
    const before = await titles(ilir);
    const [first] = await people(arta);
    expect(first).toMatchObject({ subjectId: 'ilir@al.example' });
    expect(Date.parse(first?.heldUntil ?? '')).toBeGreaterThan(Date.now() + 23 * 3_600_000);
    expect((await arta.get('/people')).text).toContain('I know this person');
    expect((await arta.submit(`/people/${first?.id}/vouch`, {})).status).toBe(303);
    await expect.poll(() => titles(ilir), { timeout: 5000 }).toBeGreaterThan(before);
    expect((await people(arta)).find(({ id }) => id === first?.id)?.heldUntil).toBeNull();
    expect((await arta.call('POST', `/api/v1/people/${first?.id}/vouch`, {})).status).toBe(404);
  });

  it('vouches for nobody: neither for colleagues nor for himself, nor does the database take it', async () => {
    const rows = 'subject_id IN ($1, $2)';
    const both = ['arta@al.example', 'ilir@al.example'];
    await portalRole.query(`UPDATE person SET preregistered = false, first_seen_at = now() WHERE ${rows}`, both);
    const held = await portal.signIn('arta');
    const [mine, other] = [await idOf('arta@al.example'), await idOf('ilir@al.example')];
    for (const id of [mine, other]) {
      const answer = await held.call('POST', `/api/v1/people/${id}/vouch`, {});
      expect(answer.status).toBe(409);
      expect(answer.text).toContain('new here yourself');
    }
    expect((await held.get('/people')).text).not.toContain('I know this person');
    await expect(
      portalRole.query('UPDATE person SET preregistered = true, vouched_by = $2 WHERE id = $1', [other, mine]),
    ).rejects.toThrow('whom the portal knows');
    await portalRole.query(`UPDATE person SET first_seen_at = now() - interval '2 days' WHERE ${rows}`, both);
  });

  it('is vouched for by nobody of another agency, and by nobody without a second factor', async () => {
    await log.query(
      "UPDATE person SET preregistered = false, first_seen_at = now() WHERE subject_id = 'bojan@rs.example'",
    );
    const id = await idOf('bojan@rs.example');
    expect((await arta.call('POST', `/api/v1/people/${id}/vouch`, {})).status).toBe(404);
    const ilir = await portal.signIn('ilir');
    expect(await ilir.call('POST', `/api/v1/people/${id}/vouch`, {})).toMatchObject({
      status: 403,
      json: { code: 'step-up-required' },
    });
  });
});

describe('a colleague who is registered beforehand', () => {
  it('stands among the people as expected, once', async () => {
    const answer = await arta.call('POST', '/api/v1/people', { provider: '', subjectId: 'Teuta@al.example' });
    expect(answer).toMatchObject({ status: 201 });
    expect(await people(arta)).toContainEqual(
      expect.objectContaining({ subjectId: 'teuta@al.example', firstSeenAt: null, heldUntil: null }),
    );
    const again = await arta.call('POST', '/api/v1/people', { subjectId: 'teuta@al.example' });
    expect(again.status).toBe(422);
    expect(again.text).toContain('registered already');
  });

  it.each(['teuta@rs.example', 'teuta', 'teuta@al.example.evil'])(
    'is one of the agency’s own domains: %s comes back with what was typed',
    async (subjectId) => {
      const page = await arta.submit('/people', { subjectId });
      expect(page.status).toBe(422);
      expect(page.text).toContain('@al.example');
      expect(page.text).toContain(`value="${subjectId}"`);
    },
  );
});

it('each agency sees its own people alone', async () => {
  const giulia = await portal.signIn('giulia');
  const agencies = await log.value<string[]>(
    'SELECT array_agg(DISTINCT agency) AS value FROM person WHERE id = ANY ($1)',
    [(await people(giulia)).map(({ id }) => id)],
  );
  expect(agencies).toEqual(['IT-SRI']);
  expect((await giulia.call('POST', '/api/v1/people', { subjectId: 'x@it.example' })).status).toBe(403);
});
