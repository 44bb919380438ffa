import { Block, blockSize } from './block.ts';
import { type Clause, clausesOf } from './clauses.ts';
import type { Condition } from './condition.ts';
import { isTrue, mayBeTrue, type Test } from './predicate.ts';
import type { ControlResource } from './resource.ts';
import type { Rule } from './rule.ts';

/** A rule with subject and environment applied: what is left is a question to the resource. */
export interface BoundRule {
  rule: Rule;
  condition: Condition;
}

/** Tables pay from about here on: an audience preview asks each person one question, a list asks one person thousands. */
const fewQuestions = 16;

/** Bound rules, ready to be held against many resources: the first few one test after the other, then by tables. */
export class RuleTable {
  readonly rules: readonly BoundRule[];
  readonly #certain: boolean;
  /** True when a rule matches whatever the resource. */
  readonly #always: boolean;
  readonly #tests: Test[] = [];
  #blocks: readonly Block[] | null = null;
  /** The rule of each clause, block after block. */
  readonly #owners: Rule[] = [];
  #asked = 0;

  /** `certain`: a rule matches where its condition is true (permits); otherwise where it is unknown too (forbids). */
  constructor(rules: readonly BoundRule[], certain: boolean) {
    this.rules = rules;
    this.#certain = certain;
    this.#always = rules.some(
      ({ condition }) =>
        condition.op === 'constant' && (certain ? condition.value === true : condition.value !== false),
    );
  }

  /** Whether a rule matches. Allocates nothing. */
  any(resource: ControlResource): boolean {
    return this.#always || (this.rules.length > 0 && this.#anyOf(resource));
  }

  #anyOf(resource: ControlResource): boolean {
    const blocks = this.#blocks ?? this.#prepare();
    if (blocks === null) return this.#tests.some((test) => test(resource));
    for (let at = 0; at < blocks.length; at += 1) if (blocks[at]?.holding(resource, true) !== 0) return true;
    return false;
  }

  /** The rules that match, in order. */
  matching(resource: ControlResource): Rule[] {
    const blocks = this.#blocks ?? this.#prepare();
    if (blocks === null) return this.rules.filter((_, n) => this.#tests[n]?.(resource)).map(({ rule }) => rule);
    const found: Rule[] = [];
    for (let at = 0; at < blocks.length; at += 1) {
      for (let left = blocks[at]?.holding(resource, false) ?? 0; left !== 0; left &= left - 1) {
        const rule = this.#owners[at * blockSize + 31 - Math.clz32(left & -left)];
        if (rule && found.at(-1) !== rule) found.push(rule);
      }
    }
    return found;
  }

  /** Null while there were few questions: `#tests` answer then. */
  #prepare(): readonly Block[] | null {
    this.#asked += 1;
    if (this.#asked > fewQuestions) {
      this.#blocks = this.#build();
      return this.#blocks;
    }
    if (this.#asked === 1) {
      const test = this.#certain ? isTrue : mayBeTrue;
      this.#tests.push(...this.rules.map(({ condition }) => test(condition)));
    }
    return null;
  }

  #build(): Block[] {
    const clauses: Clause[] = [];
    for (const { rule, condition } of this.rules) {
      for (const clause of clausesOf(condition, this.#certain)) {
        clauses.push(clause);
        this.#owners.push(rule);
      }
    }
    const starts = Array.from({ length: Math.ceil(clauses.length / blockSize) }, (_, n) => n * blockSize);
    return starts.map((start) => new Block(clauses.slice(start, start + blockSize), this.#certain));
  }
}
