import { type SQL, sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { render } from '../../db/render.ts';
import { commitment, followUpAction } from '../../db/schema/follow-up-action.ts';

const dialect = new PgDialect();

function byDrizzle(query: SQL): { text: string; values: unknown[] } {
  const { sql: text, params } = dialect.sqlToQuery(query);
  return { text, values: params };
}

const values = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.constant(undefined),
  fc.date(),
  fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
  fc.array(fc.string(), { maxLength: 3 }),
);
const leaves: fc.Arbitrary<SQL> = fc.oneof(
  values.map((value) => sql`${value}`),
  fc.array(fc.string(), { maxLength: 3 }).map((list) => sql`x = ANY (${sql.param(list)}::text[])`),
  fc.string().map((name) => sql`${sql.identifier(name)} IS NULL`),
  fc.constantFrom(
    sql`SELECT ${followUpAction.id}, ${followUpAction.dueOn} FROM ${followUpAction}`,
    sql`${commitment.actionId} = ${followUpAction.id}`,
    sql`${sql.raw('LIMIT 26')}`,
    sql``,
  ),
);
const { query: queries } = fc.letrec<{ query: SQL }>((tie) => ({
  query: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaves,
    fc.tuple(tie('query'), values, tie('query')).map(([a, value, b]) => sql`(${a} AND f(${value}) OR ${b})`),
    fc.array(tie('query'), { maxLength: 3 }).map((parts) => sql.join(parts, sql` AND `)),
  ),
}));

describe('the text and the values of a statement', () => {
  it('are those that Drizzle makes', () => {
    fc.assert(
      fc.property(queries, (query) => {
        expect(render(query)).toEqual(byDrizzle(query));
        // Once more: the texts of columns and tables are kept.
        expect(render(query)).toEqual(byDrizzle(query));
      }),
      { numRuns: 2000 },
    );
  });

  it('never take a value for text: an object in the place of a value is refused', () => {
    expect(() => render(sql`SELECT ${{ toString: () => '1; DROP TABLE agency' }}`)).toThrow('values of its own');
  });
});
