import type { SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type pg from 'pg';

const dialect = new PgDialect();

/** Executes a composed statement; values travel as parameters, never as text. */
export async function run<Row>(on: pg.Pool | pg.PoolClient, query: SQL): Promise<Row[]> {
  const { sql, params } = dialect.sqlToQuery(query);
  const { rows } = await on.query(sql, params);
  return rows as Row[];
}
