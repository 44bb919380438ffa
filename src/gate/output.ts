import { z } from 'zod';
import { caveats, classifications, existences, handlings, purposes, tlps } from '../../policies/vocabulary.ts';

/** A marking as answers carry it. */
export const markingOutput = z.object({
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
export const recordOutput = z.object({
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
