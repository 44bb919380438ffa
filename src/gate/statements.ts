import { type SQL, sql } from 'drizzle-orm';
import type pg from 'pg';
import { run } from '../../db/run.ts';
import { AppError } from '../errors.ts';
import type { AnyDefinition } from './definition.ts';
import type { Relation } from './draft.ts';

function bound(value: unknown): SQL {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return sql`${JSON.stringify(value)}::jsonb`;
  return sql`${sql.param(value)}`;
}

/** The columns that named values go to. Throws where a type has no such column of its own: a mistake of the program. */
export function columnValues(definition: AnyDefinition, values: Record<string, unknown>): Record<string, unknown> {
  const stored = Object.entries(values).map(([name, value]): [string, unknown] => {
    const column = definition.columns.get(name);
    if (!column) throw new Error(`a ${definition.type} has no column of its own for ${name}`);
    // Lists are arrays of PostgreSQL elsewhere; in a JSON column they are JSON.
    return [column.name, column.dataType === 'json' && value !== null ? JSON.stringify(value) : value];
  });
  return Object.fromEntries(stored);
}

/** The reference of a new record stands already. */
export class RefTaken extends Error {}

/** Writes a new row. Throws RefTaken, and `conflict` where the same thing stands already. */
export async function insertRow(tx: pg.PoolClient, table: string, values: Record<string, unknown>): Promise<void> {
  const columns = Object.keys(values).map((name) => sql.identifier(name));
  const insert = sql`INSERT INTO ${sql.identifier(table)} (${sql.join(columns, sql`, `)})
    VALUES (${sql.join(Object.values(values).map(bound), sql`, `)})`;
  try {
    await run(tx, insert);
  } catch (error) {
    const constraint = violatedConstraint(error);
    if (constraint === `${table}_ref_key`) throw new RefTaken(table);
    if (constraint !== null) throw new AppError('conflict');
    throw error;
  }
}

/** Changes the row if it still has the version that was seen; throws `stale-version` else. */
export async function updateRow(
  tx: pg.PoolClient,
  table: string,
  seen: { id: string; version: number },
  values: Record<string, unknown>,
): Promise<void> {
  const assignments = Object.entries(values).map(([name, value]) => sql`${sql.identifier(name)} = ${bound(value)}`);
  const rows = await run(
    tx,
    sql`UPDATE ${sql.identifier(table)} SET ${sql.join([...assignments, sql`version = version + 1`, sql`updated_at = now()`], sql`, `)}
      WHERE id = ${seen.id} AND version = ${seen.version} RETURNING id`,
  );
  if (rows.length === 0) throw new AppError('stale-version');
}

/**
 * Locks a record and the records it stands under until the transaction ends, so that what is decided on them now still holds
 * when it is written. `SHARE` for the parent of a new part, `UPDATE` for what is itself changed.
 */
export async function lockRows(
  tx: pg.PoolClient,
  definition: AnyDefinition,
  id: string,
  strength: 'SHARE' | 'UPDATE',
): Promise<void> {
  await run(
    tx,
    sql`SELECT 1 AS locked FROM ${definition.from} WHERE ${definition.id} = ${id} FOR ${sql.raw(strength)}`,
  );
}

/** Makes the given relations the only ones of their kinds. */
export async function replaceRelations(
  tx: pg.PoolClient,
  record: string,
  relations: readonly Relation[],
): Promise<void> {
  await tx.query(`DELETE FROM relation WHERE record = $1 AND kind IN ('named', 'lead', 'co-lead')`, [record]);
  for (const { token, kind } of relations) {
    await tx.query('INSERT INTO relation (record, token, kind) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
      record,
      token,
      kind,
    ]);
  }
}

export async function relationsOf(pool: pg.Pool, record: string): Promise<Relation[]> {
  const { rows } = await pool.query<Relation>(
    `SELECT token, kind FROM relation WHERE record = $1 AND until > now() ORDER BY token, kind`,
    [record],
  );
  return rows;
}

/** The name of the unique constraint that a write ran into; null for every other failure. */
function violatedConstraint(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error) || error.code !== '23505') return null;
  return 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : '';
}
