import { z } from 'zod';
import { recordOutput } from '../../gate/output.ts';
import { needs } from './needs.ts';

const texts = z.record(z.string(), z.string());

const sourceFields = { edition: z.int(), names: texts, sourceTitle: z.string(), sourceLang: z.string() };

// Fields hidden by policy are absent: that is why all but the record's own are optional.
export const conferenceOutput = recordOutput.extend({ type: z.literal('conference') }).extend(
  z
    .object({
      ...sourceFields,
      city: z.string(),
      startsOn: z.iso.date(),
      endsOn: z.iso.date(),
      description: z.string(),
      organisers: z.array(z.object({ names: texts, agency: z.string().optional() })),
      themes: z.array(
        z.object({ key: z.string(), kind: z.enum(['theme', 'need', 'strategy']), names: texts, summary: texts }),
      ),
      notes: z.array(texts),
      fictional: z.boolean(),
    })
    .partial().shape,
);

export const reportOutput = recordOutput
  .extend({ type: z.literal('conference') })
  .extend(z.object({ ...sourceFields, sourceText: z.string() }).partial().shape);

export const panelOutput = recordOutput.extend({ type: z.literal('panel') }).extend(
  z
    .object({
      conferenceId: z.uuid(),
      edition: z.int(),
      position: z.int(),
      names: texts,
      description: z.string(),
      actions: z.int(),
      fictional: z.boolean(),
    })
    .partial().shape,
);

export const conclusionOutput = recordOutput.extend({ type: z.literal('conclusion') }).extend(
  z
    .object({
      panelId: z.uuid(),
      panel: z.string(),
      panelNames: texts,
      edition: z.int(),
      kind: z.enum(['conclusion', 'recommendation']),
      need: z.enum(needs),
      text: z.string(),
      actions: z.int(),
      fictional: z.boolean(),
    })
    .partial().shape,
);

/** A page of a list: `next` is an opaque cursor, null at the end. */
export const listOutput = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), next: z.string().nullable() });
