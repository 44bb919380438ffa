import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processesOf } from '../db/embedded-process.ts';
import { faultFolder } from './fault-folder.ts';
import { expectNothingLost, killInRounds } from './kill-rounds.ts';

const rounds = 10;
let folder: ReturnType<typeof faultFolder>;
beforeAll(() => {
  folder = faultFolder();
});
afterAll(() => folder.remove());

describe('a portal that is killed ten times in the middle of 200 concurrent reads', () => {
  it('has every answered request in the log without gaps, goes on with its data, and leaves no process behind', async () => {
    const result = await killInRounds(folder.path, rounds);
    expectNothingLost(result);
    expect(result.shown.every((count) => count >= 5)).toBe(true);
    expect(result.shown.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(1000);
    expect(processesOf(folder.path)).toEqual([]);
  }, 300_000);
});
