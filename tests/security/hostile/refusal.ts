import { expect } from 'vitest';
import type { Browser } from '../../identity/browser.ts';
import type { TestPortal } from '../../identity/portal.ts';

export async function countOf(portal: TestPortal, table: string): Promise<number> {
  return (await portal.owner.query(`SELECT count(*)::int AS n FROM ${table}`)).rows[0].n;
}

export function refusalsOf(portal: TestPortal) {
  return portal.audit.entries.filter(({ action }) => action === 'auth.login_refused');
}

/** Refused means: a 4xx page with a number and no detail, no cookie, no session, no person, one entry with the truth. */
export async function expectRefusal(
  portal: TestPortal,
  response: Response,
  browser: Browser,
  reason: string,
): Promise<{ messageId: string }> {
  const text = await response.text();
  expect(refusalsOf(portal)).toEqual([
    expect.objectContaining({ outcome: 'deny', detail: expect.objectContaining({ reason, count: 1 }) }),
  ]);
  expect(response.status).toBeGreaterThanOrEqual(400);
  expect(response.status).toBeLessThan(500);
  const page = JSON.parse(text);
  expect(page).toMatchObject({
    contact: 'support@portal.example',
    messageId: expect.stringMatching(/^signin\.refused\./),
  });
  expect(page.reference).toBe(refusalsOf(portal)[0]?.http?.requestId);
  expect(browser.cookie('__Host-seguito')).toBeUndefined();
  expect(await countOf(portal, 'session')).toBe(0);
  expect(await countOf(portal, 'person')).toBe(0);
  return page;
}
