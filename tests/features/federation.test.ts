import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../identity/browser.ts';
import { LogReader } from '../support/audit-entries.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { suspendPast } from '../support/suspend.ts';
import type { Visitor } from '../support/visitor.ts';

interface Health {
  alias: string;
  entityId: string;
  agencies: string[];
  status: string;
  broken?: string;
  trustedUntil: string | null;
  lastSignIn: string | null;
  sessions: number;
  refusals: { reason: string; refusals: number; lastAt: string }[];
}

let portal: TestPortal;
let log: LogReader;
let karl: Visitor;

beforeAll(async () => {
  portal = await startTestPortal();
  log = await LogReader.open(portal.database.ownerUrl);
  karl = await portal.signIn('karl');
}, 120_000);
afterAll(async () => {
  await log?.close();
  await portal?.close();
});

async function health(): Promise<{ items: Health[]; strangers: { idp: string; reason: string; refusals: number }[] }> {
  const { status, json } = await karl.get('/api/v1/identity-providers');
  expect(status).toBe(200);
  return json as never;
}

const al = async () => (await health()).items.find(({ agencies }) => agencies.includes('AL-ASP'));

describe('a federation operator', () => {
  it('sees of each provider for whom it speaks, until when it is trusted, and why nobody signs in there', async () => {
    const { items } = await health();
    expect(items.length).toBeGreaterThan(15);
    const ended = items.filter(({ broken }) => broken !== undefined);
    expect(ended).toEqual([expect.objectContaining({ alias: 'el-2021', broken: 'trust has ended' })]);
    for (const { trustedUntil } of items) expect(trustedUntil).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(ended[0]?.trustedUntil && ended[0].trustedUntil < new Date().toISOString()).toBe(true);
  });

  it('sees sign-ins and open sessions as numbers, as they come and go', async () => {
    const before = await al();
    expect(before).toMatchObject({ lastSignIn: null, sessions: 0 });
    const arta = await portal.signIn('arta');
    const during = await al();
    expect(during).toMatchObject({ sessions: 1 });
    expect(Date.now() - Date.parse(during?.lastSignIn ?? '')).toBeLessThan(60_000);
    await arta.submit('/logout', {});
    expect(await al()).toMatchObject({ sessions: 0, lastSignIn: during?.lastSignIn });
  });

  it('sees at once that a provider was suspended, though nobody opened the sign-in page since', async () => {
    const letIn = await suspendPast(log, { kind: 'identity-provider', where: "alias = 'al'" });
    expect(await al()).toMatchObject({ status: 'SUSPENDED', broken: 'suspended', sessions: 0 });
    await letIn();
    expect(await al()).toMatchObject({ status: 'ACTIVE' });
  });

  it('sees refusals by reason at once, and names that are registered nowhere apart', async () => {
    const stranger = 'https://idp.nowhere.example';
    await new Browser().get(`${portal.url}/saml/login?idp=${encodeURIComponent(stranger)}&returnTo=%2F`);
    const { strangers } = await health();
    expect(strangers).toContainEqual(expect.objectContaining({ reason: 'provider-unknown', refusals: 1 }));
    const page = (await karl.get('/federation')).text;
    expect(page).toContain('Providers that are not registered');
    expect(page).toContain('provider-unknown');
  });

  it('is told nothing of anybody, and reading it is an entry', async () => {
    const { text } = await karl.get('/api/v1/identity-providers');
    expect(text).not.toMatch(/Arta|arta@|"person"|"ip"/);
    expect(
      await log.value<number>("SELECT count(*)::int AS value FROM audit_body WHERE action = 'federation.read'"),
    ).toBeGreaterThan(3);
  });
});

it.each(['arta', 'giulia', 'ivo'])('%s, who operates no federation, is refused', async (who) => {
  const visitor = await portal.signIn(who);
  expect((await visitor.get('/federation')).status).toBe(403);
  expect((await visitor.get('/api/v1/identity-providers')).status).toBe(403);
});
