import { resourceAttribute, setAttributes } from './attributes.ts';
import type { Condition, LeafCondition, Scalar } from './condition.ts';
import { attributeIn, type ControlResource } from './resource.ts';

/** One question to a resource, with two answers. It allocates nothing. */
export type Test = (resource: ControlResource) => boolean;

/** The same to the value of one attribute. */
export type ValueTest = (value: unknown) => boolean;

/**
 * A condition as a closure, for the path where millions of classes are decided. Three values are split into two questions:
 * "is it true?" (what a permit asks) and "may it be true?", that is, is it not false (what a forbid asks).
 */
export function isTrue(condition: Condition): Test {
  return compile(condition, true);
}

export function mayBeTrue(condition: Condition): Test {
  return compile(condition, false);
}

/** `certain`: only true counts as yes; otherwise unknown does too. A negation asks the other question. */
function compile(condition: Condition, certain: boolean): Test {
  switch (condition.op) {
    case 'constant':
      return constant(certain ? condition.value === true : condition.value !== false);
    case 'and':
      return all(condition.of.map((part) => compile(part, certain)));
    case 'or':
      return any(condition.of.map((part) => compile(part, certain)));
    case 'not':
      return inverse(compile(condition.of, !certain));
    default:
      return ofAttribute(condition.attribute, leafTest(condition, certain));
  }
}

function ofAttribute(attribute: string, test: ValueTest): Test {
  const name = resourceAttribute(attribute);
  return (resource) => test(attributeIn(resource, name));
}

/** A leaf as a question to the value of its attribute. */
export function leafTest(leaf: LeafCondition, certain: boolean): ValueTest {
  switch (leaf.op) {
    case 'exists':
      return testExists(setAttributes.has(leaf.attribute), leaf.value, certain);
    case 'in':
    case 'nin':
      return testMembership(leaf.values, leaf.op === 'in', certain);
    case 'overlaps':
    case 'disjoint':
      return testOverlap(leaf.values, leaf.op === 'overlaps', certain);
    default:
      return testComparison(leaf, certain);
  }
}

function constant(answer: boolean): () => boolean {
  return () => answer;
}

function inverse(test: Test): Test {
  return (resource) => !test(resource);
}

/** Pairs instead of a loop: each level is one call that the engine can inline. */
function all(tests: readonly Test[]): Test {
  const [first, ...others] = tests;
  if (!first) return constant(true);
  if (others.length === 0) return first;
  const rest = all(others);
  return (resource) => first(resource) && rest(resource);
}

function any(tests: readonly Test[]): Test {
  const [first, ...others] = tests;
  if (!first) return constant(false);
  if (others.length === 0) return first;
  const rest = any(others);
  return (resource) => first(resource) || rest(resource);
}

function testExists(isSet: boolean, wanted: boolean, certain: boolean): ValueTest {
  if (!isSet) return (value) => ((value ?? null) !== null) === wanted;
  return (value) => (Array.isArray(value) ? value.length > 0 === wanted : !certain);
}

function testMembership(values: readonly unknown[] | null, inside: boolean, certain: boolean): ValueTest {
  if (values === null) return constant(!certain);
  return (value) => (value === null || value === undefined ? !certain : values.includes(value) === inside);
}

function testOverlap(values: readonly string[] | null, meeting: boolean, certain: boolean): ValueTest {
  if (values === null) return constant(!certain);
  return (value) => (Array.isArray(value) ? meets(value, values) === meeting : !certain);
}

function meets(some: readonly unknown[], others: readonly unknown[]): boolean {
  for (const one of some) if (others.includes(one)) return true;
  return false;
}

type ComparisonCondition = Extract<Condition, { op: 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte' }>;

/** Over a closed list a comparison is a list of the values that pass (or, for "may be true", of those that do not). */
function testComparison({ op, value, ranks }: ComparisonCondition, certain: boolean): ValueTest {
  if (value === null || (ranks && !ranks.includes(String(value)))) return constant(!certain);
  if (!ranks) return testOpen(op, value, certain);
  const passes = (one: string): boolean => holds(op, ranks.indexOf(one), ranks.indexOf(String(value)));
  const listed: readonly unknown[] = ranks.filter((one) => passes(one) === certain);
  return (asked) => listed.includes(asked) === certain;
}

function testOpen(op: ComparisonCondition['op'], other: Scalar, certain: boolean): ValueTest {
  const type = typeof other;
  if (op === 'eq' && certain) return (value) => value === other;
  return (value) => (typeof value === type ? holds(op, value as Scalar, other) : !certain);
}

function holds(op: ComparisonCondition['op'], left: Scalar, right: Scalar): boolean {
  if (op === 'eq') return left === right;
  if (op === 'ne') return left !== right;
  if (op === 'lt') return left < right;
  if (op === 'lte') return left <= right;
  return op === 'gt' ? left > right : left >= right;
}
