import type { SQL } from 'drizzle-orm';
import type pg from 'pg';
import { render } from './render.ts';
import { statementNames } from './statement-names.ts';

/** Executes a composed statement; values travel as parameters, never as text. Statements that come again are prepared. */
export async function run<Row>(on: pg.Pool | pg.PoolClient, query: SQL): Promise<Row[]> {
  const statement = render(query);
  const name = statementNames.nameOf(statement.text);
  const { rows } = await on.query(name === undefined ? statement : { name, ...statement });
  return rows as Row[];
}
