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
import { type FormValues, storedValues, textOf, typedValues } from './form-values.ts';
import { type Difference, differences, loadedWith, mergedValues } from './merge-edit.ts';
import { conclusionById, openConclusions } from './queries.ts';
import { type ActionView, type ConclusionReference, conclusionReference } from './records.ts';

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
  /** Edit: fingerprints of what the form was loaded with. */
  loaded: string;
  /** Set when somebody else changed it since the form was opened. */
  stale: StaleEdit | null;
}

/** A refused edit: what was sent, and how it differs from what stands now. */
export interface StaleEdit {
  typed: FormValues;
  typedMarking: Marking | null;
  found: Difference[];
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
  loaded?: string;
  stale?: StaleEdit | null;
}

/** The form with what it offers: conclusions, agencies, people that a marking may name. */
export async function actionForm(gate: Gate, state: FormState): Promise<ActionForm> {
  const { values, action = null, problems = [], body, stale = null } = state;
  const conclusions = await conclusionsFor(gate, action);
  const panel = action?.panel ?? conclusions.find(({ id }) => id === values.conclusionId)?.panel ?? null;
  const { agency, country, person } = gate.me;
  const find = textOf(body?.findPeople);
  const { people, more } = await gate.people({ find, keep: state.choice?.people ?? [] });
  const stored = action?.marking ? choiceFromMarking(action.marking, contextOf(gate, panel)) : plainChoice('panel');
  const atFirst = action ? loadedWith({ values: storedValues(action), marking: action.marking ?? null }) : '';
  return {
    values,
    choice: state.choice ?? stored,
    conclusions,
    agencies: gate.agencies(),
    people: people.filter(({ id }) => id !== person),
    findPeople: more || find !== '' ? find : null,
    me: { person, agency, country },
    panel,
    // After a stale edit the form is no longer what was sent: who would see it is to be asked anew.
    audience: body && !stale ? await previewOf(gate, body, panel) : null,
    problems,
    action,
    loaded: state.loaded ?? atFirst,
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
  if (action && problem?.code === 'stale-version') return staleForm(gate, body, action);
  const { typed, problems } = readShareForm(body);
  const shared = problems.map((one) => ({ ...one, params: {} }));
  return actionForm(gate, {
    values: typedValues(body),
    choice: typed,
    problems: problem ? problem.fields : shared,
    action,
    body,
    loaded: textOf(body.loaded),
  });
}

/**
 * The form after somebody else was faster. The next save is meant against the version that is shown beside it, so whatever
 * the editor did not touch is taken from there: an old copy would silently undo what the other one did.
 */
async function staleForm(gate: Gate, body: Record<string, unknown>, action: ActionView): Promise<ActionForm> {
  const { choice } = readShareForm(body);
  const typed = typedValues(body);
  const typedMarking = choice ? markingFromChoice(choice, contextOf(gate, action.panel ?? null)) : null;
  const stored = { values: storedValues(action), marking: action.marking ?? null };
  const shown = new Set<string>(['marking', ...shownFields(action)]);
  const found = differences(textOf(body.loaded), { values: typed, marking: typedMarking }, stored).filter(({ part }) =>
    shown.has(part),
  );
  const remarked = found.some(({ part, touched }) => part === 'marking' && touched);
  return actionForm(gate, {
    values: { ...mergedValues(typed, stored.values, found), version: action.version },
    choice: remarked ? choice : null,
    action,
    body,
    stale: { typed, typedMarking, found },
  });
}
