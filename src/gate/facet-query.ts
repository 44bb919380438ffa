import { type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { ContentDefinition, Filter, RecordView } from './definition.ts';
import type { Lens } from './lens.ts';
import { freshness, matchingSql } from './query.ts';
import { lens } from './visible.ts';

/** What is counted by value: one field, under all filters of a list but its own. */
export interface Facet {
  name: string;
  source(lens: Lens): AnyPgColumn | SQL;
  looksAt: readonly string[];
  filter: readonly Filter[];
}

/** A value of a facet and the number of records that this reader may read and that have it. */
export interface FacetValue {
  value: string;
  count: number;
}

// A filter panel shows no more; the most frequent come first.
const mostValues = sql.raw('100');

/** All facets of a list in one statement, hence in one snapshot. Always answers one row at least, for its freshness. */
export function facetQuery<View extends RecordView>(
  definition: ContentDefinition<View>,
  facets: readonly Facet[],
): SQL {
  const counts = facets.map(
    ({
      name,
      source,
      looksAt,
      filter,
    }) => sql`(SELECT ${name}::text AS "facet", ${source(lens)}::text AS "value", count(*) AS "count"
      FROM ${definition.from} WHERE ${matchingSql(definition, filter, looksAt)} GROUP BY 2 ORDER BY 3 DESC, 2 LIMIT ${mostValues})`,
  );
  return sql`SELECT * FROM (${freshness}) AS fresh LEFT JOIN (${sql.join(counts, sql` UNION ALL `)}) AS counted
    ON counted."value" IS NOT NULL`;
}
