import { afterAll, beforeAll, expect, it } from 'vitest';
import { Browser } from '../identity/browser.ts';
import { begin, honestParts, startPortal, type TestPortal } from '../identity/portal.ts';
import { agency, attribute, signed, subjectId } from './hostile/case.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startPortal();
});
afterAll(() => portal.close());

interface Told {
  agency: string;
  detail: { alias: string; reason: string };
  times: number;
}

/** Somebody of the Italian provider says what is not its to say; what agencies are told of it. */
async function after(form: ReturnType<typeof signed>): Promise<Told[]> {
  await portal.owner.query('DELETE FROM agency_notice');
  const browser = new Browser();
  const begun = await begin(portal, browser, 'it');
  const body = form({ portal, begun, parts: honestParts(portal, 'chiara', begun) });
  expect((await browser.post(portal.sp.acsUrl, body)).status).toBe(403);
  const { rows } = await portal.owner.query<Told>('SELECT agency, detail, times FROM agency_notice ORDER BY agency');
  return rows;
}

const country = 'urn:oid:2.5.4.6';
it.each([
  ['an agency of another provider', signed(attribute(agency, 'RS-MUP')), 'agency', ['RS-MUP']],
  ['a domain of another provider', signed(attribute(subjectId, 'chiara@rs.example')), 'scope', ['RS-MUP']],
  ['another country', signed(attribute(country, 'RS')), 'country', ['RS-MUP']],
] as const)(
  'who speaks in the name of %s is told to that agency before the answer leaves',
  async (_, form, reason, to) => {
    const told = await after(form);
    expect(told.map((one) => one.agency)).toEqual([...to]);
    expect(told[0]?.detail).toEqual({ alias: 'it', reason });
  },
);

it('the same again within an hour counts up, and makes no second notice', async () => {
  const form = signed(attribute(agency, 'RS-MUP'));
  await after(form);
  const browser = new Browser();
  const begun = await begin(portal, browser, 'it');
  await browser.post(portal.sp.acsUrl, form({ portal, begun, parts: honestParts(portal, 'chiara', begun) }));
  const { rows } = await portal.owner.query<Told>('SELECT agency, times FROM agency_notice');
  expect(rows).toEqual([{ agency: 'RS-MUP', times: 2 }]);
});

it('nobody can frighten an agency with an answer that no provider signed', async () => {
  const form: ReturnType<typeof signed> = (given) => {
    const body = new URLSearchParams(signed(attribute(agency, 'RS-MUP'))(given));
    const xml = Buffer.from(body.get('SAMLResponse') ?? '', 'base64').toString('utf8');
    body.set('SAMLResponse', Buffer.from(xml.replace('RS-MUP', 'ME-UP')).toString('base64'));
    return body.toString();
  };
  expect(await after(form)).toEqual([]);
});

it('an agency that nobody knows, and the provider’s own, are told nothing', async () => {
  expect(await after(signed(attribute(agency, 'IT-XYZ')))).toEqual([]);
});
