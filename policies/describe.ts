import type { Section } from './attributes.ts';
import { type Expression, isReference, type Leaf, type Operand, type Rule } from './rule.ts';

/** A value as a sentence names it: a constant, or what stands for one, such as `subject.agency`. */
export interface NamedValue {
  value: string;
  refers: boolean;
}

/** A condition in words: message `rule.clause.<form>`, the attribute, and what it is held against. */
export type Clause =
  | { kind: 'says'; section: Section; form: Leaf['op']; attribute: string; values: NamedValue[] }
  | { kind: 'all' | 'any' | 'none'; of: Clause[] };

/** A rule as a sentence with parts: who may (or may never) do what to which records, and when. Generated, never written. */
export interface RuleSentence {
  id: string;
  /** The title that the administrators gave it. */
  title: string;
  effect: Rule['effect'];
  locked: boolean;
  actions: readonly string[];
  resources: readonly string[];
  who: Clause[];
  when: Clause[];
  around: Clause[];
  fields: readonly string[] | null;
  obligations: readonly string[];
  requires: readonly string[];
  file: string;
  line: number;
}

/** The parts of the sentence of a rule. */
export function sentenceOf(rule: Rule): RuleSentence {
  const { id, describe, effect, locked, actions, resources, fields, obligations, requires, at } = rule;
  return {
    id,
    title: describe,
    effect,
    locked,
    actions,
    resources,
    who: clausesOf(rule.subject, 'subject'),
    when: clausesOf(rule.when, 'when'),
    around: clausesOf(rule.environment, 'environment'),
    fields,
    obligations,
    requires,
    file: at.file,
    line: at.line,
  };
}

/** A conjunction is told part by part. */
function clausesOf(expression: Expression, section: Section): Clause[] {
  if ('of' in expression && expression.op === 'and') return expression.of.flatMap((part) => clausesOf(part, section));
  return [clauseOf(expression, section)];
}

function clauseOf(expression: Expression, section: Section): Clause {
  if (!('of' in expression)) return saying(expression, section);
  if (expression.op === 'not') return { kind: 'none', of: [clauseOf(expression.of, section)] };
  return {
    kind: expression.op === 'and' ? 'all' : 'any',
    of: expression.of.map((part) => clauseOf(part, section)),
  };
}

function saying(leaf: Leaf, section: Section): Clause {
  const operand: Operand | Operand[] = 'values' in leaf ? leaf.values : leaf.value;
  return { kind: 'says', section, form: leaf.op, attribute: leaf.attribute, values: [operand].flat().map(named) };
}

function named(operand: Operand): NamedValue {
  return isReference(operand)
    ? { value: `${operand.from}.${operand.name}`, refers: true }
    : { value: String(operand), refers: false };
}
