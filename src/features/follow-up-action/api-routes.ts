import { z } from 'zod';
import { commitmentType } from '../../content/commitment.ts';
import { actionType } from '../../content/follow-up-action.ts';
import { progressType } from '../../content/progress-update.ts';
import { byId, idInput, nothing } from '../../gate/input.ts';
import { type Route, route } from '../../gate/route.ts';
import {
  agencyParam,
  commitmentMoveBody,
  editedActionBody,
  moveBody,
  newActionBody,
  progressBody,
  proposalBody,
} from './action-input.ts';
import { moveCommitment, proposeCommitment, reportProgress } from './commit-to-action.ts';
import { createAction } from './create-action.ts';
import { editAction } from './edit-action.ts';
import { listActions, listInput } from './list-actions.ts';
import { commitmentOf, readAction } from './read-action.ts';
import { actionListOutput, actionOutput, commitmentOutput, progressOutput, wholeActionOutput } from './records.ts';

const base = '/api/v1/follow-up-actions' as const;
const idParams = z.object({ id: idInput });
const commitmentParams = z.object({ id: idInput, agency: agencyParam });

const list = route({
  api: `GET ${base}`,
  action: 'read',
  resource: 'follow-up-action',
  event: 'record.list',
  input: listInput,
  output: actionListOutput,
  handler: listActions,
});

const read = route({
  api: `GET ${base}/:id`,
  action: 'read',
  resource: 'follow-up-action',
  event: 'record.read',
  input: byId,
  output: wholeActionOutput,
  handler: async (gate, { params }) => {
    const { action, ...parts } = await readAction(gate, params.id);
    return { ...action, ...parts };
  },
});

const create = route({
  api: `POST ${base}`,
  action: 'create',
  resource: 'follow-up-action',
  event: 'record.create',
  input: z.object({ params: nothing, query: nothing, body: newActionBody }),
  output: actionOutput,
  status: 201,
  handler: async (gate, { body }) => gate.look(actionType, await createAction(gate, body)),
});

const edit = route({
  api: `PATCH ${base}/:id`,
  action: 'update',
  resource: 'follow-up-action',
  event: 'record.update',
  input: z.object({ params: idParams, query: nothing, body: editedActionBody }),
  output: actionOutput,
  handler: async (gate, { params, body }) => {
    await editAction(gate, params.id, body);
    return gate.look(actionType, params.id);
  },
});

const transition = route({
  api: `POST ${base}/:id/transitions`,
  action: 'transition',
  resource: 'follow-up-action',
  event: 'record.transition',
  input: z.object({ params: idParams, query: nothing, body: moveBody }),
  output: actionOutput,
  handler: async (gate, { params, body }) => {
    await gate.transition(actionType, params.id, body);
    return gate.look(actionType, params.id);
  },
});

const propose = route({
  api: `POST ${base}/:id/commitments`,
  action: 'create',
  resource: 'commitment',
  event: 'record.create',
  input: z.object({ params: idParams, query: nothing, body: proposalBody }),
  output: commitmentOutput,
  status: 201,
  handler: async (gate, { params, body }) =>
    gate.look(commitmentType, await proposeCommitment(gate, params.id, body.agency)),
});

const readCommitment = route({
  api: `GET ${base}/:id/commitments/:agency`,
  action: 'read',
  resource: 'commitment',
  event: 'record.read',
  input: z.object({ params: commitmentParams, query: nothing, body: nothing }),
  output: commitmentOutput,
  handler: (gate, { params }) => commitmentOf(gate, params.id, params.agency),
});

const answer = route({
  api: `POST ${base}/:id/commitments/:agency/transitions`,
  action: 'transition',
  resource: 'commitment',
  event: 'record.transition',
  input: z.object({ params: commitmentParams, query: nothing, body: commitmentMoveBody }),
  output: commitmentOutput,
  handler: async (gate, { params, body }) =>
    gate.look(commitmentType, await moveCommitment(gate, params.id, params.agency, body)),
});

const report = route({
  api: `POST ${base}/:id/commitments/:agency/progress`,
  action: 'create',
  resource: 'progress-update',
  event: 'record.create',
  input: z.object({ params: commitmentParams, query: nothing, body: progressBody }),
  output: progressOutput,
  status: 201,
  handler: async (gate, { params, body }) =>
    gate.look(progressType, await reportProgress(gate, params.id, params.agency, body)),
});

export const actionApiRoutes: Route[] = [list, read, create, edit, transition, propose, readCommitment, answer, report];
