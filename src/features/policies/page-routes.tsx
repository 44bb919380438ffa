import type { AppError } from '../../errors.ts';
import type { Gate } from '../../gate/gate.ts';
import { inputProblem } from '../../gate/input-problem.ts';
import { type Route, route } from '../../gate/route.ts';
import { plainSteps } from './api-routes.ts';
import { draftChange, newFile, openFile, saveFile, typedFile } from './edit-change.ts';
import {
  byVersion,
  draftPageInput,
  fileInput,
  filterInput,
  newFileInput,
  noInput,
  reasonInput,
  rollbackInput,
  savePageInput,
  stepInput,
  tryInput,
  versionFilterInput,
} from './inputs.ts';
import { activePolicy, everyRule, storedPolicy } from './read-policies.ts';
import { tryPerson } from './try-person.ts';
import { ChangePage } from './views/change-page.tsx';
import { ChangesPage } from './views/changes-page.tsx';
import { type DraftForm, DraftPage } from './views/draft-page.tsx';
import { EditorPage } from './views/editor-page.tsx';
import { PolicyPageView } from './views/policy-page.tsx';
import { TryPageView } from './views/try-page.tsx';

const policy = { resource: 'policy' } as const;
const read = { ...policy, action: 'read', event: 'policy.read' } as const;
const address = (version: number) => `/policies/changes/${version}`;

/** The page of a change comes back with what stood against the step; where the address is none, that is the answer. */
const retryChange: NonNullable<Route['retry']> = async (gate, { params }, problem) => (
  <ChangePage change={await gate.policies.change(versionIn(params))} problems={problem.fields} />
);

function versionIn(params: Record<string, unknown>): number {
  const parsed = byVersion.safeParse({ params, query: {}, body: {} });
  if (!parsed.success) throw inputProblem(parsed.error);
  return parsed.data.params.version;
}

async function draftForm(gate: Gate, body: Record<string, unknown>, problem: AppError | null): Promise<DraftForm> {
  const text = (name: string) => (typeof body[name] === 'string' ? body[name] : '');
  const { version, files } = await gate.policies.active();
  const paths = files.map(({ folder, name }) => `${folder}/${name}`).filter((path) => path !== 'rules/floor.yaml');
  return {
    title: text('title'),
    reason: text('reason'),
    file: text('file') || 'rules/follow-up-action.yaml',
    files: paths,
    base: version,
    problems: problem?.fields ?? [],
  };
}

const steps = plainSteps.map(({ name, action, event, take }) =>
  route({
    ...policy,
    page: `POST /policies/changes/:version/${name}`,
    action,
    event,
    input: stepInput,
    handler: (gate, { params, body }) => take(gate, params.version, body.version),
    goTo: (_, { params }) => address(params.version),
    done: () => `policy-${name}`,
    retry: retryChange,
  }),
);

const drafting: Route[] = [
  route({
    ...policy,
    page: 'GET /policies/changes/new',
    action: 'create',
    event: 'policy.read',
    input: noInput,
    handler: (gate) => draftForm(gate, {}, null),
    view: (form) => <DraftPage {...form} />,
  }),
  route({
    ...policy,
    page: 'POST /policies/changes',
    action: 'create',
    event: 'policy.draft',
    input: draftPageInput,
    handler: (gate, { body }) => draftChange(gate, { title: body.title, reason: body.reason, edits: [] }),
    goTo: (version, { body }) =>
      `${address(version)}/edit${body.file === '' ? '' : `?file=${encodeURIComponent(body.file)}`}`,
    retry: async (gate, { body }, problem) => <DraftPage {...(await draftForm(gate, body, problem))} />,
  }),
  route({
    ...read,
    page: 'GET /policies/changes/:version/edit',
    input: fileInput,
    handler: (gate, { params, query }) => openFile(gate, params.version, query.file),
    view: (editor) => <EditorPage {...editor} />,
  }),
  route({
    ...read,
    page: 'GET /policies/changes/:version/new-file',
    input: newFileInput,
    handler: (gate, { params, query }) => newFile(gate, params.version, query.file),
    view: (editor) => <EditorPage {...editor} />,
    retry: async (gate, { params }, problem) => (
      <EditorPage {...(await openFile(gate, versionIn(params), ''))} fieldProblems={problem.fields} />
    ),
  }),
  route({
    ...policy,
    page: 'POST /policies/changes/:version/edit',
    action: 'update',
    event: 'policy.save',
    input: savePageInput,
    handler: (gate, { params, body }) => saveFile(gate, params.version, body),
    goTo: (_, { params, body }) =>
      body.remove === undefined && body.restore === undefined
        ? `${address(params.version)}/edit?file=${encodeURIComponent(body.file)}`
        : address(params.version),
    done: ({ body }) =>
      body.remove === undefined ? (body.restore === undefined ? 'policy-saved' : 'policy-restored') : 'policy-removed',
    retry: async (gate, { params, body }, problem) => (
      <EditorPage {...(await typedFile(gate, versionIn(params), body, problem))} />
    ),
  }),
];

/** Policy administration: the rules as sentences, changes on their way, and questions to try. */
export const policyPageRoutes: Route[] = [
  route({
    ...read,
    page: 'GET /policies',
    input: filterInput,
    handler: (gate, { query }) => activePolicy(gate, query),
    view: (page) => <PolicyPageView page={page} problems={[]} />,
  }),
  route({
    ...read,
    page: 'GET /policies/changes',
    input: noInput,
    handler: (gate) => gate.policies.history(),
    view: (history) => <ChangesPage {...history} />,
  }),
  ...drafting,
  route({
    ...policy,
    page: 'GET /policies/try',
    action: 'simulate',
    event: 'policy.try',
    input: tryInput,
    handler: (gate, { query }) => tryPerson(gate, query),
    view: (page) => <TryPageView page={page} problems={[]} />,
    retry: async (gate, { query }, problem) => {
      const parsed = tryInput.safeParse({ params: {}, query: { ...query, ask: '' }, body: {} });
      const blank = parsed.success ? parsed.data.query : tryInput.parse({ params: {}, query: {}, body: {} }).query;
      return <TryPageView page={await tryPerson(gate, blank)} problems={problem.fields} />;
    },
  }),
  route({
    ...read,
    page: 'GET /policies/changes/:version',
    input: byVersion,
    handler: (gate, { params }) => gate.policies.change(params.version),
    view: (change) => <ChangePage change={change} problems={[]} />,
  }),
  ...steps,
  route({
    ...policy,
    page: 'POST /policies/changes/:version/reject',
    action: 'transition',
    event: 'policy.reject',
    input: reasonInput,
    handler: (gate, { params, body }) => gate.policies.reject(params.version, body.reason),
    goTo: (_, { params }) => address(params.version),
    done: () => 'policy-reject',
    retry: retryChange,
  }),
  route({
    ...read,
    page: 'GET /policies/:version',
    input: versionFilterInput,
    handler: (gate, { params, query }) => storedPolicy(gate, params.version, query),
    view: (page) => <PolicyPageView page={page} problems={[]} />,
  }),
  route({
    ...policy,
    page: 'POST /policies/:version/rollback',
    action: 'activate',
    event: 'policy.rollback',
    input: rollbackInput,
    handler: (gate, { params, body }) => gate.policies.rollback(params.version, body.reason, body.to ?? null),
    goTo: (version) => address(version),
    done: () => 'policy-rollback',
    retry: async (gate, { params }, problem) => (
      <PolicyPageView page={await storedPolicy(gate, versionIn(params), everyRule)} problems={problem.fields} />
    ),
  }),
];
