import type { EditPart } from '../../record/merge-edit.ts';
import { textOf } from '../../record/share-form.ts';
import type { actionFields } from './action-input.ts';
import type { ActionView } from './records.ts';

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

/** A field that an editor may change. */
export type EditedField = keyof typeof actionFields;

/** Whom it is shared with comes first: that is what nobody may undo without noticing. */
export const editedParts: readonly EditPart<EditedField>[] = [
  'marking',
  'priority',
  'leadAgency',
  'coLeads',
  'indicators',
  'dueOn',
  'title',
  'description',
  'lang',
];

const texts = (value: unknown): string[] =>
  [value].flat().filter((one): one is string => typeof one === 'string' && one !== '');
/** The typed values of a submitted form, whatever they are. */
export function typedValues(body: Record<string, unknown>): FormValues {
  const version = Number(body.version);
  return {
    conclusionId: textOf(body.conclusionId),
    title: textOf(body.title),
    description: textOf(body.description),
    leadAgency: textOf(body.leadAgency),
    coLeads: texts(body.coLeads),
    priority: textOf(body.priority, 'normal'),
    dueOn: textOf(body.dueOn),
    indicators: textOf(body.indicators),
    lang: textOf(body.lang, 'en'),
    state: textOf(body.state, 'OPEN'),
    commitments: texts(body.commitments),
    ...(Number.isInteger(version) ? { version } : {}),
  };
}

/** The form as the stored record fills it. */
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
