import { z } from 'zod';
import type { Marking } from '../../../policies/vocabulary.ts';
import { AppError, type FieldProblem } from '../../errors.ts';
import type { AgencyEntry } from '../../gate/directory.ts';
import type { Gate } from '../../gate/gate.ts';
import { inputProblem } from '../../gate/input-problem.ts';
import type { NamedPerson } from '../../gate/people.ts';
import type { Audience } from '../../ui/marking/audience.ts';
import { plainChoice, type ShareChoice, type ShareContext } from '../../ui/marking/choice.ts';
import { choiceFromMarking, markingFromChoice } from '../../ui/marking/presets.ts';
import { readShareForm } from '../../ui/marking/read-form.ts';
import { type NewAction, newActionBody } from './action-input.ts';
import { leadRelations } from './create-action.ts';
import { type ActionView, actionDefinition } from './definition.ts';
import { conclusionById, openConclusions } from './queries.ts';
import { type ConclusionReference, conclusionReference } from './references.ts';

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
  const {
    conclusionId,
    title = '',
    description,
    leadAgency,
    coLeads,
    priority,
    dueOn,
    indicators,
    lang = 'en',
    state = '',
    version,
  } = action;
  return {
    conclusionId: conclusionId ?? '',
    title,
    description,
    leadAgency,
    coLeads,
    priority,
    dueOn: dueOn ?? '',
    indicators,
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

/** Reads a submitted form: the body of a new action, or every problem with its field. Throws `invalid-input`. */
export async function readActionForm(gate: Gate, body: Record<string, unknown>): Promise<NewAction> {
  const { choice, problems } = readShareForm(body);
  const panel = await chosenPanel(gate, text(body.conclusionId));
  const marking: Marking = markingFromChoice(choice ?? plainChoice('agencies'), contextOf(gate, panel));
  const { version: _version, dueOn, ...values } = typedValues(body);
  const parsed = z.object({ body: newActionBody }).safeParse({ body: { ...values, dueOn, marking } });
  const fields = parsed.success ? [] : inputProblem(parsed.error).fields;
  const share = problems.map(({ field, messageId }) => ({ field, messageId, params: {} }));
  if (!parsed.success || share.length > 0) throw new AppError('invalid-input', { fields: [...fields, ...share] });
  return parsed.data.body;
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
  const audience = await gate
    .previewAudience('follow-up-action', marking, panel, leadRelations(leadAgency, coLeads))
    .catch(nullIfInvalid);
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
  return (await gate.list(conclusionReference, listed)).items;
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
  const stored = action?.marking ? choiceFromMarking(action.marking, contextOf(gate, panel)) : plainChoice('panel');
  return {
    values,
    choice: state.choice ?? stored,
    conclusions,
    agencies: gate.agencies(),
    people: (await gate.people()).filter(({ id }) => id !== person),
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
  const action = id ? await gate.read(actionDefinition, id) : null;
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
