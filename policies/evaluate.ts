import { setAttributes } from './attributes.ts';
import type { Condition, LeafCondition } from './condition.ts';

/** Kleene's three values: true, false, unknown (null). */
export type Truth = boolean | null;

/**
 * What a condition says of a resource (or of a subject or environment), read straight off the tree.
 * This is the definition of the language; predicate.ts, rule-table.ts and db/where.ts are proved equal to it.
 */
export function evaluate(condition: Condition, of: object): Truth {
  switch (condition.op) {
    case 'constant':
      return condition.value;
    case 'and':
      return every(condition.of, of);
    case 'or':
      return some(condition.of, of);
    case 'not':
      return negate(evaluate(condition.of, of));
    default:
      return evaluateLeaf(condition, Reflect.get(of, condition.attribute));
  }
}

function evaluateLeaf(leaf: LeafCondition, value: unknown): Truth {
  switch (leaf.op) {
    case 'exists':
      return exists(value, setAttributes.has(leaf.attribute), leaf.value);
    case 'in':
      return member(value, leaf.values);
    case 'nin':
      return negate(member(value, leaf.values));
    case 'overlaps':
      return overlap(value, leaf.values);
    case 'disjoint':
      return negate(overlap(value, leaf.values));
    default:
      return leaf.value === null ? null : compare(leaf.op, value, leaf.value, leaf.ranks);
  }
}

function every(parts: readonly Condition[], of: object): Truth {
  let truth: Truth = true;
  for (const part of parts) {
    const one = evaluate(part, of);
    if (one === false) return false;
    if (one === null) truth = null;
  }
  return truth;
}

function some(parts: readonly Condition[], of: object): Truth {
  let truth: Truth = false;
  for (const part of parts) {
    const one = evaluate(part, of);
    if (one === true) return true;
    if (one === null) truth = null;
  }
  return truth;
}

function negate(truth: Truth): Truth {
  return truth === null ? null : !truth;
}

/** A set exists when it has a member; a missing set is unknown, because nobody knows that it is empty. */
function exists(value: unknown, isSet: boolean, wanted: boolean): Truth {
  if (!isSet) return (value !== null && value !== undefined) === wanted;
  return Array.isArray(value) ? value.length > 0 === wanted : null;
}

function member(value: unknown, values: readonly unknown[] | null): Truth {
  if (value === null || value === undefined || values === null) return null;
  return values.includes(value);
}

function overlap(value: unknown, values: readonly string[] | null): Truth {
  if (!Array.isArray(value) || values === null) return null;
  return values.some((one) => value.includes(one));
}

/** With `ranks` by place in the closed list, where a value outside it is unknown; else as the values themselves compare. */
function compare(
  op: 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte',
  value: unknown,
  other: string | number | boolean,
  ranks?: readonly string[],
): Truth {
  if (typeof value !== typeof other) return null;
  const left = ranks ? ranks.indexOf(String(value)) : (value as string | number | boolean);
  const right = ranks ? ranks.indexOf(String(other)) : other;
  if (ranks && (left === -1 || right === -1)) return null;
  if (op === 'eq') return left === right;
  if (op === 'ne') return left !== right;
  if (op === 'lt') return left < right;
  if (op === 'lte') return left <= right;
  return op === 'gt' ? left > right : left >= right;
}
