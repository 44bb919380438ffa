import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LogReader } from '../support/audit-entries.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';

let portal: TestPortal;
let log: LogReader;
let portalRole: pg.Client;
let karl: Visitor;
let lidia: Visitor;

const chiara = { provider: 'it', subjectId: 'chiara@it.example', agency: 'IT-DCSA' };

async function propose(by: Visitor, change: Record<string, unknown>): Promise<number> {
  const answer = await by.call('POST', '/api/v1/role-changes', { kind: 'grant', reason: 'Asked for', ...change });
  if (answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`);
  return (answer.json as { number: number }).number;
}
const take = (by: Visitor, number: number, step: string) =>
  by.call('POST', `/api/v1/role-changes/${number}/${step}`, { reason: 'Not wanted' });
const roles = async (visitor: Visitor) =>
  ((await visitor.get('/api/v1/session')).json as { person: { roles: string[] } }).person.roles;

beforeAll(async () => {
  portal = await startTestPortal();
  log = await LogReader.open(portal.database.ownerUrl);
  portalRole = new pg.Client(portal.database.portalUrl);
  await portalRole.connect();
  karl = await portal.signIn('karl');
  lidia = await portal.signIn('lidia');
}, 120_000);
afterAll(async () => {
  await portalRole?.end();
  await log?.close();
  await portal?.close();
});

describe('an officer becomes an auditor', () => {
  let number: number;

  it('by a proposal that changes nothing, and that its author cannot confirm', async () => {
    const visitor = await portal.signIn('chiara');
    number = await propose(karl, { ...chiara, role: 'auditor', scope: 'agency' });
    expect(await roles(visitor)).toEqual(['liaison-officer']);
    expect(await take(karl, number, 'confirm')).toMatchObject({ status: 403, json: { code: 'two-persons' } });
    const again = await karl.call('POST', '/api/v1/role-changes', {
      kind: 'grant',
      reason: 'x',
      ...chiara,
      role: 'auditor',
    });
    expect(again.status).toBe(422);
    expect(again.text).toContain('proposed already');
  });

  it('by nobody who goes past the portal either', async () => {
    const id = await log.value<string>('SELECT person AS value FROM role_change WHERE number = $1', [number]);
    const grant = (by: string) =>
      portalRole.query(
        `INSERT INTO role_assignment (id, person, role, scope, granted_by) VALUES (gen_random_uuid(), $1, 'auditor', 'agency', $2)`,
        [id, by],
      );
    for (const by of [`change:${number}`, 'first sign-in', 'system:console', 'anybody'])
      await expect(grant(by), by).rejects.toThrow('two persons');
    await expect(
      portalRole.query("UPDATE role_change SET state = 'CONFIRMED' WHERE number = $1", [number]),
    ).rejects.toThrow('second person');
    await expect(
      portalRole.query(
        `INSERT INTO role_confirmation (change, person, agency, country, idp)
         SELECT number, author, author_agency, author_country, author_idp FROM role_change WHERE number = $1`,
        [number],
      ),
    ).rejects.toThrow('another agency');
    await expect(
      portalRole.query('UPDATE role_assignment SET revoked_at = now() WHERE person = $1', [id]),
    ).rejects.toThrow('two persons');
    await expect(
      portalRole.query("UPDATE role_assignment SET scope = 'all' WHERE person = $1", [id]),
    ).rejects.toThrow();
  });

  it('by an operator of another organisation, and stops reading content within five seconds, in an open session', async () => {
    const visitor = await portal.signIn('chiara');
    expect((await visitor.get('/api/v1/follow-up-actions')).status).toBe(200);
    expect(await take(lidia, number, 'confirm')).toMatchObject({ status: 200, json: { state: 'CONFIRMED' } });
    await expect.poll(() => roles(visitor), { timeout: 5000 }).toEqual(['auditor']);
    expect((await visitor.get('/api/v1/follow-up-actions')).status).toBe(403);
    expect((await visitor.get('/api/v1/audit/entries')).status).toBe(200);
    expect(await take(lidia, number, 'confirm')).toMatchObject({ status: 409 });
  });

  it('and cannot be an administrator as well, whoever writes it', async () => {
    const answer = await karl.call('POST', '/api/v1/role-changes', {
      kind: 'grant',
      reason: 'x',
      ...chiara,
      role: 'policy-administrator',
    });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('excludes');
    await expect(
      log.query(
        `INSERT INTO role_assignment (id, person, role, granted_by) SELECT gen_random_uuid(), person, 'policy-administrator', 'x' FROM role_change WHERE number = ${number}`,
      ),
    ).rejects.toThrow('two control roles');
  });

  it('until two persons take it away again, and make an officer of her', async () => {
    const visitor = await portal.signIn('chiara');
    await take(lidia, await propose(karl, { ...chiara, role: 'auditor', kind: 'revoke' }), 'confirm');
    await expect.poll(() => roles(visitor), { timeout: 5000 }).toEqual([]);
    await take(karl, await propose(lidia, { ...chiara, role: 'liaison-officer' }), 'confirm');
    await expect.poll(() => roles(visitor), { timeout: 5000 }).toEqual(['liaison-officer']);
  });
});

describe('nobody decides about their own role', () => {
  it('neither proposes it nor confirms what another proposed', async () => {
    const own = { provider: 'rcc', subjectId: 'karl@rcc.example', agency: 'INT-RCC', role: 'federation-operator' };
    const answer = await karl.call('POST', '/api/v1/role-changes', { kind: 'revoke', reason: 'x', ...own });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('about themselves');
    const number = await propose(lidia, { ...own, kind: 'revoke' });
    const mine = await take(karl, number, 'confirm');
    expect(mine.status).toBe(409);
    expect(mine.text).toContain('your own role');
    expect((await take(lidia, number, 'withdraw')).status).toBe(200);
  });

  it('nor says of it that it is still needed', async () => {
    const id = await log.value<string>(
      "SELECT r.id AS value FROM role_assignment r JOIN person p ON p.id = r.person WHERE p.subject_id = 'karl@rcc.example'",
    );
    expect((await karl.call('POST', `/api/v1/role-assignments/${id}/recertify`, {})).status).toBe(404);
    expect((await lidia.call('POST', `/api/v1/role-assignments/${id}/recertify`, {})).status).toBe(200);
  });
});

it('roles that nobody looked at for half a year stand first', async () => {
  await log.query(
    "UPDATE role_assignment SET granted_at = now() - interval '200 days' WHERE person = (SELECT id FROM person WHERE subject_id = 'hana@hr.example')",
  );
  const { items } = (await karl.get('/api/v1/role-assignments')).json as {
    items: { subjectId: string; due: boolean }[];
  };
  expect(items[0]).toMatchObject({ subjectId: 'hana@hr.example', due: true });
  expect(items.slice(1).every(({ due }) => !due)).toBe(true);
  expect((await karl.get('/federation/roles')).text).toContain('Not confirmed for 180 days');
});

it('a proposal lapses after 14 days', async () => {
  const number = await propose(karl, { ...chiara, role: 'conference-secretariat' });
  await log.query(`ALTER TABLE role_change DISABLE TRIGGER role_change_moves`);
  await log.query(`UPDATE role_change SET created_at = now() - interval '15 days' WHERE number = ${number}`);
  await log.query(`ALTER TABLE role_change ENABLE TRIGGER role_change_moves`);
  const answer = await take(lidia, number, 'confirm');
  expect(answer.status).toBe(409);
  expect(answer.text).toContain('14 days');
});

it.each([
  ['a provider that is none', { provider: 'nowhere' }, 'short name'],
  ['an agency of another provider', { agency: 'RS-MUP' }, 'speaks for'],
  ['a domain of another provider', { subjectId: 'chiara@rs.example' }, '@it.example'],
  ['a wide scope for anybody but an auditor', { role: 'policy-administrator', scope: 'all' }, 'Only an auditor'],
  ['a role that is held', { role: 'liaison-officer' }, 'already'],
  ['a role that is not held', { role: 'auditor', kind: 'revoke' }, 'does not hold'],
])('a slip is told: %s', async (_, more, text) => {
  const answer = await karl.call('POST', '/api/v1/role-changes', {
    kind: 'grant',
    reason: 'x',
    ...chiara,
    role: 'auditor',
    ...more,
  });
  expect(answer.status, answer.text).toBe(422);
  expect(answer.text).toContain(text);
});
