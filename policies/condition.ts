/**
 * The neutral condition tree: what a rule says of a resource once subject and environment are known.
 * Two back ends read it, one in memory (policies) and one in SQL (db/where.ts), with one meaning: Kleene's three values.
 * A comparison with a missing or null operand is *unknown*; `permit` needs true, `forbid` fires on true and on unknown.
 */
export type Scalar = string | number | boolean;

export type Condition =
  | { op: 'constant'; value: boolean | null }
  | { op: 'and' | 'or'; of: Condition[] }
  | { op: 'not'; of: Condition }
  | { op: 'exists'; attribute: string; value: boolean }
  /** Scalar attribute against a scalar; `ranks` is the ordered enum to compare by, where there is one. */
  | {
      op: 'eq' | 'ne' | 'lt' | 'lte' | 'gt' | 'gte';
      attribute: string;
      value: Scalar | null;
      ranks?: readonly string[];
    }
  /** Scalar attribute against a list. */
  | { op: 'in' | 'nin'; attribute: string; values: Scalar[] | null }
  /** Set attribute against a list. */
  | { op: 'overlaps' | 'disjoint'; attribute: string; values: string[] | null };

export type LeafCondition = Exclude<Condition, { op: 'constant' | 'and' | 'or' | 'not' }>;
