import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signedResponse } from '../../src/dev/saml-response.ts';
import { SharedTally } from '../../src/identity/shared-tally.ts';
import { signInLimits, sweepSignInLimits } from '../../src/identity/sign-in-limits.ts';
import { generateSigningKey } from '../../src/identity/sp-keys.ts';
import { Browser } from './browser.ts';
import { begin, deliver, honestParts, signInAs, startPortal, type TestPortal } from './portal.ts';

/** Until what one instance counted has reached the table. */
const told = () => pause(600);

let portal: TestPortal;
afterEach(() => portal.close());

const hostile = (at: TestPortal) =>
  new Browser().post(`${at.listens}/saml/acs`, `SAMLResponse=AAAA&RelayState=${'a'.repeat(43)}`);
const loginAt = (at: TestPortal) =>
  fetch(`${at.listens}/saml/login?idp=${encodeURIComponent(at.idp('it').registration.entityId)}`, {
    redirect: 'manual',
  });
async function statuses(count: number, send: () => Promise<Response>): Promise<number[]> {
  const found: number[] = [];
  for (let sent = 0; sent < count; sent += 1) found.push((await send()).status);
  return found;
}

describe('somebody who sends one hostile message after the other', () => {
  beforeEach(async () => {
    portal = await startPortal({ limits: { signIns: { ...signInLimits, refusedByNetwork: 5 } } });
  });

  it('is counted by all instances together, and then not even listened to', async () => {
    const sibling = await portal.sibling();
    expect(await statuses(3, () => hostile(portal))).toEqual([403, 403, 403]);
    await told();
    expect(await statuses(3, () => hostile(sibling))).toEqual([403, 403, 403]);
    await told();
    expect(await statuses(2, () => hostile(sibling))).toEqual([429, 429]);
    // The first one hears of it when it counts the next time.
    expect(await statuses(1, () => hostile(portal))).toEqual([403]);
    await told();
    expect(await statuses(2, () => hostile(portal))).toEqual([429, 429]);
    await sibling.close();
  });

  it('leaves those who share the address with a page that says so, how long to wait, and whom to call', async () => {
    await statuses(5, () => hostile(portal));
    const response = await loginAt(portal);
    expect(response.status).toBe(429);
    const wait = Number(response.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
    const page = (await response.json()) as { reference: string };
    expect(page).toMatchObject({
      messageId: 'signin.refused.network',
      retryAfter: wait,
      contact: 'support@portal.example',
    });
    const entry = portal.audit.entries.find(({ http }) => http?.requestId === page.reference);
    expect(entry?.detail).toMatchObject({ reason: 'too-many-refused', check: 'network' });
  });

  it('is forgiven when the minute is over, and leaves nothing behind', async () => {
    const short = await portal.sibling({ limits: { signIns: { ...signInLimits, refusedByNetwork: 2, seconds: 2 } } });
    expect(await statuses(3, () => hostile(short))).toEqual([403, 403, 429]);
    await pause(2600);
    expect((await hostile(short)).status).toBe(403);
    await pause(2600);
    await sweepSignInLimits(portal.pool);
    const { rows } = await portal.owner.query('SELECT key FROM sign_in_limit');
    expect(rows).toEqual([]);
    await short.close();
  });
});

describe('many officers behind one address', () => {
  it('get in as long as they get in: only what was begun and not finished counts', async () => {
    portal = await startPortal({ limits: { signIns: { ...signInLimits, begunByNetwork: 3, refusedByNetwork: 3 } } });
    const signedIn = await statuses(9, async () => (await signInAs(portal, 'chiara')).response);
    expect(signedIn).toEqual(Array(9).fill(303));
    expect(await statuses(4, () => loginAt(portal))).toEqual([302, 302, 302, 429]);
  });
});

describe('a provider', () => {
  const forged = async (alias: string, change: Record<string, unknown>, own: boolean) => {
    const browser = new Browser();
    const begun = await begin(portal, browser, alias);
    const parts = { ...honestParts(portal, 'chiara', begun), ...change };
    const key = own ? portal.idp(alias).key : await generateSigningKey('evil');
    return deliver(portal, browser, signedResponse(parts, key), begun.relayState);
  };
  beforeEach(async () => {
    portal = await startPortal({ limits: { signIns: { ...signInLimits, refusedByProvider: 3 } } });
  });

  it('does not answer for what strangers send in its name', async () => {
    expect(await statuses(4, () => forged('it', {}, false))).toEqual([403, 403, 403, 403]);
    expect((await signInAs(portal, 'chiara')).response.status).toBe(303);
  });

  it('that signs one wrong answer after the other waits, and the others do not', async () => {
    const wrong = { attributes: [{ name: 'urn:oid:2.5.4.10', values: ['RS-MUP'] }] };
    expect(await statuses(4, () => forged('it', wrong, true))).toEqual([403, 403, 403, 429]);
    expect((await signInAs(portal, 'mira')).response.status).toBe(303);
  });
});

describe('the memory that a limit takes', () => {
  it('is bounded, whoever comes, and the table forgets nothing of it that still counts', async () => {
    portal = await startPortal();
    const tally = new SharedTally({
      pool: portal.pool,
      name: 'test',
      points: 2,
      seconds: 2,
      mostKeys: 50,
      onProblem: (error) => {
        throw error;
      },
    });
    for (let key = 0; key < 200; key += 1) tally.add(`network-${key}`, 1);
    await tally.flush();
    expect(tally.size).toBe(50);
    const { rows } = await portal.owner.query("SELECT count(*)::int AS n FROM sign_in_limit WHERE key LIKE 'test:%'");
    expect(rows[0].n).toBe(200);
    tally.add('network-0', 1);
    await tally.flush();
    expect(tally.blockedFor('network-0')).toBeGreaterThan(0);
    await pause(2100);
    await tally.flush();
    expect(tally.size).toBe(0);
    await tally.stop();
  });

  it('costs no flush of the write-ahead log: the table is not logged', async () => {
    portal = await startPortal();
    const { rows } = await portal.owner.query(
      "SELECT relname FROM pg_class WHERE relname IN ('sign_in_limit', 'saml_request') AND relpersistence <> 'u'",
    );
    expect(rows).toEqual([]);
  });
});
