import { z } from 'zod';
import { practiceType } from '../../content/best-practice.ts';
import { byId, idInput, nothing } from '../../gate/input.ts';
import { type Route, route } from '../../gate/route.ts';
import { editPractice } from './edit-practice.ts';
import { listInput, listPractices } from './list-practices.ts';
import { editedPracticeBody, moveBody, newPracticeBody } from './practice-input.ts';
import { practiceListOutput, practiceOutput } from './records.ts';
import { sharePractice } from './share-practice.ts';

const base = '/api/v1/best-practices' as const;
const type = { resource: 'best-practice', output: practiceOutput } as const;
const idParams = z.object({ id: idInput });

const list = route({
  ...type,
  api: `GET ${base}`,
  action: 'read',
  event: 'record.list',
  input: listInput,
  output: practiceListOutput,
  handler: listPractices,
});

const read = route({
  ...type,
  api: `GET ${base}/:id`,
  action: 'read',
  event: 'record.read',
  input: byId,
  handler: (gate, { params }) => gate.read(practiceType, params.id),
});

const create = route({
  ...type,
  api: `POST ${base}`,
  action: 'create',
  event: 'record.create',
  input: z.object({ params: nothing, query: nothing, body: newPracticeBody }),
  status: 201,
  handler: async (gate, { body }) => gate.look(practiceType, await sharePractice(gate, body)),
});

const edit = route({
  ...type,
  api: `PATCH ${base}/:id`,
  action: 'update',
  event: 'record.update',
  input: z.object({ params: idParams, query: nothing, body: editedPracticeBody }),
  handler: async (gate, { params, body }) => {
    await editPractice(gate, params.id, body);
    return gate.look(practiceType, params.id);
  },
});

const transition = route({
  ...type,
  api: `POST ${base}/:id/transitions`,
  action: 'transition',
  event: 'record.transition',
  input: z.object({ params: idParams, query: nothing, body: moveBody }),
  handler: async (gate, { params, body }) => {
    await gate.transition(practiceType, params.id, body);
    return gate.look(practiceType, params.id);
  },
});

export const practiceApiRoutes: Route[] = [list, read, create, edit, transition];
