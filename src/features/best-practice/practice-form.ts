import { z } from 'zod';
import { practiceType } from '../../content/best-practice.ts';
import type { AppError, FieldProblem } from '../../errors.ts';
import type { Gate } from '../../gate/gate.ts';
import { markingInput } from '../../gate/input.ts';
import { differences, loadedWith, mergedValues, type StaleEdit } from '../../record/merge-edit.ts';
import { audienceOf, contextOf, readMarkedForm, type ShareOffer, shareOffer, textOf } from '../../record/share-form.ts';
import type { Audience } from '../../ui/marking/audience.ts';
import { plainChoice, type ShareChoice } from '../../ui/marking/choice.ts';
import { choiceFromMarking, markingFromChoice } from '../../ui/marking/presets.ts';
import { readShareForm } from '../../ui/marking/read-form.ts';
import { editedParts, type FormValues, storedValues, typedValues } from './form-values.ts';
import { listPanels } from './list-practices.ts';
import {
  type EditedPractice,
  type NewPractice,
  newPracticeBody,
  type PracticeField,
  practiceFields,
} from './practice-input.ts';
import type { PanelReference, PracticeView } from './records.ts';

/** Everything the form of a practice shows. */
export interface PracticeForm extends ShareOffer {
  values: FormValues;
  /** Panels that a new practice may touch. */
  panels: PanelReference[];
  problems: FieldProblem[];
  /** Edit: the practice as it is stored now. */
  practice: PracticeView | null;
  /** Edit: fingerprints of what the form was loaded with. */
  loaded: string;
  /** Set when somebody else changed it since the form was opened. */
  stale: StaleEdit<PracticeField, FormValues> | null;
}

const panelOf = (text: string): string | null => (/^[A-Z0-9-]{1,30}$/.test(text) ? text : null);

/** The body of a new practice from the submitted form. Throws `invalid-input`. */
export function readNewForm(gate: Gate, body: Record<string, unknown>): NewPractice {
  const { version: _version, ...values } = typedValues(body);
  return readMarkedForm(gate, body, { schema: newPracticeBody, values, panel: panelOf(values.panel) });
}

/** The fields that an editor's form holds: those that the editor can see. */
export function shownFields(practice: PracticeView | null): PracticeField[] {
  const all = Object.keys(practiceFields) as PracticeField[];
  return practice === null ? all : all.filter((name) => practice[name] !== undefined);
}

/** The edit from the submitted form: a field that is hidden from the editor was not in it, and stays as it is. */
export async function readEditForm(gate: Gate, id: string, body: Record<string, unknown>): Promise<EditedPractice> {
  const practice = await gate.look(practiceType, id, 'update');
  const { version = 0, ...typed } = typedValues(body);
  const shown = shownFields(practice);
  const values = Object.fromEntries(shown.map((name) => [name, typed[name]]));
  const fields = Object.fromEntries(shown.map((name) => [name, practiceFields[name]]));
  const schema: z.ZodType<Omit<EditedPractice, 'version'>> = z.object({ ...fields, marking: markingInput });
  return { ...readMarkedForm(gate, body, { schema, values, panel: practice.panel ?? null }), version };
}

/** How many would see it, as it stands in the form; null while the marking itself has a problem. */
export function previewOf(gate: Gate, body: Record<string, unknown>, stored?: PracticeView): Promise<Audience | null> {
  const panel = stored ? (stored.panel ?? null) : panelOf(typedValues(body).panel);
  return audienceOf(gate, practiceType, body, { panel });
}

interface FormState {
  values: FormValues;
  choice: ShareChoice | null;
  problems?: FieldProblem[];
  practice?: PracticeView | null;
  body?: Record<string, unknown>;
  loaded?: string;
  stale?: PracticeForm['stale'];
}

/** The form with what it offers: panels, agencies, people that a marking may name. */
export async function practiceForm(gate: Gate, state: FormState): Promise<PracticeForm> {
  const { values, practice = null, problems = [], body, stale = null } = state;
  const panel = practice ? (practice.panel ?? null) : panelOf(values.panel);
  const stored = practice?.marking
    ? choiceFromMarking(practice.marking, contextOf(gate, panel))
    : plainChoice('all-partners');
  const atFirst = practice
    ? loadedWith(editedParts, { values: storedValues(practice), marking: practice.marking ?? null })
    : '';
  return {
    ...(await shareOffer(gate, state.choice ?? stored, { body, panel })),
    values,
    panels: practice ? [] : await listPanels(gate),
    // After a stale edit the form is no longer what was sent: who would see it is to be asked anew.
    audience: body && !stale ? await previewOf(gate, body, practice ?? undefined) : null,
    problems,
    practice,
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
): Promise<PracticeForm> {
  const practice = id ? await gate.read(practiceType, id, 'update') : null;
  if (practice && problem?.code === 'stale-version') return staleForm(gate, body, practice);
  const { typed, problems } = readShareForm(body);
  return practiceForm(gate, {
    values: typedValues(body),
    choice: typed,
    problems: problem ? problem.fields : problems.map((one) => ({ ...one, params: {} })),
    practice,
    body,
    loaded: textOf(body.loaded),
  });
}

/** After somebody else was faster: what the editor did not touch is taken from what stands now. */
async function staleForm(gate: Gate, body: Record<string, unknown>, practice: PracticeView): Promise<PracticeForm> {
  const { choice } = readShareForm(body);
  const typed = typedValues(body);
  const typedMarking = choice ? markingFromChoice(choice, contextOf(gate, practice.panel ?? null)) : null;
  const stored = { values: storedValues(practice), marking: practice.marking ?? null };
  const shown = new Set<string>(['marking', ...shownFields(practice)]);
  const sent = { values: typed, marking: typedMarking };
  const found = differences(editedParts, textOf(body.loaded), sent, stored).filter(({ part }) => shown.has(part));
  const remarked = found.some(({ part, touched }) => part === 'marking' && touched);
  return practiceForm(gate, {
    values: { ...mergedValues(typed, stored.values, found), version: practice.version },
    choice: remarked ? choice : null,
    practice,
    body,
    stale: { typed, typedMarking, found },
  });
}
