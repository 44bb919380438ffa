import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Database, isDatabaseUnavailable, openDatabase } from '../../db/connect.ts';
import { Lines } from '../../db/lines.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let owner: Database;
let pool: Database;
let lines: Lines;
beforeAll(async () => {
  database = await createTestDatabase();
  owner = openDatabase(database.superuserUrl, { max: 1 });
  pool = openDatabase(database.portalUrl, { max: 2 });
});
beforeEach(async () => {
  await lines?.close();
  lines = new Lines(database.portalUrl, 2, pool.pool);
});
afterAll(async () => {
  await lines?.close();
  await pool?.close();
  await owner?.close();
  await database?.drop();
});

const echo = async (n: number): Promise<unknown> => {
  const { rows } = await lines.query<{ n: number }>({ name: 'echo', text: 'SELECT $1::int AS n', values: [n] });
  return rows[0]?.n;
};
const pids = async (count: number): Promise<Set<number>> => {
  const answers = await Promise.all(
    Array.from({ length: count }, () => lines.query<{ pid: number }>({ text: 'SELECT pg_backend_pid() AS pid' })),
  );
  return new Set(answers.map(({ rows }) => rows[0]?.pid ?? 0));
};

describe('a line that many requests share', () => {
  it('gives everybody the own answer', async () => {
    const asked = Array.from({ length: 500 }, (_, n) => n);
    expect(await Promise.all(asked.map(echo))).toEqual(asked);
    expect((await pids(50)).size).toBe(2);
  });

  it('keeps an error with the statement that caused it', async () => {
    const asked = Array.from({ length: 60 }, (_, n) =>
      n % 3 === 0 ? lines.query({ text: 'SELECT 1 / $1::int', values: [0] }) : echo(n),
    );
    const settled = await Promise.allSettled(asked);
    for (const [n, one] of settled.entries()) {
      if (n % 3 === 0) expect(one).toMatchObject({ status: 'rejected', reason: { code: '22012' } });
      else expect(one).toEqual({ status: 'fulfilled', value: n });
    }
  });

  it('that the server ends fails what is under way as "unavailable", and the next statement opens another', async () => {
    const before = await pids(20);
    const slow = Promise.allSettled(
      Array.from({ length: 10 }, () => lines.query({ text: 'SELECT pg_sleep(4)', values: [] })),
    );
    await owner.pool.query('SELECT pg_terminate_backend(p) FROM unnest($1::int[]) AS p', [[...before]]);
    for (const one of await slow) {
      expect(one.status).toBe('rejected');
      expect(isDatabaseUnavailable(one.status === 'rejected' ? one.reason : null)).toBe(true);
    }
    expect(await echo(7)).toBe(7);
    for (const pid of await pids(20)) expect(before).not.toContain(pid);
  });

  it('lets nobody stand behind a statement that takes long: the pool answers', async () => {
    await pids(20);
    const slow = [0, 1].map(() => lines.query({ text: 'SELECT pg_sleep(1)', values: [] }));
    await pause(100);
    const startedAt = performance.now();
    expect(await Promise.all([echo(1), echo(2), echo(3)])).toEqual([1, 2, 3]);
    expect(performance.now() - startedAt).toBeLessThan(800);
    await Promise.all(slow);
  });

  it('says "unavailable" where a server takes the connection and says nothing', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const url = `postgres://nobody:x@127.0.0.1:${(silent.address() as AddressInfo).port}/none`;
    const away = openDatabase(url);
    const none = new Lines(url, 1, away.pool);
    for (const one of [away, none]) one.hurry();
    const refused: unknown = await none.query({ text: 'SELECT 1' }).catch((error: unknown) => error);
    expect(isDatabaseUnavailable(refused)).toBe(true);
    await none.close();
    await away.close();
    silent.close();
  });

  it('says "unavailable" where no server is, and closes all the same', async () => {
    const away = openDatabase('postgres://nobody:x@127.0.0.1:1/none');
    const none = new Lines('postgres://nobody:x@127.0.0.1:1/none', 2, away.pool);
    const refused: unknown = await none.query({ text: 'SELECT 1' }).catch((error: unknown) => error);
    expect(isDatabaseUnavailable(refused)).toBe(true);
    await none.close();
    await away.close();
    await expect(none.query({ text: 'SELECT 1' })).rejects.toSatisfy(isDatabaseUnavailable);
  });
});
