import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processesOf } from '../db/embedded-process.ts';
import { faultFolder } from './fault-folder.ts';
import { expectNothingLost, killInRounds } from './kill-rounds.ts';

let folder: ReturnType<typeof faultFolder>;
beforeAll(() => {
  folder = faultFolder();
});
afterAll(() => folder.remove());

describe('a portal that is killed in the middle of 200 concurrent reads', () => {
  it('has every answered request in the log without gaps, goes on with its data, and leaves no process behind', async () => {
    const result = await killInRounds(folder.path, 2);
    expectNothingLost(result);
    expect(result.shown.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(100);
    expect(processesOf(folder.path)).toEqual([]);
  }, 60_000);
});
