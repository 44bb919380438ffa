import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Visitor } from '../support/visitor.ts';
import { readingPaths } from './answered.ts';
import { type Asked, askEveryRoute, type RouteParams } from './every-route.ts';
import { checkLog, vkeyOf } from './log-check.ts';
import { type OwnPortal, startOwnPortal } from './own-portal.ts';
import { leakedWords } from './record-words.ts';
import { type Reading, startReaders } from './steady-readers.ts';

let portal: OwnPortal;
let arta: Visitor;
let paths: string[];
let params: RouteParams;

beforeAll(async () => {
  portal = await startOwnPortal();
  arta = await portal.signIn('arta');
  await arta.statePurpose('POLICY');
  paths = await readingPaths(arta);
  params = { id: paths[0]?.split('/').at(-1) ?? '', agency: 'AL-ASP' };
}, 120_000);
afterAll(() => portal?.close());

/** 503 with when to come back, and nothing of any record. */
function expectNoByte(asked: readonly Pick<Asked, 'path' | 'answer'>[]): void {
  for (const { path, answer } of asked) {
    const { status, headers, text } = answer;
    expect({ path, status, retry: headers.get('retry-after') }).toEqual({ path, status: 503, retry: '2' });
    expect({ path, leaked: leakedWords(text, path, portal.words) }).toEqual({ path, leaked: [] });
  }
}

/** The same, and no entry can have been written: nothing claims that one was. */
function expectNothingAtAll(asked: readonly Pick<Asked, 'path' | 'answer'>[]): void {
  expectNoByte(asked);
  expect(asked.map(({ answer }) => answer.headers.get('audit-receipt')).filter(Boolean)).toEqual([]);
}

async function secondsUntil(good: () => Promise<boolean>, most: number): Promise<number> {
  const startedAt = performance.now();
  while (!(await good())) {
    if (performance.now() - startedAt > most * 1000) throw new Error(`not within ${most} s`);
    await pause(100);
  }
  return (performance.now() - startedAt) / 1000;
}

const recovers = () => secondsUntil(async () => (await arta.get(paths[0] ?? '/')).status === 200, 10);

/** Every answer was either whole and logged, or 503 and empty. */
async function expectAllOrNothing(readings: readonly Reading[]): Promise<void> {
  // One may carry the receipt of its refusal: the database came back before the answer left.
  expectNoByte(readings.filter(({ answer }) => answer.status !== 200));
  const good = readings.filter(({ answer }) => answer.status === 200);
  const answered = good.map(({ path, answer }) => ({
    path,
    status: answer.status,
    requestId: answer.headers.get('x-request-id') ?? '',
    receipt: answer.headers.get('audit-receipt') ?? '',
  }));
  const check = await checkLog(portal.server.ownerUrl, vkeyOf(portal.dataDir), answered);
  expect(check).toMatchObject({ withoutReceipt: [], missing: [], another: [], holes: 0, verdict: { good: true } });
}

describe('when the database crashes under load', () => {
  it('every answer is either whole and in the log, or 503 without a byte of a record; it recovers alone and the session goes on', async () => {
    const readers = startReaders(arta, paths, 50);
    await secondsUntil(async () => readers.readings.length > 100, 20);
    const goodBefore = readers.readings.filter(({ answer }) => answer.status === 200).length;
    await portal.server.crash();
    // Longer than a cached session may be trusted.
    await pause(4000);
    await portal.server.start();
    const seconds = await recovers();
    await pause(500);
    await readers.stop();
    expect(readers.failures).toEqual([]);
    expect(goodBefore).toBeGreaterThan(90);
    expect(readers.readings.filter(({ answer }) => answer.status === 503).length).toBeGreaterThan(50);
    expect(readers.readings.at(-1)?.answer.status).toBe(200);
    expect(Math.max(...readers.readings.map(({ took }) => took))).toBeLessThan(10_000);
    expect(seconds).toBeLessThan(10);
    await expectAllOrNothing(readers.readings);
  }, 60_000);
});

describe('while the database is stopped', () => {
  beforeAll(() => portal.server.stop(), 60_000);
  afterAll(async () => {
    await portal.server.start();
    await recovers();
  }, 60_000);

  it('every route answers a person who is signed in with 503 and without a byte of a record', async () => {
    const asked = await askEveryRoute(arta, params);
    expect(asked.length).toBeGreaterThan(35);
    expectNothingAtAll(asked);
  }, 60_000);

  it('and so when the session may no longer be trusted', async () => {
    await pause(3500);
    expectNothingAtAll(await askEveryRoute(arta, params));
  }, 60_000);

  it('and somebody who is not signed in', async () => {
    expectNothingAtAll(await askEveryRoute(new Visitor(portal.url), params));
  }, 60_000);

  it('nobody can sign in, and no program is told that its person is signed out', async () => {
    const idp = encodeURIComponent(`http://127.0.0.1:${new URL(portal.url).port}/idp/al`);
    const signIn = await new Visitor(portal.url).get(`/saml/login?idp=${idp}`);
    expect([signIn.status, signIn.headers.get('retry-after')]).toEqual([503, '2']);
    expectNothingAtAll([{ path: '/api/v1/session', answer: await arta.get('/api/v1/session') }]);
  });

  it('the process says that it lives, and that it is not ready', async () => {
    expect((await arta.get('/healthz')).status).toBe(200);
    expect((await arta.get('/readyz')).status).toBe(503);
  });
});

describe('when the database is back', () => {
  it('the portal is ready and the same session reads on', async () => {
    expect((await arta.get('/readyz')).status).toBe(200);
    expect((await arta.get('/api/v1/session')).json).toMatchObject({ authenticated: true });
    const asked = await askEveryRoute(arta, params);
    expect(asked.filter(({ answer }) => answer.status >= 500).map(({ pattern }) => pattern)).toEqual([]);
  });
});
