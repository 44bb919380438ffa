import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, isDatabaseUnavailable, openDatabase } from '../../db/connect.ts';
import { run } from '../../db/run.ts';
import { inTransaction } from '../../db/transaction.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let owner: Database;
let portal: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = openDatabase(database.ownerUrl, { max: 2 });
  portal = openDatabase(database.portalUrl, { max: 2 });
});
afterAll(async () => {
  await portal.close();
  await owner.close();
  await database.drop();
});

const failureOf = (attempt: Promise<unknown>): Promise<unknown> =>
  attempt.then(() => null).catch((error: unknown) => error);

describe('what comes out of the database', () => {
  it('times are ISO 8601 in UTC with microseconds, dates are plain dates, counts are numbers', async () => {
    const query = sql`SELECT '2026-03-29 02:30:00.123456+02'::timestamptz AS at, '2026-12-31'::date AS day, count(*) AS many FROM installation`;
    const rows = await run(portal.pool, query);
    expect(rows).toEqual([{ at: '2026-03-29T00:30:00.123456Z', day: '2026-12-31', many: 0 }]);
  });

  it('a grant without an end reads as infinity, and a lone null stays null', async () => {
    const rows = await run(portal.pool, sql`SELECT 'infinity'::timestamptz AS until, NULL::timestamptz AS never`);
    expect(rows).toEqual([{ until: 'infinity', never: null }]);
  });

  it('values travel as parameters: a quote in one is a quote, not SQL', async () => {
    const hostile = `'; DROP TABLE agency; --`;
    expect(await run(portal.pool, sql`SELECT ${hostile}::text AS value`)).toEqual([{ value: hostile }]);
  });

  it('a statement that runs longer than five seconds is ended', async () => {
    const [row] = await run<{ limit: string }>(portal.pool, sql`SELECT current_setting('statement_timeout') AS limit`);
    expect(row?.limit).toBe('5s');
  });
});

describe('a change happens whole or not at all', () => {
  const count = async () => (await owner.pool.query('SELECT FROM participant')).rowCount;

  it('what failed half-way has left nothing', async () => {
    const change = inTransaction(owner.pool, async (tx) => {
      await tx.query(`INSERT INTO participant (code, kind, names) VALUES ('AL', 'country', '{}')`);
      throw new Error('half-way');
    });
    await expect(change).rejects.toThrow('half-way');
    expect(await count()).toBe(0);
  });

  it('what succeeded is there, and the connection goes back to the pool', async () => {
    const code = await inTransaction(owner.pool, async (tx) => {
      await tx.query(`INSERT INTO participant (code, kind, names) VALUES ('AL', 'country', '{}')`);
      return 'AL';
    });
    expect(code).toBe('AL');
    expect(await count()).toBe(1);
    expect(owner.pool.idleCount).toBe(owner.pool.totalCount);
  });

  it('a connection that died in the middle is not given to the next one', async () => {
    const change = inTransaction(owner.pool, async (tx) => {
      await tx.query('SELECT pg_terminate_backend(pg_backend_pid())');
    });
    const error = await failureOf(change);
    expect(isDatabaseUnavailable(error)).toBe(true);
    expect(await count()).toBe(1);
  });
});

describe('the portal’s role', () => {
  it.each([
    'CREATE TABLE public.mine (id int)',
    'CREATE SCHEMA mine',
    'ALTER TABLE agency ADD COLUMN extra text',
    'DROP TABLE agency',
    'TRUNCATE follow_up_action',
    'DELETE FROM follow_up_action',
    `UPDATE installation SET kind = 'live'`,
    'CREATE ROLE mine',
    'SET ROLE seguito_owner',
    `COPY agency TO PROGRAM 'cat'`,
  ])('may not: %s', async (statement) => {
    const error = await failureOf(portal.pool.query(statement));
    expect(error).toMatchObject({ code: expect.stringMatching(/^42501$/) });
  });
});

describe('when the database is away', () => {
  it('nobody listens', async () => {
    const away = openDatabase('postgres://nobody:x@127.0.0.1:1/none');
    expect(isDatabaseUnavailable(await failureOf(away.pool.query('SELECT 1')))).toBe(true);
    await away.close();
  });

  it('every connection is taken for longer than two seconds', async () => {
    const small = openDatabase(database.portalUrl, { max: 1 });
    small.hurry();
    const taken = await small.pool.connect();
    const error = await failureOf(small.pool.query('SELECT 1'));
    taken.release();
    await small.close();
    expect(isDatabaseUnavailable(error)).toBe(true);
  });

  it('an administrator ends the connection, and the process lives on', async () => {
    const client = await portal.pool.connect();
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    client.release();
    const admin = openDatabase(database.superuserUrl, { max: 1 });
    await admin.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    await admin.close();
    await expect
      .poll(() =>
        portal.pool.query('SELECT 1').then(
          () => 'ok',
          () => 'failed',
        ),
      )
      .toBe('ok');
  });

  it('a mistake of ours is not taken for it', async () => {
    expect(isDatabaseUnavailable(await failureOf(portal.pool.query('SELECT nothing_such')))).toBe(false);
    expect(
      isDatabaseUnavailable(await failureOf(portal.pool.query('SELECT FROM schema_migration WHERE name = 1'))),
    ).toBe(false);
    expect(isDatabaseUnavailable('57P01')).toBe(false);
    const missingFile = (): Error | null => {
      try {
        readFileSync('/no/such/file');
        return null;
      } catch (error) {
        return error as Error;
      }
    };
    expect(isDatabaseUnavailable(missingFile())).toBe(false);
  });
});
