import { z } from 'zod';
import { nothing } from '../../gate/input.ts';

const limit = z.coerce
  .number('input.invalid')
  .int('input.invalid')
  .min(1, 'input.invalid')
  .max(100, 'input.invalid')
  .default(25);

export const searchInput = z.object({
  params: nothing,
  query: z.object({
    // Far above what a query may have: the log itself says how long one may be.
    q: z.string('input.invalid').trim().max(2000, 'input.too-long').default(''),
    after: z.string('input.cursor').max(1000, 'input.cursor').default(''),
    limit,
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
