import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../../db/transaction.ts';
import { tokenHash } from '../../src/identity/secrets.ts';
import { createSessionCache } from '../../src/identity/session-cache.ts';
import { suspendPast } from '../support/suspend.ts';
import type { Browser } from './browser.ts';
import { signInAs, startPortal, type TestPortal, whoami } from './portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startPortal();
});
afterAll(() => portal.close());

async function signedIn(browser: Browser) {
  const found = await whoami(portal, browser);
  if (found === null) throw new Error('not signed in');
  return found;
}

/** Seconds until the browser is signed out, at most ten. */
async function secondsUntilOut(at: TestPortal, browser: Browser): Promise<number> {
  const started = performance.now();
  while (performance.now() - started < 10_000) {
    const response = await browser.get(`${at.listens}/whoami`);
    if (response.ok && (await response.text()) === 'null') break;
    await pause(100);
  }
  return (performance.now() - started) / 1000;
}

describe('a session', () => {
  it('ends with the logout, and the old cookie opens nothing afterwards', async () => {
    const { browser } = await signInAs(portal, 'chiara');
    const before = await signedIn(browser);
    await inTransaction(portal.pool, (tx) => portal.identity.sessions.end(tx, before, 'logout'));
    expect(await whoami(portal, browser)).toBeNull();
    const row = await portal.owner.query('SELECT ended_because FROM session WHERE handle = $1', [before.session]);
    expect(row.rows).toEqual([{ ended_because: 'logout' }]);
  });

  it('stays when the logout’s transaction failed', async () => {
    const { browser } = await signInAs(portal, 'chiara');
    const before = await signedIn(browser);
    const failed = inTransaction(portal.pool, async (tx) => {
      await portal.identity.sessions.end(tx, before, 'logout');
      throw new Error('the entry could not be written');
    });
    await expect(failed).rejects.toThrow('entry');
    expect((await signedIn(browser)).session).toBe(before.session);
  });

  it('keeps the stated purpose at once, and the person’s last one for tomorrow', async () => {
    const { browser } = await signInAs(portal, 'chiara');
    const before = await signedIn(browser);
    const purpose = {
      code: 'INVESTIGATION',
      legalBasis: 'DPR 309/1990',
      reference: 'IT-1',
      statedAt: new Date().toISOString(),
    } as const;
    await inTransaction(portal.pool, (tx) => portal.identity.sessions.statePurpose(tx, before, purpose, '/actions'));
    expect((await signedIn(browser)).purpose).toEqual(purpose);
    expect(await portal.identity.sessions.recentPurposes(before.person)).toEqual([{ ...purpose, path: '/actions' }]);
    const { browser: tomorrow } = await signInAs(portal, 'chiara');
    expect((await signedIn(tomorrow)).purpose).toBeNull();
  });

  it('takes no purpose that is not the person’s', async () => {
    const { browser } = await signInAs(portal, 'chiara');
    const before = await signedIn(browser);
    const purpose = { code: 'AUDIT', legalBasis: 'x', reference: 'x', statedAt: new Date().toISOString() } as const;
    const stated = inTransaction(portal.pool, (tx) => portal.identity.sessions.statePurpose(tx, before, purpose, ''));
    await expect(stated).rejects.toThrow('AUDIT');
  });

  it('is found in memory: a hundred requests read it once and write nothing', async () => {
    const { browser } = await signInAs(portal, 'chiara');
    const { session } = await signedIn(browser);
    const before = await portal.owner.query('SELECT xmin::text FROM session WHERE handle = $1', [session]);
    for (let n = 0; n < 100; n += 1) await signedIn(browser);
    const after = await portal.owner.query('SELECT xmin::text FROM session WHERE handle = $1', [session]);
    expect(after.rows).toEqual(before.rows);
  });

  it('is nobody’s when its cookie comes twice or is malformed', async () => {
    const { browser } = await signInAs(portal, 'chiara');
    const token = browser.cookie('__Host-seguito') ?? '';
    const ask = async (cookie: string) => (await fetch(`${portal.base}/whoami`, { headers: { cookie } })).json();
    expect(await ask(`__Host-seguito=${token}`)).toMatchObject({ agency: 'IT-DCSA' });
    expect(await ask(`__Host-seguito=${token}; __Host-seguito=${'A'.repeat(43)}`)).toBeNull();
    expect(await ask(`__Host-seguito=${token}x`)).toBeNull();
    expect(await ask(`__Host-seguito=${tokenHash(token)}`)).toBeNull();
  });
});

describe('suspending ends sessions on every instance within five seconds', () => {
  const restore: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const undo of restore.splice(0)) await undo();
  });

  const cases = [
    ['the person', { kind: 'person', where: "subject_id = 'bojan@rs.example'" }],
    ['the agency', { kind: 'agency', where: "code = 'RS-MUP'" }],
    ['the identity provider', { kind: 'identity-provider', where: "alias = 'rs'" }],
  ] as const;
  for (const [what, whom] of cases) {
    it(`when ${what} is suspended; nobody else notices`, async () => {
      const sibling = await portal.sibling();
      const { browser } = await signInAs(portal, 'bojan');
      const { browser: other } = await signInAs(portal, 'chiara');
      const held = await signedIn(browser);
      await browser.get(`${sibling.listens}/whoami`);
      restore.push(await suspendPast(portal.owner, whom));
      expect(await secondsUntilOut(sibling, browser)).toBeLessThan(5);
      expect(await secondsUntilOut(portal, browser)).toBeLessThan(5);
      expect(() => portal.identity.sessions.stillGood(held)).toThrow('unauthenticated');
      expect((await signedIn(other)).agency).toBe('IT-DCSA');
      expect((await signInAs(portal, 'bojan')).response.status).toBe(403);
      await sibling.close();
    }, 15_000);
  }

  it('a role that was taken away is gone within five seconds', async () => {
    const { browser } = await signInAs(portal, 'bojan');
    const { person } = await signedIn(browser);
    await portal.owner.query('UPDATE role_assignment SET revoked_at = now() WHERE person = $1', [person]);
    await pause(1500);
    expect((await signedIn(browser)).roles).toEqual([]);
    await portal.owner.query(
      "INSERT INTO role_assignment (id, person, role, granted_by) VALUES ($1, $2, 'federation-operator', 'test')",
      [randomUUID(), person],
    );
    await pause(1500);
    expect((await signedIn(browser)).roles).toEqual(['federation-operator']);
  });
});

describe('time', () => {
  it('ends an idle session, and a used one at its absolute end', async () => {
    // Wide apart, so that a slow machine proves the same.
    const short = await startPortal({ sessionIdleSeconds: 5, sessionMaxSeconds: 12 });
    const { browser: idle } = await signInAs(short, 'chiara');
    const { browser: used } = await signInAs(short, 'bojan');
    const signedInAt = performance.now();
    while (performance.now() - signedInAt < 7_000) {
      await pause(500);
      expect(await whoami(short, used)).not.toBeNull();
    }
    expect(await whoami(short, idle)).toBeNull();
    await pause(12_500 - (performance.now() - signedInAt));
    expect(await whoami(short, used)).toBeNull();
    await short.close();
  }, 60_000);

  it('ends with the session at the IdP where that ends sooner', async () => {
    const { Browser: NewBrowser } = await import('./browser.ts');
    const { begin, deliver, honestParts } = await import('./portal.ts');
    const { assertionXml, responseXml, signElement } = await import('../../src/dev/saml-response.ts');
    const browser = new NewBrowser();
    const begun = await begin(portal, browser, 'it');
    const parts = honestParts(portal, 'chiara', begun);
    const end = new Date(Date.now() + 60_000).toISOString();
    const { key } = portal.idp('it');
    const inner = assertionXml(parts).replace(
      '<saml:AuthnStatement ',
      `<saml:AuthnStatement SessionNotOnOrAfter="${end}" `,
    );
    const xml = signElement(responseXml(parts, signElement(inner, parts.assertionId, key)), parts.responseId, key);
    await deliver(portal, browser, xml, begun.relayState);
    expect((await signedIn(browser)).expiresAt).toBe(end);
  });
});

describe('THREATS 43: an instance that hears nothing of the database', () => {
  it('trusts no cached session for more than three seconds', async () => {
    const { browser } = await signInAs(portal, 'chiara');
    const hash = tokenHash(browser.cookie('__Host-seguito') ?? '');
    let now = 0;
    let cut = false;
    const pool = new Proxy(portal.pool, {
      get(target, name) {
        if (name !== 'query') return Reflect.get(target, name);
        return (...given: unknown[]) =>
          cut ? Promise.reject(new Error('ECONNREFUSED')) : Reflect.apply(target.query, target, given);
      },
    });
    const cache = createSessionCache({ pool, idleSeconds: 1800, log: pino({ level: 'silent' }), monotonic: () => now });
    const found = await cache.find(hash);
    expect(found).not.toBeNull();
    cut = true;
    now = 2900;
    expect(await cache.find(hash)).toBe(found);
    expect(cache.stateOf(found?.session ?? '')).toBe('good');
    now = 3100;
    expect(cache.stateOf(found?.session ?? '')).toBe('silent');
    await expect(cache.find(hash)).rejects.toThrow('ECONNREFUSED');
    cache.stop();
  });
});
