import { z } from 'zod';
import { idInput, nothing, optionalTextInput, textInput } from '../../gate/input.ts';
import { type Route, route } from '../../gate/route.ts';
import { ColleaguesPage } from './views/colleagues-page.tsx';

const person = { resource: 'person' } as const;
const none = z.object({ params: nothing, query: nothing, body: nothing });
const byId = z.object({ params: z.object({ id: idInput }), query: nothing, body: nothing });
const newInput = z.object({
  params: nothing,
  query: nothing,
  body: z.looseObject({ provider: optionalTextInput(40), subjectId: textInput(256) }),
});
const colleague = z.object({
  id: z.string(),
  name: z.string(),
  subjectId: z.string(),
  provider: z.string(),
  status: z.enum(['ACTIVE', 'SUSPENDED']),
  roles: z.array(z.string()),
  firstSeenAt: z.string().nullable(),
  lastSeenAt: z.string().nullable(),
  heldUntil: z.string().nullable(),
  preregistered: z.boolean(),
});

/** The own agency's people. */
export const colleagueRoutes: Route[] = [
  route({
    ...person,
    page: 'GET /people',
    action: 'read',
    event: 'people.read',
    input: none,
    handler: (gate) => gate.colleagues.all(),
    view: (colleagues) => <ColleaguesPage colleagues={colleagues} typed={{}} problems={[]} />,
  }),
  route({
    ...person,
    api: 'GET /api/v1/people',
    action: 'read',
    event: 'people.read',
    input: none,
    output: z.object({ items: z.array(colleague), next: z.null() }),
    handler: async (gate) => ({ items: (await gate.colleagues.all()).people, next: null }),
  }),
  route({
    ...person,
    page: 'POST /people',
    action: 'create',
    event: 'person.register',
    input: newInput,
    handler: (gate, { body }) => gate.colleagues.register(body),
    goTo: () => '/people',
    done: () => 'colleague-registered',
    retry: async (gate, { body }, problem) => (
      <ColleaguesPage colleagues={await gate.colleagues.all()} typed={body} problems={problem.fields} />
    ),
  }),
  route({
    ...person,
    api: 'POST /api/v1/people',
    action: 'create',
    event: 'person.register',
    status: 201,
    input: newInput,
    output: z.object({ registered: z.string() }),
    handler: async (gate, { body }) => ({ registered: await gate.colleagues.register(body) }),
  }),
  route({
    ...person,
    page: 'POST /people/:id/vouch',
    action: 'update',
    event: 'person.vouch',
    input: byId,
    handler: (gate, { params }) => gate.colleagues.vouch(params.id),
    goTo: () => '/people',
    done: () => 'colleague-vouched',
    retry: async (gate, _raw, problem) => (
      <ColleaguesPage colleagues={await gate.colleagues.all()} typed={{}} problems={problem.fields} />
    ),
  }),
  route({
    ...person,
    api: 'POST /api/v1/people/:id/vouch',
    action: 'update',
    event: 'person.vouch',
    input: byId,
    output: z.object({ vouched: z.literal(true) }),
    handler: async (gate, { params }) => {
      await gate.colleagues.vouch(params.id);
      return { vouched: true as const };
    },
  }),
];
