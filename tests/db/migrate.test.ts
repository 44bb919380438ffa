import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../db/connect.ts';
import { migrate, readMigrations } from '../../db/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

describe('the schema', () => {
  let database: TestDatabase;
  let owner: Database;
  let folder: string;
  let where: URL;

  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const tables = async () => {
    const { rows } = await owner.pool.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
    );
    return rows.map(({ name }) => name);
  };

  beforeEach(async () => {
    database = await createTestDatabase('template0');
    owner = openDatabase(database.ownerUrl, { max: 2 });
    folder = mkdtempSync(join(tmpdir(), 'seguito-migrations-'));
    where = pathToFileURL(`${folder}/`);
    write('0001_first.sql', 'CREATE TABLE one (id int); GRANT SELECT ON one TO seguito_portal;');
    write('0002_second.sql', 'CREATE TABLE two (id int);');
  });
  afterEach(async () => {
    await owner.close();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('the shipped files apply to an empty database in order, and a second run finds nothing to do', async () => {
    const { applied } = await migrate(database.ownerUrl);
    expect(applied).toEqual(readMigrations().map(({ name }) => name));
    expect(applied[0]).toBe('0001_ground.sql');
    expect(await migrate(database.ownerUrl)).toEqual({ applied: [] });
  });

  it('only what is new is applied', async () => {
    await migrate(database.ownerUrl, where);
    write('0003_third.sql', 'CREATE TABLE three (id int);');
    expect(await migrate(database.ownerUrl, where)).toEqual({ applied: ['0003_third.sql'] });
    expect(await tables()).toEqual(['one', 'schema_migration', 'three', 'two']);
  });

  it('a file that was changed after it was applied is refused, and nothing else happens', async () => {
    await migrate(database.ownerUrl, where);
    write('0002_second.sql', 'CREATE TABLE two (id bigint);');
    write('0003_third.sql', 'CREATE TABLE three (id int);');
    await expect(migrate(database.ownerUrl, where)).rejects.toThrow('0002_second.sql was changed after it was applied');
    expect(await tables()).not.toContain('three');
  });

  it('a database that is newer than this version is refused', async () => {
    await migrate(database.ownerUrl, where);
    rmSync(join(folder, '0002_second.sql'));
    await expect(migrate(database.ownerUrl, where)).rejects.toThrow('does not know (0002_second.sql)');
  });

  it('a double number, or none, is refused before anything is applied', async () => {
    write('0002_again.sql', 'SELECT 1;');
    await expect(migrate(database.ownerUrl, where)).rejects.toThrow('0002_second.sql: expected a number above 2');
    rmSync(join(folder, '0002_again.sql'));
    write('third.sql', 'SELECT 1;');
    await expect(migrate(database.ownerUrl, where)).rejects.toThrow('third.sql: expected a number above 2');
    expect(await tables()).toEqual([]);
  });

  it('a number that was given out earlier and comes later is still applied', async () => {
    write('0004_fourth.sql', 'CREATE TABLE four (id int);');
    await migrate(database.ownerUrl, where);
    write('0003_third.sql', 'CREATE TABLE three (id int);');
    expect(await migrate(database.ownerUrl, where)).toEqual({ applied: ['0003_third.sql'] });
  });

  it('a file that fails leaves nothing of itself; what stood before it stays', async () => {
    write('0002_second.sql', 'CREATE TABLE two (id int); SELECT nothing_such;');
    await expect(migrate(database.ownerUrl, where)).rejects.toThrow(/0002_second.sql failed: .*nothing_such/);
    expect(await tables()).toEqual(['one', 'schema_migration']);
    write('0002_second.sql', 'CREATE TABLE two (id int);');
    expect(await migrate(database.ownerUrl, where)).toEqual({ applied: ['0002_second.sql'] });
  });

  it('of four that start at once, one does the work and the others find it done', async () => {
    const runs = await Promise.all(Array.from({ length: 4 }, () => migrate(database.ownerUrl, where)));
    expect(runs.flatMap(({ applied }) => applied).sort()).toEqual(['0001_first.sql', '0002_second.sql']);
  });

  it('the portal’s role may not migrate', async () => {
    await expect(migrate(database.portalUrl, where)).rejects.toMatchObject({ code: '42501' });
  });
});
