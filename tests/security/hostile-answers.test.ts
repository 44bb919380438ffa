import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Browser } from '../identity/browser.ts';
import { begin, honestParts, startPortal, type TestPortal } from '../identity/portal.ts';
import type { HostileCase } from './hostile/case.ts';
import { countOf, expectRefusal, refusalsOf } from './hostile/refusal.ts';
import { hostileRows } from './hostile/rows.ts';

/** What a sign-in writes. */
const tables = ['saml_request', 'saml_replay', 'session', 'role_assignment', 'person'];

let portal: TestPortal;
beforeAll(async () => {
  portal = await startPortal();
});
afterAll(() => portal.close());
// A minute passes between cases, and nothing of the last one is left: floods have tests of their own.
beforeEach(async () => {
  await portal.identity.flushRefusals();
  portal.audit.entries.length = 0;
  for (const table of tables) await portal.owner.query(`DELETE FROM ${table}`);
});

/** One text for all cryptographic reasons: the page tells a forger nothing. */
const alike = ['signature', 'algorithm', 'structure', 'xml', 'issuer', 'encrypted'];

async function expectCaseRefused({ reason, form, early, waits = 0 }: HostileCase): Promise<void> {
  const browser = new Browser();
  const begun = await begin(portal, browser, 'it');
  const body = await form({ portal, begun, parts: honestParts(portal, 'chiara', begun) });
  const started = performance.now();
  const response = await browser.post(portal.sp.acsUrl, body);
  const page = await expectRefusal(portal, response, browser, reason);
  expect(performance.now() - started).toBeLessThan(3000);
  if (alike.includes(reason)) expect(page.messageId).toBe('signin.refused.general');
  if (early) return;
  expect(refusalsOf(portal)[0]?.detail).toMatchObject({ idp: portal.idp('it').registration.entityId });
  expect(await countOf(portal, 'saml_request')).toBe(waits);
}

describe.each(Object.entries(hostileRows))('refused: %s', (_row, cases) => {
  it.each(cases)('$title ($reason)', expectCaseRefused);
});

it('there are at least 150 of them, each under a name of its own', () => {
  const titles = Object.values(hostileRows).flatMap((cases) => cases.map(({ title }) => title));
  expect(titles.length).toBeGreaterThanOrEqual(150);
  expect(new Set(titles).size).toBe(titles.length);
});
