import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionFilters } from '../../src/content/action-filters.ts';
import { actionType } from '../../src/content/follow-up-action.ts';
import { excerpt } from '../../src/gate/excerpt.ts';
import { filtersOf, is, words } from '../../src/gate/filter.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';

const api = '/api/v1/follow-up-actions';

describe('a filter says by its declaration what it looks at', () => {
  const looksAt = (values: Parameters<typeof actionFilters.by>[0]) =>
    actionFilters.by(values).map((one) => one.looksAt);

  it('a comparison at its field, a choice at what its word names, a search at all the text', () => {
    expect(looksAt({ panel: ['J7-P3'] })).toEqual([['panel']]);
    expect(looksAt({ conclusion: '0192f000-0000-7000-8000-000000000000' })).toEqual([['conclusionId']]);
    expect(looksAt({ mine: 'mine' })).toEqual([['leadAgency', 'myAcceptance']]);
    expect(looksAt({ mine: 'waiting', due: '30' })).toEqual([['myAcceptance'], ['dueOn']]);
    expect(looksAt({ q: 'ephedrine' })).toEqual([['description', 'indicators']]);
  });

  it('the state is shown to every reader, so that no policy hides it from a filter', () => {
    expect(looksAt({ state: ['OPEN'] })).toEqual([[]]);
  });

  it('over an excerpt it looks at the same fields, though they are not shown', () => {
    const some = excerpt(actionType, ['panel']);
    expect(filtersOf(some, { q: words() }).by({ q: 'ephedrine' })[0]?.looksAt).toEqual(['description', 'indicators']);
  });

  it('an empty value narrows nothing', () => {
    expect(actionFilters.by({ q: ' ', panel: [], state: [], lead: '', conclusion: '', mine: '', due: '' })).toEqual([]);
  });

  it('one that compares what the type does not have stops the start', () => {
    const kinds = { colour: is('colour') } as unknown as { colour: ReturnType<typeof is<'panel'>> };
    expect(() => filtersOf(actionType, kinds)).toThrow('follow-up-action has no colour to filter by');
  });
});

describe('a filtered list', () => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startTestPortal();
  }, 120_000);
  afterAll(() => portal?.close());

  it('goes on by the very filter that it began with, and by no other', async () => {
    const visitor = await portal.signIn('chiara');
    const first = await visitor.get(`${api}?state=OPEN&panel=J7-P3&limit=1`);
    const { next } = first.json as { next: string };
    const after = `&limit=1&after=${encodeURIComponent(next)}`;
    expect((await visitor.get(`${api}?state=OPEN&panel=J7-P3${after}`)).status).toBe(200);
    for (const other of ['?state=OPEN', '?state=OPEN&panel=J7-P4', '?state=CLOSED&panel=J7-P3', '?panel=J7-P3', '?q=a'])
      expect([other, (await visitor.get(api + other + after)).status]).toEqual([other, 422]);
  });

  it.each(['arta', 'bojan', 'chiara', 'fabio', 'sara'])(
    'behind a number of the home page is as long as the number says, for %s',
    async (alias) => {
      const visitor = await portal.signIn(alias);
      const { text } = await visitor.get('/');
      const figures = [...text.matchAll(/<a[^>]*href="(\/actions\?[^"]*)"[^>]*>([\s\S]*?)<\/a>/g)];
      const numbers = figures.flatMap(([, href = '', label = '']) => {
        const number = /(\d+)/.exec(label.replace(/<[^>]+>/g, ' '))?.[1];
        return number ? [{ query: new URL(href.replaceAll('&amp;', '&'), portal.url).search, number }] : [];
      });
      expect(numbers.length).toBeGreaterThanOrEqual(3);
      for (const { query, number } of numbers) {
        const { json } = await visitor.get(api + query);
        expect([query, (json as { total: number }).total]).toEqual([query, Number(number)]);
      }
    },
  );
});
