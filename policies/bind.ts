import { attributeOf, domainOf, type Section } from './attributes.ts';
import type { Condition, Scalar } from './condition.ts';
import type { Environment } from './environment.ts';
import { type Expression, isReference, type Leaf, type Operand, type Reference } from './rule.ts';
import type { Subject } from './subject.ts';

/** Who asks, and where and when: what the references of a rule stand for. */
export interface Asker {
  subject: Subject;
  environment: Environment;
}

/** Puts the values of subject and environment in the place of references: one pass, values only. */
export function bind(expression: Expression, section: Section, asker: Asker): Condition {
  if (!('of' in expression)) return bindLeaf(expression, section, asker);
  if (expression.op === 'not') return not(bind(expression.of, section, asker));
  const of = expression.of.map((part) => bind(part, section, asker));
  return expression.op === 'and' ? and(of) : or(of);
}

export function bindLeaf(leaf: Leaf, section: Section, asker: Asker): Condition {
  switch (leaf.op) {
    case 'exists':
      return leaf;
    case 'in':
    case 'nin':
      return bindMembership(leaf.op, leaf.attribute, section, resolveList(leaf.values, asker));
    case 'overlaps':
    case 'disjoint':
      return { op: leaf.op, attribute: leaf.attribute, values: resolveList(leaf.values, asker)?.map(String) ?? null };
    default:
      return compared(leaf.op, leaf.attribute, section, resolve(leaf.value, asker));
  }
}

/** Membership in a closed list is a choice of equalities, so that a value outside the list is unknown and not merely absent. */
function bindMembership(op: 'in' | 'nin', attribute: string, section: Section, values: Scalar[] | null): Condition {
  if (values === null || values.length === 0 || !closedList(section, attribute)) return { op, attribute, values };
  const choice = or(values.map((value) => compared('eq', attribute, section, value)));
  return op === 'in' ? choice : not(choice);
}

function compared(
  op: 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte',
  attribute: string,
  section: Section,
  value: Scalar | null,
): Condition {
  const ranks = closedList(section, attribute);
  return ranks ? { op, attribute, value, ranks } : { op, attribute, value };
}

function closedList(section: Section, name: string): readonly string[] | undefined {
  const attribute = attributeOf(section, name);
  return attribute && domainOf(attribute.domain).values;
}

/** The value of an operand; null when the referred attribute is missing. */
function resolve(operand: Operand, asker: Asker): Scalar | null {
  if (!isReference(operand)) return operand;
  const value: unknown = Reflect.get(asker[operand.from], operand.name);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/** The values of a list or of a referred set; null when any of them is missing: the comparison is then unknown. */
function resolveList(operands: Operand[] | Reference, asker: Asker): Scalar[] | null {
  if (isReference(operands)) {
    const value: unknown = Reflect.get(asker[operands.from], operands.name);
    return Array.isArray(value) && value.every((one) => typeof one === 'string') ? [...value] : null;
  }
  const values = operands.map((operand) => resolve(operand, asker));
  return values.some((value) => value === null) ? null : values.filter((value) => value !== null);
}

/** Conjunction with constants folded by Kleene's tables. */
export function and(parts: readonly Condition[]): Condition {
  return join('and', parts, false);
}

/** Disjunction with constants folded by Kleene's tables. */
export function or(parts: readonly Condition[]): Condition {
  return join('or', parts, true);
}

export function not(part: Condition): Condition {
  if (part.op !== 'constant') return { op: 'not', of: part };
  return { op: 'constant', value: part.value === null ? null : !part.value };
}

function join(op: 'and' | 'or', parts: readonly Condition[], decisive: boolean): Condition {
  const of = parts.filter((part) => !(part.op === 'constant' && part.value === !decisive));
  if (of.some((part) => part.op === 'constant' && part.value === decisive)) return { op: 'constant', value: decisive };
  const [first, ...others] = of;
  if (!first) return { op: 'constant', value: !decisive };
  return others.length === 0 ? first : { op, of };
}
