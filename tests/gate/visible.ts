import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import type pg from 'pg';
import { Plan } from '../../db/plan.ts';
import { followUpAction } from '../../db/schema/follow-up-action.ts';
import { type CompiledPolicy, compilePolicy } from '../../policies/compile.ts';
import { parsePolicySet } from '../../policies/language.ts';
import type { Resource } from '../../policies/resource.ts';
import { actionGuard } from '../../src/content/guards.ts';
import { accessClassOf, ClassRegistry } from '../../src/gate/class-registry.ts';
import type { PolicyStore } from '../../src/gate/policy-store.ts';
import { type Sight, SightCache } from '../../src/gate/sight.ts';
import { type Asking, visible } from '../../src/gate/visible.ts';
import { shippedPolicy } from '../policies/shipped.ts';
import { documentOf, rules } from '../policies/worlds.ts';
import { askers, type RandomRecord, records, store } from './random-records.ts';

const everyVisible = new Plan<Asking>(
  sql`SELECT ${followUpAction.id} AS id FROM ${followUpAction} WHERE ${visible(actionGuard)}`,
);

export interface Extent {
  records: number;
  policies: number;
  askersEach: number;
  seed: number;
}

export interface Outcome {
  decisions: number;
  permitted: number;
  /** Every record on which the stored row's own decision and the condition of lists did not give one answer. */
  disagreements: string[];
}

/**
 * Compares what the gate puts into every WHERE clause (src/gate/visible.ts: class bits, own, related, unknown classes) with the
 * decision on each single record, by shipped and random read rules. The facts are worked out here a second time.
 */
export async function compareVisible(pool: pg.Pool, superuserUrl: string, extent: Extent): Promise<Outcome> {
  const classes = new ClassRegistry(pool);
  const all = sample(records, extent.records, extent.seed);
  await store(superuserUrl, classes, all);
  const outcome: Outcome = { decisions: 0, permitted: 0, disagreements: [] };
  const sets = sample(fc.array(rules('read'), { minLength: 1, maxLength: 5 }), extent.policies, extent.seed);
  for (const [round, some] of sets.entries()) {
    const current = round % 2 === 0 ? shippedPolicy() : compilePolicy(parsePolicySet([documentOf(some)]), round + 1);
    const sights = new SightCache({ current, epoch: round } as PolicyStore, classes);
    for (const asker of sample(askers, extent.askersEach, extent.seed + round))
      await compareOne(pool, sights.of(asker), current, all, outcome);
  }
  return outcome;
}

async function compareOne(
  pool: pg.Pool,
  sight: Sight,
  policy: CompiledPolicy,
  all: readonly RandomRecord[],
  outcome: Outcome,
): Promise<void> {
  const { rows } = await pool.query<{ id: string }>(everyVisible.for({ sight }));
  const listed = new Set(rows.map(({ id }) => id));
  const mine = policy.forSubject(sight.subject, sight.environment);
  for (const record of all) {
    const single = mine.permits('read', resourceOf(sight, record));
    outcome.decisions += 1;
    outcome.permitted += Number(single);
    if (single === listed.has(record.id)) continue;
    outcome.disagreements.push(JSON.stringify({ single, record, subject: sight.subject, env: sight.environment }));
  }
}

function resourceOf(sight: Sight, { marking, panel, phase, relations }: RandomRecord): Resource {
  const counts = relations.filter(({ kind, live }) => live && (kind === 'named' || marking.tlp !== 'RED'));
  return {
    type: 'follow-up-action',
    ...accessClassOf(marking, panel, phase),
    own: marking.originator === sight.ownAgency,
    related: counts.some(({ token }) => sight.tokens.includes(token)),
  };
}

function sample<T>(arbitrary: fc.Arbitrary<T>, count: number, seed: number): T[] {
  return fc.sample(arbitrary, { numRuns: count, seed });
}
