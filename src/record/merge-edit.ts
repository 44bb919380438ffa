import { createHash } from 'node:crypto';
import type { Marking } from '../../policies/vocabulary.ts';
import { dateInput } from '../gate/input.ts';

/** A field of an edit form; the marking counts as one, since no part of an audience means anything alone. */
export type EditPart<Field extends string> = 'marking' | Field;

/** What stands in the form, or in the store: the fields and the marking that they mean. */
export interface Edited<Field extends string> {
  values: Readonly<Record<Field, string | string[]>>;
  marking: Marking | null;
}

/** A field in which the form and the store differ, after somebody else was faster. */
export interface Difference<Field extends string> {
  part: EditPart<Field>;
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

const isDate = (part: string): boolean => part === 'dueOn';

function plain<Field extends string>(part: EditPart<Field>, { values, marking }: Edited<Field>): string {
  if (part === 'marking') return marking === null ? '' : markingText(marking);
  const value: string | string[] = values[part as Field];
  if (Array.isArray(value)) return [...value].sort().join(' ');
  const text = value.replaceAll('\r\n', '\n').trim();
  const date = isDate(part) ? dateInput.safeParse(text) : null;
  return date?.success ? date.data : text;
}

function fingerprint<Field extends string>(part: EditPart<Field>, edited: Edited<Field>): string {
  return createHash('sha256').update(plain(part, edited)).digest('base64url').slice(0, 16);
}

/**
 * What the form was loaded with, as one hidden field. It comes back from the browser, so it is believed in one question only:
 * whether the editor touched a field. What is stored is read anew, and may be changed by whoever may change it anyway.
 */
export function loadedWith<Field extends string>(parts: readonly EditPart<Field>[], edited: Edited<Field>): string {
  return parts.map((part) => `${part}:${fingerprint(part, edited)}`).join(' ');
}

/**
 * Part by part, how the typed form differs from what stands now; a form that does not say what it was loaded with touched
 * everything but the marking.
 */
export function differences<Field extends string>(
  parts: readonly EditPart<Field>[],
  loaded: string,
  typed: Edited<Field>,
  stored: Edited<Field>,
): Difference<Field>[] {
  const was = new Map(loaded.split(' ').map((one) => one.split(':') as [string, string]));
  return parts
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
export function mergedValues<Field extends string, Values extends Readonly<Record<Field, string | string[]>>>(
  typed: Values,
  stored: Values,
  found: readonly Difference<Field>[],
): Values {
  const untouched = found.filter(({ touched }) => !touched).map(({ part }) => part);
  const taken = Object.fromEntries(
    untouched.filter((part) => part !== 'marking').map((part) => [part, stored[part as Field]]),
  );
  return { ...typed, ...taken };
}

/** A refused edit: what was sent, and how it differs from what stands now. */
export interface StaleEdit<Field extends string, Values = Readonly<Record<Field, string | string[]>>> {
  typed: Values;
  typedMarking: Marking | null;
  found: Difference<Field>[];
}
