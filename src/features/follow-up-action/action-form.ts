import { z } from 'zod';
import type { Marking } from '../../../policies/vocabulary.ts';
import { actionType } from '../../content/follow-up-action.ts';
import { AppError, type FieldProblem } from '../../errors.ts';
import type { AgencyEntry } from '../../gate/directory.ts';
import type { Gate } from '../../gate/gate.ts';
import { markingInput } from '../../gate/input.ts';
import { inputProblem } from '../../gate/input-problem.ts';
import type { NamedPerson } from '../../gate/people.ts';
import type { Audience } from '../../ui/marking/audience.ts';
import { plainChoice, type ShareChoice, type ShareContext } from '../../ui/marking/choice.ts';
import { choiceFromMarking, markingFromChoice } from '../../ui/marking/presets.ts';
import { readShareForm } from '../../ui/marking/read-form.ts';
import { actionFields, type EditedAction, type NewAction, newActionBody } from './action-input.ts';
import { conclusionById, openConclusions } from './queries.ts';
import { type ActionView, type ConclusionReference, conclusionReference } from './records.ts';

/** What stands in the form: as typed, so that nothing is lost when it comes back. */
export interface FormValues {
  conclusionId: string;
  title: string;
  description: string;
  leadAgency: string;
  coLeads: string[];
  priority: string;
  dueOn: string;
  indicators: string;
  lang: string;
  state: string;
  commitments: string[];
  /** The version that the editor saw; absent for a new action. */
  version?: number;
}

/** Everything the form of an action shows. */
export interface ActionForm {
  values: FormValues;
  choice: ShareChoice;
  conclusions: ConclusionReference[];
  agencies: AgencyEntry[];
  people: NamedPerson[];
  /** What people were looked for by; null while all of them are listed. */
  findPeople: string | null;
  me: { person: string; agency: string; country: string };
  panel: string | null;
  audience: Audience | null;
  problems: FieldProblem[];
  /** Edit: the action as it is stored now. */
  action: ActionView | null;
  /** True when somebody else changed it since the form was opened. */
  stale: boolean;
}

const texts = (value: unknown): string[] =>
  [value].flat().filter((one): one is string => typeof one === 'string' && one !== '');
const text = (value: unknown, fallback = ''): string => (typeof value === 'string' ? value : fallback);

/** The typed values of a submitted form, whatever they are. */
export function typedValues(body: Record<string, unknown>): FormValues {
  const version = Number(body.version);
  return {
    conclusionId: text(body.conclusionId),
    title: text(body.title),
    description: text(body.description),
    leadAgency: text(body.leadAgency),
    coLeads: texts(body.coLeads),
    priority: text(body.priority, 'normal'),
    dueOn: text(body.dueOn),
    indicators: text(body.indicators),
    lang: text(body.lang, 'en'),
    state: text(body.state, 'OPEN'),
    commitments: texts(body.commitments),
    ...(Number.isInteger(version) ? { version } : {}),
  };
}

export function storedValues(action: ActionView): FormValues {
  const { title = '', lang = 'en', state = '', version } = action;
  return {
    conclusionId: action.conclusionId ?? '',
    title,
    description: action.description ?? '',
    leadAgency: action.leadAgency ?? '',
    coLeads: action.coLeads ?? [],
    priority: action.priority ?? '',
    dueOn: action.dueOn ?? '',
    indicators: action.indicators ?? '',
    lang,
    state,
    commitments: [],
    version,
  };
}

function contextOf(gate: Gate, panel: string | null): ShareContext {
  const { agency, country, person } = gate.me;
  return { agency, country, person, panel };
}

/** The panel of the chosen conclusion; null when none that the writer may read is chosen. */
export async function chosenPanel(gate: Gate, conclusionId: string): Promise<string | null> {
  if (!z.uuid().safeParse(conclusionId).success) return null;
  return (await gate.find(conclusionReference, conclusionById(conclusionId)))?.panel ?? null;
}

/** What was typed and whom it is shared with, read by a schema; or every problem with its field. Throws `invalid-input`. */
function readForm<Read>(
  gate: Gate,
  body: Record<string, unknown>,
  { schema, values, panel }: { schema: z.ZodType<Read>; values: Record<string, unknown>; panel: string | null },
): Read {
  const { choice, problems } = readShareForm(body);
  const marking: Marking = markingFromChoice(choice ?? plainChoice('agencies'), contextOf(gate, panel));
  const parsed = z.object({ body: schema }).safeParse({ body: { ...values, marking } });
  const fields = parsed.success ? [] : inputProblem(parsed.error).fields;
  const share = problems.map(({ field, messageId }) => ({ field, messageId, params: {} }));
  if (!parsed.success || share.length > 0) throw new AppError('invalid-input', { fields: [...fields, ...share] });
  return parsed.data.body as Read;
}

/** The body of a new action from the submitted form. Throws `invalid-input`. */
export async function readNewForm(gate: Gate, body: Record<string, unknown>): Promise<NewAction> {
  const { version: _version, ...values } = typedValues(body);
  const panel = await chosenPanel(gate, values.conclusionId);
  return readForm(gate, body, { schema: newActionBody, values, panel });
}

/** The edit from the submitted form: a field that is hidden from the editor was not in it, and stays as it is. */
export async function readEditForm(gate: Gate, id: string, body: Record<string, unknown>): Promise<EditedAction> {
  const action = await gate.look(actionType, id, 'update');
  const { version = 0, ...typed } = typedValues(body);
  const shown = shownFields(action);
  const values = Object.fromEntries(shown.map((name) => [name, typed[name]]));
  const fields = Object.fromEntries(shown.map((name) => [name, actionFields[name]]));
  const schema: z.ZodType<Omit<EditedAction, 'version'>> = z.object({ ...fields, marking: markingInput });
  return { ...readForm(gate, body, { schema, values, panel: action.panel ?? null }), version };
}

type FieldName = keyof typeof actionFields;

/** The fields that an editor's form holds: those that the editor can see. */
export function shownFields(action: ActionView | null): FieldName[] {
  const all = Object.keys(actionFields) as FieldName[];
  return action === null ? all : all.filter((name) => action[name] !== undefined);
}

/** How many would see it, as it stands in the form; null while the marking itself has a problem. */
export async function previewOf(
  gate: Gate,
  body: Record<string, unknown>,
  panel: string | null,
): Promise<Audience | null> {
  const { choice } = readShareForm(body);
  if (!choice) return null;
  const { leadAgency, coLeads } = typedValues(body);
  const marking = markingFromChoice(choice, contextOf(gate, panel));
  const audience = await gate.previewAudience(actionType, marking, { panel, leadAgency, coLeads }).catch(nullIfInvalid);
  return (
    audience && { people: audience.people, agencies: audience.agencies.length, privateMembers: audience.privateMembers }
  );
}

function nullIfInvalid(error: unknown): null {
  if (error instanceof AppError && error.code === 'invalid-input') return null;
  throw error;
}

/** A new action may follow up any open conclusion; a stored one keeps its own. */
async function conclusionsFor(gate: Gate, action: ActionView | null): Promise<ConclusionReference[]> {
  if (action && !action.conclusionId) return [];
  const listed = action?.conclusionId ? conclusionById(action.conclusionId) : openConclusions();
  return (await gate.listAll(conclusionReference, listed)).items;
}

interface FormState {
  values: FormValues;
  choice: ShareChoice | null;
  problems?: FieldProblem[];
  action?: ActionView | null;
  body?: Record<string, unknown>;
  stale?: boolean;
}

/** The form with what it offers: conclusions, agencies, people that a marking may name. */
export async function actionForm(gate: Gate, state: FormState): Promise<ActionForm> {
  const { values, action = null, problems = [], body, stale = false } = state;
  const conclusions = await conclusionsFor(gate, action);
  const panel = action?.panel ?? conclusions.find(({ id }) => id === values.conclusionId)?.panel ?? null;
  const { agency, country, person } = gate.me;
  const find = text(body?.findPeople);
  const { people, more } = await gate.people({ find, keep: state.choice?.people ?? [] });
  const stored = action?.marking ? choiceFromMarking(action.marking, contextOf(gate, panel)) : plainChoice('panel');
  return {
    values,
    choice: state.choice ?? stored,
    conclusions,
    agencies: gate.agencies(),
    people: people.filter(({ id }) => id !== person),
    findPeople: more || find !== '' ? find : null,
    me: { person, agency, country },
    panel,
    audience: body ? await previewOf(gate, body, panel) : null,
    problems,
    action,
    stale,
  };
}

/** The form again after refused input or a preview: as typed. */
export async function typedForm(
  gate: Gate,
  body: Record<string, unknown>,
  problem: AppError | null,
  id?: string,
): Promise<ActionForm> {
  const action = id ? await gate.read(actionType, id, 'update') : null;
  const { choice } = readShareForm(body);
  const stale = problem?.code === 'stale-version';
  const values = typedValues(body);
  // After a stale edit the next save is meant against the version that is now shown beside the form.
  const version = stale && action ? { version: action.version } : {};
  return actionForm(gate, {
    values: { ...values, ...version },
    choice,
    problems: problem?.fields ?? [],
    action,
    body,
    stale,
  });
}
