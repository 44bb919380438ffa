import { z } from 'zod';
import { caveats, classifications, existences, handlings, purposes, tlps } from '../../../policies/vocabulary.ts';
import { needs } from './needs.ts';

const texts = z.record(z.string(), z.string());

const markingOutput = z.object({
  classification: z.enum(classifications),
  tlp: z.enum(tlps),
  releasableTo: z.array(z.string()),
  except: z.array(z.string()),
  caveats: z.array(z.enum(caveats)),
  handling: z.array(z.enum(handlings)),
  purposes: z.array(z.enum(purposes)),
  existence: z.enum(existences),
  originator: z.string(),
});

/** What every record carries (CONTRACT, Marking and record). */
const recordOutput = z.object({
  id: z.uuid(),
  version: z.int(),
  ref: z.string().optional(),
  lang: z.string().optional(),
  marking: markingOutput.optional(),
  state: z.string().optional(),
  title: z.string().optional(),
  createdAt: z.string(),
  updatedAt: z.string(),
  createdBy: z.object({ id: z.string(), name: z.string() }).optional(),
  allowed: z.array(z.string()),
});

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
