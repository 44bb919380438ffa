import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
const server = 'postgres://super@127.0.0.1:45991';
/** TEMPORARY until tests/support/database.ts is there. */
export async function createTestDatabase() {
  const admin = new pg.Client(`${server}/postgres`);
  await admin.connect();
  await admin.query("DO $$ BEGIN CREATE ROLE seguito_portal LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
  const name = `t_${process.pid}_${Math.floor(Math.random() * 1e9)}`;
  await admin.query(`CREATE DATABASE ${name}`);
  const owner = new pg.Client(`${server}/${name}`);
  await owner.connect();
  const dir = new URL('../../db/migrations/', import.meta.url);
  for (const file of readdirSync(dir).sort().slice(0, 3)) await owner.query(readFileSync(new URL(file, dir), 'utf8'));
  await owner.end();
  return {
    ownerUrl: `${server}/${name}`,
    portalUrl: `postgres://seguito_portal@127.0.0.1:45991/${name}`,
    close: async () => {
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.end();
    },
  };
}
