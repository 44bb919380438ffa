import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ended } from '../db/embedded-process.ts';
import { type BenchLine, interleave, lineOf } from './bench-line.ts';
import type { BenchWorld } from './bench-world.ts';
import type { Side } from './http-load.ts';

const child = fileURLToPath(new URL('flood-child.ts', import.meta.url));
/** Seconds of one round with and without the flood. */
const seconds = 10 * Number(process.env.BENCH_SECONDS ?? 2);
const readsPerSecond = 50;

/** Milliseconds within which 99 of 100 reads are answered, at a steady pace. Throws when one is not answered well. */
async function slowest({ url, headers }: Side, path: string): Promise<number> {
  const took: number[] = [];
  const one = async () => {
    const startedAt = performance.now();
    const response = await fetch(url + path, { headers });
    await response.arrayBuffer();
    if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
    took.push(performance.now() - startedAt);
  };
  const until = performance.now() + seconds * 1000;
  const waiting: Promise<void>[] = [];
  while (performance.now() < until) {
    waiting.push(one());
    await pause(1000 / readsPerSecond);
  }
  await Promise.all(waiting);
  took.sort((a, b) => a - b);
  return took[Math.floor(took.length * 0.99)] ?? 0;
}

/** The same while another process sends its flood. Throws when a hostile message broke something or signed somebody in, or when many were turned away unread. */
async function flooded(side: Side, path: string): Promise<number> {
  const flood = spawn(process.execPath, ['--import', 'tsx', child, side.url, String(seconds + 1)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  await new Promise<void>((resolve) => {
    flood.stdout.on('data', (chunk: Buffer) => {
      said += chunk;
      if (said.includes('ready')) resolve();
    });
  });
  const result = await slowest(side, path);
  await ended(flood);
  const statuses = JSON.parse(said.split('\n')[1] ?? '{}') as Record<string, number>;
  const count = (keys: RegExp) =>
    Object.entries(statuses).reduce((sum, [key, times]) => sum + (keys.test(key) ? times : 0), 0);
  const [sent, bad, shed] = [count(/./), count(/ 5(?!03)\d\d$|^\/saml\/acs 303$/), count(/ 503$/)];
  // A machine that is busy with other things may turn messages away (503 with Retry-After), but not many: else nothing was tried.
  if (bad > 0 || shed > sent / 10 || sent < seconds * 50)
    throw new Error(`the flood was answered with ${JSON.stringify(statuses)}`);
  return result;
}

/** What others notice of 100 hostile messages a second at the SAML endpoints. */
export async function benchFlood(world: BenchWorld): Promise<BenchLine[]> {
  const path = '/api/v1/follow-up-actions?limit=1';
  const measured = await interleave(
    () => flooded(world.ours, path),
    () => slowest(world.ours, path),
  );
  const what = { name: 'acs-flood', unit: 'ms (p99 of others)', against: 'the same reads without the flood' };
  return [lineOf(what, measured)];
}
