import { z } from 'zod';
import type { Action } from '../../../policies/vocabulary.ts';
import type { AppError } from '../../errors.ts';
import type { ApplicationView } from '../../gate/federation-views.ts';
import type { Gate } from '../../gate/gate.ts';
import { inputProblem } from '../../gate/input-problem.ts';
import { type Route, route } from '../../gate/route.ts';
import { applyInput, byNumber, noInput, pinInput, rejectInput } from './inputs.ts';
import { applicationOutput } from './output.ts';
import { ApplicationPage } from './views/application-page.tsx';
import { ApplicationsPage } from './views/applications-page.tsx';
import { type ApplyForm, ApplyPage } from './views/apply-page.tsx';

const provider = { resource: 'identity-provider' } as const;
const read = { ...provider, action: 'read', event: 'federation.read' } as const;
const address = (number: number) => `/federation/applications/${number}`;

const retry: NonNullable<Route['retry']> = async (gate, { params, body }, problem) => {
  const parsed = byNumber.safeParse({ params, query: {}, body: {} });
  if (!parsed.success) throw inputProblem(parsed.error);
  return (
    <ApplicationPage
      application={await gate.providers.one(parsed.data.params.number)}
      typed={body}
      problems={problem.fields}
    />
  );
};

function applyForm(gate: Gate, typed: Record<string, unknown>, problem: AppError | null): ApplyForm {
  return { agencies: gate.agencies(), typed, problems: problem?.fields ?? [] };
}

interface PlainStep {
  name: string;
  action: Action;
  event: Route['event'];
  take(gate: Gate, number: number): Promise<void>;
}

const plainSteps: readonly PlainStep[] = [
  { name: 'vet', action: 'transition', event: 'federation.vet', take: (gate, number) => gate.providers.vet(number) },
  {
    name: 'confirm',
    action: 'approve',
    event: 'federation.confirm',
    take: (gate, number) => gate.providers.confirm(number),
  },
  {
    name: 'activate',
    action: 'activate',
    event: 'federation.activate',
    take: (gate, number) => gate.providers.activate(number),
  },
];

async function stepped(gate: Gate, number: number, work: Promise<void>): Promise<ApplicationView> {
  await work;
  return gate.providers.one(number);
}

const steps = plainSteps.flatMap(({ name, action, event, take }) => [
  route({
    ...provider,
    page: `POST /federation/applications/:number/${name}`,
    action,
    event,
    input: byNumber,
    handler: (gate, { params }) => take(gate, params.number),
    goTo: (_, { params }) => address(params.number),
    done: () => `federation-${name}`,
    retry,
  }),
  route({
    ...provider,
    api: `POST /api/v1/identity-provider-applications/:number/${name}`,
    action,
    event,
    input: byNumber,
    output: applicationOutput,
    handler: (gate, { params }) => stepped(gate, params.number, take(gate, params.number)),
  }),
]);

const pages: Route[] = [
  route({
    ...read,
    page: 'GET /federation/applications',
    input: noInput,
    handler: (gate) => gate.providers.all(),
    view: (applications) => <ApplicationsPage applications={applications} />,
  }),
  route({
    ...provider,
    page: 'GET /federation/applications/new',
    action: 'create',
    event: 'federation.read',
    input: noInput,
    handler: async (gate) => applyForm(gate, {}, null),
    view: (form) => <ApplyPage {...form} />,
  }),
  route({
    ...provider,
    page: 'POST /federation/applications',
    action: 'create',
    event: 'federation.apply',
    input: applyInput,
    handler: (gate, { body: { reason, ...form } }) => gate.providers.apply(form, reason),
    goTo: (number) => address(number),
    done: () => 'federation-apply',
    retry: async (gate, { body }, problem) => <ApplyPage {...applyForm(gate, body, problem)} />,
  }),
  route({
    ...read,
    page: 'GET /federation/applications/:number',
    input: byNumber,
    handler: (gate, { params }) => gate.providers.one(params.number),
    view: (application) => <ApplicationPage application={application} typed={{}} problems={[]} />,
  }),
  route({
    ...provider,
    page: 'POST /federation/applications/:number/pin',
    action: 'transition',
    event: 'federation.pin',
    input: pinInput,
    handler: (gate, { params, body }) => gate.providers.pin(params.number, body.fingerprint),
    goTo: (_, { params }) => address(params.number),
    done: () => 'federation-pin',
    retry,
  }),
  route({
    ...provider,
    page: 'POST /federation/applications/:number/test-link',
    action: 'update',
    event: 'federation.test_link',
    input: byNumber,
    handler: async (gate, { params }) => {
      const link = await gate.providers.testLink(params.number);
      return { link, application: await gate.providers.one(params.number) };
    },
    // The link is shown once: nothing that is read later holds it.
    view: ({ application, link }) => <ApplicationPage application={application} link={link} typed={{}} problems={[]} />,
    retry,
  }),
  route({
    ...provider,
    page: 'POST /federation/applications/:number/reject',
    action: 'transition',
    event: 'federation.reject',
    input: rejectInput,
    handler: (gate, { params, body }) => gate.providers.reject(params.number, body.reason),
    goTo: (_, { params }) => address(params.number),
    done: () => 'federation-reject',
    retry,
  }),
];

const api: Route[] = [
  route({
    ...read,
    api: 'GET /api/v1/identity-provider-applications',
    input: noInput,
    output: z.object({ items: z.array(applicationOutput), next: z.null() }),
    handler: async (gate) => ({ items: await gate.providers.all(), next: null }),
  }),
  route({
    ...provider,
    api: 'POST /api/v1/identity-provider-applications',
    action: 'create',
    event: 'federation.apply',
    status: 201,
    input: applyInput,
    output: applicationOutput,
    handler: async (gate, { body: { reason, ...form } }) =>
      gate.providers.one(await gate.providers.apply(form, reason)),
  }),
  route({
    ...read,
    api: 'GET /api/v1/identity-provider-applications/:number',
    input: byNumber,
    output: applicationOutput,
    handler: (gate, { params }) => gate.providers.one(params.number),
  }),
  route({
    ...provider,
    api: 'POST /api/v1/identity-provider-applications/:number/pin',
    action: 'transition',
    event: 'federation.pin',
    input: pinInput,
    output: applicationOutput,
    handler: (gate, { params, body }) =>
      stepped(gate, params.number, gate.providers.pin(params.number, body.fingerprint)),
  }),
  route({
    ...provider,
    api: 'POST /api/v1/identity-provider-applications/:number/test-link',
    action: 'update',
    event: 'federation.test_link',
    input: byNumber,
    output: z.object({ link: z.string() }),
    handler: async (gate, { params }) => ({ link: await gate.providers.testLink(params.number) }),
  }),
  route({
    ...provider,
    api: 'POST /api/v1/identity-provider-applications/:number/reject',
    action: 'transition',
    event: 'federation.reject',
    input: rejectInput,
    output: applicationOutput,
    handler: (gate, { params, body }) =>
      stepped(gate, params.number, gate.providers.reject(params.number, body.reason)),
  }),
];

/** How providers come into the federation. */
export const applicationRoutes: Route[] = [...pages, ...api, ...steps];
