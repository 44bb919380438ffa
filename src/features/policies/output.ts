import { z } from 'zod';

const value = z.object({ value: z.string(), refers: z.boolean() });
const clause: z.ZodType = z.lazy(() =>
  z.union([
    z.object({
      kind: z.literal('says'),
      section: z.string(),
      form: z.string(),
      attribute: z.string(),
      values: z.array(value),
    }),
    z.object({ kind: z.enum(['all', 'any', 'none']), of: z.array(clause) }),
  ]),
);
// A clause holds clauses: the document names its parts and leaves them open.
const clauses = z.array(z.record(z.string(), z.unknown()).refine((one) => clause.safeParse(one).success));
const words = z.array(z.string());

const ruleOutput = z.object({
  id: z.string(),
  title: z.string(),
  effect: z.enum(['permit', 'forbid']),
  locked: z.boolean(),
  actions: words,
  resources: words,
  who: clauses,
  when: clauses,
  around: clauses,
  fields: words.nullable(),
  obligations: words,
  requires: words,
  file: z.string(),
  line: z.int(),
});

const caseOutput = z.object({
  title: z.string(),
  file: z.string(),
  line: z.int(),
  subject: z.string(),
  action: z.string(),
  type: z.string(),
  expect: z.enum(['permit', 'deny']),
  decided: z.enum(['permit', 'deny']),
  ruleIds: words,
  failure: z.string(),
});

const activationOutput = z.object({
  id: z.int(),
  version: z.int(),
  kind: z.enum(['seed', 'activate', 'rollback', 'lapse']),
  change: z.int().nullable(),
  at: z.string(),
  lapsesAt: z.string().nullable(),
  ratifiedAt: z.string().nullable(),
});

const states = [
  'DRAFT',
  'CHECKED',
  'SIMULATED',
  'IN_REVIEW',
  'APPROVED',
  'ACTIVE',
  'SUPERSEDED',
  'REJECTED',
  'EXPIRED',
  'ROLLED_BACK',
] as const;

const summary = z.object({
  version: z.int(),
  kind: z.enum(['rules', 'rollback']),
  title: z.string(),
  state: z.enum(states),
  baseVersion: z.int(),
  targetVersion: z.int().nullable(),
  agency: z.string(),
  mine: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
});

const count = z.object({ people: z.int(), records: z.int() });
const both = { gains: count, losses: count };
const effectOutput = z.object({
  people: z.int(),
  records: z.int(),
  ...both,
  agencies: z.array(z.object({ agency: z.string(), ...both })),
  classes: z.array(
    z.object({ type: z.string(), classification: z.string(), tlp: z.string(), panel: z.string().nullable(), ...both }),
  ),
  flags: z.array(count.extend({ flag: z.enum(['private', 'amber', 'restricted', 'outside']) })),
});

/** A change, as every step of its life answers it. */
export const changeOutput = summary.extend({
  reason: z.string(),
  stateReason: z.string().nullable(),
  rowVersion: z.int(),
  edits: z.array(z.object({ folder: z.enum(['rules', 'cases']), name: z.string(), text: z.string().nullable() })),
  problems: z.array(
    z.object({
      folder: z.enum(['rules', 'cases']),
      file: z.string(),
      line: z.int(),
      column: z.int(),
      message: z.string(),
      suggestion: z.string(),
    }),
  ),
  cases: z.array(caseOutput),
  differences: z.array(
    z.object({
      kind: z.enum(['added', 'removed', 'changed', 'reworded']),
      ruleId: z.string(),
      tends: z.enum(['closes', 'opens', 'says']),
      before: ruleOutput.nullable(),
      after: ruleOutput.nullable(),
    }),
  ),
  openings: z.array(z.object({ ruleId: z.string(), effect: z.enum(['permit', 'forbid']) })),
  shared: z.array(z.object({ ruleId: z.string(), because: z.enum(['action', 'resource', 'own-records']) })),
  effect: effectOutput.nullable(),
  simulatedAt: z.string().nullable(),
  approvals: z.array(z.object({ agency: z.string(), country: z.string(), at: z.string(), counts: z.boolean() })),
  needed: z.int(),
  lapsesAt: z.string().nullable(),
  steps: z.array(z.object({ step: z.string(), against: z.string().nullable() })),
});

const versionOutput = z.object({
  version: z.int(),
  hash: z.string(),
  active: z.boolean(),
  lapsesAt: z.string().nullable(),
  rules: z.array(ruleOutput),
  cases: z.array(caseOutput),
  files: z.array(z.object({ folder: z.enum(['rules', 'cases']), name: z.string(), text: z.string() })),
  activations: z.array(activationOutput),
  previous: z.int().nullable(),
});

/** `inForce`: the stored version of that number; `change`: the change of that number. One of the two may be missing. */
export const policyOutput = z.object({
  version: z.int(),
  inForce: versionOutput.nullable(),
  change: changeOutput.nullable(),
});

export const policyListOutput = z.object({
  active: z.int(),
  activations: z.array(activationOutput),
  items: z.array(summary),
  next: z.null(),
});
