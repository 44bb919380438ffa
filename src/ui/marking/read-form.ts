import { caveats, classifications, existences, handlings, purposes, tlps } from '../../../policies/vocabulary.ts';
import type { FieldProblem } from '../problems.ts';
import { type ShareChoice, sharePresets } from './choice.ts';

export interface ShareForm {
  /** null when the form cannot be understood; then `problems` says why. */
  choice: ShareChoice | null;
  /** What was sent as far as it can be shown again; null when not even the sentence was chosen. */
  typed: ShareChoice | null;
  problems: FieldProblem[];
}

/** The values of a field as text: absent, one or several. */
function valuesOf(body: Readonly<Record<string, unknown>>, name: string): string[] {
  const value = body[name];
  const values = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return values.filter((entry): entry is string => typeof entry === 'string' && entry !== '');
}

/** Reads one closed list at a time, and remembers the fields whose values are none of it. */
class ClosedLists {
  readonly problems: FieldProblem[] = [];
  readonly #body: Readonly<Record<string, unknown>>;

  constructor(body: Readonly<Record<string, unknown>>) {
    this.#body = body;
  }

  many<Value extends string>(name: string, list: readonly Value[]): Value[] {
    const given = valuesOf(this.#body, name);
    const known = list.filter((value) => given.includes(value));
    if (given.some((value) => !list.includes(value as Value))) this.refuse(name, 'marking.problem.unknown');
    return known;
  }

  one<Value extends string>(name: string, list: readonly Value[]): Value | null {
    const [first = null, second] = this.many(name, list);
    if (second) this.refuse(name, 'marking.problem.unknown');
    return first;
  }

  refuse(field: string, messageId: string): void {
    this.problems.push({ field, messageId });
  }
}

const token = /^(all|(country|agency|community|person):[A-Za-z0-9-]{1,64})$/;
const name = /^[A-Za-z0-9-]{1,64}$/;

/** What the marking editor (ShareWith) sent. Values outside the closed lists are problems, never ignored. */
export function readShareForm(body: Readonly<Record<string, unknown>>): ShareForm {
  const lists = new ClosedLists(body);
  const preset = lists.one('share', sharePresets);
  if (!preset && lists.problems.length === 0) lists.refuse('share', 'marking.problem.share');
  const agencies = preset === 'agencies' ? valuesOf(body, 'shareAgencies') : [];
  const people = preset === 'people' ? valuesOf(body, 'sharePeople') : [];
  const releasableTo = preset === 'custom' ? valuesOf(body, 'releasableTo') : [];
  const except = valuesOf(body, 'except');
  if (preset === 'people' && people.length === 0) lists.refuse('sharePeople', 'marking.problem.people');
  if (![...agencies, ...people].every((value) => name.test(value))) lists.refuse('share', 'marking.problem.unknown');
  if (![...releasableTo, ...except].every((value) => token.test(value)))
    lists.refuse('except', 'marking.problem.unknown');
  const choice = {
    agencies,
    people,
    releasableTo,
    except,
    classification: lists.one('classification', classifications) ?? 'OFFICIAL',
    tlp: lists.one('tlp', tlps),
    caveats: lists.many('caveats', caveats),
    handling: lists.many('handling', handlings),
    purposes: lists.many('purposes', purposes),
    existence: lists.one('existence', existences) ?? 'hidden',
  };
  const typed = preset ? { preset, ...choice } : null;
  return { choice: lists.problems.length === 0 ? typed : null, typed, problems: lists.problems };
}
