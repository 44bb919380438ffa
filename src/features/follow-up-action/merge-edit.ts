import { createHash } from 'node:crypto';
import type { Marking } from '../../../policies/vocabulary.ts';
import { dateInput } from '../../gate/input.ts';
import type { actionFields } from './action-input.ts';
import type { FormValues } from './form-values.ts';

/** A field of the edit form; the marking counts as one, since no part of an audience means anything alone. */
export type EditPart = 'marking' | keyof typeof actionFields;

/** Whom it is shared with comes first: that is what nobody may undo without noticing. */
const order: readonly EditPart[] = [
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

/** What stands in the form, or in the store: the fields and the marking that they mean. */
export interface Edited {
  values: FormValues;
  marking: Marking | null;
}

/** A field in which the form and the store differ, after somebody else was faster. */
export interface Difference {
  part: EditPart;
  /** True where the editor changed it: then the form keeps it, else it takes what stands now. */
  touched: boolean;
  /** True where it was changed since the form was opened. */
  changed: boolean;
}

/** As the form can say it: the order of lists means nothing, and the originator is not the editor's to choose. */
function markingText({ classification, tlp, existence, ...marking }: Marking): string {
  const lists = [marking.releasableTo, marking.except, marking.caveats, marking.handling, marking.purposes];
  return JSON.stringify([classification, tlp, existence, ...lists.map((list) => [...list].sort())]);
}

function plain(part: EditPart, { values, marking }: Edited): string {
  if (part === 'marking') return marking === null ? '' : markingText(marking);
  const value = values[part];
  if (Array.isArray(value)) return [...value].sort().join(' ');
  const text = value.replaceAll('\r\n', '\n').trim();
  const date = part === 'dueOn' ? dateInput.safeParse(text) : null;
  return date?.success ? date.data : text;
}

function fingerprint(part: EditPart, edited: Edited): string {
  return createHash('sha256').update(plain(part, edited)).digest('base64url').slice(0, 16);
}

/**
 * What the form was loaded with, as one hidden field. It comes back from the browser, so it is believed in one question only:
 * whether the editor touched a field. What is stored is read anew, and may be changed by whoever may change it anyway.
 */
export function loadedWith(edited: Edited): string {
  return order.map((part) => `${part}:${fingerprint(part, edited)}`).join(' ');
}

/** Field by field, how the typed form differs from what stands now; a form that does not say what it was loaded with touched everything but the marking. */
export function differences(loaded: string, typed: Edited, stored: Edited): Difference[] {
  const was = new Map(loaded.split(' ').map((one) => one.split(':') as [string, string]));
  return order
    .filter((part) => fingerprint(part, typed) !== fingerprint(part, stored))
    .map((part) => {
      const before = was.get(part) ?? (part === 'marking' ? fingerprint(part, typed) : '');
      return {
        part,
        touched: before !== fingerprint(part, typed),
        changed: before !== fingerprint(part, stored),
      };
    });
}

/** The form for the next attempt: what was touched as typed, the rest as it stands now. */
export function mergedValues(typed: FormValues, stored: FormValues, found: readonly Difference[]): FormValues {
  const untouched = found.filter(({ touched }) => !touched).map(({ part }) => part);
  const taken = Object.fromEntries(
    untouched.filter((part) => part !== 'marking').map((part) => [part, stored[part as keyof FormValues]]),
  );
  return { ...typed, ...taken };
}
