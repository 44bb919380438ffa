import { z } from 'zod';
import { roles } from '../../../policies/vocabulary.ts';
import type { AppError } from '../../errors.ts';
import type { Gate } from '../../gate/gate.ts';
import { inputProblem } from '../../gate/input-problem.ts';
import { type RoleChangeView, roleChangeKinds, roleScopes, roleSteps } from '../../gate/role-views.ts';
import { type Route, route } from '../../gate/route.ts';
import { noInput } from './inputs.ts';
import { assignmentInput, changeInput, proposeFormInput, proposeInput, rejectRoleInput } from './role-inputs.ts';
import { type ProposeForm, ProposePage } from './views/propose-page.tsx';
import { RoleChangePage } from './views/role-change-page.tsx';
import { RolesPage } from './views/roles-page.tsx';

const role = { resource: 'role-assignment' } as const;
const read = { ...role, action: 'read', event: 'role.read' } as const;
const address = (number: number) => `/federation/roles/changes/${number}`;

const person = z.object({ id: z.string(), name: z.string() });
const holder = z.object({
  id: z.string(),
  person,
  subjectId: z.string(),
  agency: z.string(),
  provider: z.string(),
  role: z.enum(roles),
  scope: z.enum(roleScopes),
  grantedBy: z.string(),
  grantedAt: z.string(),
  recertifiedAt: z.string().nullable(),
  due: z.boolean(),
  lastSeenAt: z.string().nullable(),
});
const changeOutput = z.object({
  number: z.int(),
  kind: z.enum(roleChangeKinds),
  person,
  subjectId: z.string(),
  agency: z.string(),
  provider: z.string(),
  role: z.enum(roles),
  scope: z.enum(roleScopes),
  reason: z.string(),
  state: z.enum(['PROPOSED', 'CONFIRMED', 'REJECTED', 'WITHDRAWN', 'LAPSED']),
  stateReason: z.string().nullable(),
  by: z.string(),
  mine: z.boolean(),
  confirmations: z.array(z.object({ agency: z.string(), at: z.string() })),
  needed: z.int(),
  createdAt: z.string(),
  updatedAt: z.string(),
  steps: z.array(z.object({ step: z.enum(roleSteps), against: z.string().nullable() })),
});

const retry: NonNullable<Route['retry']> = async (gate, { params, body }, problem) => {
  const parsed = changeInput.safeParse({ params, query: {}, body: {} });
  if (!parsed.success) throw inputProblem(parsed.error);
  const change = await gate.roles.change(parsed.data.params.number);
  return <RoleChangePage change={change} typed={body} problems={problem.fields} />;
};

function proposeForm(gate: Gate, typed: Record<string, unknown>, problem: AppError | null): ProposeForm {
  return { agencies: gate.agencies(), typed, problems: problem?.fields ?? [] };
}

async function stepped(gate: Gate, number: number, work: Promise<void>): Promise<RoleChangeView> {
  await work;
  return gate.roles.change(number);
}

const plainSteps = (['confirm', 'withdraw'] as const).flatMap((name) => {
  const step = { ...role, action: name === 'confirm' ? 'grant' : 'transition', event: `role.${name}` } as const;
  return [
    route({
      ...step,
      page: `POST /federation/roles/changes/:number/${name}`,
      input: changeInput,
      handler: (gate, { params }) => gate.roles[name](params.number),
      goTo: (_, { params }) => address(params.number),
      done: () => `role-${name}`,
      retry,
    }),
    route({
      ...step,
      api: `POST /api/v1/role-changes/:number/${name}`,
      input: changeInput,
      output: changeOutput,
      handler: (gate, { params }) => stepped(gate, params.number, gate.roles[name](params.number)),
    }),
  ];
});

const pages: Route[] = [
  route({
    ...read,
    page: 'GET /federation/roles',
    input: noInput,
    handler: async (gate) => ({ holders: await gate.roles.holders(), changes: await gate.roles.changes() }),
    view: (page) => <RolesPage {...page} />,
  }),
  route({
    ...role,
    page: 'GET /federation/roles/new',
    action: 'create',
    event: 'role.read',
    input: proposeFormInput,
    handler: async (gate, { query }) => proposeForm(gate, query, null),
    view: (form) => <ProposePage {...form} />,
  }),
  route({
    ...role,
    page: 'POST /federation/roles',
    action: 'create',
    event: 'role.propose',
    input: proposeInput,
    handler: (gate, { body }) => gate.roles.propose(body),
    goTo: (number) => address(number),
    done: () => 'role-propose',
    retry: async (gate, { body }, problem) => <ProposePage {...proposeForm(gate, body, problem)} />,
  }),
  route({
    ...read,
    page: 'GET /federation/roles/changes/:number',
    input: changeInput,
    handler: (gate, { params }) => gate.roles.change(params.number),
    view: (change) => <RoleChangePage change={change} typed={{}} problems={[]} />,
  }),
  route({
    ...role,
    page: 'POST /federation/roles/changes/:number/reject',
    action: 'transition',
    event: 'role.reject',
    input: rejectRoleInput,
    handler: (gate, { params, body }) => gate.roles.reject(params.number, body.reason),
    goTo: (_, { params }) => address(params.number),
    done: () => 'role-reject',
    retry,
  }),
  route({
    ...role,
    page: 'POST /federation/roles/:id/recertify',
    action: 'update',
    event: 'role.recertify',
    input: assignmentInput,
    handler: (gate, { params }) => gate.roles.recertify(params.id),
    goTo: () => '/federation/roles',
    done: () => 'role-recertify',
  }),
];

const api: Route[] = [
  route({
    ...read,
    api: 'GET /api/v1/role-assignments',
    input: noInput,
    output: z.object({ items: z.array(holder), next: z.null() }),
    handler: async (gate) => ({ items: await gate.roles.holders(), next: null }),
  }),
  route({
    ...role,
    api: 'POST /api/v1/role-assignments/:id/recertify',
    action: 'update',
    event: 'role.recertify',
    input: assignmentInput,
    output: z.object({ recertified: z.literal(true) }),
    handler: async (gate, { params }) => {
      await gate.roles.recertify(params.id);
      return { recertified: true as const };
    },
  }),
  route({
    ...read,
    api: 'GET /api/v1/role-changes',
    input: noInput,
    output: z.object({ items: z.array(changeOutput), next: z.null() }),
    handler: async (gate) => ({ items: await gate.roles.changes(), next: null }),
  }),
  route({
    ...role,
    api: 'POST /api/v1/role-changes',
    action: 'create',
    event: 'role.propose',
    status: 201,
    input: proposeInput,
    output: changeOutput,
    handler: async (gate, { body }) => gate.roles.change(await gate.roles.propose(body)),
  }),
  route({
    ...read,
    api: 'GET /api/v1/role-changes/:number',
    input: changeInput,
    output: changeOutput,
    handler: (gate, { params }) => gate.roles.change(params.number),
  }),
  route({
    ...role,
    api: 'POST /api/v1/role-changes/:number/reject',
    action: 'transition',
    event: 'role.reject',
    input: rejectRoleInput,
    output: changeOutput,
    handler: (gate, { params, body }) => stepped(gate, params.number, gate.roles.reject(params.number, body.reason)),
  }),
];

/** Giving and taking roles by two persons. */
export const roleRoutes: Route[] = [...pages, ...api, ...plainSteps];
