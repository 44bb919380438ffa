import { type ResourceAttributeName, resourceAttribute, setAttributes } from './attributes.ts';
import type { Clause } from './clauses.ts';
import { type Column, type Mask, type Question, ScalarColumn, SetColumn } from './column.ts';
import type { Condition, LeafCondition } from './condition.ts';
import { isTrue, leafTest, mayBeTrue, type Test } from './predicate.ts';
import type { ControlResource } from './resource.ts';

/** As many clauses as a mask has bits that stay small integers. */
export const blockSize = 31;

/** A column with the clauses that nothing after it can strike any more. */
interface Step<C extends Column> {
  column: C;
  uses: Mask;
  settles: Mask;
}

/**
 * Up to 31 clauses, asked all at once: each attribute strikes the clauses that it rules out, until nothing is left to ask.
 * The same code with the same shape of data for every subject and rule: the engine compiles it once, and nothing is generated.
 */
export class Block {
  readonly #all: Mask;
  readonly #unconditional: Mask;
  readonly #scalars: readonly Step<ScalarColumn>[];
  readonly #sets: readonly Step<SetColumn>[];
  readonly #others: readonly Other[];

  constructor(clauses: readonly Clause[], certain: boolean) {
    const { scalars, sets, others } = sorted(clauses, certain);
    const scalarColumns = [...scalars].map(([name, questions]) => new ScalarColumn(name, questions));
    const setColumns = [...sets].map(([name, questions]) => new SetColumn(name, questions));
    scalarColumns.sort((a, b) => count(b.uses) - count(a.uses));
    setColumns.sort((a, b) => count(a.uses) - count(b.uses));
    this.#all = clauses.reduce((mask, _, n) => mask | (1 << n), 0);
    this.#others = others;
    const asked = others.reduce((mask, { clause }) => mask | clause, 0);
    this.#sets = steps(setColumns, asked);
    const askedBySets = setColumns.reduce((mask, { uses }) => mask | uses, asked);
    this.#scalars = steps(scalarColumns, askedBySets);
    this.#unconditional = this.#all & ~scalarColumns.reduce((mask, { uses }) => mask | uses, askedBySets);
  }

  /** The clauses that hold for a resource. With `one`, stops at the first that is sure: then only *some or none* counts. */
  holding(resource: ControlResource, one: boolean): Mask {
    const scalars = this.#scalars;
    const sets = this.#sets;
    let left = this.#all;
    let sure = one ? this.#unconditional : 0;
    for (let at = 0; at < scalars.length && (left & sure) === 0; at += 1) {
      const { column, uses, settles } = scalars[at] as Step<ScalarColumn>;
      if ((left & uses) !== 0) left &= column.left(resource);
      if (one) sure |= settles;
    }
    for (let at = 0; at < sets.length && (left & sure) === 0; at += 1) {
      const { column, uses, settles } = sets[at] as Step<SetColumn>;
      if ((left & uses) !== 0) left &= column.left(resource);
      if (one) sure |= settles;
    }
    return this.#others.length > 0 && (left & sure) === 0 ? this.#stillHolding(left, resource) : left;
  }

  #stillHolding(some: Mask, resource: ControlResource): Mask {
    let left = some;
    for (const { clause, test } of this.#others) if ((left & clause) !== 0 && !test(resource)) left &= ~clause;
    return left;
  }
}

/** Each column settles what it asks and no later one does. */
function steps<C extends Column>(columns: readonly C[], askedLater: Mask): Step<C>[] {
  let asked = askedLater;
  const backwards = columns.toReversed().map((column) => {
    const settles = column.uses & ~asked;
    asked |= column.uses;
    return { column, uses: column.uses, settles };
  });
  return backwards.reverse();
}

/** A part of a clause that no table can hold: it looks at several attributes, at the order of open words, twice into one set. */
interface Other {
  clause: Mask;
  test: Test;
}

interface Sorted {
  scalars: Map<ResourceAttributeName, Question[]>;
  sets: Map<ResourceAttributeName, Question[]>;
  others: Other[];
}

function sorted(clauses: readonly Clause[], certain: boolean): Sorted {
  const into: Sorted = { scalars: new Map(), sets: new Map(), others: [] };
  for (const [n, clause] of clauses.entries()) {
    for (const condition of clause) {
      const question = questionOf(1 << n, condition, certain);
      if (question && fits(question, into)) columnFor(question.leaf, into).push(question);
      else into.others.push({ clause: 1 << n, test: certain ? isTrue(condition) : mayBeTrue(condition) });
    }
  }
  return into;
}

/** Null for a condition that is not about one attribute. */
function questionOf(clause: Mask, condition: Condition, certain: boolean): Question | null {
  const leaf = condition.op === 'not' ? condition.of : condition;
  if (!('attribute' in leaf)) return null;
  if (leaf === condition) return { clause, leaf, test: leafTest(leaf, certain) };
  const negated = leafTest(leaf, !certain);
  return { clause, leaf, test: (value) => !negated(value) };
}

function fits({ clause, leaf }: Question, into: Sorted): boolean {
  if (leaf.op === 'lt' || leaf.op === 'lte' || leaf.op === 'gt' || leaf.op === 'gte') return leaf.ranks !== undefined;
  if (leaf.op !== 'overlaps' && leaf.op !== 'disjoint') return true;
  return !columnFor(leaf, into).some((other) => other.clause === clause && other.leaf.op !== 'exists');
}

function columnFor(leaf: LeafCondition, into: Sorted): Question[] {
  const name = resourceAttribute(leaf.attribute);
  const columns = setAttributes.has(name) ? into.sets : into.scalars;
  const questions = columns.get(name) ?? [];
  columns.set(name, questions);
  return questions;
}

function count(mask: Mask): number {
  let bits = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) bits += 1;
  return bits;
}
