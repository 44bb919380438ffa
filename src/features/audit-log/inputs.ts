import { z } from 'zod';
import { nothing } from '../../gate/input.ts';

const cursor = z.string('input.cursor').max(1000, 'input.cursor').default('');
const limit = z.coerce
  .number('input.invalid')
  .int('input.invalid')
  .min(1, 'input.invalid')
  .max(100, 'input.invalid')
  .default(25);

// One value of a query, as the fields of the form write it: no space, no quote, no comma.
const filter = z
  .string('input.invalid')
  .trim()
  .regex(/^[A-Za-z0-9._*/-]{0,80}$/, 'input.invalid')
  .default('');
export const filterFields = z.object({
  agency: filter,
  event: filter,
  result: filter,
  purpose: filter,
  originator: filter,
  record: filter,
  from: filter,
  to: filter,
});

// Far above what a query may have: the log itself says how long one may be.
export const queryText = z.string('input.invalid').trim().max(2000, 'input.too-long').default('');

export const searchInput = z.object({
  params: nothing,
  query: z.object({
    q: queryText,
    after: cursor,
    limit,
    ...filterFields.shape,
  }),
  body: nothing,
});
export type SearchInput = z.infer<typeof searchInput>;

/** A count or an index as addresses carry it: digits without sign or leading zero. */
function count(messageId: string) {
  return z
    .string(messageId)
    .regex(/^(0|[1-9]\d{0,14})$/, messageId)
    .transform(Number);
}

export const byIndex = z.object({
  params: z.object({ index: count('input.audit-index') }),
  query: nothing,
  body: nothing,
});

export const chartInput = z.object({ params: nothing, query: z.object({ q: queryText }), body: nothing });

/** `rec-…` or `per-…` as entries show them, or an id. */
const named = (pattern: RegExp) => z.string('input.invalid').regex(pattern, 'input.invalid');
const timeline = { query: z.object({ after: cursor }), body: nothing };
const id = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
export const recordTimelineInput = z.object({
  params: z.object({ handle: named(/^rec-[0-9a-f]{16}$/) }),
  ...timeline,
});
export const personTimelineInput = z.object({
  params: z.object({ handle: named(new RegExp(`^(?:per-[0-9a-f]{16}|system:[a-z-]{1,40}|${id})$`)) }),
  ...timeline,
});

/** `size`: of the tree to prove it in; the newest checkpoint's unless given. */
export const inclusionInput = z.object({
  params: nothing,
  query: z.object({ index: count('input.audit-index'), size: count('input.audit-size').optional() }),
  body: nothing,
});

export const consistencyInput = z.object({
  params: nothing,
  query: z.object({ from: count('input.audit-size'), to: count('input.audit-size').optional() }),
  body: nothing,
});

export const noInput = z.object({ params: nothing, query: nothing, body: z.looseObject({}) });
