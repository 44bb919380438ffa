import { z } from 'zod';
import type { AnyDefinition } from '../../gate/definition.ts';
import { filtersOf, words } from '../../gate/filter.ts';
import { nothing } from '../../gate/input.ts';
import { recordOutput } from '../../gate/output.ts';
import { type Route, route } from '../../gate/route.ts';

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
export function searchRoutes(searchables: readonly AnyDefinition[]): Route[] {
  return [
    route({
      api: 'GET /api/v1/search',
      action: 'read',
      resource: 'follow-up-action',
      event: 'record.search',
      input,
      output,
      handler: async (gate, { query }) => {
        const pages = [];
        for (const definition of searchables) {
          const filter = filtersOf(definition, { q: words() }).by({ q: query.q });
          if (filter.length > 0) pages.push(await gate.list(definition, { filter, limit: query.limit, total: true }));
        }
        return {
          items: pages.flatMap(({ items }) => items),
          next: null,
          total: pages.reduce((sum, { total }) => sum + (total ?? 0), 0),
        };
      },
    }),
  ];
}
