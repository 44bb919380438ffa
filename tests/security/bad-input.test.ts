import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LogReader } from '../support/audit-entries.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';
import { type Known, knownRecords } from './route-examples.ts';

interface Problem {
  code: string;
  requestId: string;
  detail: string;
  fields?: { field: string; message: string }[];
  current?: { version: number; title: string };
}

let portal: TestPortal;
let log: LogReader;
let known: Known;
let chiara: Visitor;

beforeAll(async () => {
  portal = await startTestPortal();
  log = await LogReader.open(portal.database.ownerUrl);
  known = await knownRecords(log);
  chiara = await portal.signIn('chiara');
}, 120_000);

afterAll(async () => {
  await log?.close();
  await portal?.close();
});

const api = '/api/v1/follow-up-actions';
const form = () => ({
  conclusionId: known.id('conclusion'),
  share: 'all-partners',
  title: 'Наслов са ћирилицом',
  description: 'Half typed text that must survive',
  leadAgency: 'IT-DCSA',
  lang: 'en',
  priority: 'normal',
  state: 'OPEN',
});

describe('bad input gets a clear answer, and nothing is lost', () => {
  it('a malformed id is named, with how an id looks', async () => {
    const { status, json } = await chiara.get(`${api}/12`);
    expect(status).toBe(422);
    expect((json as Problem).fields?.[0]).toMatchObject({ field: 'id' });
  });

  it('a person who follows a broken link finds nothing there, and the list to go back to', async () => {
    for (const path of ['/actions/nonexist', '/conclusions/1', '/actions/nonexist/edit']) {
      const answer = await chiara.get(path);
      expect([path, answer.status]).toEqual([path, 404]);
      expect(answer.text).toContain(`href="/${path.split('/')[1]}"`);
    }
  });

  it('a filter that means nothing is left out, said so, and the list is whole', async () => {
    const all = await chiara.get('/actions');
    const { status, text } = await chiara.get('/actions?due=garbage&page=99&sort=evil');
    expect(status).toBe(200);
    expect(text).toContain('was not understood and was left out');
    expect(text).toMatch(/<code>due<\/code>: use one of 30, overdue/);
    expect(text.match(/data-id=/g)?.length).toBe(all.text.match(/data-id=/g)?.length);
    expect(all.text).not.toContain('was not understood');
  });

  it('the address of a form leads back to its record, where that may be read', async () => {
    const known404 = '/actions/0192f000-0000-7000-8000-000000000000/commitments/AL-ASP/progress';
    const answer = await chiara.get(`/actions/${known.id('action')}/commitments/AL-ASP/progress`);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/actions/${known.id('action')}`]);
    expect((await chiara.get(known404)).status).toBe(404);
  });

  it('a title that is too long comes back whole, with the limit and its own length', async () => {
    const { status, text } = await chiara.submit('/actions', { ...form(), title: 'x'.repeat(10_000) });
    expect(status).toBe(422);
    expect(text).toContain('At most 200 characters; yours has 10,000');
    expect(text).toContain('x'.repeat(10_000));
  });

  it('a day that has passed is asked about once, and kept when it is sent again', async () => {
    const first = await chiara.submit('/actions', { ...form(), dueOn: '1. 2. 2020.' });
    expect(first.status).toBe(422);
    expect(first.text).toContain('name="pastDueOn" value="2020-02-01"');
    const second = await chiara.submit('/actions', { ...form(), dueOn: '1. 2. 2020.', pastDueOn: '2020-02-01' });
    expect(second.status).toBe(303);
  });

  it('an empty percentage is no report of 0%', async () => {
    const path = `${api}/${known.id('action')}/commitments/AL-ASP/progress`;
    const { json } = await chiara.call('POST', path, { percent: '', text: 'x' });
    expect((json as Problem).fields?.map(({ field }) => field)).toEqual(['percent']);
  });

  it('an action is closed only once it is confirmed, while agencies are still asked', async () => {
    const body = { ...form(), commitments: 'AL-ASP' };
    const path = (await chiara.submit('/actions', body)).headers.get('location') ?? '';
    const refused = await chiara.submit(`${path}/transitions`, { to: 'CLOSED', version: '1' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('1 agency has not answered yet');
    const confirmed = { to: 'CLOSED', version: '1', confirm: 'CLOSED' };
    expect((await chiara.submit(`${path}/transitions`, confirmed)).status).toBe(303);
  });

  it('what was done is said on the next page alone, and no link can claim it', async () => {
    const path = (await chiara.submit('/actions', form())).headers.get('location') ?? '';
    expect((await chiara.get('/actions')).text).not.toContain('The action is shared.');
    expect((await chiara.get(`${path}?done=created`)).text).not.toContain('The action is shared.');
    const again = (await chiara.submit('/actions', form())).headers.get('location') ?? '';
    expect((await chiara.get(again)).text).toContain('The action is shared.');
    expect((await chiara.get(again)).text).not.toContain('The action is shared.');
  });

  it('the date 12/31/2026 is refused with help, and the typed form comes back whole', async () => {
    const { status, text } = await chiara.submit('/actions', { ...form(), dueOn: '12/31/2026' });
    expect(status).toBe(422);
    expect(text).toContain('31.12.2026');
    expect(text).toContain('value="12/31/2026"');
    expect(text).toContain('Наслов са ћирилицом');
    expect(text).toContain('Half typed text that must survive');
  });

  it('a date that does not exist is refused', async () => {
    const { status, json } = await chiara.call('PATCH', `${api}/${known.id('action')}`, {
      version: 1,
      dueOn: '31.02.2027',
    });
    expect(status).toBe(422);
    expect((json as Problem).fields?.map(({ field }) => field)).toEqual(['dueOn']);
  });

  it('all problems of a form are told at once, each with its field', async () => {
    const { json } = await chiara.call('POST', api, {
      conclusionId: 'x',
      title: '',
      description: '',
      leadAgency: 'nobody',
      marking: { tlp: 'PINK' },
      extra: 1,
    });
    const fields = (json as Problem).fields?.map(({ field }) => field) ?? [];
    for (const field of [
      'conclusionId',
      'title',
      'description',
      'leadAgency',
      'marking.tlp',
      'marking.classification',
      'extra',
    ])
      expect(fields).toContain(field);
  });

  it('a body of ten megabytes is refused with 413, signed in or not', async () => {
    const body = JSON.stringify({ title: 'x'.repeat(10_000_000) });
    const answer = await chiara.send('POST', api, body, { 'content-type': 'application/json' });
    expect([answer.status, (answer.json as Problem).code]).toEqual([413, 'too-large']);
  });

  it('a body that is no JSON is refused with 400, another kind of content with 415', async () => {
    expect((await chiara.send('POST', api, '{"title":', { 'content-type': 'application/json' })).status).toBe(400);
    expect((await chiara.send('POST', api, '<a/>', { 'content-type': 'text/xml' })).status).toBe(415);
  });

  it('a stale edit is refused with the current record, and overwrites nothing', async () => {
    const id = known.id('action');
    const { json } = await chiara.get(`${api}/${id}`);
    const { version } = json as { version: number };
    expect((await chiara.call('PATCH', `${api}/${id}`, { version, title: 'First of two editors' })).status).toBe(200);
    const second = await chiara.call('PATCH', `${api}/${id}`, { version, title: 'Second of two editors' });
    expect(second.status).toBe(409);
    expect((second.json as Problem).current).toMatchObject({ version: version + 1, title: 'First of two editors' });
    const page = await chiara.submit(`/actions/${id}`, { ...form(), version: String(version) });
    expect(page.status).toBe(409);
    expect(page.text).toContain('First of two editors');
    expect(page.text).toContain('Half typed text that must survive');
  });

  it('a purpose that is none of the person’s is refused and named', async () => {
    const { status, json } = await chiara.call('PUT', '/api/v1/session/purpose', {
      code: 'AUDIT',
      legalBasis: 'x',
      reference: 'y',
    });
    expect([status, (json as Problem).fields?.[0]?.field]).toEqual([422, 'code']);
  });

  it('a cursor of another person, or a forged one, opens nothing', async () => {
    const { json } = await chiara.get(`${api}?limit=2`);
    const { next } = json as { next: string };
    const arta = await portal.signIn('arta');
    expect((await arta.get(`${api}?limit=2&after=${next}`)).status).toBe(422);
    expect((await chiara.get(`${api}?limit=2&after=${next.slice(0, -3)}AAA`)).status).toBe(422);
    expect((await chiara.get(`${api}?limit=2&after=${next}`)).status).toBe(200);
  });
});

describe('input made to break something', () => {
  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    'a transition to %s is no transition',
    async (to) => {
      const path = `${api}/${known.id('action')}`;
      const { version } = (await chiara.get(path)).json as { version: number };
      expect([409, 422]).toContain((await chiara.call('POST', `${path}/transitions`, { to, version })).status);
    },
  );

  it.each(['?lead=%00', '?panel=%00', '?after=%00', '?q=%00', '?conclusion=%00'])(
    'a list with %s is answered, never a fault',
    async (query) => {
      expect((await chiara.get(api + query)).status).toBeLessThan(500);
    },
  );

  it('impossible years, lone surrogates and nested lists are answered, never a fault', async () => {
    const path = `${api}/${known.id('action')}`;
    const { version } = (await chiara.get(path)).json as { version: number };
    expect((await chiara.call('PATCH', path, { version, dueOn: '0000-01-01' })).status).toBe(422);
    expect((await chiara.call('PATCH', path, { version, title: '\ud800 map' })).status).toBe(200);
    expect(
      (await chiara.call('POST', '/actions/audience-preview', { coLeads: [{ toString: 1, valueOf: 1 }] })).status,
    ).toBeLessThan(500);
  });

  it('a path that is no UTF-8 is told plainly, without a place in our files', async () => {
    const answer = await chiara.get('/actions/%E0%A4%A');
    expect(answer.status).toBe(400);
    expect(answer.text).not.toMatch(/node_modules|\.ts:/);
  });

  it('a record that its own author could not read is refused before anything is stored', async () => {
    const count = 'SELECT count(*) AS value FROM follow_up_action';
    const before = await log.value<string>(count);
    const marking = { classification: 'OFFICIAL', tlp: 'GREEN', releasableTo: ['all'], purposes: ['TRAINING'] };
    const body = {
      conclusionId: known.id('conclusion'),
      title: 'Bound to training',
      description: 'x',
      leadAgency: 'IT-DCSA',
      marking,
    };
    expect([403, 422]).toContain((await chiara.call('POST', api, body)).status);
    expect(await log.value<string>(count)).toBe(before);
  });

  it('a closed action takes no new commitment', async () => {
    const marking = { classification: 'OFFICIAL', tlp: 'GREEN', releasableTo: ['all'] };
    const body = {
      conclusionId: known.id('conclusion'),
      title: 'Done soon',
      description: 'x',
      leadAgency: 'IT-DCSA',
      marking,
    };
    const { id, version } = (await chiara.call('POST', api, body)).json as { id: string; version: number };
    const proposal = (agency: string) => chiara.call('POST', `${api}/${id}/commitments`, { agency });
    expect((await proposal('AL-ASP')).status).toBe(201);
    expect((await chiara.call('POST', `${api}/${id}/transitions`, { to: 'CLOSED', version })).status).toBe(200);
    expect((await proposal('SI-GPU')).status).toBe(422);
  });
});
