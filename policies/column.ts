import { domainOf, type ResourceAttributeName, resourceAttributes } from './attributes.ts';
import type { LeafCondition } from './condition.ts';
import type { ValueTest } from './predicate.ts';
import { attributeIn, type ControlResource } from './resource.ts';

/** Bit n stands for clause n of a block. */
export type Mask = number;

/** What a clause asks of an attribute: the leaf, and the test that is right for it (negated or not, permit or forbid). */
export interface Question {
  clause: Mask;
  leaf: LeafCondition;
  test: ValueTest;
}

/** The clauses of a block that one attribute of a resource leaves possible; a clause that does not ask it is always left. */
export interface Column {
  /** The clauses that ask this attribute. */
  readonly uses: Mask;
  left(resource: ControlResource): Mask;
}

/** By asking every question: fills the tables below, and answers for values that no table foresees. */
function ask(questions: readonly Question[], value: unknown): Mask {
  let mask = -1;
  for (const { clause, test } of questions) if (!test(value)) mask &= ~clause;
  return mask;
}

/** A scalar: what nothing, true, false, each word of the closed list and each word of a question leave is known beforehand. */
export class ScalarColumn implements Column {
  readonly uses: Mask;
  readonly #name: ResourceAttributeName;
  readonly #questions: readonly Question[];
  readonly #byWord = new Map<unknown, Mask>();
  readonly #otherWord: Mask;
  readonly #yes: Mask;
  readonly #no: Mask;

  constructor(name: ResourceAttributeName, questions: readonly Question[]) {
    this.uses = usedBy(questions);
    this.#name = name;
    this.#questions = questions;
    const mask = (value: unknown) => ask(questions, value);
    const named = namedBy(questions);
    const listed = domainOf(resourceAttributes[name].domain).values ?? [];
    for (const word of [null, undefined, ...listed, ...named]) this.#byWord.set(word, mask(word));
    this.#otherWord = mask(foreignTo(named));
    this.#yes = mask(true);
    this.#no = mask(false);
  }

  left(resource: ControlResource): Mask {
    const value = attributeIn(resource, this.#name);
    if (value === true) return this.#yes;
    if (value === false) return this.#no;
    const known = this.#byWord.get(value);
    if (known !== undefined) return known;
    return typeof value === 'string' ? this.#otherWord : ask(this.#questions, value);
  }
}

/**
 * A set: a member that a question names turns the answers of the clauses that ask for it. So a clause may ask here whether
 * there is a member, but after certain members only once.
 */
export class SetColumn implements Column {
  readonly uses: Mask;
  readonly #name: ResourceAttributeName;
  readonly #questions: readonly Question[];
  readonly #turnedBy = new Map<unknown, Mask>();
  readonly #empty: Mask;
  readonly #strangers: Mask;

  constructor(name: ResourceAttributeName, questions: readonly Question[]) {
    this.uses = usedBy(questions);
    this.#name = name;
    this.#questions = questions;
    const mask = (value: unknown) => ask(questions, value);
    const named = namedBy(questions);
    this.#empty = mask([]);
    this.#strangers = mask([foreignTo(named)]);
    for (const member of named) this.#turnedBy.set(member, mask([member]) ^ this.#strangers);
  }

  left(resource: ControlResource): Mask {
    const value = attributeIn(resource, this.#name);
    if (!Array.isArray(value)) return ask(this.#questions, value);
    if (value.length === 0) return this.#empty;
    let turned = 0;
    for (let at = 0; at < value.length; at += 1) turned |= this.#turnedBy.get(value[at]) ?? 0;
    return this.#strangers ^ turned;
  }
}

function usedBy(questions: readonly Question[]): Mask {
  return questions.reduce((mask, { clause }) => mask | clause, 0);
}

/** The values that the questions name. */
function namedBy(questions: readonly Question[]): unknown[] {
  return [
    ...new Set(questions.flatMap<unknown>(({ leaf }) => ('values' in leaf ? (leaf.values ?? []) : [leaf.value]))),
  ];
}

/** A word that is none of these. */
function foreignTo(values: readonly unknown[]): string {
  return `${values.join(' ')} and no other`;
}
