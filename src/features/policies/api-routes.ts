import type { Action } from '../../../policies/vocabulary.ts';
import type { Gate } from '../../gate/gate.ts';
import type { ChangeView } from '../../gate/policy-views.ts';
import { type Route, route } from '../../gate/route.ts';
import { draftChange, saveFile } from './edit-change.ts';
import { byVersion, draftInput, noInput, reasonInput, rollbackInput, saveInput, stepInput } from './inputs.ts';
import { changeOutput, policyListOutput, policyOutput } from './output.ts';
import { policyOrChange } from './read-policies.ts';

const policy = { resource: 'policy' } as const;

/** Takes a step of a change and answers with the change as it is then. */
async function stepped(gate: Gate, version: number, work: Promise<void>): Promise<ChangeView> {
  await work;
  return gate.policies.change(version);
}

interface PlainStep {
  name: string;
  action: Action;
  event: Route['event'];
  take(gate: Gate, version: number, seen?: number): Promise<void>;
}

/** Steps that need nothing but the change itself; pages and the API declare the same ones. */
export const plainSteps: readonly PlainStep[] = [
  { name: 'follow', action: 'update', event: 'policy.save', take: (gate, version) => gate.policies.follow(version) },
  {
    name: 'simulate',
    action: 'simulate',
    event: 'policy.simulate',
    take: (gate, version) => gate.policies.simulate(version),
  },
  {
    name: 'submit',
    action: 'transition',
    event: 'policy.submit',
    take: (gate, version) => gate.policies.submit(version),
  },
  {
    name: 'approve',
    action: 'approve',
    event: 'policy.approve',
    take: (gate, version, seen) => gate.policies.approve(version, seen),
  },
  {
    name: 'withdraw',
    action: 'transition',
    event: 'policy.withdraw',
    take: (gate, version) => gate.policies.withdraw(version),
  },
  {
    name: 'activate',
    action: 'activate',
    event: 'policy.activate',
    take: (gate, version) => gate.policies.activate(version),
  },
  { name: 'ratify', action: 'approve', event: 'policy.ratify', take: (gate, version) => gate.policies.ratify(version) },
];

const steps = plainSteps.map(({ name, action, event, take }) =>
  route({
    ...policy,
    api: `POST /api/v1/policies/:version/${name}`,
    action,
    event,
    input: stepInput,
    output: changeOutput,
    handler: (gate, { params, body }) => stepped(gate, params.version, take(gate, params.version, body.version)),
  }),
);

/** The policy life cycle for programs: the same rules and the same two persons as in the pages. */
export const policyApiRoutes: Route[] = [
  route({
    ...policy,
    api: 'GET /api/v1/policies',
    action: 'read',
    event: 'policy.read',
    input: noInput,
    output: policyListOutput,
    handler: async (gate) => {
      const { active, activations, changes } = await gate.policies.history();
      return { active, activations, items: changes, next: null };
    },
  }),
  route({
    ...policy,
    api: 'POST /api/v1/policies',
    action: 'create',
    event: 'policy.draft',
    status: 201,
    input: draftInput,
    output: changeOutput,
    handler: async (gate, { body }) => gate.policies.change(await draftChange(gate, body)),
  }),
  route({
    ...policy,
    api: 'GET /api/v1/policies/:version',
    action: 'read',
    event: 'policy.read',
    input: byVersion,
    output: policyOutput,
    handler: (gate, { params }) => policyOrChange(gate, params.version),
  }),
  route({
    ...policy,
    api: 'PATCH /api/v1/policies/:version',
    action: 'update',
    event: 'policy.save',
    input: saveInput,
    output: changeOutput,
    handler: (gate, { params, body }) => stepped(gate, params.version, saveFile(gate, params.version, body)),
  }),
  ...steps,
  route({
    ...policy,
    api: 'POST /api/v1/policies/:version/reject',
    action: 'transition',
    event: 'policy.reject',
    input: reasonInput,
    output: changeOutput,
    handler: (gate, { params, body }) =>
      stepped(gate, params.version, gate.policies.reject(params.version, body.reason)),
  }),
  route({
    ...policy,
    api: 'POST /api/v1/policies/:version/rollback',
    action: 'activate',
    event: 'policy.rollback',
    status: 201,
    input: rollbackInput,
    output: changeOutput,
    handler: async (gate, { params, body }) =>
      gate.policies.change(await gate.policies.rollback(params.version, body.reason, body.to ?? null)),
  }),
];
