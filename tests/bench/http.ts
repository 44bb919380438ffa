import { type BenchLine, interleave, lineOf } from './bench-line.ts';
import type { BenchWorld } from './bench-world.ts';
import { requestsPerSecond, type Side } from './http-load.ts';

interface Shown {
  id: string;
  commitments?: (Shown & { agency: string })[];
}

const actions = '/api/v1/follow-up-actions';

async function ask<Body>(side: Side, path: string): Promise<Body> {
  const response = await fetch(side.url + path, { headers: side.headers });
  if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
  return (await response.json()) as Body;
}

/** Ids of so many actions that the reader may read, from all pages. */
async function readableIds(side: Side, count: number): Promise<string[]> {
  const ids: string[] = [];
  let after = '';
  do {
    const page = await ask<{ items: Shown[]; next: string | null }>(side, `${actions}?limit=100${after}`);
    ids.push(...page.items.map(({ id }) => id));
    after = page.next === null ? '' : `&after=${encodeURIComponent(page.next)}`;
  } while (after !== '' && ids.length < count);
  return ids.slice(0, count);
}

async function compare(
  world: BenchWorld,
  what: Pick<BenchLine, 'name' | 'against'>,
  paths: readonly string[],
): Promise<BenchLine> {
  const measured = await interleave(
    () => requestsPerSecond(world.ours, paths),
    () => requestsPerSecond(world.theirs, paths),
  );
  return lineOf({ ...what, unit: 'requests/s' }, measured);
}

// What only a reader who is known can be told: it is part of the protection that is measured.
const ofTheReader = ['allowed'];

/** Throws unless theirs holds every field of ours with the same value: else we would be measured against less work. */
function demandSame(ours: object, theirs: unknown): void {
  for (const [name, value] of Object.entries(ours)) {
    const other: unknown = typeof theirs === 'object' && theirs ? Reflect.get(theirs, name) : undefined;
    if (ofTheReader.includes(name)) continue;
    if (typeof value === 'object' && value !== null) demandSame(value, other);
    else if (value !== other) throw new Error(`${name} is ${value} with the portal and ${other} with the bare server`);
  }
}

async function checkSameRecord(world: BenchWorld, path: string): Promise<void> {
  demandSame(await ask<Shown>(world.ours, path), await ask<Shown>(world.theirs, path));
}

/** Addresses of so many commitments: one of each action that has any. */
async function commitmentsOf(world: BenchWorld, paths: readonly string[]): Promise<string[]> {
  const rows: string[] = [];
  for (const path of paths) {
    const { commitments = [] } = await ask<Shown>(world.ours, path);
    rows.push(...commitments.slice(0, 1).map(({ agency }) => `${path}/commitments/${agency}`));
  }
  return rows;
}

/** What is asked for, after it was seen that both servers answer it with the same rows and fields. */
export async function comparable(world: BenchWorld): Promise<{ whole: string[]; rows: string[]; list: string }> {
  const whole = (await readableIds(world.ours, 200)).map((id) => `${actions}/${id}`);
  const rows = await commitmentsOf(world, whole);
  for (const path of [...whole.slice(0, 3), ...rows.slice(0, 3)]) await checkSameRecord(world, path);
  const list = `${actions}?limit=25`;
  const ours = await ask<{ items: Shown[]; total: number }>(world.ours, list);
  const theirs = await ask<{ items: Shown[]; total: number }>(world.theirs, list);
  if (ours.items.length !== 25 || theirs.items.length !== 25) throw new Error('not 25 records');
  for (const item of ours.items.slice(0, 3)) demandSame(item, await ask<Shown>(world.theirs, `${actions}/${item.id}`));
  if (ours.total < 100 || ours.total > theirs.total || theirs.total < world.records) throw new Error('a wrong total');
  return { whole, rows, list };
}

/** One record by the API, signed in, decided, logged durably; and the same rows by nobody for everybody. */
export async function benchGet(world: BenchWorld): Promise<BenchLine[]> {
  const { whole, rows } = await comparable(world);
  return [
    await compare(world, { name: 'http-get', against: 'Express + pg, the same row, one SELECT' }, rows),
    await compare(world, { name: 'http-get-whole', against: 'Express + pg, action with parts, 3 SELECTs' }, whole),
  ];
}

/** The first 25 of a list with its exact total. */
export async function benchList(world: BenchWorld): Promise<BenchLine[]> {
  const { list } = await comparable(world);
  return [await compare(world, { name: 'http-list', against: 'Express + pg, 25 rows and count' }, [list])];
}
