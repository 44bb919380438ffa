import { z } from 'zod';
import { actionType } from '../../content/follow-up-action.ts';
import type { AppError, FieldProblem } from '../../errors.ts';
import type { Gate } from '../../gate/gate.ts';
import { markingInput } from '../../gate/input.ts';
import { differences, loadedWith, mergedValues, type StaleEdit } from '../../record/merge-edit.ts';
import { audienceOf, contextOf, readMarkedForm, type ShareOffer, shareOffer, textOf } from '../../record/share-form.ts';
import type { Audience } from '../../ui/marking/audience.ts';
import { plainChoice, type ShareChoice } from '../../ui/marking/choice.ts';
import { choiceFromMarking, markingFromChoice } from '../../ui/marking/presets.ts';
import { readShareForm } from '../../ui/marking/read-form.ts';
import { actionFields, type EditedAction, type NewAction, newActionBody } from './action-input.ts';
import { type EditedField, editedParts, type FormValues, storedValues, typedValues } from './form-values.ts';
import { conclusionById, openConclusions } from './queries.ts';
import { type ActionView, type ConclusionReference, conclusionReference } from './records.ts';

/** Everything the form of an action shows. */
export interface ActionForm extends ShareOffer {
  values: FormValues;
  conclusions: ConclusionReference[];
  problems: FieldProblem[];
  /** Edit: the action as it is stored now. */
  action: ActionView | null;
  /** Edit: fingerprints of what the form was loaded with. */
  loaded: string;
  /** Set when somebody else changed it since the form was opened. */
  stale: StaleEdit<EditedField, FormValues> | null;
}

/** The panel of the chosen conclusion; null when none that the writer may read is chosen. */
export async function chosenPanel(gate: Gate, conclusionId: string): Promise<string | null> {
  if (!z.uuid().safeParse(conclusionId).success) return null;
  return (await gate.find(conclusionReference, conclusionById(conclusionId)))?.panel ?? null;
}

/** The body of a new action from the submitted form. Throws `invalid-input`. */
export async function readNewForm(gate: Gate, body: Record<string, unknown>): Promise<NewAction> {
  const { version: _version, ...values } = typedValues(body);
  const panel = await chosenPanel(gate, values.conclusionId);
  return readMarkedForm(gate, body, { schema: newActionBody, values, panel });
}

/** The edit from the submitted form: a field that is hidden from the editor was not in it, and stays as it is. */
export async function readEditForm(gate: Gate, id: string, body: Record<string, unknown>): Promise<EditedAction> {
  const action = await gate.look(actionType, id, 'update');
  const { version = 0, ...typed } = typedValues(body);
  const shown = shownFields(action);
  const values = Object.fromEntries(shown.map((name) => [name, typed[name]]));
  const fields = Object.fromEntries(shown.map((name) => [name, actionFields[name]]));
  const schema: z.ZodType<Omit<EditedAction, 'version'>> = z.object({ ...fields, marking: markingInput });
  return { ...readMarkedForm(gate, body, { schema, values, panel: action.panel ?? null }), version };
}

/** The fields that an editor's form holds: those that the editor can see. */
export function shownFields(action: ActionView | null): EditedField[] {
  const all = Object.keys(actionFields) as EditedField[];
  return action === null ? all : all.filter((name) => action[name] !== undefined);
}

/** How many would see it, as it stands in the form; null while the marking itself has a problem. */
export function previewOf(gate: Gate, body: Record<string, unknown>, panel: string | null): Promise<Audience | null> {
  const { leadAgency, coLeads } = typedValues(body);
  return audienceOf(gate, actionType, body, { panel, leadAgency, coLeads });
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
  stale?: ActionForm['stale'];
}

/** The form with what it offers: conclusions, agencies, people that a marking may name. */
export async function actionForm(gate: Gate, state: FormState): Promise<ActionForm> {
  const { values, action = null, problems = [], body, stale = null } = state;
  const conclusions = await conclusionsFor(gate, action);
  const panel = action?.panel ?? conclusions.find(({ id }) => id === values.conclusionId)?.panel ?? null;
  const stored = action?.marking ? choiceFromMarking(action.marking, contextOf(gate, panel)) : plainChoice('panel');
  const atFirst = action
    ? loadedWith(editedParts, { values: storedValues(action), marking: action.marking ?? null })
    : '';
  return {
    ...(await shareOffer(gate, state.choice ?? stored, { body, panel })),
    values,
    conclusions,
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
  const found = differences(editedParts, textOf(body.loaded), { values: typed, marking: typedMarking }, stored).filter(
    ({ part }) => shown.has(part),
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
