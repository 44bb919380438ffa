import { z } from 'zod';
import { markingOutput } from '../../gate/output.ts';

const loose = z.record(z.string(), z.unknown());
const base64 = z.base64();

const actorOutput = z.object({
  agency: z.string(),
  country: z.string(),
  person: z.string(),
  inClear: z.boolean(),
  name: z.string().optional(),
  idp: z.string().optional(),
  roles: z.array(z.string()).optional(),
  assurance: z.string().optional(),
});

// Of other agencies' records only handle, type, originator and classification (THREATS 3).
const recordOutput = z.object({
  handle: z.string(),
  type: z.string(),
  originator: z.string().optional(),
  classification: z.string().optional(),
  disclosed: z.boolean(),
  id: z.string().optional(),
  ref: z.string().optional(),
  version: z.int().optional(),
  tlp: z.string().optional(),
  fields: z.array(z.string()).optional(),
  marking: markingOutput.optional(),
});

const purposeOutput = z.object({
  code: z.string(),
  stated: z.boolean(),
  legalBasis: z.string().optional(),
  reference: z.string().optional(),
});

/** Values of a change are HMACs under a key that dies with the record. */
const changeOutput = z.object({
  fields: z.array(z.string()),
  before: z.record(z.string(), z.string()).optional(),
  after: z.record(z.string(), z.string()).optional(),
});

export const entryOutput = z.object({
  index: z.int(),
  ts: z.string(),
  code: z.string(),
  action: z.string(),
  outcome: z.enum(['permit', 'deny', 'error']),
  class: z.string(),
  ledVerb: z.string().nullable(),
  instance: z.string(),
  decision: z.object({ policyVersion: z.int(), policyHash: z.string(), ruleIds: z.array(z.string()) }).optional(),
  actor: actorOutput.nullable(),
  purpose: purposeOutput.optional(),
  records: z.array(recordOutput),
  recipient: z.object({ agency: z.string(), country: z.string(), channel: z.string() }).optional(),
  change: changeOutput.optional(),
  http: loose.optional(),
  net: loose.optional(),
  detail: loose.optional(),
  open: z.array(z.string()),
});

export const entryListOutput = z.object({
  items: z.array(entryOutput),
  damaged: z.array(z.int()),
  next: z.string().nullable(),
  terms: z.array(z.string()),
});

export const checkpointOutput = z.object({
  origin: z.string(),
  treeSize: z.int(),
  rootHash: base64,
  note: z.string(),
  signatures: z.array(z.object({ name: z.string(), keyId: z.string() })),
  signedAt: z.string().optional(),
});

export const evidencedEntryOutput = entryOutput.extend({
  evidence: z.object({
    leaf: base64,
    leafHash: base64,
    open: z.record(z.string(), z.object({ salt: base64, value: z.unknown() })),
    checkpoint: checkpointOutput.nullable(),
    inclusionProof: z.array(base64).nullable(),
    files: z.record(z.string(), z.string()).nullable(),
  }),
});

export const inclusionOutput = z.object({ index: z.int(), size: z.int(), proof: z.array(base64) });
export const consistencyOutput = z.object({ from: z.int(), to: z.int(), proof: z.array(base64) });

export const jobOutput = z.object({
  id: z.string(),
  kind: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  done: z.number(),
  all: z.number().nullable(),
  result: loose.nullable(),
  problem: z.string().nullable(),
  askedAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  q: z.string(),
  hasFile: z.boolean(),
});
