import { type ResourceAttributeName, resourceAttributes, setAttributes } from './attributes.ts';
import type { Condition } from './condition.ts';
import type { ControlResource } from './resource.ts';

/** One question to a resource, with two answers. It allocates nothing. */
export type Test = (resource: ControlResource) => boolean;

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
    case 'exists':
      return compileExists(
        getter(condition.attribute),
        setAttributes.has(condition.attribute),
        condition.value,
        certain,
      );
    case 'in':
    case 'nin':
      return compileMembership(getter(condition.attribute), condition.values, condition.op === 'in', certain);
    case 'overlaps':
    case 'disjoint':
      return compileOverlap(getter(condition.attribute), condition.values, condition.op === 'overlaps', certain);
    default:
      return compileComparison(condition, certain);
  }
}

type Getter = (resource: ControlResource) => unknown;

/** One closure per attribute, each with its own property access: a shared `resource[name]` would be many times slower. */
const getters: Record<ResourceAttributeName, Getter> = {
  classification: (resource) => resource.classification,
  tlp: (resource) => resource.tlp,
  releasableTo: (resource) => resource.releasableTo,
  except: (resource) => resource.except,
  caveats: (resource) => resource.caveats,
  purposes: (resource) => resource.purposes,
  panel: (resource) => resource.panel,
  phase: (resource) => resource.phase,
  own: (resource) => resource.own,
  related: (resource) => resource.related,
  state: (resource) => resource.state,
  originator: (resource) => resource.originator,
  lead: (resource) => resource.lead,
  coLeads: (resource) => resource.coLeads,
  agency: (resource) => resource.agency,
  agencyCountry: (resource) => resource.agencyCountry,
  axis: (resource) => resource.axis,
  to: (resource) => resource.to,
};

function getter(attribute: string): Getter {
  if (Object.hasOwn(resourceAttributes, attribute)) return getters[attribute as ResourceAttributeName];
  throw new Error(`no attribute of a resource: ${attribute}`);
}

function constant(answer: boolean): Test {
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

function compileExists(get: Getter, isSet: boolean, wanted: boolean, certain: boolean): Test {
  if (!isSet) return (resource) => ((get(resource) ?? null) !== null) === wanted;
  return (resource) => {
    const value = get(resource);
    return Array.isArray(value) ? value.length > 0 === wanted : !certain;
  };
}

function compileMembership(get: Getter, values: readonly unknown[] | null, inside: boolean, certain: boolean): Test {
  if (values === null) return constant(!certain);
  return (resource) => {
    const value = get(resource);
    return value === null || value === undefined ? !certain : values.includes(value) === inside;
  };
}

function compileOverlap(get: Getter, values: readonly string[] | null, meeting: boolean, certain: boolean): Test {
  if (values === null) return constant(!certain);
  return (resource) => {
    const value = get(resource);
    return Array.isArray(value) ? meets(value, values) === meeting : !certain;
  };
}

function meets(some: readonly unknown[], others: readonly unknown[]): boolean {
  for (const one of some) if (others.includes(one)) return true;
  return false;
}

type ComparisonCondition = Extract<Condition, { op: 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte' }>;

/** Over a closed list a comparison is a list of the values that pass (or, for "may be true", of those that do not). */
function compileComparison(condition: ComparisonCondition, certain: boolean): Test {
  const { op, attribute, value, ranks } = condition;
  const get = getter(attribute);
  if (value === null || (ranks && !ranks.includes(String(value)))) return constant(!certain);
  if (!ranks) return compileOpen(get, op, value, certain);
  const passes = (one: string): boolean => holds(op, ranks.indexOf(one), ranks.indexOf(String(value)));
  const listed: readonly unknown[] = ranks.filter((one) => passes(one) === certain);
  return (resource) => listed.includes(get(resource)) === certain;
}

function compileOpen(
  get: Getter,
  op: ComparisonCondition['op'],
  other: string | number | boolean,
  certain: boolean,
): Test {
  const type = typeof other;
  if (op === 'eq' && certain) return (resource) => get(resource) === other;
  return (resource) => {
    const value = get(resource);
    return typeof value === type ? holds(op, value as typeof other, other) : !certain;
  };
}

function holds(
  op: ComparisonCondition['op'],
  left: string | number | boolean,
  right: string | number | boolean,
): boolean {
  if (op === 'eq') return left === right;
  if (op === 'ne') return left !== right;
  if (op === 'lt') return left < right;
  if (op === 'lte') return left <= right;
  return op === 'gt' ? left > right : left >= right;
}
