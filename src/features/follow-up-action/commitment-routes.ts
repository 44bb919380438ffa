import type { VNode } from 'preact';
import { z } from 'zod';
import { commitmentType } from '../../content/commitment.ts';
import type { actionType } from '../../content/follow-up-action.ts';
import { progressType } from '../../content/progress-update.ts';
import { outputOf } from '../../gate/excerpt.ts';
import type { Gate } from '../../gate/gate.ts';
import { agencyInput, idInput, nothing } from '../../gate/input.ts';
import { type Route, route } from '../../gate/route.ts';
import { backTo, retryOn } from '../../record/record-address.ts';
import type { Refused } from '../../record/room-declaration.ts';
import { commitmentMoveBody, pageCommitmentMoveBody, progressBody, proposalBody } from './action-input.ts';
import { moveCommitment, proposeCommitment, reportProgress } from './commit-to-action.ts';
import { readProgressForm } from './progress-form.ts';
import { type ActionPage, commitmentOf } from './read-action.ts';
import { actionRoom } from './records.ts';

/** The page that the forms of commitments stand on. */
interface ActionPageDeclared {
  definition: typeof actionType;
  form: { room: typeof actionRoom };
  detail(gate: Gate, id: string): Promise<ActionPage>;
  view(page: ActionPage, refused: Refused | null): VNode;
}

const api = '/api/v1/follow-up-actions' as const;
const actionParams = z.object({ id: idInput });
const commitmentParams = z.object({ id: idInput, agency: agencyInput });

const proposed = { resource: 'commitment', action: 'create', event: 'record.create' } as const;
const moved = { resource: 'commitment', action: 'transition', event: 'record.transition' } as const;
const reported = { resource: 'progress-update', action: 'create', event: 'record.create' } as const;

const apiRoutes: Route[] = [
  route({
    ...proposed,
    api: `POST ${api}/:id/commitments`,
    input: z.object({ params: actionParams, query: nothing, body: proposalBody }),
    output: outputOf(commitmentType),
    status: 201,
    handler: async (gate, { params, body }) =>
      gate.look(commitmentType, await proposeCommitment(gate, params.id, body.agency)),
  }),
  route({
    api: `GET ${api}/:id/commitments/:agency`,
    action: 'read',
    resource: 'commitment',
    event: 'record.read',
    input: z.object({ params: commitmentParams, query: nothing, body: nothing }),
    output: outputOf(commitmentType),
    handler: (gate, { params }) => commitmentOf(gate, params.id, params.agency),
  }),
  route({
    ...moved,
    api: `POST ${api}/:id/commitments/:agency/transitions`,
    input: z.object({ params: commitmentParams, query: nothing, body: commitmentMoveBody }),
    output: outputOf(commitmentType),
    handler: async (gate, { params, body }) =>
      gate.look(commitmentType, await moveCommitment(gate, params.id, params.agency, body)),
  }),
  route({
    ...reported,
    api: `POST ${api}/:id/commitments/:agency/progress`,
    input: z.object({ params: commitmentParams, query: nothing, body: progressBody }),
    output: outputOf(progressType),
    status: 201,
    handler: async (gate, { params, body }) =>
      gate.look(progressType, await reportProgress(gate, params.id, params.agency, body)),
  }),
];

const answerDone: Readonly<Record<string, string>> = {
  ACCEPTED: 'accepted',
  ACCEPTED_WITH_RESERVATION: 'accepted-with-reservation',
  DECLINED: 'declined',
  UNDER_CONSIDERATION: 'considering',
};

/** What agencies are asked, answer and report, on the page of the action and by API. */
export function commitmentRoutes(page: ActionPageDeclared): Route[] {
  const { href } = actionRoom;
  const retry = retryOn(page);
  return [
    route({
      ...proposed,
      page: `POST ${href}/:id/commitments`,
      input: z.object({ params: actionParams, query: nothing, body: proposalBody }),
      handler: (gate, { params, body }) => proposeCommitment(gate, params.id, body.agency),
      goTo: (_, { params }) => `${href}/${params.id}`,
      retry,
      done: () => 'asked',
    }),
    route({
      ...moved,
      page: `POST ${href}/:id/commitments/:agency/transitions`,
      input: z.object({ params: commitmentParams, query: nothing, body: pageCommitmentMoveBody }),
      handler: (gate, { params, body: { returnTo: _, ...move } }) =>
        moveCommitment(gate, params.id, params.agency, move),
      goTo: (_, { params, body }) => body.returnTo ?? `${href}/${params.id}`,
      retry,
      done: ({ body }) => answerDone[body.to] ?? 'moved',
    }),
    route({
      ...reported,
      page: `POST ${href}/:id/commitments/:agency/progress`,
      input: z.object({
        params: commitmentParams,
        query: nothing,
        body: z.record(z.string(), z.unknown()),
      }),
      handler: async (gate, { params, body }) =>
        reportProgress(gate, params.id, params.agency, await readProgressForm(gate, params.id, body)),
      goTo: (_, { params }) => `${href}/${params.id}`,
      retry,
      done: () => 'reported',
    }),
    ...['commitments', 'commitments/:agency/transitions', 'commitments/:agency/progress'].map((below) =>
      backTo(page, below),
    ),
    ...apiRoutes,
  ];
}
