import { z } from 'zod';
import { actionType } from '../../content/follow-up-action.ts';
import { byId, idInput, nothing } from '../../gate/input.ts';
import { inputProblem } from '../../gate/input-problem.ts';
import { type Route, route } from '../../gate/route.ts';
import { AccessPage } from '../../record/access-page.tsx';
import { readAccess, readReaders } from '../../record/read-access.ts';
import { ReadersPage } from '../../record/readers-page.tsx';
import { todayInUtc } from '../../ui/calendar.ts';
import { actionForm, chosenPanel, previewOf, readEditForm, readNewForm, typedForm } from './action-form.ts';
import { agencyParam, commitmentMoveBody, pageMoveBody, proposalBody } from './action-input.ts';
import { demandConfirmedClosing } from './close-action.ts';
import { moveCommitment, proposeCommitment, reportProgress } from './commit-to-action.ts';
import { createAction, demandDayConfirmed } from './create-action.ts';
import { editAction } from './edit-action.ts';
import { storedValues, typedValues } from './form-values.ts';
import { listActionsPage, listInput } from './list-actions.ts';
import { readProgressForm } from './progress-form.ts';
import { readActionPage } from './read-action.ts';
import { actionRoom } from './records.ts';
import { ActionFormPage } from './views/action-form-page.tsx';
import { ActionPageView } from './views/action-page.tsx';
import { ActionListPage } from './views/list-page.tsx';
import { sentForm } from './views/sent-form.ts';

const type = { resource: 'follow-up-action' } as const;
const anyBody = z.record(z.string(), z.unknown());
const idParams = z.object({ id: idInput });
const commitmentParams = z.object({ id: idInput, agency: agencyParam });

const list = route({
  ...type,
  page: 'GET /actions',
  action: 'read',
  event: 'record.list',
  input: listInput,
  handler: listActionsPage,
  view: (value) => <ActionListPage {...value} />,
});

const detail = route({
  ...type,
  page: 'GET /actions/:id',
  action: 'read',
  event: 'record.read',
  input: byId,
  handler: (gate, { params }) => readActionPage(gate, params.id),
  view: (value) => <ActionPageView {...value} problems={[]} />,
});

const access = route({
  ...type,
  page: 'GET /actions/:id/access',
  action: 'read',
  event: 'audience.view',
  input: byId,
  handler: (gate, { params }) => readAccess(gate, actionType, params.id),
  view: (value) => <AccessPage {...value} room={actionRoom} />,
});

const readers = route({
  ...type,
  page: 'GET /actions/:id/readers',
  action: 'read',
  event: 'readers.view',
  input: byId,
  handler: (gate, { params }) => readReaders(gate, actionType, params.id),
  view: (value) => <ReadersPage {...value} room={actionRoom} />,
});

const newForm = route({
  ...type,
  page: 'GET /actions/new',
  action: 'create',
  event: 'record.form',
  input: z.object({
    params: nothing,
    query: z.object({ conclusion: z.union([z.literal(''), idInput]).default('') }),
    body: nothing,
  }),
  handler: (gate, { query }) =>
    actionForm(gate, {
      values: { ...typedValues({}), conclusionId: query.conclusion, leadAgency: gate.me.agency },
      choice: null,
    }),
  view: (value) => <ActionFormPage {...value} />,
});

const create = route({
  ...type,
  page: 'POST /actions',
  action: 'create',
  event: 'record.create',
  input: z.object({ params: nothing, query: nothing, body: anyBody }),
  handler: async (gate, { body }) => {
    const action = await readNewForm(gate, body);
    demandDayConfirmed(action.dueOn, body.pastDueOn, todayInUtc());
    return createAction(gate, action);
  },
  done: ({ body }) => (body.state === 'DRAFT' ? 'drafted' : 'created'),
  goTo: (id) => `/actions/${id}`,
  retry: async (gate, { body }, problem) => <ActionFormPage {...(await typedForm(gate, body, problem))} />,
});

/** Who would see it, asked by the form's button: nothing is written, and everything typed comes back. */
const previewNew = route({
  ...type,
  page: 'POST /actions/new',
  action: 'create',
  event: 'audience.view',
  input: z.object({ params: nothing, query: nothing, body: anyBody }),
  handler: (gate, { body }) => typedForm(gate, body, null),
  view: (form) => <ActionFormPage {...form} />,
});

/** Asked by the form's script while a marking is chosen; without it the form's own button answers. */
const preview = route({
  ...type,
  api: 'POST /actions/audience-preview',
  action: 'create',
  event: 'audience.view',
  input: z.object({ params: nothing, query: nothing, body: anyBody }),
  handler: async (gate, { body }) => {
    const panel = await chosenPanel(gate, typedValues(body).conclusionId);
    return previewOf(gate, body, panel);
  },
});

const editForm = route({
  ...type,
  page: 'GET /actions/:id/edit',
  action: 'update',
  event: 'record.form',
  input: byId,
  handler: async (gate, { params }) => {
    const action = await gate.read(actionType, params.id, 'update');
    return actionForm(gate, { values: storedValues(action), choice: null, action });
  },
  view: (value) => <ActionFormPage {...value} />,
});

const edit = route({
  ...type,
  page: 'POST /actions/:id',
  action: 'update',
  event: 'record.update',
  input: z.object({ params: idParams, query: nothing, body: anyBody }),
  handler: async (gate, { params, body }) => editAction(gate, params.id, await readEditForm(gate, params.id, body)),
  goTo: (_, { params }) => `/actions/${params.id}`,
  done: () => 'saved',
  retry: async (gate, { params, body }, problem) => (
    <ActionFormPage {...(await typedForm(gate, body, problem, demandId(params.id)))} />
  ),
});

const previewEdit = route({
  ...type,
  page: 'POST /actions/:id/edit',
  action: 'update',
  event: 'audience.view',
  input: z.object({ params: idParams, query: nothing, body: anyBody }),
  handler: (gate, { params, body }) => typedForm(gate, body, null, params.id),
  view: (form) => <ActionFormPage {...form} />,
});

/** The form of a record that has no sensible id cannot come back: what is wrong is the address. */
function demandId(id: unknown): string {
  const parsed = byId.safeParse({ params: { id }, query: {}, body: {} });
  if (!parsed.success) throw inputProblem(parsed.error);
  return parsed.data.params.id;
}

const retryDetail: NonNullable<Route['retry']> = async (gate, { params, body }, problem) => (
  <ActionPageView
    {...(await readActionPage(gate, demandId(params.id)))}
    problems={problem.fields}
    sent={sentForm(body, typeof params.agency === 'string' ? params.agency : '')}
    stale={problem.code === 'stale-version'}
  />
);

/** The address that a form is sent to is no page: whoever loads it again comes back to the record. */
const backToAction = (page: NonNullable<Route['page']>) =>
  route({
    ...type,
    page,
    action: 'read',
    event: 'record.read',
    input: byId,
    handler: (gate, { params }) => gate.look(actionType, params.id),
    goTo: (_, { params }) => `/actions/${params.id}`,
  });

const transition = route({
  ...type,
  page: 'POST /actions/:id/transitions',
  action: 'transition',
  event: 'record.transition',
  input: z.object({ params: idParams, query: nothing, body: pageMoveBody }),
  handler: async (gate, { params, body: { confirm, ...move } }) => {
    if (move.to === 'CLOSED' && confirm === undefined) await demandConfirmedClosing(gate, params.id);
    await gate.transition(actionType, params.id, move);
  },
  goTo: (_, { params }) => `/actions/${params.id}`,
  done: () => 'moved',
  retry: retryDetail,
});

const propose = route({
  page: 'POST /actions/:id/commitments',
  resource: 'commitment',
  action: 'create',
  event: 'record.create',
  input: z.object({ params: idParams, query: nothing, body: proposalBody }),
  handler: (gate, { params, body }) => proposeCommitment(gate, params.id, body.agency),
  goTo: (_, { params }) => `/actions/${params.id}`,
  done: () => 'asked',
  retry: retryDetail,
});

const answerDone: Readonly<Record<string, string>> = {
  ACCEPTED: 'accepted',
  ACCEPTED_WITH_RESERVATION: 'accepted-with-reservation',
  DECLINED: 'declined',
  UNDER_CONSIDERATION: 'considering',
};

const answer = route({
  page: 'POST /actions/:id/commitments/:agency/transitions',
  resource: 'commitment',
  action: 'transition',
  event: 'record.transition',
  input: z.object({ params: commitmentParams, query: nothing, body: commitmentMoveBody }),
  handler: (gate, { params, body }) => moveCommitment(gate, params.id, params.agency, body),
  goTo: (_, { params }) => `/actions/${params.id}`,
  done: ({ body }) => answerDone[body.to] ?? 'moved',
  retry: retryDetail,
});

const report = route({
  page: 'POST /actions/:id/commitments/:agency/progress',
  resource: 'progress-update',
  action: 'create',
  event: 'record.create',
  input: z.object({ params: commitmentParams, query: nothing, body: anyBody }),
  handler: async (gate, { params, body }) =>
    reportProgress(gate, params.id, params.agency, await readProgressForm(gate, params.id, body)),
  goTo: (_, { params }) => `/actions/${params.id}`,
  done: () => 'reported',
  retry: retryDetail,
});

export const actionPageRoutes: Route[] = [
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
  propose,
  answer,
  report,
  backToAction('GET /actions/:id/transitions'),
  backToAction('GET /actions/:id/commitments'),
  backToAction('GET /actions/:id/commitments/:agency/transitions'),
  backToAction('GET /actions/:id/commitments/:agency/progress'),
];
