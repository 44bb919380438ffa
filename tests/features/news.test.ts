import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { knownRecords } from '../security/route-examples.ts';
import { LogReader } from '../support/audit-entries.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';

let portal: TestPortal;
let log: LogReader;
let action: string;
let chiara: Visitor;

beforeAll(async () => {
  portal = await startTestPortal();
  log = await LogReader.open(portal.database.ownerUrl);
  action = (await knownRecords(log)).id('action');
  chiara = await portal.signIn('chiara');
}, 120_000);
afterAll(async () => {
  await log?.close();
  await portal?.close();
});

const story = { problem: 'One', response: 'Two', results: 'Three' };
const share = (title: string, releasableTo: string[], tlp = 'AMBER+STRICT') =>
  chiara.call('POST', '/api/v1/best-practices', {
    ...story,
    title,
    marking: { classification: 'OFFICIAL', tlp, releasableTo },
  });

describe('what changed since the last visit', () => {
  it('is nothing in particular at the first visit: the newest records stand there', async () => {
    const home = (await (await portal.signIn('arta')).get('/')).text;
    expect(home).toContain('Written lately');
    expect(home).not.toContain('You were last here');
  });

  it('is what others wrote, answered and reported meanwhile, as far as it may be read, and stays while the session lasts', async () => {
    expect((await share('Seen by Albania alone', ['agency:IT-DCSA', 'agency:AL-ASP'])).status).toBe(201);
    expect((await share('Seen by Serbia alone', ['agency:IT-DCSA', 'agency:RS-MUP'])).status).toBe(201);
    const arta = await portal.signIn('arta');
    for (const look of [1, 2]) {
      const home = await arta.get('/');
      expect(home.status, `look ${look}`).toBe(200);
      expect(home.text).toContain('Changed since your last visit');
      expect(home.text).toContain('Seen by Albania alone');
      expect(home.text).not.toContain('Seen by Serbia alone');
    }
    const [, since = ''] = /href="\/practices\?since=([^&"]+)/.exec((await arta.get('/')).text) ?? [];
    const listed = (await arta.get(`/api/v1/best-practices?since=${since}`)).json as {
      items: { title: string }[];
      total: number;
    };
    expect(listed.items.map(({ title }) => title)).toEqual(['Seen by Albania alone']);
    expect((await arta.get('/')).text).toContain('1 practice, newest change first');
  });

  it('names an answer and a report in words, each with its action', async () => {
    const arta = await portal.signIn('arta');
    const waiting = /action="\/actions\/([0-9a-f-]+)\/commitments\/AL-ASP\/transitions"/.exec(
      (await arta.get('/')).text,
    );
    const id = waiting?.[1] ?? '';
    const [, version = ''] =
      new RegExp(`${id}/commitments/AL-ASP/transitions.*?name="version" value="(\\d+)"`, 's').exec(
        (await arta.get('/')).text,
      ) ?? [];
    const answered = await arta.submit(`/actions/${id}/commitments/AL-ASP/transitions`, {
      axis: 'acceptance',
      to: 'ACCEPTED',
      reason: '',
      version,
      returnTo: '/',
    });
    expect([answered.status, answered.headers.get('location')]).toEqual([303, '/']);
    const home = (await arta.get('/')).text;
    expect(home).not.toContain(`action="/actions/${id}/commitments/AL-ASP/transitions"`);
    const report = { percent: 40, text: 'Data of four harbours.' };
    expect(
      (await arta.call('POST', `/api/v1/follow-up-actions/${id}/commitments/AL-ASP/progress`, report)).status,
    ).toBe(201);
    const told = (await (await portal.signIn('arta')).get('/')).text;
    expect(told).toContain('Changed since your last visit');
    expect(told).toContain('Albanian State Police reported 40%');
    expect(told).toContain('Albanian State Police: Accepted');
  });

  it('a returnTo that leads elsewhere leads home', async () => {
    const arta = await portal.signIn('arta');
    const html = (await arta.get('/')).text;
    const id = /action="\/actions\/([0-9a-f-]+)\/commitments\/AL-ASP\/transitions"/.exec(html)?.[1] ?? '';
    const [, version = ''] =
      new RegExp(`${id}/commitments/AL-ASP/transitions.*?name="version" value="(\\d+)"`, 's').exec(html) ?? [];
    const answered = await arta.submit(`/actions/${id}/commitments/AL-ASP/transitions`, {
      axis: 'acceptance',
      to: 'DECLINED',
      reason: 'No people for it.',
      version,
      returnTo: '//evil.example/',
    });
    expect([answered.status, answered.headers.get('location')]).toEqual([303, '/']);
  });
});

describe('a purpose, remembered for the task', () => {
  it('is offered first where it was stated before, then the last ones; none that is not the person’s', async () => {
    const arta = await portal.signIn('arta');
    const state = (code: string, reference: string, returnTo: string) =>
      arta.submit('/purpose', { code, legalBasis: 'Law 108/2014', reference, returnTo });
    expect((await state('PREVENTION', 'AL-7', `/actions/${action}`)).status).toBe(303);
    expect((await state('DETECTION', 'AL-8', '/practices')).status).toBe(303);
    await log.value(`INSERT INTO stated_purpose (person, code, legal_basis, reference)
      SELECT id, 'PENALTY', 'x', 'not hers' FROM person WHERE subject_id LIKE 'arta@%' RETURNING 1 AS value`);
    const fresh = await portal.signIn('arta');
    const offered = async (returnTo: string) =>
      [
        ...(await fresh.get(`/purpose?returnTo=${encodeURIComponent(returnTo)}`)).text.matchAll(
          /name="reference" value="([^"]+)"/g,
        ),
      ].map(([, reference]) => reference);
    expect((await offered(`/actions/${action}`))[0]).toBe('AL-7');
    expect((await offered('/practices?q=x'))[0]).toBe('AL-8');
    expect(await offered('/')).not.toContain('not hers');
  });
});
