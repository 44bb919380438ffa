import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LogReader } from '../support/audit-entries.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';
import { type Known, knownRecords } from './route-examples.ts';

const api = '/api/v1/follow-up-actions';
interface Stored {
  id: string;
  version: number;
  indicators: string;
  title: string;
  createdBy?: { name: string };
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

async function create(more: Record<string, unknown> = {}): Promise<Stored> {
  const { status, json } = await chiara.call('POST', api, {
    conclusionId: known.id('conclusion'),
    title: 'Compare registers',
    description: 'Two registers are compared.',
    indicators: 'three seizures a month',
    leadAgency: 'IT-DCSA',
    marking: { classification: 'OFFICIAL', tlp: 'GREEN', releasableTo: ['all'] },
    ...more,
  });
  expect(status).toBe(201);
  return json as Stored;
}

/** Holds a lock until the returned function is called, so that a request waits in the middle of its way. */
async function hold(statement: string): Promise<() => Promise<void>> {
  const client = new pg.Client(portal.database.ownerUrl);
  await client.connect();
  await client.query('BEGIN');
  await client.query(statement);
  return async () => {
    await client.query('COMMIT');
    await client.end();
  };
}

describe('an edit', () => {
  it.each([['title'], ['description'], ['priority'], ['dueOn'], ['lang'], ['indicators'], ['coLeads']] as const)(
    'of %s alone leaves every other field as it was',
    async (field) => {
      const before = await create();
      const values = { title: 'x', description: 'x', priority: 'high', dueOn: '2027-01-31', lang: 'it' };
      const value = { ...values, indicators: 'x', coLeads: ['SI-GPU'] }[field];
      const { status, json } = await chiara.call('PATCH', `${api}/${before.id}`, {
        version: before.version,
        [field]: value,
      });
      expect(status).toBe(200);
      const volatile = { version: expect.any(Number), updatedAt: expect.any(String), allowed: expect.anything() };
      expect(json).toEqual({ ...before, [field]: value, ...volatile });
    },
  );

  it('is refused to whoever may only read, before anybody looks at what was typed, and shows no directory', async () => {
    const { id } = await create();
    const bojan = await portal.signIn('bojan');
    const answers = [
      await bojan.get(`/actions/${id}/edit`),
      await bojan.submit(`/actions/${id}/edit`, { title: '' }),
      await bojan.submit(`/actions/${id}`, { title: '' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
    for (const { text } of answers) expect(text).not.toContain('data-id=');
  });
});

describe('asking who would see it', () => {
  it('is logged as that and never as a creation or a change', async () => {
    const { id } = await create();
    for (const path of ['/actions/new', `/actions/${id}/edit`]) {
      const answer = await chiara.submit(path, { share: 'all-partners', title: 'Half typed' });
      expect(answer.status).toBe(200);
      expect(answer.text).toContain('Half typed');
      const entries = await log.ofRequest(answer.headers.get('x-request-id') ?? '');
      expect(entries.map(({ action, outcome }) => [action, outcome])).toEqual([['audience.view', 'permit']]);
    }
  });

  it('a new action is not proposed to an agency that could not see it', async () => {
    const { status, json } = await chiara.call('POST', api, {
      conclusionId: known.id('conclusion'),
      title: 'For Italy alone',
      description: 'Nobody else sees it.',
      leadAgency: 'IT-DCSA',
      marking: { classification: 'OFFICIAL', tlp: 'AMBER', releasableTo: ['country:IT'] },
      commitments: ['HR-MUP'],
    });
    expect(status).toBe(422);
    expect((json as { fields: { field: string }[] }).fields.map(({ field }) => field)).toEqual(['commitments']);
  });
});

describe('what changes while a request is on its way', () => {
  it('an action that was closed meanwhile takes no new commitment', async () => {
    const { id } = await create();
    const release = await hold(
      `UPDATE follow_up_action SET state = 'CLOSED', version = version + 1 WHERE id = '${id}'`,
    );
    const asking = chiara.call('POST', `${api}/${id}/commitments`, { agency: 'SI-GPU' });
    await new Promise((resolve) => setTimeout(resolve, 500));
    await release();
    expect((await asking).status).toBe(422);
    expect(await log.value(`SELECT count(*)::int AS value FROM commitment WHERE action_id = '${id}'`)).toBe(0);
  });

  it('a session that was revoked meanwhile gets no record as the answer to its change', async () => {
    const { id, version } = await create();
    const elsewhere = await portal.signIn('chiara');
    const release = await hold(`SELECT 1 FROM follow_up_action WHERE id = '${id}' FOR UPDATE`);
    const editing = elsewhere.call('PATCH', `${api}/${id}`, { version, title: 'Changed in time' });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await log.value(
      `UPDATE session SET ended_at = now(), ended_because = 'test'
       WHERE handle = (SELECT handle FROM session ORDER BY signed_in_at DESC LIMIT 1) RETURNING 1 AS value`,
    );
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await release();
    const answer = await editing;
    expect(answer.status).toBe(401);
    expect(answer.text).not.toContain(id);
  });
});

describe('names', () => {
  it('of authors are kept from whoever may not read the directory', async () => {
    const fabio = await portal.signIn('fabio');
    const { items } = (await fabio.get(`${api}?limit=100`)).json as { items: Stored[] };
    expect(items.length).toBeGreaterThan(0);
    expect(items.filter(({ createdBy }) => createdBy)).toEqual([]);
    const bojan = await portal.signIn('bojan');
    const seen = ((await bojan.get(`${api}?limit=100`)).json as { items: Stored[] }).items;
    expect(seen.filter(({ createdBy }) => createdBy).length).toBeGreaterThan(0);
  });
});

describe('a purpose', () => {
  it('is asked only of those whom stating one would help: else the record does not exist', async () => {
    await chiara.statePurpose('INVESTIGATION');
    const { id } = await create({
      marking: {
        classification: 'OFFICIAL',
        tlp: 'AMBER',
        releasableTo: ['country:BA'],
        purposes: ['INVESTIGATION'],
      },
    });
    const dino = await portal.signIn('dino');
    expect((await dino.statePurpose('INVESTIGATION')).status).toBe(422);
    expect((await dino.get(`${api}/${id}`)).status).toBe(404);
    expect((await dino.get(`/actions/${id}`)).status).toBe(404);
  });
});

describe('with SQL as the portal’s own role', () => {
  it('a class is found by its content alone, and none is written past the function', async () => {
    const client = new pg.Client(portal.database.portalUrl);
    await client.connect();
    try {
      await expect(
        client.query(
          `INSERT INTO access_class SELECT max(id) + 1000, 'x', 'PUBLIC', 'CLEAR', '{all}', '{}', '{}', '{}', NULL, 'live' FROM access_class`,
        ),
      ).rejects.toThrow(/permission denied/);
      await expect(
        client.query(`SELECT intern_class('some hash', 'PUBLIC', 'CLEAR', '{all}', '{}', '{}', '{}', NULL, 'live')`),
      ).rejects.toThrow(/does not exist/);
    } finally {
      await client.end();
    }
  });

  it('a record whose class is not the one of its marking is shown to nobody', async () => {
    const { id } = await create();
    await log.value(
      `UPDATE follow_up_action SET marking = jsonb_set(marking, '{tlp}', '"AMBER+STRICT"') WHERE id = '${id}' RETURNING 1 AS value`,
    );
    const answer = await chiara.get(`${api}/${id}`);
    expect(answer.status).toBe(503);
    expect(answer.text).not.toContain('Compare registers');
    await log.value(
      `UPDATE follow_up_action SET marking = jsonb_set(marking, '{tlp}', '"GREEN"') WHERE id = '${id}' RETURNING 1 AS value`,
    );
  });
});
