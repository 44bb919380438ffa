import { z } from 'zod';
import { needs } from '../../content/needs.ts';
import { idInput, nothing } from '../../gate/input.ts';

const after = z.string('input.cursor').max(1000, 'input.cursor').default('');
const limit = z.coerce
  .number('input.invalid')
  .int('input.invalid')
  .min(1, 'input.invalid')
  .max(100, 'input.invalid')
  .default(25);

const list = <Shape extends z.ZodRawShape>(filters: Shape) =>
  z.object({ params: nothing, query: z.object({ ...filters, after, limit }), body: nothing });

export const conferenceList = list({});
export const panelList = list({ conference: z.union([z.literal(''), idInput], 'input.id').default('') });
export const conclusionList = list({
  panel: z
    .string('input.invalid')
    .regex(/^[A-Z0-9-]{0,30}$/, 'input.invalid')
    .default(''),
  need: z.enum(['', ...needs], 'input.invalid').default(''),
});
export type ConclusionListInput = z.infer<typeof conclusionList>;

/** The number of an edition, as addresses carry it. */
export const byEdition = z.object({
  params: z.object({
    edition: z
      .string('input.invalid')
      .regex(/^[1-9]\d{0,3}$/, 'input.invalid')
      .transform(Number),
  }),
  query: nothing,
  body: nothing,
});

/** Which page of a list, for `gate.list`. */
export function pageOf(query: { after: string; limit: number }): { limit: number; after?: string } {
  return query.after ? { limit: query.limit, after: query.after } : { limit: query.limit };
}
