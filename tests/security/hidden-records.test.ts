import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LogReader } from '../support/audit-entries.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Answer, Visitor } from '../support/visitor.ts';
import { type Known, knownRecords } from './route-examples.ts';

const unknownId = '0192f000-0000-7000-8000-000000000000';

let portal: TestPortal;
let log: LogReader;
let known: Known;
let fabio: Visitor;
let chiara: Visitor;
let hidden: string;

beforeAll(async () => {
  portal = await startTestPortal();
  log = await LogReader.open(portal.database.ownerUrl);
  known = await knownRecords(log);
  fabio = await portal.signIn('fabio');
  chiara = await portal.signIn('chiara');
  hidden = known.id('action');
}, 120_000);

afterAll(async () => {
  await log?.close();
  await portal?.close();
});

/** An answer without what differs from request to request: ids of the request, receipt, times. */
function comparable({ status, headers, text }: Answer, id: string): unknown {
  const names = [...headers.keys()]
    .filter((name) => !['date', 'x-request-id', 'audit-receipt', 'content-length'].includes(name))
    .sort();
  const body = text
    .replaceAll(id, '<id>')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<request>');
  return { status, names, body };
}

describe('THREATS 20: a hidden record and one that never existed', () => {
  it.each([
    ['GET', '/api/v1/follow-up-actions/:id', null],
    ['GET', '/actions/:id', null],
    ['GET', '/actions/:id/access', null],
    ['GET', '/actions/:id/edit', null],
    ['PATCH', '/api/v1/follow-up-actions/:id', { version: 1, title: 'x' }],
    ['POST', '/api/v1/follow-up-actions/:id/transitions', { to: 'CLOSED', version: 1 }],
    ['GET', '/api/v1/follow-up-actions/:id/commitments/AL-ASP', null],
    ['GET', '/api/v1/decisions?type=follow-up-action&id=:id', null],
    ['GET', '/api/v1/audience?type=follow-up-action&id=:id', null],
  ] as const)('%s %s answer alike, and the log keeps the truth', async (method, path, body) => {
    const send = (id: string) =>
      body ? fabio.call(method, path.replace(':id', id), body) : fabio.get(path.replace(':id', id));
    const [one, none] = [await send(hidden), await send(unknownId)];
    expect(comparable(one, hidden)).toEqual(comparable(none, unknownId));
    expect([403, 404]).toContain(one.status);
    const [entry] = await log.ofRequest(one.headers.get('x-request-id') ?? '');
    expect(entry?.outcome).toBe('deny');
    if (one.status === 404 && !path.includes('commitments')) expect(entry?.ruleIds).not.toContain('UNKNOWN-ID');
  });

  it('a private member sees neither the record nor its count, by list, search or total', async () => {
    const title = await log.value<string>('SELECT title AS value FROM follow_up_action WHERE id = $1', [hidden]);
    const search = await fabio.get(`/api/v1/follow-up-actions?q=${encodeURIComponent(title)}`);
    expect(search.json).toMatchObject({ items: [], total: 0 });
    for (const path of [
      '/',
      '/actions?limit=100',
      '/conferences/7',
      '/conclusions',
      `/actions?q=${encodeURIComponent(title)}`,
    ]) {
      const page = await fabio.get(path);
      expect(page.text).not.toContain(hidden);
      if (!path.includes('q=')) expect(page.text).not.toContain(title);
    }
  });
});

describe('roles', () => {
  it.each(['giulia', 'hana', 'jelena', 'ivo', 'karl', 'lidia'])(
    '%s holds a control role and reads no content',
    async (alias) => {
      const visitor = await portal.signIn(alias);
      for (const path of [
        '/actions',
        `/actions/${hidden}`,
        '/conferences',
        '/api/v1/follow-up-actions',
        '/api/v1/conclusions',
        `/api/v1/follow-up-actions/${hidden}`,
      ]) {
        const answer = await visitor.get(path);
        expect(`${path} ${answer.status}`).toBe(`${path} 403`);
        expect(answer.text).not.toContain('J7-P');
      }
      expect((await visitor.get('/')).status).toBe(200);
    },
  );
});

describe('THREATS 16: changing a marking', () => {
  it('is the originator’s alone: a lead agency that is not the originator may edit, and not widen', async () => {
    const created = await chiara.call('POST', '/api/v1/follow-up-actions', {
      conclusionId: known.id('conclusion'),
      title: 'Led by another agency',
      description: 'Shared with the lead alone.',
      leadAgency: 'AL-ASP',
      marking: { classification: 'OFFICIAL', tlp: 'AMBER', releasableTo: ['country:AL'] },
    });
    const { id } = created.json as { id: string };
    const lead = await portal.signIn('arta');
    const read = await lead.get(`/api/v1/follow-up-actions/${id}`);
    const { version, marking, coLeads } = read.json as { version: number; marking: object; coLeads: string[] };
    const widened = await lead.call('PATCH', `/api/v1/follow-up-actions/${id}`, {
      version,
      marking: { ...marking, tlp: 'CLEAR' },
    });
    expect(widened.status).toBe(422);
    const newLead = await lead.call('PATCH', `/api/v1/follow-up-actions/${id}`, {
      version,
      coLeads: [...coLeads, 'PRV-BANKASSOC', 'AT-BK', 'EL-HP'],
    });
    expect(newLead.status).toBe(422);
    const edited = await lead.call('PATCH', `/api/v1/follow-up-actions/${id}`, {
      version,
      indicators: 'Counted by the lead agency',
    });
    expect(edited.status).toBe(200);
  });

  it('by its originator takes effect at once, for everybody who gains and who loses', async () => {
    const created = await chiara.call('POST', '/api/v1/follow-up-actions', {
      conclusionId: known.id('conclusion'),
      title: 'Canary in the marking',
      description: 'Shared with two agencies at first.',
      leadAgency: 'IT-DCSA',
      marking: { classification: 'OFFICIAL', tlp: 'AMBER+STRICT', releasableTo: ['agency:AL-ASP'] },
    });
    expect(created.status).toBe(201);
    const { id, version } = created.json as { id: string; version: number };
    const arta = await portal.signIn('arta');
    const bojan = await portal.signIn('bojan');
    const statuses = async () => [
      (await arta.get(`/actions/${id}`)).status,
      (await bojan.get(`/actions/${id}`)).status,
    ];
    expect(await statuses()).toEqual([200, 404]);
    const remarked = await chiara.call('PATCH', `/api/v1/follow-up-actions/${id}`, {
      version,
      marking: { classification: 'OFFICIAL', tlp: 'AMBER', releasableTo: ['country:RS'] },
    });
    expect(remarked.status).toBe(200);
    expect(await statuses()).toEqual([404, 200]);
  });

  it('is decided anew, and not turned away, when roles or agencies changed since the last request', async () => {
    const path = `/api/v1/follow-up-actions/${known.id('action')}`;
    const { version } = (await chiara.get(path)).json as { version: number };
    await log.value('UPDATE policy_epoch SET epoch = epoch + 1 RETURNING epoch AS value');
    const edited = await chiara.call('PATCH', path, { version, indicators: 'Counted after a change of roles' });
    expect(edited.status).toBe(200);
    await log.value('UPDATE policy_epoch SET epoch = epoch + 1 RETURNING epoch AS value');
    const shared = await chiara.call('POST', '/api/v1/best-practices', {
      title: 'Written while somebody signed in for the first time',
      problem: 'One',
      response: 'Two',
      results: 'Three',
      marking: { classification: 'OFFICIAL', tlp: 'GREEN', releasableTo: ['all'] },
    });
    expect(shared.status).toBe(201);
  });

  it('a TLP:RED draft is seen by its author, and by no colleague', async () => {
    const created = await chiara.call('POST', '/api/v1/follow-up-actions', {
      conclusionId: known.id('conclusion'),
      title: 'For my eyes',
      description: 'A draft for named people.',
      leadAgency: 'IT-DCSA',
      state: 'DRAFT',
      marking: {
        classification: 'OFFICIAL',
        tlp: 'RED',
        releasableTo: [
          `person:${await log.value<string>("SELECT id AS value FROM person WHERE subject_id LIKE 'arta@%'")}`,
        ],
      },
    });
    const { id } = created.json as { id: string };
    expect((await chiara.get(`/actions/${id}`)).status).toBe(200);
    expect((await (await portal.signIn('arta')).get(`/actions/${id}`)).status).toBe(404);
  });

  it('an audience is previewed as it will be', async () => {
    const id = known.id('action');
    const audience = (await chiara.get(`/api/v1/audience?type=follow-up-action&id=${id}`)).json as {
      people: number;
      agencies: { code: string }[];
    };
    expect(audience.agencies.map(({ code }) => code)).toContain('AL-ASP');
    expect(audience.agencies.map(({ code }) => code)).not.toContain('PRV-BANKASSOC');
    expect(audience.people).toBeGreaterThan(5);
  });
});
