import { z } from 'zod';
import { inputProblem } from '../../gate/input-problem.ts';
import { type Route, route } from '../../gate/route.ts';
import type { SuspensionReport } from '../../gate/suspension-views.ts';
import { byId, endInput, noInput, suspendFormInput, suspendInput } from './inputs.ts';
import { reportOutput, suspensionOutput } from './output.ts';
import { SuspendPage } from './views/suspend-page.tsx';
import { SuspensionPage } from './views/suspension-page.tsx';
import { SuspensionsPage } from './views/suspensions-page.tsx';

const suspension = { resource: 'suspension' } as const;
const read = { ...suspension, action: 'read', event: 'suspension.read' } as const;
const address = (id: string) => `/federation/suspensions/${id}`;

const retry: NonNullable<Route['retry']> = async (gate, { params, body }, problem) => {
  const parsed = byId.safeParse({ params, query: {}, body: {} });
  if (!parsed.success) throw inputProblem(parsed.error);
  const report = await gate.suspensions.report(parsed.data.params.id);
  return <SuspensionPage report={report} typed={body} problems={problem.fields} />;
};

const ends = (['lift', 'expel'] as const).flatMap((name) => [
  route({
    ...suspension,
    page: `POST /federation/suspensions/:id/${name}`,
    action: 'transition',
    event: `suspension.${name}`,
    input: endInput,
    handler: (gate, { params, body }) => gate.suspensions[name](params.id, body.reason),
    goTo: (_, { params }) => address(params.id),
    done: () => `suspension-${name}`,
    retry,
  }),
  route({
    ...suspension,
    api: `POST /api/v1/suspensions/:id/${name}`,
    action: 'transition',
    event: `suspension.${name}`,
    input: endInput,
    output: reportOutput,
    handler: async (gate, { params, body }): Promise<SuspensionReport> => {
      await gate.suspensions[name](params.id, body.reason);
      return gate.suspensions.report(params.id);
    },
  }),
]);

/** Shutting out and letting in again. */
export const suspensionRoutes: Route[] = [
  route({
    ...read,
    page: 'GET /federation/suspensions',
    input: noInput,
    handler: (gate) => gate.suspensions.all(),
    view: (suspensions) => <SuspensionsPage suspensions={suspensions} />,
  }),
  route({
    ...suspension,
    page: 'GET /federation/suspensions/new',
    action: 'create',
    event: 'suspension.read',
    input: suspendFormInput,
    handler: async (_gate, { query }) => ({ kind: query.kind ?? '', subject: query.subject }),
    view: (typed) => <SuspendPage typed={typed} problems={[]} />,
  }),
  route({
    ...suspension,
    page: 'POST /federation/suspensions',
    action: 'create',
    event: 'suspension.begin',
    input: suspendInput,
    handler: (gate, { body }) => gate.suspensions.begin(body.kind, body.subject, body.reason),
    goTo: (id) => address(id),
    done: () => 'suspension-begin',
    retry: async (_gate, { body }, problem) => <SuspendPage typed={body} problems={problem.fields} />,
  }),
  route({
    ...read,
    page: 'GET /federation/suspensions/:id',
    input: byId,
    handler: (gate, { params }) => gate.suspensions.report(params.id),
    view: (report) => <SuspensionPage report={report} typed={{}} problems={[]} />,
  }),
  ...ends,
  route({
    ...read,
    api: 'GET /api/v1/suspensions',
    input: noInput,
    output: z.object({ items: z.array(suspensionOutput), next: z.null() }),
    handler: async (gate) => ({ items: await gate.suspensions.all(), next: null }),
  }),
  route({
    ...suspension,
    api: 'POST /api/v1/suspensions',
    action: 'create',
    event: 'suspension.begin',
    status: 201,
    input: suspendInput,
    output: reportOutput,
    handler: async (gate, { body }) =>
      gate.suspensions.report(await gate.suspensions.begin(body.kind, body.subject, body.reason)),
  }),
  route({
    ...read,
    api: 'GET /api/v1/suspensions/:id',
    input: byId,
    output: reportOutput,
    handler: (gate, { params }) => gate.suspensions.report(params.id),
  }),
];
