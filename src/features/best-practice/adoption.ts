import type { VNode } from 'preact';
import { z } from 'zod';
import { adoptionFilters, adoptionType, outcomes } from '../../content/adoption.ts';
import { adoptionStates, firstAdoptionStates, practiceType } from '../../content/best-practice.ts';
import { AppError } from '../../errors.ts';
import { outputOf, type View } from '../../gate/excerpt.ts';
import type { Gate } from '../../gate/gate.ts';
import { agencyInput, byId, idInput, nothing, optionalTextInput, versionInput } from '../../gate/input.ts';
import { type Route, route } from '../../gate/route.ts';
import { backTo, retryOn } from '../../record/record-address.ts';
import type { Room } from '../../record/room.ts';
import type { Refused } from '../../record/room-declaration.ts';

/** What this feature shows of an adoption. */
export type AdoptionView = View<typeof adoptionType>;

/** An agency is spoken for by its own people alone, so none is named. */
const adoptionBody = z.strictObject({
  state: z.enum(firstAdoptionStates, 'input.state'),
  reason: optionalTextInput(1000),
});

/** An evaluation says what came of it, in one word and in some. */
const adoptionMoveBody = z
  .strictObject({
    to: z.enum(adoptionStates.names, 'input.state'),
    reason: optionalTextInput(1000),
    outcome: z.union([z.literal(''), z.enum(outcomes)], 'input.outcome').default(''),
    version: versionInput,
  })
  .refine(({ to, outcome }) => to !== 'EVALUATED' || outcome !== '', { path: ['outcome'], message: 'input.outcome' });

/** The adoptions of a practice that the reader may be told of, by agency. */
export async function adoptionsOf(gate: Gate, practice: string): Promise<AdoptionView[]> {
  const query = {
    filter: adoptionFilters.by({ practice }),
    sort: { by: 'agency', direction: 'asc' },
    limit: 100,
  } as const;
  return (await gate.listAll(adoptionType, query)).items;
}

/** An agency's adoption of a practice. Throws `not-found`. */
async function adoptionBy(gate: Gate, practice: string, agency: string): Promise<AdoptionView> {
  const found = await gate.find(adoptionType, { filter: adoptionFilters.by({ practice, agency }), limit: 1 });
  if (!found) throw new AppError('not-found');
  return found;
}

/** Says for the own agency that it uses a practice; returns the adoption's id. Throws `conflict` where it said so before. */
async function adoptPractice(gate: Gate, id: string, { state, reason }: z.infer<typeof adoptionBody>): Promise<string> {
  const { agency } = await gate.look(practiceType, id);
  if (agency === gate.me.agency)
    throw new AppError('invalid-input', { fields: [{ field: '', messageId: 'adoption.against.own', params: {} }] });
  return gate.createPart({ definition: practiceType, id }, adoptionType, {
    values: { practiceId: id, agency: gate.me.agency, state, stateReason: reason || null },
  });
}

/** Moves an agency's adoption on; a contrary outcome makes the review of a published practice due. Returns its id. */
async function moveAdoption(
  gate: Gate,
  id: string,
  agency: string,
  { to, reason, outcome, version }: z.infer<typeof adoptionMoveBody>,
): Promise<string> {
  const adoption = await adoptionBy(gate, id, agency);
  const values = to === 'EVALUATED' ? { outcome } : {};
  await gate.transition(adoptionType, adoption.id, { to, reason, version, values });
  return adoption.id;
}

/** The page that the forms of adoptions stand on. */
interface PracticePageDeclared<Detail> {
  definition: typeof practiceType;
  form: { room: Room };
  detail(gate: Gate, id: string): Promise<Detail>;
  view(detail: Detail, refused: Refused | null): VNode;
}

const api = '/api/v1/best-practices' as const;
const output = outputOf(adoptionType);
const practiceParams = z.object({ id: idInput });
const adoptionParams = z.object({ id: idInput, agency: agencyInput });
const declared = {
  resource: 'adoption',
  action: 'create',
  event: 'record.create',
  input: z.object({ params: practiceParams, query: nothing, body: adoptionBody }),
} as const;
const moved = {
  resource: 'adoption',
  action: 'transition',
  event: 'record.transition',
  input: z.object({ params: adoptionParams, query: nothing, body: adoptionMoveBody }),
} as const;

const apiRoutes: Route[] = [
  route({
    api: `GET ${api}/:id/adoptions`,
    resource: 'adoption',
    action: 'read',
    event: 'record.list',
    input: byId,
    output: z.object({ items: z.array(output) }),
    handler: async (gate, { params }) => {
      await gate.look(practiceType, params.id);
      return { items: await adoptionsOf(gate, params.id) };
    },
  }),
  route({
    ...declared,
    api: `POST ${api}/:id/adoptions`,
    output,
    status: 201,
    handler: async (gate, { params, body }) => gate.look(adoptionType, await adoptPractice(gate, params.id, body)),
  }),
  route({
    api: `GET ${api}/:id/adoptions/:agency`,
    resource: 'adoption',
    action: 'read',
    event: 'record.read',
    input: z.object({ params: adoptionParams, query: nothing, body: nothing }),
    output,
    handler: (gate, { params }) => adoptionBy(gate, params.id, params.agency),
  }),
  route({
    ...moved,
    api: `POST ${api}/:id/adoptions/:agency/transitions`,
    output,
    handler: async (gate, { params, body }) =>
      gate.look(adoptionType, await moveAdoption(gate, params.id, params.agency, body)),
  }),
];

/** What agencies say of a practice that they use, on its page and by API. */
export function adoptionRoutes<Detail>(page: PracticePageDeclared<Detail>): Route[] {
  const { href } = page.form.room;
  const retry = retryOn(page);
  return [
    route({
      ...declared,
      page: `POST ${href}/:id/adoptions`,
      handler: (gate, { params, body }) => adoptPractice(gate, params.id, body),
      goTo: (_, { params }) => `${href}/${params.id}`,
      done: () => 'adoption-declared',
      retry,
    }),
    route({
      ...moved,
      page: `POST ${href}/:id/adoptions/:agency/transitions`,
      handler: (gate, { params, body }) => moveAdoption(gate, params.id, params.agency, body),
      goTo: (_, { params }) => `${href}/${params.id}`,
      done: ({ body }) => (body.to === 'EVALUATED' ? 'adoption-evaluated' : 'adoption-moved'),
      retry,
    }),
    backTo(page, 'adoptions'),
    backTo(page, 'adoptions/:agency/transitions'),
    ...apiRoutes,
  ];
}
