import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';

interface Item {
  id: string;
  type: string;
  title: string;
  version: number;
  state: string;
  allowed: string[];
}
interface List {
  items: Item[];
  total: number;
  facets?: Record<string, { value: string; count: number }[]>;
}

const base = '/api/v1/best-practices';
let portal: TestPortal;

beforeAll(async () => {
  portal = await startTestPortal();
}, 120_000);
afterAll(() => portal?.close());

async function listed(visitor: Visitor, query = ''): Promise<List> {
  const { status, json } = await visitor.get(`${base}?limit=100${query}`);
  expect(status).toBe(200);
  return json as List;
}

const titles = (items: readonly Item[]) => items.map(({ title }) => title).sort();

const story = {
  title: 'Patrol log in a notebook',
  problem: 'Times were remembered wrongly.',
  response: 'Both patrols write one notebook.',
  results: 'No time was disputed since.',
};
const strict = (...codes: string[]) => ({
  classification: 'OFFICIAL',
  tlp: 'AMBER+STRICT',
  releasableTo: codes.map((code) => `agency:${code}`),
});

async function share(visitor: Visitor, more: Record<string, unknown>): Promise<Item> {
  const { status, json } = await visitor.call('POST', base, { ...story, ...more });
  expect(status).toBe(201);
  return json as Item;
}

describe('practices across languages', () => {
  it('are found by the same words in Cyrillic, in Latin and without accents', async () => {
    const visitor = await portal.signIn('bojan');
    const found = await Promise.all(
      ['мешовите патроле', 'mešovite patrole', 'mesovite patrole'].map(async (words) =>
        titles((await listed(visitor, `&q=${encodeURIComponent(words)}`)).items),
      ),
    );
    expect(found[0]?.length).toBeGreaterThan(0);
    expect(found[0]?.join()).toMatch(/мешовите патроле/i);
    expect(found[1]).toEqual(found[0]);
    expect(found[2]).toEqual(found[0]);
  });
});

describe('a practice of two agencies', () => {
  it('is, for a third agency, one that never existed', async () => {
    const [arta, chiara, bojan] = await Promise.all(['arta', 'chiara', 'bojan'].map((alias) => portal.signIn(alias)));
    if (!arta || !chiara || !bojan) throw new Error('nobody signed in');
    const before = await listed(bojan, '&facets=panel,state,lang,originator');
    const { id } = await share(arta, { title: 'Zvrk notebook', marking: strict('AL-ASP', 'IT-DCSA') });
    expect((await listed(chiara, '&q=zvrk')).items.map((one) => one.id)).toEqual([id]);
    expect(await listed(bojan, '&q=zvrk')).toMatchObject({ items: [], total: 0 });
    expect((await bojan.get('/api/v1/search?q=zvrk')).json).toMatchObject({ items: [], total: 0 });
    const after = await listed(bojan, '&facets=panel,state,lang,originator');
    expect([after.total, after.facets]).toEqual([before.total, before.facets]);
    const never = '01930000-0000-7000-8000-0000000000ff';
    for (const path of ['', '/access', '/readers', '/edit']) {
      const [hidden, absent] = await Promise.all([id, never].map((one) => bojan.get(`/practices/${one}${path}`)));
      expect(hidden?.status).toBe(404);
      expect(absent?.status).toBe(404);
    }
    const move = { to: 'WITHDRAWN', reason: 'Not mine', version: 1 };
    for (const one of [id, never]) {
      expect((await bojan.call('POST', `${base}/${one}/transitions`, move)).status).toBe(404);
      expect((await bojan.call('PATCH', `${base}/${one}`, { version: 1, title: 'Mine' })).status).toBe(404);
    }
  });
});

describe('a practice of the own agency', () => {
  it('as a draft is seen by its agency alone, and once shared by all whom it names', async () => {
    const [arta, chiara] = [await portal.signIn('arta'), await portal.signIn('chiara')];
    const draft = await share(arta, { state: 'DRAFT', marking: strict('AL-ASP', 'IT-DCSA') });
    expect((await chiara.get(`${base}/${draft.id}`)).status).toBe(404);
    const moved = await arta.call('POST', `${base}/${draft.id}/transitions`, { to: 'SHARED', version: draft.version });
    expect(moved).toMatchObject({ status: 200, json: { state: 'SHARED' } });
    expect((await chiara.get(`${base}/${draft.id}`)).status).toBe(200);
  });

  it('is withdrawn by its agency alone and with a reason, which its readers then see', async () => {
    const [arta, chiara] = [await portal.signIn('arta'), await portal.signIn('chiara')];
    const { id, version } = await share(arta, { marking: strict('AL-ASP', 'IT-DCSA') });
    const path = `${base}/${id}/transitions`;
    const withdraw = { to: 'WITHDRAWN', reason: 'Two patrols lost the notebook.', version };
    expect((await chiara.call('POST', path, withdraw)).status).toBe(403);
    expect((await arta.call('POST', path, { ...withdraw, reason: '' })).status).toBe(422);
    expect((await arta.call('POST', path, withdraw)).json).toMatchObject({ state: 'WITHDRAWN' });
    const page = await chiara.get(`/practices/${id}`);
    expect(page.text).toContain('Two patrols lost the notebook.');
    expect(page.text).toContain('Withdrawn');
  });

  it('is published by nobody without a review', async () => {
    const arta = await portal.signIn('arta');
    const { id, version, allowed } = await share(arta, { marking: strict('AL-ASP') });
    expect(allowed).toContain('transition:WITHDRAWN');
    expect(allowed).not.toContain('transition:PUBLISHED');
    const published = await arta.call('POST', `${base}/${id}/transitions`, { to: 'PUBLISHED', version });
    expect(published.status).toBe(409);
  });

  it('keeps what a faster colleague wrote', async () => {
    const arta = await portal.signIn('arta');
    const { id, version } = await share(arta, { marking: strict('AL-ASP') });
    const edit = (change: Record<string, unknown>) => arta.call('PATCH', `${base}/${id}`, { version, ...change });
    expect((await edit({ cost: 'One notebook a month' })).status).toBe(200);
    expect((await edit({ cost: 'Nothing' })).status).toBe(409);
    expect((await arta.get(`${base}/${id}`)).json).toMatchObject({ cost: 'One notebook a month' });
  });

  it('touches a panel that its author may read, or none', async () => {
    const arta = await portal.signIn('arta');
    const marking = strict('AL-ASP');
    expect(await share(arta, { marking, panel: 'J7-P4' })).toMatchObject({ panel: 'J7-P4' });
    expect(await share(arta, { marking })).toMatchObject({ panel: null });
    const unknown = await arta.call('POST', base, { ...story, marking, panel: 'J9-P1' });
    expect(unknown.status).toBe(422);
    expect(unknown.text).toContain('panel');
  });
});
