import { z } from 'zod';

const marking = z.object({
  classification: z.string(),
  tlp: z.string(),
  releasableTo: z.array(z.string()),
  except: z.array(z.string()),
  caveats: z.array(z.string()),
  handling: z.array(z.string()),
  purposes: z.array(z.string()),
  existence: z.string(),
  originator: z.string(),
});

/** What every record has (CONTRACT, Marking and record). Fields that a policy hides are absent. */
const record = {
  id: z.uuid(),
  type: z.string(),
  version: z.number().int(),
  createdAt: z.string(),
  updatedAt: z.string(),
  createdBy: z.object({ id: z.uuid(), name: z.string() }).optional(),
  allowed: z.array(z.string()),
};
const marked = { ref: z.string(), lang: z.string(), marking, state: z.string(), title: z.string().optional() };

export const actionOutput = z.object({
  ...record,
  ...marked,
  description: z.string().optional(),
  panel: z.string().optional(),
  conclusionId: z.uuid().optional(),
  leadAgency: z.string().optional(),
  coLeads: z.array(z.string()).optional(),
  priority: z.string().optional(),
  dueOn: z.string().nullable().optional(),
  indicators: z.string().optional(),
  stateReason: z.string().nullable().optional(),
  fictional: z.boolean().optional(),
  progress: z.number().int().nullable().optional(),
  myAcceptance: z.string().nullable().optional(),
});

export const commitmentOutput = z.object({
  ...record,
  actionId: z.uuid().optional(),
  agency: z.string().optional(),
  acceptance: z.string().optional(),
  acceptanceReason: z.string().nullable().optional(),
  implementation: z.string().optional(),
  implementationReason: z.string().nullable().optional(),
  weight: z.number().int().optional(),
});

export const progressOutput = z.object({
  ...record,
  ...marked,
  actionId: z.uuid().optional(),
  commitmentId: z.uuid().optional(),
  agency: z.string().optional(),
  percent: z.number().int().optional(),
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
  total: z.number().int().nullable(),
});

export const explanationOutput = z.object({
  effect: z.enum(['permit', 'deny']),
  ruleIds: z.array(z.string()),
  obligations: z.array(z.string()),
  policyVersion: z.number().int(),
  sentences: z.array(
    z.object({
      ruleId: z.string(),
      holds: z.boolean(),
      messageId: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  ),
});
