import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Visitor } from '../support/visitor.ts';
import { readingPaths } from './answered.ts';
import { type OwnPortal, startOwnPortal } from './own-portal.ts';
import { leakedWords } from './record-words.ts';

let portal: OwnPortal;
let arta: Visitor;
let paths: string[];

beforeAll(async () => {
  portal = await startOwnPortal();
  arta = await portal.signIn('arta');
  paths = await readingPaths(arta);
}, 120_000);
afterAll(() => portal?.close());
afterEach(async () => {
  await expect.poll(async () => (await arta.get(paths[0] ?? '/')).status, { timeout: 10_000 }).toBe(200);
}, 20_000);

interface Timed {
  status: number;
  retry: string | null;
  leaked: string[];
  seconds: number;
}

async function ask(path: string): Promise<Timed> {
  const startedAt = performance.now();
  const { status, headers, text } = await arta.get(path);
  const seconds = (performance.now() - startedAt) / 1000;
  const leaked = status === 200 ? [] : leakedWords(text, path, portal.words);
  return { status, retry: headers.get('retry-after'), leaked, seconds };
}

const askMany = (count: number) =>
  Promise.all(Array.from({ length: count }, (_, n) => ask(paths[n % paths.length] ?? '/')));

function expectTurnedAway(answers: readonly Timed[], seconds: number): void {
  for (const { status, retry, leaked } of answers)
    expect({ status, retry, leaked }).toEqual({ status: 503, retry: '2', leaked: [] });
  expect(Math.max(...answers.map((answer) => answer.seconds))).toBeLessThan(seconds);
}

async function asSuperuser(statements: readonly string[]): Promise<pg.Client> {
  const client = new pg.Client(portal.server.superuserUrl);
  client.on('error', () => undefined);
  await client.connect();
  for (const statement of statements) await client.query(statement);
  return client;
}

describe('a database that is there and does not serve', () => {
  it('hangs with open connections: everybody is told to come back, nobody waits for ever', async () => {
    portal.server.freeze();
    try {
      expectTurnedAway(await askMany(60), 12);
    } finally {
      portal.server.thaw();
    }
  }, 40_000);

  it('takes no further connection: everybody is told to come back', async () => {
    const superuser = await asSuperuser([
      'ALTER DATABASE seguito CONNECTION LIMIT 0',
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'seguito_portal'`,
    ]);
    try {
      await pause(200);
      expectTurnedAway(await askMany(60), 5);
    } finally {
      await superuser.query('ALTER DATABASE seguito CONNECTION LIMIT -1');
      await superuser.end();
    }
  }, 40_000);

  it('holds a table locked: what needs it is turned away in time, the rest is served when connections are free', async () => {
    const superuser = await asSuperuser(['BEGIN', 'LOCK TABLE follow_up_action IN ACCESS EXCLUSIVE MODE']);
    try {
      const waiting = [ask(paths[0] ?? '/'), ask('/actions')];
      const other = await ask('/profile');
      expect(other.status).toBe(200);
      expectTurnedAway(await Promise.all(waiting), 8);
    } finally {
      await superuser.query('ROLLBACK');
      await superuser.end();
    }
  }, 40_000);

  it('breaks every connection at once: no request is lost without an answer', async () => {
    const asking = askMany(60);
    const superuser = await asSuperuser([
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'seguito_portal'`,
    ]);
    await superuser.end();
    for (const { status, leaked } of await asking) {
      expect([200, 503]).toContain(status);
      expect(leaked).toEqual([]);
    }
  }, 40_000);
});
