import pg from 'pg';
import { type Secrets, urlOf } from './embedded-secrets.ts';

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

async function ensureRoles(admin: pg.Client, secrets: Secrets): Promise<void> {
  for (const [role, password] of [
    ['seguito_owner', secrets.owner],
    ['seguito_portal', secrets.portal],
  ] as const) {
    const { rowCount } = await admin.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
    if (!rowCount) await admin.query(`CREATE ROLE ${role} LOGIN PASSWORD ${pg.escapeLiteral(password)}`);
  }
}

/**
 * The roles and the database, as deploy/postgres-init.sql makes them on a server of your own: the owner is no superuser,
 * the portal's role may not even create a table. The grants come every time: a start may have died before them.
 */
export async function prepareDatabase(secrets: Secrets, database: string): Promise<void> {
  const name = pg.escapeIdentifier(database);
  await withClient(urlOf('superuser', secrets, 'postgres'), async (admin) => {
    await ensureRoles(admin, secrets);
    const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [database]);
    if (!rowCount) await admin.query(`CREATE DATABASE ${name} OWNER seguito_owner`);
  });
  await withClient(urlOf('superuser', secrets, database), async (inside) => {
    await inside.query(
      `REVOKE ALL ON DATABASE ${name} FROM PUBLIC; GRANT CONNECT ON DATABASE ${name} TO seguito_portal;
       ALTER SCHEMA public OWNER TO seguito_owner; REVOKE ALL ON SCHEMA public FROM PUBLIC;
       GRANT USAGE ON SCHEMA public TO seguito_portal`,
    );
  });
}
