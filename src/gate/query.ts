import { type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Position } from './cursor.ts';
import type { ContentDefinition, Guard, Lens, ListQuery, RecordView, Sort } from './definition.ts';
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
}): Record<string, SQL | AnyPgColumn> {
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
  const lens: Lens = { sees: (guard) => sight.visible(guard), agency: sight.subject.agency };
  const selected = { ...definition.select, ...definition.derived?.(lens) };
  const columns = Object.entries(selected).map(([alias, column]) => sql`${column} AS ${sql.identifier(alias)}`);
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

/** Policy epoch and highest class, read in the same snapshot as the rows (ARCHITECTURE, access classes). */
const freshness = sql`SELECT (SELECT epoch FROM policy_epoch) AS "fresh_epoch", (SELECT coalesce(max(id), 0) FROM access_class) AS "fresh_upto"`;

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

/** The same row without the policy: only for the true reason in the log, never for an answer. */
export function hiddenQuery<View extends RecordView>(
  definition: ContentDefinition<View>,
  sight: Sight,
  id: string,
): SQL {
  return sql`SELECT ${selectList(definition, sight)} FROM ${definition.from} WHERE ${definition.id} = ${id}`;
}

/** A page of visible rows, one more than asked for to know whether there is a next. */
export function pageQuery<View extends RecordView>(
  definition: ContentDefinition<View>,
  sight: Sight,
  query: ListQuery,
  page: { sort: Sort; limit: number; after: Position | null },
): SQL {
  const conditions = [...(query.where ?? []), visibleSql(definition, sight, query.looksAt)];
  const matching = sql.join(conditions, sql` AND `);
  const after = page.after ? sql`AND ${afterSql(definition.id, page.sort, page.after)}` : sql``;
  const direction = page.sort.direction === 'asc' ? sql`ASC` : sql`DESC`;
  // A number of ours, at most 101. As a parameter it would keep the planner from settling on one plan.
  const most = sql.raw(String(Math.trunc(page.limit) + 1));
  const total = query.total ? sql`(SELECT count(*) FROM ${definition.from} WHERE ${matching})` : sql`NULL::bigint`;
  return sql`SELECT * FROM (SELECT fresh.*, ${total} AS "total" FROM (${freshness}) AS fresh) AS head LEFT JOIN LATERAL (
    SELECT ${selectList(definition, sight)}, ${page.sort.column}::text AS "sort_value" FROM ${definition.from}
    WHERE ${matching} ${after}
    ORDER BY ${page.sort.column} ${direction} NULLS LAST, ${definition.id} ${direction} LIMIT ${most}
  ) AS record ON true`;
}

/** Rows behind a position in (column, id) order with nulls last. */
function afterSql(id: AnyPgColumn, sort: Sort, after: Position): SQL {
  const later = sort.direction === 'asc' ? sql`>` : sql`<`;
  if (after.value === null) return sql`(${sort.column} IS NULL AND ${id} ${later} ${after.id}::uuid)`;
  const value = sql`${after.value}::${sql.raw(sort.cast)}`;
  return sql`(${sort.column} ${later} ${value} OR (${sort.column} = ${value} AND ${id} ${later} ${after.id}::uuid) OR ${sort.column} IS NULL)`;
}
