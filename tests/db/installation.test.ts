import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../db/connect.ts';
import { installationKind, settleInstallation } from '../../db/installation.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

describe('demo or live belongs to the database (THREATS 12)', () => {
  let database: TestDatabase;
  let owner: Database;
  let portal: Database;

  beforeEach(async () => {
    database = await createTestDatabase();
    owner = openDatabase(database.ownerUrl, { max: 2 });
    portal = openDatabase(database.portalUrl, { max: 1 });
  });
  afterEach(async () => {
    await portal.close();
    await owner.close();
    await database.drop();
  });

  it('an empty database is neither', async () => {
    expect(await installationKind(portal.pool)).toBeNull();
  });

  it.each(['demo', 'live'] as const)('a %s database stays what it was made as', async (kind) => {
    expect(await settleInstallation(owner.pool, kind)).toBe(kind);
    expect(await settleInstallation(owner.pool, kind)).toBe(kind);
    expect(await installationKind(portal.pool)).toBe(kind);
  });

  it('a live database refuses to be used as a demo, whatever the environment says', async () => {
    await settleInstallation(owner.pool, 'live');
    await expect(settleInstallation(owner.pool, 'demo')).rejects.toThrow('this database is live');
    expect(await installationKind(portal.pool)).toBe('live');
  });

  it('a demo database cannot become live', async () => {
    await settleInstallation(owner.pool, 'demo');
    await expect(settleInstallation(owner.pool, 'live')).rejects.toThrow('this database is a demo');
    expect(await installationKind(portal.pool)).toBe('demo');
  });

  it('two that settle it at once agree', async () => {
    const wishes = await Promise.allSettled([
      settleInstallation(owner.pool, 'demo'),
      settleInstallation(owner.pool, 'live'),
    ]);
    expect(wishes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it.each([`UPDATE installation SET kind = 'demo'`, 'DELETE FROM installation', 'TRUNCATE installation'])(
    'not even the owner may: %s',
    async (statement) => {
      await settleInstallation(owner.pool, 'live');
      await expect(owner.pool.query(statement)).rejects.toThrow('written once');
    },
  );

  it('the portal’s role cannot settle it', async () => {
    await expect(settleInstallation(portal.pool, 'demo')).rejects.toMatchObject({ code: '42501' });
  });
});
