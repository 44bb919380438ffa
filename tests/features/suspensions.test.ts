import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SuspensionReport } from '../../src/gate/suspension-views.ts';
import { LogReader } from '../support/audit-entries.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { Visitor } from '../support/visitor.ts';

let portal: TestPortal;
let log: LogReader;
let portalRole: pg.Client;
let karl: Visitor;
let lidia: Visitor;

interface Told {
  items: { id: string; kind: string; detail: Record<string, unknown>; seenAt: string | null }[];
}

async function suspend(operator: Visitor, kind: string, subject: string): Promise<SuspensionReport> {
  const answer = await operator.call('POST', '/api/v1/suspensions', { kind, subject, reason: 'Reported stolen' });
  if (answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`);
  return answer.json as SuspensionReport;
}
const end = (operator: Visitor, id: string, how: 'lift' | 'expel') =>
  operator.call('POST', `/api/v1/suspensions/${id}/${how}`, { reason: 'The agency has answered' });
const told = async (visitor: Visitor) => ((await visitor.get('/api/v1/notices')).json as Told).items;

async function turnedAway(alias: string): Promise<number> {
  const idp = encodeURIComponent(`http://127.0.0.1:${new URL(portal.url).port}/idp/${alias}`);
  return (await new Visitor(portal.url).get(`/saml/login?idp=${idp}&returnTo=%2F`)).status;
}

/** Seconds until somebody's session is worth nothing; at most six. */
async function secondsUntilOut(visitor: Visitor): Promise<number> {
  const startedAt = Date.now();
  while (Date.now() - startedAt < 6000) {
    if ((await visitor.get('/api/v1/follow-up-actions')).status === 401) break;
    await pause(100);
  }
  return (Date.now() - startedAt) / 1000;
}

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

describe('a provider after a breach', () => {
  let id: string;

  it('is shut out by one operator: its people are out within five seconds, and nobody signs in there', async () => {
    const arta = await portal.signIn('arta');
    const list = (await arta.get('/api/v1/follow-up-actions?limit=100')).json as {
      items: { marking: { originator: string } }[];
    };
    const foreign = list.items.filter(({ marking }) => marking.originator === 'IT-DCSA').length;
    expect(foreign).toBeGreaterThan(0);
    const bojan = await portal.signIn('bojan');
    const report = await suspend(karl, 'identity-provider', 'al');
    ({ id } = report);
    expect(await secondsUntilOut(arta)).toBeLessThan(5);
    expect(report).toMatchObject({ kind: 'identity-provider', label: 'al', sessionsEnded: 1, agency: 'INT-RCC' });
    // What she was given in the last 30 days, counted by whose it is.
    expect(report.given).toContainEqual(
      expect.objectContaining({ originator: 'IT-DCSA', records: foreign, people: 1 }),
    );
    expect((await bojan.get('/api/v1/follow-up-actions')).status).toBe(200);
    expect(await turnedAway('al')).toBe(403);
  });

  it('each originator is told how much was read, and nobody of whom', async () => {
    const notices = await told(await portal.signIn('chiara'));
    expect(notices).toContainEqual(
      expect.objectContaining({
        kind: 'suspension',
        detail: expect.objectContaining({ what: 'read', label: 'al', people: 1, days: 30 }),
      }),
    );
    expect(JSON.stringify(notices)).not.toContain('arta');
    const page = await (await portal.signIn('chiara')).get('/');
    expect(page.text).toContain('People who are shut out had read your records');
  });

  it('is let in again by an operator of another organisation alone', async () => {
    expect(await end(karl, id, 'lift')).toMatchObject({ status: 403, json: { code: 'two-persons' } });
    await expect(portalRole.query("UPDATE identity_provider SET status = 'ACTIVE' WHERE alias = 'al'")).rejects.toThrow(
      'does not go from SUSPENDED to ACTIVE',
    );
    await expect(
      portalRole.query(
        `UPDATE suspension SET ended = 'lifted', ended_reason = 'x', ended_at = now(), ended_by = person, ended_agency = agency, ended_country = country, ended_idp = idp WHERE id = $1`,
        [id],
      ),
    ).rejects.toThrow();
    expect(await end(lidia, id, 'lift')).toMatchObject({ status: 200, json: { ended: 'lifted' } });
    const arta = await portal.signIn('arta');
    expect((await arta.get('/api/v1/follow-up-actions')).status).toBe(200);
    expect(await end(lidia, id, 'lift')).toMatchObject({ status: 409 });
  });

  it('that is expelled signs nobody in again, and is not applied for anew', async () => {
    const gone = await suspend(lidia, 'identity-provider', 'bank');
    expect(await end(karl, gone.id, 'expel')).toMatchObject({ status: 200, json: { ended: 'expelled' } });
    expect(await turnedAway('bank')).toBe(403);
    const status = await log.value('SELECT status AS value FROM identity_provider WHERE alias = $1', ['bank']);
    expect(status).toBe('EXPELLED');
    await expect(
      portalRole.query("UPDATE identity_provider SET status = 'ACTIVE' WHERE alias = 'bank'"),
    ).rejects.toThrow('does not go from EXPELLED');
  });
});

it('a person is shut out by the identifier that the agency gives, with open pages and all; colleagues go on', async () => {
  const chiara = await portal.signIn('chiara');
  const giulia = await portal.signIn('giulia');
  const report = await suspend(karl, 'person', 'chiara@it.example');
  expect(report).toMatchObject({ kind: 'person', sessionsEnded: expect.any(Number) });
  expect(await secondsUntilOut(chiara)).toBeLessThan(5);
  expect((await giulia.get('/policies')).status).toBe(200);
  await expect(portal.signIn('chiara')).rejects.toThrow('403');
  expect(await end(lidia, report.id, 'expel')).toMatchObject({ status: 409 });
  expect((await end(lidia, report.id, 'lift')).status).toBe(200);
});

it('an agency is shut out wherever its people sign in', async () => {
  const bojan = await portal.signIn('bojan');
  const report = await suspend(lidia, 'agency', 'RS-MUP');
  expect(await secondsUntilOut(bojan)).toBeLessThan(5);
  expect((await end(karl, report.id, 'lift')).status).toBe(200);
  expect(await told(await portal.signIn('bojan'))).toContainEqual(
    expect.objectContaining({ kind: 'suspension', detail: expect.objectContaining({ what: 'shut-out' }) }),
  );
});

it.each([
  ['identity-provider', 'nowhere', 'no provider'],
  ['agency', 'XX-NONE', 'no agency'],
  ['person', 'nobody@it.example', 'Nobody of this identifier'],
])('a slip is told: %s %s', async (kind, subject, text) => {
  const answer = await karl.call('POST', '/api/v1/suspensions', { kind, subject, reason: 'x' });
  expect(answer.status).toBe(422);
  expect(answer.text).toContain(text);
});

it('a notice is taken note of once, for the whole agency, and by nobody else', async () => {
  const bojan = await portal.signIn('bojan');
  const [first] = await told(bojan);
  const id = first?.id ?? '';
  const arta = await portal.signIn('arta');
  expect((await arta.call('POST', `/api/v1/notices/${id}/seen`, {})).status).toBe(404);
  expect((await bojan.submit(`/notices/${id}/seen`, {})).status).toBe(303);
  expect((await told(bojan)).find((one) => one.id === id)?.seenAt).not.toBeNull();
  expect((await bojan.call('POST', `/api/v1/notices/${id}/seen`, {})).status).toBe(404);
  expect((await bojan.get('/')).text).not.toContain(id);
});
