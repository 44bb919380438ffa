import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { samplePeople } from '../../db/sample/people.ts';
import { fold } from '../../src/ui/assets/fold.js';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';

const officers = samplePeople
  .filter(({ roles }) => roles.some(({ role }) => role === 'liaison-officer' || role === 'conference-secretariat'))
  .map(({ alias, purposes }) => ({ alias, purpose: purposes[0] ?? '' }));

interface Item {
  id: string;
  type: string;
  ref: string;
  title?: string;
  names?: Record<string, string>;
  description?: string;
  indicators?: string;
  text?: string;
  updates?: Item[];
}
interface Found {
  items: Item[];
  next: string | null;
  total: number;
  counts: { type: string; count: number }[];
}

const api = '/api/v1/search';

async function search(visitor: Visitor, query: string): Promise<Found> {
  const answer = await visitor.get(`${api}?${query}`);
  expect([query, answer.status]).toEqual([query, 200]);
  return answer.json as Found;
}

/** Every page of a search, one after the other. */
async function searchAll(visitor: Visitor, words: string, limit: number): Promise<Found> {
  const first = await search(visitor, `q=${encodeURIComponent(words)}&limit=${limit}`);
  const items = [...first.items];
  for (let { next } = first; next; ) {
    const page = await search(
      visitor,
      `q=${encodeURIComponent(words)}&limit=${limit}&after=${encodeURIComponent(next)}`,
    );
    expect(page.counts).toEqual(first.counts);
    expect(page.items.length).toBeGreaterThan(0);
    items.push(...page.items);
    next = page.next;
  }
  return { ...first, items };
}

/** All that a person may read of the types whose text the API gives whole. */
async function readable(visitor: Visitor): Promise<Item[]> {
  const items: Item[] = [];
  for (const path of ['follow-up-actions', 'conclusions', 'panels']) {
    const { json } = await visitor.get(`/api/v1/${path}?limit=100`);
    items.push(...(json as { items: Item[] }).items);
  }
  const actions = items.filter(({ type }) => type === 'follow-up-action');
  for (const { id } of actions) {
    const { json } = await visitor.get(`/api/v1/follow-up-actions/${id}`);
    items.push(...((json as Item).updates ?? []));
  }
  return items;
}

const textOf = ({ title, ref, names, description, indicators, text }: Item): string =>
  [title, ref, ...Object.values(names ?? {}), description, indicators, text].filter(Boolean).join(' ');

/** Found by hand: every typed word begins a word of the record's own text. */
function byHand(items: readonly Item[], typed: string): Item[] {
  const words = fold(typed).split(' ');
  return items.filter((item) => {
    const text = fold(textOf(item)).split(' ');
    return words.every((word) => text.some((one) => one.startsWith(word)));
  });
}

const counted = (items: readonly Item[], type: string) => items.filter((item) => item.type === type).length;

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
}, 120_000);
afterAll(() => portal?.close());

describe('a search across types', () => {
  it.each(officers)(
    'finds and counts for $alias exactly what the same person may read, page by page',
    async ({ alias, purpose }) => {
      const visitor = await portal.signIn(alias);
      for (const stated of ['', purpose]) {
        if (stated) expect((await visitor.statePurpose(stated)).status).toBe(200);
        const all = await readable(visitor);
        for (const words of ['j7', 'pol', 'the border']) {
          const expected = byHand(all, words);
          const found = await searchAll(visitor, words, 9);
          for (const type of ['follow-up-action', 'conclusion', 'panel', 'progress-update']) {
            const ids = found.items.filter((item) => item.type === type).map(({ id }) => id);
            const hand = expected.filter((item) => item.type === type).map(({ id }) => id);
            expect([words, type, [...ids].sort()]).toEqual([words, type, [...hand].sort()]);
            expect(found.counts).toContainEqual({ type, count: hand.length });
          }
          expect(found.items).toHaveLength(found.total);
          expect(found.counts.find(({ type }) => type === 'conference')?.count).toBe(
            counted(found.items, 'conference'),
          );
        }
      }
    },
    240_000,
  );

  it('can be narrowed to one type, and goes on by its own words only', async () => {
    const visitor = await portal.signIn('chiara');
    const one = await search(visitor, 'q=j7&type=conclusion&limit=3');
    expect(one.counts.map(({ type }) => type)).toEqual(['conclusion']);
    expect(one.items.every(({ type }) => type === 'conclusion')).toBe(true);
    const after = encodeURIComponent(one.next ?? '');
    expect((await search(visitor, `q=j7&type=conclusion&limit=3&after=${after}`)).items).toHaveLength(3);
    for (const other of ['q=j7', 'q=pol&type=conclusion', 'q=j7&type=panel'])
      expect((await visitor.get(`${api}?${other}&after=${after}`)).status).toBe(422);
    const bojan = await portal.signIn('bojan');
    expect((await bojan.get(`${api}?q=j7&type=conclusion&after=${after}`)).status).toBe(422);
    expect((await visitor.get(`${api}?q=j7&type=person`)).status).toBe(422);
  });

  it('puts what is named so before what only mentions it, and no answer carries the long texts', async () => {
    const visitor = await portal.signIn('chiara');
    const { items } = await search(visitor, 'q=ephedrine&type=follow-up-action&limit=50');
    const named = items.map(({ title = '' }) => fold(title).includes('ephedrine'));
    expect(named).toContain(true);
    expect(named).toEqual([...named].sort((a, b) => Number(b) - Number(a)));
    const { items: conferences } = await search(visitor, 'q=rome&type=conference');
    expect(conferences).toHaveLength(1);
    expect(conferences[0]).not.toHaveProperty('sourceText');
  });

  it.each(['giulia', 'jelena', 'karl'])('is closed to %s, who reads no content, on the page too', async (alias) => {
    const visitor = await portal.signIn(alias);
    expect((await visitor.get(`${api}?q=j7`)).status).toBe(403);
    const page = await visitor.get('/search?q=j7');
    expect(page.status).toBe(403);
    expect(page.text).not.toContain('id="s-search"');
  });
});

describe('the page of a search', () => {
  it('shows the best of each type with its count, and one type page by page', async () => {
    const visitor = await portal.signIn('chiara');
    const { counts } = await search(visitor, 'q=j7');
    const { text } = await visitor.get('/search?q=j7');
    for (const { type, count } of counts.filter((one) => one.count > 5)) {
      expect(text).toContain(`href="/search?q=j7&amp;type=${type}"`);
      expect(text).toContain(`All ${count} results`);
    }
    const one = await visitor.get('/search?q=j7&type=conclusion');
    expect([...one.text.matchAll(/ data-id="/g)]).toHaveLength(
      Math.min(25, counts.find(({ type }) => type === 'conclusion')?.count ?? 0),
    );
  });

  it('stands behind a box on every page that needs no script, says what to do when nothing is found, and asks for words', async () => {
    const visitor = await portal.signIn('arta');
    for (const path of ['/', '/actions', '/conferences', '/profile', '/search'])
      expect((await visitor.get(path)).text).toMatch(/<form action="\/search" method="get"[^>]*>.*id="s-search"/s);
    expect((await visitor.get('/search?q=zzzz')).text).toContain('Nothing that you may read contains “zzzz”');
    const empty = await visitor.get('/search');
    expect(empty.status).toBe(200);
    expect(empty.text).toContain('What are you looking for?');
    expect((await visitor.get(`${api}?q=${'a'.repeat(201)}`)).status).toBe(422);
    // A page leaves out what it cannot look for, and says so.
    expect((await visitor.get(`/search?q=${'a'.repeat(201)}`)).status).toBe(200);
    for (const odd of ['%00', 'j7%00', '%ED%A0%80', '%01%02'])
      expect([200, 422]).toContain((await visitor.get(`${api}?q=${odd}`)).status);
    expect((await visitor.get('/search?q=%7C%26%21')).text).toContain('Nothing that you may read');
  });

  it('finds both scripts from either', async () => {
    const visitor = await portal.signIn('chiara');
    const ids = async (words: string) =>
      (await search(visitor, `q=${encodeURIComponent(words)}&limit=100`)).items.map(({ id }) => id);
    const latin = await ids('Rim');
    expect(await ids('Рим')).toEqual(latin);
    expect(await ids('precursor')).toEqual(await ids('прецурсор'));
    expect((await ids('precursor')).length).toBeGreaterThan(0);
  });
});
