import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LogReader } from '../support/audit-entries.ts';
import { draft, panelFive, step, steps } from '../support/policy-change.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let log: LogReader;
let restricted: string;

const marking = {
  classification: 'RESTRICTED',
  tlp: 'AMBER',
  releasableTo: ['country:AL', 'agency:IT-DCSA', 'agency:PRV-BANKASSOC'],
};
const story = { title: 'Keep the keys apart', problem: 'One', response: 'Two', results: 'Three' };

beforeAll(async () => {
  portal = await startTestPortal();
  log = await LogReader.open(portal.database.ownerUrl);
  const chiara = await portal.signIn('chiara');
  await chiara.statePurpose();
  const shared = await chiara.call('POST', '/api/v1/best-practices', { ...story, marking });
  restricted = (shared.json as { id: string }).id;
}, 120_000);
afterAll(async () => {
  await log?.close();
  await portal?.close();
});

/** The way on from the page that asks for a stronger sign-in. */
function wayOn(html: string): string {
  const [, href = ''] = /href="(\/saml\/login\?[^"]+)"/.exec(html) ?? [];
  return href.replaceAll('&amp;', '&');
}

describe('a record that needs a second factor', () => {
  it('leads whom one would help to their own sign-in page and back, with the purpose that was stated', async () => {
    const ilir = await portal.signIn('ilir');
    await ilir.statePurpose('DETECTION');
    const page = `/practices/${restricted}`;
    const asked = await ilir.get(page);
    expect([asked.status, asked.headers.get('location')]).toEqual([
      303,
      `/step-up?returnTo=${encodeURIComponent(page)}`,
    ]);
    const entry = (await log.ofRequest(asked.headers.get('x-request-id') ?? '')).at(-1);
    expect(entry).toMatchObject({ outcome: 'deny', ruleIds: ['R0-ASSURANCE'] });
    const explained = await ilir.get(asked.headers.get('location') ?? '');
    expect(explained.text).toContain('Sign in with a second factor');
    const done = await ilir.answerAs('ilir', wayOn(explained.text));
    expect([done.status, done.headers.get('location')]).toEqual([303, page]);
    const read = await ilir.get(page);
    expect(read.status).toBe(200);
    expect(read.text).toContain(story.title);
    expect((await ilir.get('/api/v1/session')).json).toMatchObject({
      person: { mfa: true, purpose: { code: 'DETECTION' } },
    });
  });

  it('asks first for the factor, then for the purpose, where both are missing; a program is told both', async () => {
    const ilir = await portal.signIn('ilir');
    const told = await ilir.get(`/api/v1/best-practices/${restricted}`);
    expect(told.status).toBe(403);
    expect(told.json).toMatchObject({ code: 'step-up-required', requires: ['purpose', 'mfa'] });
    const page = `/practices/${restricted}`;
    const explained = await ilir.get((await ilir.get(page)).headers.get('location') ?? '');
    expect((await ilir.answerAs('ilir', wayOn(explained.text))).status).toBe(303);
    expect((await ilir.get(page)).headers.get('location')).toBe(`/purpose?returnTo=${encodeURIComponent(page)}`);
  });

  it('is nothing to whom no factor would help, and stands in no list before', async () => {
    const fabio = await portal.signIn('fabio');
    expect((await fabio.get(`/practices/${restricted}`)).status).toBe(404);
    const ilir = await portal.signIn('ilir');
    await ilir.statePurpose('DETECTION');
    expect((await ilir.get('/practices?q=keys')).text).not.toContain(story.title);
    expect((await ilir.get('/')).text).toContain('You signed in without a second factor');
    expect((await (await portal.signIn('arta')).get('/')).text).not.toContain('You signed in without a second factor');
  });

  it('gives another person who comes back nothing of what the first one stated', async () => {
    const ilir = await portal.signIn('ilir');
    await ilir.statePurpose('DETECTION');
    const explained = await ilir.get('/step-up?returnTo=%2Factions');
    expect((await ilir.answerAs('arta', wayOn(explained.text))).status).toBe(303);
    expect((await ilir.get('/api/v1/session')).json).toMatchObject({
      person: { subject: 'arta@al.example', purpose: null },
    });
  });
});

describe('a step that needs a fresh sign-in', () => {
  it('is refused after 15 minutes, leads back to its page, and is taken then', async () => {
    const giulia = await portal.signIn('giulia');
    const hana = await portal.signIn('hana');
    const { version } = await draft(giulia, panelFive);
    await steps(giulia, version, 'simulate', 'submit');
    await log.query("UPDATE session SET authenticated_at = now() - interval '16 minutes'");
    await log.query('UPDATE session_epoch SET epoch = epoch + 1');
    await pause(3100);
    expect(await step(hana, version, 'approve')).toMatchObject({ status: 403, code: 'step-up-required' });
    const page = `/policies/changes/${version}`;
    const asked = await hana.submit(`${page}/approve`, { version: '1', _page: page });
    expect(asked.headers.get('location')).toBe(`/step-up?returnTo=${encodeURIComponent(page)}&held=1`);
    const explained = await hana.get(asked.headers.get('location') ?? '');
    expect(explained.text).toContain('Sign in once more');
    expect((await hana.answerAs('hana', wayOn(explained.text))).headers.get('location')).toBe(page);
    expect(await step(hana, version, 'approve')).toMatchObject({ status: 200 });
  });
});
