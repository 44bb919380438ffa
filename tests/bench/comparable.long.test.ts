import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BenchWorld, openBenchWorld } from './bench-world.ts';
import { comparable } from './http.ts';

let world: BenchWorld;

beforeAll(async () => {
  world = await openBenchWorld();
}, 120_000);
afterAll(() => world?.stop());

it('the bare server, against which the benchmark measures, answers with the same rows and fields as the portal', async () => {
  const { whole, rows } = await comparable(world);
  expect([whole.length, rows.length > 50]).toEqual([200, true]);
}, 60_000);
