import type { Scalar } from './condition.ts';
import { type Expression, isReference, type Leaf } from './rule.ts';

/** Comparisons that one change may cost: an author's file must not keep the portal busy. Beyond it nothing is proved. */
const mostSteps = 200_000;

/**
 * Proves that one condition is never truer than another, whatever the attributes are (false < unknown < true).
 * Sound and incomplete: `true` is a proof over all values, `false` means only that none was found.
 */
export class Order {
  readonly #known = new Map<Expression, Map<Expression, boolean>>();
  #steps = 0;

  atMost(left: Expression, right: Expression): boolean {
    const known = this.#known.get(left)?.get(right);
    if (known !== undefined) return known;
    this.#steps += 1;
    if (this.#steps > mostSteps) return false;
    const answer = this.#decide(left, right);
    const byRight = this.#known.get(left) ?? new Map<Expression, boolean>();
    this.#known.set(left, byRight.set(right, answer));
    return answer;
  }

  /** A conjunction is its least part, a disjunction its greatest (Kleene), a negation turns the order round. */
  #decide(left: Expression, right: Expression): boolean {
    if (right.op === 'and') return right.of.every((part) => this.atMost(left, part));
    if (left.op === 'or') return left.of.every((part) => this.atMost(part, right));
    if (left.op === 'and' && left.of.some((part) => this.atMost(part, right))) return true;
    if (right.op === 'or' && right.of.some((part) => this.atMost(left, part))) return true;
    if (left.op === 'not' && right.op === 'not') return this.atMost(right.of, left.of);
    return isLeaf(left) && isLeaf(right) && leafAtMost(left, right);
  }
}

function isLeaf(expression: Expression): expression is Leaf {
  return !('of' in expression);
}

function leafAtMost(left: Leaf, right: Leaf): boolean {
  if (left.attribute !== right.attribute) return false;
  if (JSON.stringify(left) === JSON.stringify(right)) return true;
  const [a, b] = [listOf(left), listOf(right)];
  if (!a || !b) return false;
  const within = (some: readonly Scalar[], all: readonly Scalar[]) => some.every((one) => all.includes(one));
  if (a.form === 'in' && b.form === 'in') return within(a.values, b.values);
  if (a.form === 'not in' && b.form === 'not in') return within(b.values, a.values);
  if (a.form === 'in' && b.form === 'not in') return !a.values.some((one) => b.values.includes(one));
  if (a.form === 'overlaps' && b.form === 'overlaps') return within(a.values, b.values);
  if (a.form === 'disjoint' && b.form === 'disjoint') return within(b.values, a.values);
  return false;
}

const forms = { eq: 'in', in: 'in', ne: 'not in', nin: 'not in', overlaps: 'overlaps', disjoint: 'disjoint' } as const;

/** A comparison with constants as a list; a reference may stand for nothing, and then proves nothing. */
function listOf(leaf: Leaf): { form: (typeof forms)[keyof typeof forms]; values: Scalar[] } | null {
  if (!(leaf.op in forms) || leaf.op === 'exists') return null;
  const operand = 'values' in leaf ? leaf.values : leaf.value;
  if (isReference(operand)) return null;
  const values = [operand].flat().filter((one): one is Scalar => !isReference(one));
  if (values.length !== [operand].flat().length) return null;
  return { form: forms[leaf.op as keyof typeof forms], values };
}
