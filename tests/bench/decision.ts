import type { SubjectPolicy } from '../../policies/compile.ts';
import type { Resource } from '../../policies/resource.ts';
import { shippedPolicy } from '../policies/shipped.ts';
import { type BenchLine, interleave, lineOf } from './bench-line.ts';
import { type Asker, actions, askers } from './decision-world.ts';
import { mayReadAction } from './hand-written.ts';

type Decider = (asker: number, action: Resource) => boolean;

/** Nanoseconds a decision, over everybody and everything. Throws when another number of records is seen than expected. */
function costOf(decide: Decider, people: number, all: readonly Resource[], expected: number): number {
  let seen = 0;
  const startedAt = performance.now();
  for (let asker = 0; asker < people; asker += 1) for (const one of all) if (decide(asker, one)) seen += 1;
  const elapsed = performance.now() - startedAt;
  if (seen !== expected) throw new Error(`${seen} permits, not ${expected}`);
  return (elapsed * 1e6) / (people * all.length);
}

function countEqual(one: Decider, other: Decider, people: number, all: readonly Resource[]): number {
  let seen = 0;
  for (let asker = 0; asker < people; asker += 1) {
    for (const action of all) {
      const permitted = one(asker, action);
      if (permitted !== other(asker, action)) throw new Error(`two answers: ${JSON.stringify({ asker, action })}`);
      if (permitted) seen += 1;
    }
  }
  return seen;
}

async function compare(name: string, ours: Decider, theirs: Decider, sizes: [number, number]): Promise<BenchLine> {
  const [people, count] = sizes;
  const all = actions(count);
  const expected = countEqual(ours, theirs, people, all);
  if (expected === 0 || expected === people * count) throw new Error('everybody is answered alike: nothing to measure');
  const measured = await interleave(
    async () => costOf(ours, people, all, expected),
    async () => costOf(theirs, people, all, expected),
  );
  return lineOf({ name, unit: 'ns', against: 'a predicate written by hand' }, measured);
}

/** The decision that a read asks for: the effect alone, as lists need it, and with reasons and both engines, as a detail does. */
export async function benchDecision(): Promise<BenchLine[]> {
  const policy = shippedPolicy();
  const everybody: readonly Asker[] = askers(1000);
  const compiled: SubjectPolicy[] = everybody.map(({ subject, environment }) =>
    policy.forSubject(subject, environment),
  );
  const byHand: Decider = (n, action) => {
    const asker = everybody[n];
    return asker !== undefined && mayReadAction(asker.subject, asker.environment, action);
  };
  const permits: Decider = (n, action) => compiled[n]?.permits('read', action) === true;
  const decide: Decider = (n, action) => compiled[n]?.decide('read', action).effect === 'permit';
  return [
    await compare('decision', permits, byHand, [1000, 1000]),
    await compare('decision-with-reasons', decide, byHand, [1000, 100]),
  ];
}
