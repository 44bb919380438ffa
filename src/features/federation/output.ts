import { z } from 'zod';
import { classifications, purposes } from '../../../policies/vocabulary.ts';
import { applicationStates, applicationSteps, suspensionKinds } from '../../gate/registry-words.ts';

export const certificateOutput = z.object({
  /** SHA-256, lower-case hex. */
  fingerprint: z.string(),
  notAfter: z.string(),
});

const registration = z.object({
  alias: z.string(),
  entityId: z.string(),
  ssoUrl: z.string(),
  logout: z.object({ requestUrl: z.string(), responseUrl: z.string() }).nullable(),
  certificates: z.array(z.string()),
  trustedUntil: z.string(),
  participant: z.string(),
  agencies: z.array(z.string()),
  scopes: z.array(z.string()),
  caps: z.object({ clearance: z.enum(classifications), purposes: z.array(z.enum(purposes)) }),
  requireAuthnContext: z.string().nullable(),
  signature: z.enum(['both', 'response', 'assertion']),
  allowCbc: z.boolean(),
  attributes: z.record(z.string(), z.string()),
  names: z.record(z.string(), z.string()),
});

const testResult = z.object({
  at: z.string(),
  outcome: z.enum(['good', 'refused']),
  reason: z.string().optional(),
  check: z.string().optional(),
  agency: z.string().optional(),
  assurance: z.string().optional(),
  clearance: z.string().optional(),
  purposes: z.array(z.string()).optional(),
  named: z.boolean().optional(),
  mail: z.boolean().optional(),
  dropped: z.array(z.string()).optional(),
});

export const applicationOutput = z.object({
  number: z.int(),
  entityId: z.string(),
  alias: z.string(),
  participant: z.string(),
  agencies: z.array(z.string()),
  registration,
  fingerprints: z.array(z.string()),
  certificates: z.array(certificateOutput),
  /** What it opens beyond what is in force, by field; `new` where nothing is. */
  wider: z.array(z.string()),
  /** Agencies that must confirm through the provider that they have. */
  confirming: z.array(z.string()),
  state: z.enum(applicationStates),
  reason: z.string(),
  stateReason: z.string().nullable(),
  rowVersion: z.int(),
  /** Of who applied; empty: a file. */
  agency: z.string(),
  mine: z.boolean(),
  pinnedAt: z.string().nullable(),
  waitsUntil: z.string().nullable(),
  testUntil: z.string().nullable(),
  test: testResult.nullable(),
  taken: z.array(z.object({ step: z.string(), agency: z.string(), at: z.string() })),
  steps: z.array(z.object({ step: z.enum(applicationSteps), against: z.string().nullable() })),
  createdAt: z.string(),
  updatedAt: z.string(),
});

export const suspensionOutput = z.object({
  id: z.string(),
  kind: z.enum(suspensionKinds),
  label: z.string(),
  reason: z.string(),
  agency: z.string(),
  at: z.string(),
  sessionsEnded: z.int(),
  ended: z.enum(['lifted', 'expelled']).nullable(),
  endedReason: z.string().nullable(),
  endedAgency: z.string().nullable(),
  endedAt: z.string().nullable(),
  against: z.string().nullable(),
});

export const reportOutput = suspensionOutput.extend({
  /** What those shut out were given in the 30 days before, by originator. */
  given: z.array(z.object({ originator: z.string(), records: z.int(), people: z.int(), lastAt: z.string() })),
});
