import { not } from './bind.ts';
import type { Condition } from './condition.ts';

/** Questions to a resource that must all be answered with yes: leaves, negated leaves, or a part too branched to multiply out. */
export type Clause = readonly Condition[];

/** Rules branch little; what would multiply out to more than this stays one question, so that no rule can blow up. */
const most = 8;

/**
 * A condition as alternatives, one of which must hold whole. `certain`: only true counts as yes, otherwise unknown does too.
 * Exact in Kleene's logic for both questions: each passes through *and* and *or*, and negations move inwards.
 */
export function clausesOf(condition: Condition, certain: boolean): readonly Clause[] {
  switch (condition.op) {
    case 'constant':
      return (certain ? condition.value === true : condition.value !== false) ? [[]] : [];
    case 'not':
      return negated(condition, certain);
    case 'or':
      return alternatives(condition, certain);
    case 'and':
      return combinations(condition, certain);
    default:
      return [[condition]];
  }
}

function negated(condition: Extract<Condition, { op: 'not' }>, certain: boolean): readonly Clause[] {
  const { of } = condition;
  switch (of.op) {
    case 'constant':
      return clausesOf(not(of), certain);
    case 'not':
      return clausesOf(of.of, certain);
    case 'and':
      return clausesOf({ op: 'or', of: of.of.map(not) }, certain);
    case 'or':
      return clausesOf({ op: 'and', of: of.of.map(not) }, certain);
    default:
      return [[condition]];
  }
}

type Joined = Extract<Condition, { op: 'and' | 'or' }>;

function alternatives(condition: Joined, certain: boolean): readonly Clause[] {
  const clauses = condition.of.flatMap((part) => clausesOf(part, certain));
  return clauses.length > most ? [[condition]] : clauses;
}

function combinations(condition: Joined, certain: boolean): readonly Clause[] {
  let clauses: readonly Clause[] = [[]];
  for (const part of condition.of) {
    const others = clausesOf(part, certain);
    if (clauses.length * others.length > most) return [[condition]];
    clauses = clauses.flatMap((one) => others.map((other) => [...one, ...other]));
  }
  return clauses;
}
