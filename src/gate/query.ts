import { type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Position } from './cursor.ts';
import {
  type AnyDefinition,
  type BaseColumns,
  baseSorts,
  type ContentDefinition,
  type Filter,
  type ListQuery,
  type RecordView,
  type Sort,
} from './definition.ts';
import type { Source } from './field.ts';
import type { Guard, Lens } from './lens.ts';
import type { Sight } from './sight.ts';

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
function selectList<View extends RecordView>(definition: ContentDefinition<View>, sight: Sight): SQL {
  const [own] = definition.guards;
  const lens = lensOf(sight);
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
      sql`${sight.relatedFact(own)} AS "related"`,
      ...columns,
    ],
    sql`, `,
  );
}

/** All guards of a definition, as one condition: a part is visible only if it and its parent both are. */
export function visibleSql<View extends RecordView>(
  definition: ContentDefinition<View>,
  sight: Sight,
  looksAt: readonly string[] = [],
): SQL {
  const [own, ...parents] = definition.guards;
  return sql.join([sight.visible(own, looksAt), ...parents.map((guard) => sight.visible(guard))], sql` AND `);
}

/** The rows that a filtered list may show: they match, and the reader may read them and every field that a filter looks at. */
export function matchingSql<View extends RecordView>(
  definition: ContentDefinition<View>,
  sight: Sight,
  filter: readonly Filter[],
  counted: readonly string[] = [],
): SQL {
  const foreign = filter.find(({ type }) => type !== definition.type);
  if (foreign) throw new Error(`${definition.type} is not filtered by the ${foreign.name} of ${foreign.type}`);
  const lens = lensOf(sight);
  const looksAt = [...new Set([...counted, ...filter.flatMap((one) => one.looksAt)])];
  // In brackets: an OR inside a filter must not reach past the policy.
  const narrowed = filter.map((one) => sql`(${one.sql(lens)})`);
  return sql.join([...narrowed, visibleSql(definition, sight, looksAt)], sql` AND `);
}

/** Typed words as the database looks for them; a subquery, so that they are folded once and not a row. */
export function searchQuery(text: string): SQL {
  return sql`(SELECT search_query(${text}))`;
}

/** The eyes of this reader. */
export function lensOf(sight: Sight): Lens {
  return { sees: (guard, looksAt) => sight.visible(guard, looksAt), agency: sight.subject.agency };
}

/** Policy epoch and highest class, read in the same snapshot as the rows (ARCHITECTURE, access classes). */
export const freshness = sql`SELECT (SELECT epoch FROM policy_epoch) AS "fresh_epoch", (SELECT coalesce(max(id), 0) FROM access_class) AS "fresh_upto"`;

/** One row by id: visible, or indistinguishable from none. Always answers one row, for its freshness. */
export function singleQuery<View extends RecordView>(
  definition: ContentDefinition<View>,
  sight: Sight,
  id: string,
): SQL {
  return sql`SELECT * FROM (${freshness}) AS fresh LEFT JOIN LATERAL (
    SELECT ${selectList(definition, sight)} FROM ${definition.from} WHERE ${definition.id} = ${id} AND ${visibleSql(definition, sight)}
  ) AS record ON true`;
}

/**
 * What a refusal is decided on, without the policy: for the true reason in the log, never for an answer. No text of the
 * record, and whether its parents may be read.
 */
export function refusalQuery<View extends RecordView>(
  definition: ContentDefinition<View>,
  sight: Sight,
  id: string,
): SQL {
  const [own, ...parents] = definition.guards;
  const seen =
    parents.length === 0
      ? sql`true`
      : sql.join(
          parents.map((guard) => sight.visible(guard)),
          sql` AND `,
        );
  return sql`SELECT ${definition.id} AS "id", ${definition.base.version} AS "version", ${own.columns.classId} AS "class_id",
    ${own.columns.originator} AS "originator", ${sight.relatedFact(own)} AS "related", (${seen}) AS "parents_visible"
    FROM ${definition.from} WHERE ${definition.id} = ${id}`;
}

/** How many rows of each type match and may be read, in one statement; one row, with its freshness. */
export function countsQuery(
  sight: Sight,
  counted: readonly { definition: AnyDefinition; filter: readonly Filter[] }[],
): SQL {
  const counts = counted.map(
    ({ definition, filter }) =>
      sql`(SELECT count(*) FROM ${definition.from} WHERE ${matchingSql(definition, sight, filter)}) AS ${sql.identifier(definition.type)}`,
  );
  return sql`SELECT fresh.*, ${sql.join(counts, sql`, `)} FROM (${freshness}) AS fresh`;
}

/** A page of visible rows, one more than asked for to know whether there is a next. */
export function pageQuery<View extends RecordView>(
  definition: ContentDefinition<View>,
  sight: Sight,
  query: ListQuery,
  page: { sort: Sort; limit: number; after: Position | null },
): SQL {
  const matching = matchingSql(definition, sight, query.filter ?? []);
  const order = query.rankedBy ? rankOf(definition, query.rankedBy) : orderOf(definition, sight, page.sort);
  const after = page.after ? sql`AND ${afterSql(definition.id, order, page.after)}` : sql``;
  const direction = order.direction === 'asc' ? sql`ASC` : sql`DESC`;
  // A number of ours, at most 101. As a parameter it would keep the planner from settling on one plan.
  const most = sql.raw(String(Math.trunc(page.limit) + 1));
  const total = query.total ? sql`(SELECT count(*) FROM ${definition.from} WHERE ${matching})` : sql`NULL::bigint`;
  return sql`SELECT * FROM (SELECT fresh.*, ${total} AS "total" FROM (${freshness}) AS fresh) AS head LEFT JOIN LATERAL (
    SELECT ${selectList(definition, sight)}, ${order.by}::text AS "sort_value" FROM ${definition.from}
    WHERE ${matching} ${after}
    ORDER BY ${order.by} ${direction} NULLS LAST, ${definition.id} ${direction} LIMIT ${most}
  ) AS record ON true`;
}

interface Order {
  by: SQL | AnyPgColumn;
  cast: string;
  direction: 'asc' | 'desc';
}

/** How well the text matches. Only who may read all of it finds the record at all, so that no place tells of hidden words. */
function rankOf<View extends RecordView>({ type, search }: ContentDefinition<View>, words: string): Order {
  if (!search) throw new Error(`${type} cannot be searched`);
  return { by: sql`ts_rank(${search.vector}, ${searchQuery(words)})`, cast: 'real', direction: 'desc' };
}

/** What a sort orders by. Where a policy hides the field from this reader, a row's place must not tell its value. */
function orderOf<View extends RecordView>(definition: ContentDefinition<View>, sight: Sight, sort: Sort): Order {
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
  const by = sight.hides(own.type, sort.by)
    ? sql`(CASE WHEN ${sight.visible(own, [sort.by])} THEN ${field.source} END)`
    : field.source;
  return { by, cast: field.cast, direction };
}

function isBaseSort(by: string): by is keyof typeof baseSorts {
  return Object.hasOwn(baseSorts, by);
}

/** Rows behind a position in (value, id) order with nulls last. */
function afterSql(id: AnyPgColumn, order: Order, after: Position): SQL {
  const later = order.direction === 'asc' ? sql`>` : sql`<`;
  if (after.value === null) return sql`(${order.by} IS NULL AND ${id} ${later} ${after.id}::uuid)`;
  const value = sql`${after.value}::${sql.raw(order.cast)}`;
  return sql`(${order.by} ${later} ${value} OR (${order.by} = ${value} AND ${id} ${later} ${after.id}::uuid) OR ${order.by} IS NULL)`;
}
