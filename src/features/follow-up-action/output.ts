import { z } from 'zod';
import { recordOutput } from '../../gate/output.ts';

// Fields that a policy hides are absent: that is why all but the record's own are optional.
export const actionOutput = recordOutput.extend({
  type: z.literal('follow-up-action'),
  description: z.string().optional(),
  panel: z.string().optional(),
  conclusionId: z.uuid().nullable().optional(),
  leadAgency: z.string().optional(),
  coLeads: z.array(z.string()).optional(),
  priority: z.string().optional(),
  dueOn: z.string().nullable().optional(),
  indicators: z.string().optional(),
  stateReason: z.string().nullable().optional(),
  fictional: z.boolean().optional(),
  progress: z.int().nullable().optional(),
  myAcceptance: z.string().nullable().optional(),
});

export const commitmentOutput = recordOutput.extend({
  type: z.literal('commitment'),
  actionId: z.uuid().optional(),
  agency: z.string().optional(),
  acceptance: z.string().optional(),
  acceptanceReason: z.string().nullable().optional(),
  implementation: z.string().optional(),
  implementationReason: z.string().nullable().optional(),
  weight: z.int().optional(),
});

export const progressOutput = recordOutput.extend({
  type: z.literal('progress-update'),
  actionId: z.uuid().optional(),
  commitmentId: z.uuid().optional(),
  agency: z.string().optional(),
  percent: z.int().optional(),
  text: z.string().optional(),
});

export const wholeActionOutput = actionOutput.extend({
  commitments: z.array(commitmentOutput),
  updates: z.array(progressOutput),
});

/** A page of a list. */
export const actionListOutput = z.object({
  items: z.array(actionOutput),
  next: z.string().nullable(),
  total: z.int().nullable(),
});
