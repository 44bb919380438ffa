import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../identity/browser.ts';
import { begin, honestParts, startPortal, type TestPortal, whoami } from '../identity/portal.ts';
import { type HonestCase, honestCases } from './hostile/honest.ts';

const wanted = '/actions?q=%C4%91&state=OPEN';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startPortal({ limits: { newPeoplePerHour: 1000 } });
});
afterAll(() => portal.close());

async function expectAccepted({ form, name = 'Chiara Valdesi' }: HonestCase): Promise<void> {
  const browser = new Browser();
  const begun = await begin(portal, browser, 'it', `&returnTo=${encodeURIComponent(wanted)}`);
  const body = await form({ portal, begun, parts: honestParts(portal, 'chiara', begun) });
  const response = await browser.post(portal.sp.acsUrl, body);
  expect(portal.audit.entries.at(-1)).toMatchObject({ action: 'auth.login', outcome: 'permit' });
  // The whole address that was wanted, as it was typed.
  expect([response.status, response.headers.get('location')]).toEqual([303, wanted]);
  expect(await whoami(portal, browser)).toMatchObject({ name, country: 'IT', roles: ['liaison-officer'] });
  const { rows } = await portal.owner.query('SELECT subject_id FROM person');
  expect(new Set(rows.map(({ subject_id }) => subject_id))).toEqual(new Set(['chiara@it.example']));
}

describe('an honest answer signs in', () => {
  it.each(honestCases)('$title', expectAccepted);
});

it('there are at least 20 of them', () => expect(honestCases.length).toBeGreaterThanOrEqual(20));
