import { type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { Slot } from '../../db/slot.ts';
import {
  type AnyDefinition,
  type BaseColumns,
  baseSorts,
  type ContentDefinition,
  type Filter,
  type RecordView,
  type Sort,
} from './definition.ts';
import type { Source } from './field.ts';
import type { Guard } from './lens.ts';
import { type Asking, lens, relatedFact, visible, visibleSql } from './visible.ts';

/** The columns of a marked table that every record shows, under the aliases that `recordFrom` reads. */
export function recordSelect(table: {
  ref: AnyPgColumn;
  version: AnyPgColumn;
  lang: AnyPgColumn;
  marking: AnyPgColumn;
  state: AnyPgColumn;
  title: AnyPgColumn;
  createdAt: AnyPgColumn;
  updatedAt: AnyPgColumn;
  createdBy: AnyPgColumn;
}): BaseColumns {
  return {
    ref: table.ref,
    version: table.version,
    lang: table.lang,
    marking: table.marking,
    state: table.state,
    title: table.title,
    created_at: table.createdAt,
    updated_at: table.updatedAt,
    created_by: table.createdBy,
    created_by_name: sql`(SELECT person.name FROM person WHERE person.id = ${table.createdBy})`,
    created_by_agency: sql`(SELECT person.agency FROM person WHERE person.id = ${table.createdBy})`,
  };
}

/** A guard over a marked table. */
export function guardOf(
  type: Guard['type'],
  table: { id: AnyPgColumn; classId: AnyPgColumn; originator: AnyPgColumn; tlp: AnyPgColumn },
): Guard {
  return { type, columns: { id: table.id, classId: table.classId, originator: table.originator, tlp: table.tlp } };
}

/** The select list of a definition, with what the gate itself needs: class, originator, fact `related`. */
function selectList<View extends RecordView>(definition: ContentDefinition<View>): SQL {
  const [own] = definition.guards;
  const fields = Object.entries(definition.fields).map(([name, { source }]): [string, Source] => [name, source]);
  const selected = [...Object.entries<Source>(definition.base), ...fields, ...Object.entries(definition.facts)];
  const columns = selected.map(
    ([alias, source]) => sql`${typeof source === 'function' ? source(lens) : source} AS ${sql.identifier(alias)}`,
  );
  return sql.join(
    [
      sql`${definition.id} AS "id"`,
      sql`${own.columns.classId} AS "class_id"`,
      sql`${own.columns.originator} AS "originator"`,
      sql`${relatedFact(own)} AS "related"`,
      ...columns,
    ],
    sql`, `,
  );
}

/** Filters as filters of this type alone. Throws for one of another type: a mistake of the program. */
export function filtersFor({ type }: Pick<AnyDefinition, 'type'>, filter: readonly Filter[]): readonly Filter[] {
  const foreign = filter.find((one) => one.type !== type);
  if (foreign) throw new Error(`${type} is not filtered by the ${foreign.name} of ${foreign.type}`);
  return filter;
}

/** The rows that a filtered list may show: they match, and the asker may read them and every field that a filter looks at. */
export function matchingSql<View extends RecordView>(
  definition: ContentDefinition<View>,
  filter: readonly Filter[],
  counted: readonly string[] = [],
): SQL {
  const narrowed = filtersFor(definition, filter).map((one) => one.sql(lens));
  const looksAt = [...new Set([...counted, ...filter.flatMap((one) => one.looksAt)])];
  return matching(definition, narrowed, looksAt);
}

/** In brackets: an OR inside a filter must not reach past the policy. */
function matching<View extends RecordView>(
  definition: ContentDefinition<View>,
  conditions: readonly SQL[],
  looksAt: readonly string[],
): SQL {
  return sql.join([...conditions.map((one) => sql`(${one})`), visibleSql(definition, looksAt)], sql` AND `);
}

/** Typed words as the database looks for them; a subquery, so that they are folded once and not a row. */
export function searchQuery(text: string | SQL): SQL {
  return sql`(SELECT search_query(${typeof text === 'string' ? storable(text) : text}))`;
}

/** Controls and lone surrogates are no letters, and PostgreSQL takes no text that holds them. */
function storable(text: string): string {
  return text.replace(/[\p{Cc}\p{Surrogate}]/gu, ' ');
}

/** Policy epoch and highest class, read in the same snapshot as the rows (ARCHITECTURE, access classes). */
export const freshness = sql`SELECT (SELECT epoch FROM policy_epoch) AS "fresh_epoch", (SELECT coalesce(max(id), 0) FROM access_class) AS "fresh_upto"`;

const wantedId = new Slot<Asking>(({ id }) => id);
const wantedWords = new Slot<Asking>(({ words }) => words && storable(words));

/** One row by id: visible, or indistinguishable from none. Always answers one row, for its freshness. */
export function singleQuery<View extends RecordView>(definition: ContentDefinition<View>): SQL {
  return sql`SELECT * FROM (${freshness}) AS fresh LEFT JOIN LATERAL (
    SELECT ${selectList(definition)} FROM ${definition.from} WHERE ${definition.id} = ${wantedId} AND ${visibleSql(definition)}
  ) AS record ON true`;
}

/**
 * What a refusal is decided on, without the policy: for the true reason in the log, never for an answer. No text of the
 * record, and whether its parents may be read.
 */
export function refusalQuery<View extends RecordView>(definition: ContentDefinition<View>): SQL {
  const [own, ...parents] = definition.guards;
  const seen = sql.join([sql`true`, ...parents.map((guard) => visible(guard))], sql` AND `);
  return sql`SELECT ${definition.id} AS "id", ${definition.base.version} AS "version", ${own.columns.classId} AS "class_id",
    ${own.columns.originator} AS "originator", ${relatedFact(own)} AS "related", (${seen}) AS "parents_visible"
    FROM ${definition.from} WHERE ${definition.id} = ${wantedId}`;
}

/** How many rows of each type match and may be read, in one statement; one row, with its freshness. */
export function countsQuery(counted: readonly { definition: AnyDefinition; filter: readonly Filter[] }[]): SQL {
  const counts = counted.map(
    ({ definition, filter }) =>
      sql`(SELECT count(*) FROM ${definition.from} WHERE ${matchingSql(definition, filter)}) AS ${sql.identifier(definition.type)}`,
  );
  return sql`SELECT fresh.*, ${sql.join(counts, sql`, `)} FROM (${freshness}) AS fresh`;
}

/** What makes one page query another text than the next; values are no part of it. */
export interface PageShape {
  /** Conditions with slots in the place of their values. */
  where: readonly SQL[];
  /** Fields that the conditions look at. */
  looksAt: readonly string[];
  /** Ordered by how well the words of a search match, the best first, in place of the sort. */
  ranked: boolean;
  sort: Sort;
  /** The policy hides the sort field from this asker somewhere: a row's place must not tell its value. */
  hidden: boolean;
  limit: number;
  /** Where the page begins: at the first row, behind a value, or behind a row among the nulls. */
  after: 'start' | 'value' | 'null';
  total: boolean;
}

/** A page of visible rows, one more than asked for to know whether there is a next. */
export function pageQuery<View extends RecordView>(definition: ContentDefinition<View>, shape: PageShape): SQL {
  const rows = matching(definition, shape.where, shape.looksAt);
  const order = shape.ranked ? rankOf(definition) : orderOf(definition, shape);
  const after = shape.after === 'start' ? sql`` : sql`AND ${afterSql(definition.id, order, shape.after)}`;
  const direction = order.direction === 'asc' ? sql`ASC` : sql`DESC`;
  // A number of ours, at most 101. As a parameter it would keep the planner from settling on one plan.
  const most = sql.raw(String(Math.trunc(shape.limit) + 1));
  const total = shape.total ? sql`(SELECT count(*) FROM ${definition.from} WHERE ${rows})` : sql`NULL::bigint`;
  return sql`SELECT * FROM (SELECT fresh.*, ${total} AS "total" FROM (${freshness}) AS fresh) AS head LEFT JOIN LATERAL (
    SELECT ${selectList(definition)}, ${order.by}::text AS "sort_value" FROM ${definition.from}
    WHERE ${rows} ${after}
    ORDER BY ${order.by} ${direction} NULLS LAST, ${definition.id} ${direction} LIMIT ${most}
  ) AS record ON true`;
}

interface Order {
  by: SQL | AnyPgColumn;
  cast: string;
  direction: 'asc' | 'desc';
}

/** How well the text matches. Only who may read all of it finds the record at all, so that no place tells of hidden words. */
function rankOf<View extends RecordView>({ type, search }: ContentDefinition<View>): Order {
  if (!search) throw new Error(`${type} cannot be searched`);
  return { by: sql`ts_rank(${search.vector}, ${searchQuery(sql`${wantedWords}`)})`, cast: 'real', direction: 'desc' };
}

/** What a sort orders by. Where a policy hides the field from this reader, a row's place must not tell its value. */
function orderOf<View extends RecordView>(
  definition: ContentDefinition<View>,
  { sort, hidden }: Pick<PageShape, 'sort' | 'hidden'>,
): Order {
  const { direction } = sort;
  if (isBaseSort(sort.by)) {
    const column =
      sort.by === 'created' ? definition.id : definition.base[sort.by === 'updated' ? 'updated_at' : sort.by];
    if (!column) throw new Error(`${definition.type} has no ${sort.by} to sort by`);
    // Ids are UUIDv7: their order is the order of creation.
    return { by: column, cast: baseSorts[sort.by], direction };
  }
  const field = definition.fields[sort.by];
  if (!field?.cast || typeof field.source === 'function')
    throw new Error(`${definition.type} is not sorted by ${sort.by}`);
  const [own] = definition.guards;
  const by = hidden ? sql`(CASE WHEN ${visible(own, [sort.by])} THEN ${field.source} END)` : field.source;
  return { by, cast: field.cast, direction };
}

export function isBaseSort(by: string): by is keyof typeof baseSorts {
  return Object.hasOwn(baseSorts, by);
}

const afterValue = new Slot<Asking>(({ after }) => after?.value);
const afterId = new Slot<Asking>(({ after }) => after?.id);

/** Rows behind a position in (value, id) order with nulls last. */
function afterSql(id: AnyPgColumn, order: Order, after: 'value' | 'null'): SQL {
  const later = order.direction === 'asc' ? sql`>` : sql`<`;
  if (after === 'null') return sql`(${order.by} IS NULL AND ${id} ${later} ${afterId}::uuid)`;
  const value = sql`${afterValue}::${sql.raw(order.cast)}`;
  return sql`(${order.by} ${later} ${value} OR (${order.by} = ${value} AND ${id} ${later} ${afterId}::uuid) OR ${order.by} IS NULL)`;
}
