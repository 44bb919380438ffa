import { z } from 'zod';
import type { AnyDefinition, Condition } from '../../gate/definition.ts';
import { nothing } from '../../gate/input.ts';
import { recordOutput } from '../../gate/output.ts';
import { type Route, route } from '../../gate/route.ts';
import { wordsOf } from '../../gate/search-words.ts';

/** A type that can be searched, and how its text matches the folded words of a query. */
export interface Searchable {
  definition: AnyDefinition;
  matches(words: string): Condition;
}

const input = z.object({
  params: nothing,
  query: z.object({
    q: z.string('input.required').trim().min(1, 'input.required').max(200, 'input.too-long'),
    limit: z.coerce
      .number('input.invalid')
      .int('input.invalid')
      .min(1, 'input.invalid')
      .max(100, 'input.invalid')
      .default(25),
  }),
  body: nothing,
});

const output = z.object({
  items: z.array(recordOutput.extend({ type: z.string() }).loose()),
  next: z.null(),
  total: z.int(),
});

/** Search across types; each answers at most `limit` records, its best-known type first. */
export function searchRoutes(searchables: readonly Searchable[]): Route[] {
  return [
    route({
      api: 'GET /api/v1/search',
      action: 'read',
      resource: 'follow-up-action',
      event: 'record.search',
      input,
      output,
      handler: async (gate, { query }) => {
        const words = wordsOf(query.q);
        gate.note('record.search', { length: query.q.length, words: query.q.split(/\s+/).length });
        if (!words) return { items: [], next: null, total: 0 };
        const pages = [];
        for (const { definition, matches } of searchables) {
          pages.push(await gate.list(definition, { where: [matches(words)], limit: query.limit, total: true }));
        }
        const items = pages.flatMap((page) => page.items);
        const total = pages.reduce((sum, page) => sum + (page.total ?? 0), 0);
        gate.note('record.search', { items: items.length, total });
        return { items, next: null, total };
      },
    }),
  ];
}
