import type { SQL } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import type pg from 'pg';
import { StatementNames } from './statement-names.ts';

const dialect = new PgDialect();
const names = new StatementNames();

/** Executes a composed statement; values travel as parameters, never as text. Statements that come again are prepared. */
export async function run<Row>(on: pg.Pool | pg.PoolClient, query: SQL): Promise<Row[]> {
  const { sql, params } = dialect.sqlToQuery(query);
  const name = names.nameOf(sql);
  const { rows } = await on.query(
    name === undefined ? { text: sql, values: params } : { name, text: sql, values: params },
  );
  return rows as Row[];
}
