import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';

const folder = new URL('./migrations/', import.meta.url);
// One number for all instances: whoever comes second waits, and then finds nothing to do.
const lock = 7_321_105;

interface Migration {
  name: string;
  text: string;
  hash: string;
}

/** The migrations of this version in order; `where` is another folder in tests. */
export function readMigrations(where: URL = folder): Migration[] {
  const names = readdirSync(where)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  let last = 0;
  return names.map((name) => {
    // Numbers are given out before the work is done, so one may come late or never; two of the same are two orders.
    const number = Number(/^(\d{4})_/.exec(name)?.[1]);
    if (!(number > last)) throw new Error(`migration ${name}: expected a number above ${last}, of four digits`);
    last = number;
    const text = readFileSync(new URL(name, where), 'utf8');
    return { name, text, hash: createHash('sha256').update(text).digest('hex') };
  });
}

async function demandPortalRole(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query(`SELECT 1 FROM pg_roles WHERE rolname = 'seguito_portal'`);
  if (!rowCount)
    throw new Error('the role seguito_portal is missing: run deploy/postgres-init.sql as a superuser first');
}

async function appliedHashes(client: pg.Client): Promise<Map<string, string>> {
  await client.query(
    'CREATE TABLE IF NOT EXISTS schema_migration (name text PRIMARY KEY, hash text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())',
  );
  await client.query('GRANT SELECT ON schema_migration TO seguito_portal');
  const { rows } = await client.query<{ name: string; hash: string }>('SELECT name, hash FROM schema_migration');
  return new Map(rows.map(({ name, hash }) => [name, hash]));
}

function demandSameHistory(migrations: Migration[], applied: Map<string, string>): void {
  for (const { name, hash } of migrations) {
    const known = applied.get(name);
    if (known !== undefined && known !== hash)
      throw new Error(`migration ${name} was changed after it was applied: restore it, and write a new one`);
  }
  const unknown = [...applied.keys()].filter((name) => !migrations.some((migration) => migration.name === name));
  if (unknown.length > 0)
    throw new Error(
      `the database has migrations that this version does not know (${unknown.join(', ')}): install a newer version`,
    );
}

async function apply(client: pg.Client, { name, text, hash }: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(text);
    await client.query('INSERT INTO schema_migration (name, hash) VALUES ($1, $2)', [name, hash]);
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK');
    throw new Error(`migration ${name} failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

/** `pg_c_utf8`, by which letters are folded alike everywhere, came with PostgreSQL 17. */
async function demandVersion(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ number: number; version: string }>(
    `SELECT current_setting('server_version_num')::integer AS number, current_setting('server_version') AS version`,
  );
  const [found] = rows;
  if (found && found.number >= 170_000) return;
  throw new Error(
    `PostgreSQL 17 or newer is needed; this server is ${found?.version}: set DATABASE_URL to a newer one`,
  );
}

/**
 * Brings the schema up to this version as the owner: numbered files, each in one transaction, hash-checked, under an
 * advisory lock. Returns the names of those that were applied now. Throws when history and files disagree.
 */
export async function migrate(ownerUrl: string, where: URL = folder): Promise<{ applied: string[] }> {
  const migrations = readMigrations(where);
  const client = new pg.Client(ownerUrl);
  await client.connect();
  try {
    await demandVersion(client);
    await demandPortalRole(client);
    await client.query('SELECT pg_advisory_lock($1)', [lock]);
    const applied = await appliedHashes(client);
    demandSameHistory(migrations, applied);
    const missing = migrations.filter(({ name }) => !applied.has(name));
    for (const migration of missing) await apply(client, migration);
    return { applied: missing.map(({ name }) => name) };
  } finally {
    await client.end();
  }
}
