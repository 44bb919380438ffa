import { argv, stderr, stdout } from 'node:process';
import { benchFlood } from './acs-flood.ts';
import { benchAppendAlone } from './append-world.ts';
import type { BenchLine } from './bench-line.ts';
import { type BenchWorld, openBenchWorld } from './bench-world.ts';
import { benchDecision } from './decision.ts';
import { benchGet, benchList } from './http.ts';

/** `npm run bench [-- NAME…]`: one JSON object a line. Without a name everything, in about six minutes. */
async function main(names: readonly string[]): Promise<void> {
  const overHttp: Record<string, (world: BenchWorld) => Promise<BenchLine[]>> = {
    'http-get': benchGet,
    'http-list': benchList,
    'acs-flood': benchFlood,
  };
  const alone: Record<string, () => Promise<BenchLine[]>> = { decision: benchDecision, append: benchAppendAlone };
  const known = [...Object.keys(overHttp), ...Object.keys(alone)];
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`no benchmark ${unknown.join(', ')}: there are ${known.join(', ')}`);
  const wanted = (name: string) => names.length === 0 || names.includes(name);
  const print = (lines: BenchLine[]) => {
    for (const line of lines) stdout.write(`${JSON.stringify(line)}\n`);
  };
  for (const [name, bench] of Object.entries(alone)) if (wanted(name)) print(await bench());
  const http = Object.entries(overHttp).filter(([name]) => wanted(name));
  if (http.length === 0) return;
  const world = await openBenchWorld();
  try {
    for (const [, bench] of http) print(await bench(world));
  } finally {
    await world.stop();
  }
}

main(argv.slice(2)).catch((error: unknown) => {
  stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
