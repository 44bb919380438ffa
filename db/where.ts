import { type SQL, sql } from 'drizzle-orm';
import type { Condition, Scalar } from '../policies/condition.ts';

type ComparisonCondition = Extract<Condition, { op: 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte' }>;
type ListCondition = Extract<Condition, { op: 'in' | 'nin' | 'overlaps' | 'disjoint' }>;

const operators = { eq: '=', ne: '<>', lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;
/** Attributes whose column is an array: `exists` asks them for a member. The same list as in policies/attributes.ts (a test compares). */
export const arrayAttributes: ReadonlySet<string> = new Set([
  'releasableTo',
  'except',
  'caveats',
  'purposes',
  'coLeads',
]);

/**
 * The neutral condition tree as SQL. The tree is three-valued as SQL is: NULL stands for unknown, so that the result may be asked
 * `IS TRUE` (permit) and `IS FALSE` (forbid). Values are bound, never written into the text.
 * @param columns SQL of each attribute: `text` for scalars and enums, `boolean` for facts, `text[]` for sets.
 * @throws Error on an attribute without a column: a condition is never dropped in silence.
 */
export function conditionToSql(condition: Condition, columns: Readonly<Record<string, SQL>>): SQL {
  switch (condition.op) {
    case 'constant':
      return constant(condition.value);
    case 'and':
    case 'or':
      return junction(
        condition.op,
        condition.of.map((part) => conditionToSql(part, columns)),
      );
    case 'not':
      return sql`(not ${conditionToSql(condition.of, columns)})`;
    default:
      return leafToSql(condition, columnOf(condition.attribute, columns));
  }
}

function leafToSql(leaf: Exclude<Condition, { op: 'constant' | 'and' | 'or' | 'not' }>, column: SQL): SQL {
  switch (leaf.op) {
    case 'exists':
      return existence(leaf.attribute, leaf.value, column);
    case 'in':
    case 'nin':
    case 'overlaps':
    case 'disjoint':
      return list(leaf, column);
    default:
      return leaf.ranks ? ranked(leaf, leaf.ranks, column) : comparison(leaf, column);
  }
}

function columnOf(attribute: string, columns: Readonly<Record<string, SQL>>): SQL {
  const column = Object.hasOwn(columns, attribute) ? columns[attribute] : undefined;
  if (!column) throw new Error(`no column for the attribute ${attribute}: the condition cannot be asked in SQL`);
  return column;
}

function constant(value: boolean | null): SQL {
  if (value === null) return sql`null::boolean`;
  return value ? sql`true` : sql`false`;
}

function junction(op: 'and' | 'or', parts: SQL[]): SQL {
  if (parts.length === 0) return constant(op === 'and');
  return sql`(${sql.join(parts, op === 'and' ? sql` and ` : sql` or `)})`;
}

/** A missing array stays unknown: cardinality(null) is null. */
function existence(attribute: string, wanted: boolean, column: SQL): SQL {
  if (arrayAttributes.has(attribute))
    return wanted ? sql`(cardinality(${column}) > 0)` : sql`(cardinality(${column}) = 0)`;
  return wanted ? sql`(${column} is not null)` : sql`(${column} is null)`;
}

/** Bare `column = $1`, so that an index can serve it. */
function comparison({ op, attribute, value }: ComparisonCondition, column: SQL): SQL {
  if (value === null) return constant(null);
  const ordering = op !== 'eq' && op !== 'ne';
  // Text has no order of its own here: it would depend on the database's collation and differ from the order in memory.
  if (ordering && typeof value !== 'number') throw new Error(`${attribute} has no order to compare by`);
  return sql`(${column} ${sql.raw(operators[op])} ${value})`;
}

/** By place in the closed list; a value outside it has no place, and the comparison is unknown. */
function ranked({ op, value }: ComparisonCondition, ranks: readonly string[], column: SQL): SQL {
  const rank = typeof value === 'string' ? ranks.indexOf(value) : -1;
  if (rank === -1) return constant(null);
  const place = sql`array_position(${sql.param([...ranks])}::text[], ${column})`;
  return sql`(${place} ${sql.raw(operators[op])} ${sql.raw(String(rank + 1))})`;
}

function list(leaf: ListCondition, column: SQL): SQL {
  if (leaf.values === null) return constant(null);
  const positive = leaf.op === 'in' || leaf.op === 'overlaps';
  const met =
    leaf.op === 'overlaps' || leaf.op === 'disjoint'
      ? sql`(${column} && ${sql.param(leaf.values)}::text[])`
      : membership(leaf.values, column);
  return positive ? met : sql`(not ${met})`;
}

function membership(values: readonly Scalar[], column: SQL): SQL {
  // `null = any('{}')` is false in SQL, but a missing operand is unknown in the language.
  if (values.length === 0) return sql`(${column} is null and null::boolean)`;
  if (!values.every((value) => typeof value === 'string')) throw new Error('only lists of text can be asked in SQL');
  return sql`(${column} = any(${sql.param(values)}::text[]))`;
}
