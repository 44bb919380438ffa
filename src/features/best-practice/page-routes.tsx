import { z } from 'zod';
import { practiceType } from '../../content/best-practice.ts';
import { byId, idInput, nothing } from '../../gate/input.ts';
import { inputProblem } from '../../gate/input-problem.ts';
import { type Route, route } from '../../gate/route.ts';
import { AccessPage } from '../../record/access-page.tsx';
import { readAccess, readReaders } from '../../record/read-access.ts';
import { ReadersPage } from '../../record/readers-page.tsx';
import { editPractice } from './edit-practice.ts';
import { storedValues, typedValues } from './form-values.ts';
import { listInput, listPracticesPage } from './list-practices.ts';
import { practiceForm, previewOf, readEditForm, readNewForm, typedForm } from './practice-form.ts';
import { moveBody } from './practice-input.ts';
import { readPracticePage } from './read-practice.ts';
import { practiceRoom } from './records.ts';
import { sharePractice } from './share-practice.ts';
import { PracticeListPage } from './views/list-page.tsx';
import { PracticeFormPage } from './views/practice-form-page.tsx';
import { PracticePageView } from './views/practice-page.tsx';

const type = { resource: 'best-practice' } as const;
const anyBody = z.record(z.string(), z.unknown());
const idParams = z.object({ id: idInput });
const newInput = z.object({ params: nothing, query: nothing, body: anyBody });
const editInput = z.object({ params: idParams, query: nothing, body: anyBody });

const list = route({
  ...type,
  page: 'GET /practices',
  action: 'read',
  event: 'record.list',
  input: listInput,
  handler: listPracticesPage,
  view: (value) => <PracticeListPage {...value} />,
});

const detail = route({
  ...type,
  page: 'GET /practices/:id',
  action: 'read',
  event: 'record.read',
  input: byId,
  handler: (gate, { params }) => readPracticePage(gate, params.id),
  view: (value) => <PracticePageView {...value} problems={[]} />,
});

const access = route({
  ...type,
  page: 'GET /practices/:id/access',
  action: 'read',
  event: 'audience.view',
  input: byId,
  handler: (gate, { params }) => readAccess(gate, practiceType, params.id),
  view: (value) => <AccessPage {...value} room={practiceRoom} />,
});

const readers = route({
  ...type,
  page: 'GET /practices/:id/readers',
  action: 'read',
  event: 'readers.view',
  input: byId,
  handler: (gate, { params }) => readReaders(gate, practiceType, params.id),
  view: (value) => <ReadersPage {...value} room={practiceRoom} />,
});

const newForm = route({
  ...type,
  page: 'GET /practices/new',
  action: 'create',
  event: 'record.form',
  input: z.object({ params: nothing, query: nothing, body: nothing }),
  handler: (gate) => practiceForm(gate, { values: typedValues({}), choice: null }),
  view: (value) => <PracticeFormPage {...value} />,
});

const create = route({
  ...type,
  page: 'POST /practices',
  action: 'create',
  event: 'record.create',
  input: newInput,
  handler: (gate, { body }) => sharePractice(gate, readNewForm(gate, body)),
  done: ({ body }) => (body.state === 'DRAFT' ? 'drafted' : 'practice-shared'),
  goTo: (id) => `/practices/${id}`,
  retry: async (gate, { body }, problem) => <PracticeFormPage {...(await typedForm(gate, body, problem))} />,
});

/** Who would see it, asked by the form's button: nothing is written, and everything typed comes back. */
const previewNew = route({
  ...type,
  page: 'POST /practices/new',
  action: 'create',
  event: 'audience.view',
  input: newInput,
  handler: (gate, { body }) => typedForm(gate, body, null),
  view: (form) => <PracticeFormPage {...form} />,
});

/** The same for the form's script. */
const preview = route({
  ...type,
  api: 'POST /practices/audience-preview',
  action: 'create',
  event: 'audience.view',
  input: newInput,
  handler: (gate, { body }) => previewOf(gate, body),
});

const editForm = route({
  ...type,
  page: 'GET /practices/:id/edit',
  action: 'update',
  event: 'record.form',
  input: byId,
  handler: async (gate, { params }) => {
    const practice = await gate.read(practiceType, params.id, 'update');
    return practiceForm(gate, { values: storedValues(practice), choice: null, practice });
  },
  view: (value) => <PracticeFormPage {...value} />,
});

const edit = route({
  ...type,
  page: 'POST /practices/:id',
  action: 'update',
  event: 'record.update',
  input: editInput,
  handler: async (gate, { params, body }) => editPractice(gate, params.id, await readEditForm(gate, params.id, body)),
  goTo: (_, { params }) => `/practices/${params.id}`,
  done: () => 'saved',
  retry: async (gate, { params, body }, problem) => (
    <PracticeFormPage {...(await typedForm(gate, body, problem, demandId(params.id)))} />
  ),
});

const previewEdit = route({
  ...type,
  page: 'POST /practices/:id/edit',
  action: 'update',
  event: 'audience.view',
  input: editInput,
  handler: (gate, { params, body }) => typedForm(gate, body, null, params.id),
  view: (form) => <PracticeFormPage {...form} />,
});

/** The form of a record that has no sensible id cannot come back: what is wrong is the address. */
function demandId(id: unknown): string {
  const parsed = byId.safeParse({ params: { id }, query: {}, body: {} });
  if (!parsed.success) throw inputProblem(parsed.error);
  return parsed.data.params.id;
}

const transition = route({
  ...type,
  page: 'POST /practices/:id/transitions',
  action: 'transition',
  event: 'record.transition',
  input: z.object({ params: idParams, query: nothing, body: moveBody }),
  handler: (gate, { params, body }) => gate.transition(practiceType, params.id, body),
  goTo: (_, { params }) => `/practices/${params.id}`,
  done: ({ body }) => (body.to === 'SHARED' ? 'practice-shared' : 'moved'),
  retry: async (gate, { params, body }, problem) => (
    <PracticePageView
      {...(await readPracticePage(gate, demandId(params.id)))}
      problems={problem.fields}
      typedReason={typeof body.reason === 'string' ? body.reason : ''}
      stale={problem.code === 'stale-version'}
    />
  ),
});

/** The address that the form is sent to is no page: whoever loads it again comes back to the record. */
const backToPractice = route({
  ...type,
  page: 'GET /practices/:id/transitions',
  action: 'read',
  event: 'record.read',
  input: byId,
  handler: (gate, { params }) => gate.look(practiceType, params.id),
  goTo: (_, { params }) => `/practices/${params.id}`,
});

export const practicePageRoutes: Route[] = [
  list,
  newForm,
  create,
  previewNew,
  preview,
  access,
  readers,
  detail,
  editForm,
  edit,
  previewEdit,
  transition,
  backToPractice,
];
