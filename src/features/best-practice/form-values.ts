import type { EditPart } from '../../record/merge-edit.ts';
import { textOf } from '../../record/share-form.ts';
import type { PracticeField } from './practice-input.ts';
import type { PracticeView } from './records.ts';

/** What stands in the form: as typed, so that nothing is lost when it comes back. */
export interface FormValues extends Record<PracticeField, string> {
  panel: string;
  state: string;
  /** The version that the editor saw; absent for a new practice. */
  version?: number;
}

/** Whom it is shared with comes first: that is what nobody may undo without noticing. */
export const editedParts: readonly EditPart<PracticeField>[] = [
  'marking',
  'title',
  'problem',
  'response',
  'results',
  'lang',
  'evidence',
  'assessment',
  'cost',
  'transferability',
  'harms',
];

/** The typed values of a submitted form, whatever they are. */
export function typedValues(body: Record<string, unknown>): FormValues {
  const version = Number(body.version);
  return {
    title: textOf(body.title),
    problem: textOf(body.problem),
    response: textOf(body.response),
    results: textOf(body.results),
    panel: textOf(body.panel),
    // Empty: the page proposes the language that it is read in.
    lang: textOf(body.lang),
    evidence: textOf(body.evidence, 'unknown'),
    assessment: textOf(body.assessment),
    cost: textOf(body.cost),
    transferability: textOf(body.transferability),
    harms: textOf(body.harms),
    state: textOf(body.state, 'SHARED'),
    ...(Number.isInteger(version) ? { version } : {}),
  };
}

/** The form as the stored record fills it. */
export function storedValues(practice: PracticeView): FormValues {
  const { panel, ...rest } = practice;
  return { ...typedValues({ ...rest, panel: panel ?? '' }), version: practice.version };
}
