import { randomBytes } from 'node:crypto';
import pg from 'pg';

export interface TestDatabase {
  name: string;
  superuserUrl: string;
  /** Owns the tables. */
  ownerUrl: string;
  /** The portal's role. */
  portalUrl: string;
  drop(): Promise<void>;
}

function urlFor(variable: string, database: string): string {
  const base = process.env[variable];
  if (!base) throw new Error(`${variable} is not set: run the tests by npm test`);
  const url = new URL(base);
  url.pathname = `/${database}`;
  return url.href;
}

async function asSuperuser(statement: string): Promise<void> {
  const client = new pg.Client(urlFor('SEGUITO_TEST_SUPERUSER_URL', 'postgres'));
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** True when a database of that name stands on the test server. */
export async function databaseExists(name: string): Promise<boolean> {
  const client = new pg.Client(urlFor('SEGUITO_TEST_SUPERUSER_URL', 'postgres'));
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    return (rowCount ?? 0) > 0;
  } finally {
    await client.end();
  }
}

/** An own database with the whole schema, cloned in milliseconds; `template` is another database nobody is connected to. */
export async function createTestDatabase(
  template = 'template_migrated',
  name = `test_${randomBytes(6).toString('hex')}`,
): Promise<TestDatabase> {
  await asSuperuser(`CREATE DATABASE ${name} TEMPLATE ${template} OWNER seguito_owner`);
  await asSuperuser(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC; GRANT CONNECT ON DATABASE ${name} TO seguito_portal`);
  return {
    name,
    superuserUrl: urlFor('SEGUITO_TEST_SUPERUSER_URL', name),
    ownerUrl: urlFor('SEGUITO_TEST_OWNER_URL', name),
    portalUrl: urlFor('SEGUITO_TEST_PORTAL_URL', name),
    drop: () => asSuperuser(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}
