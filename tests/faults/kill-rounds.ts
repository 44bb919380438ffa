import { expect } from 'vitest';
import { startEmbedded } from '../../db/embedded.ts';
import { processesOf } from '../db/embedded-process.ts';
import { freePort } from '../support/free-port.ts';
import { Visitor } from '../support/visitor.ts';
import { type Answered, readingPaths, readUntilCut } from './answered.ts';
import { checkLog, type LogCheck, vkeyOf } from './log-check.ts';
import { startPortalProcess } from './portal-process.ts';

export interface KillResult {
  /** Every answer of every round. */
  answered: Answered[];
  /** Requests that were cut off, by round. */
  cut: number[];
  /** Answers with data before the kill, by round. */
  shown: number[];
  log: LogCheck;
}

const readers = 200;
const people = ['arta', 'bojan', 'chiara', 'dino'];

/** Signed in once: their sessions are data too, and go on after every kill. */
async function signInAll(url: string): Promise<Visitor[]> {
  const visitors = [];
  for (const alias of people) visitors.push(await Visitor.signIn(url, alias));
  return visitors;
}

async function untilNobodyIsLeft(dataDir: string): Promise<void> {
  await expect.poll(() => processesOf(dataDir), { timeout: 30_000, interval: 200 }).toEqual([]);
}

/**
 * Starts the portal on the data of the round before, lets 200 readers read at once, and kills it in the middle; after
 * the last round, looks at the log. Every second round starts before the former's database has been stopped.
 */
export async function killInRounds(dataDir: string, rounds: number): Promise<KillResult> {
  const port = await freePort();
  const result: Omit<KillResult, 'log'> = { answered: [], cut: [], shown: [] };
  let visitors: Visitor[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const portal = await startPortalProcess({ dataDir, port });
    if (round === 0) visitors = await signInAll(portal.url);
    const reading = await Promise.all(
      visitors.map(async (visitor) => ({ visitor, paths: await readingPaths(visitor) })),
    );
    // Early and late: in the first answers, when caches are empty, as well as in full swing.
    const enough = 5 + ((round * 97) % 400);
    const load = await readUntilCut(reading, readers, (count) => {
      if (count >= enough) portal.child.kill('SIGKILL');
    });
    await portal.kill();
    result.answered.push(...load.answered);
    result.cut.push(load.cut);
    result.shown.push(load.answered.filter(({ status }) => status === 200).length);
    if (round % 2 === 1) await untilNobodyIsLeft(dataDir);
  }
  await untilNobodyIsLeft(dataDir);
  const server = await startEmbedded(dataDir);
  try {
    return { ...result, log: await checkLog(server.ownerUrl, vkeyOf(dataDir), result.answered) };
  } finally {
    await server.stop();
  }
}

/** What must hold after any number of rounds. */
export function expectNothingLost({ answered, cut, log }: KillResult): void {
  // On a machine that cannot keep up, some of 200 at once are told to come back: without data, and mostly logged too.
  const turnedAway = answered.filter(({ status }) => status === 503);
  expect(answered.filter((one) => one.status !== 200 && !turnedAway.includes(one))).toEqual([]);
  expect(cut.every((count) => count === readers)).toBe(true);
  expect(log.withoutReceipt.filter((one) => !turnedAway.includes(one))).toEqual([]);
  expect(log.missing).toEqual([]);
  expect(log.another).toEqual([]);
  expect(log).toMatchObject({ holes: 0, pending: 0, verdict: { good: true, problems: [] } });
  expect(log.size).toBeGreaterThanOrEqual(answered.length - log.withoutReceipt.length);
  expect(log.verdict.entries).toBe(log.size);
}
