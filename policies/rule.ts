import type { Effect, Obligation, Requirement } from './attributes.ts';
import type { Scalar } from './condition.ts';
import type { Place } from './problem.ts';
import type { Action, ResourceType } from './vocabulary.ts';

/** A value that is taken from the subject or the environment when the rule is applied; never text to be replaced. */
export interface Reference {
  from: 'subject' | 'environment';
  name: string;
}
export type Operand = Scalar | Reference;

export type Comparison = 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte';
export type Leaf =
  | { op: 'exists'; attribute: string; value: boolean }
  | { op: Comparison; attribute: string; value: Operand }
  | { op: 'in' | 'nin' | 'overlaps' | 'disjoint'; attribute: string; values: Operand[] | Reference };

/** A section of a rule as its author wrote it: the neutral condition tree before subject and environment are known. */
export type Expression = { op: 'and' | 'or'; of: Expression[] } | { op: 'not'; of: Expression } | Leaf;

export interface Rule {
  id: string;
  describe: string;
  effect: Effect;
  actions: Action[];
  resources: ResourceType[];
  subject: Expression;
  when: Expression;
  environment: Expression;
  /** Fields that a permit shows; null = all. */
  fields: string[] | null;
  obligations: Obligation[];
  /** On a forbid: the steps that lift it. On a permit: the steps without which it does not match. */
  requires: Requirement[];
  /** True for the floor, which nobody edits. */
  locked: boolean;
  at: Place;
}

export interface PolicySet {
  rules: Rule[];
  /** Hex SHA-256 of the canonical content: comments, order and layout of the files do not count. */
  hash: string;
}

export function isReference(operand: Operand | Operand[] | Reference): operand is Reference {
  return typeof operand === 'object' && !Array.isArray(operand);
}

/** Every leaf of an expression with the parity of the negations above it. */
export function leavesOf(expression: Expression, negated = false): { leaf: Leaf; negated: boolean }[] {
  if (!('of' in expression)) return [{ leaf: expression, negated }];
  if (expression.op === 'not') return leavesOf(expression.of, !negated);
  return expression.of.flatMap((part) => leavesOf(part, negated));
}

/** The references that a leaf makes. */
export function referencesOf(leaf: Leaf): Reference[] {
  if (leaf.op === 'exists') return [];
  const operand = 'values' in leaf ? leaf.values : leaf.value;
  const operands = Array.isArray(operand) ? operand : [operand];
  return operands.filter(isReference);
}

/** The constant values that a leaf names. */
export function literalsOf(leaf: Leaf): Scalar[] {
  if (leaf.op === 'exists') return [];
  const operand = 'values' in leaf ? leaf.values : leaf.value;
  const operands = Array.isArray(operand) ? operand : [operand];
  return operands.flatMap((one) => (isReference(one) ? [] : [one]));
}
