import { type SQL, sql } from 'drizzle-orm';
import fc from 'fast-check';
import type pg from 'pg';
import { run } from '../../db/run.ts';
import { conditionToSql } from '../../db/where.ts';
import { resourceAttributes } from '../../policies/attributes.ts';
import { type CompiledPolicy, compilePolicy } from '../../policies/compile.ts';
import type { Environment } from '../../policies/environment.ts';
import { parsePolicySet } from '../../policies/language.ts';
import type { ControlResource } from '../../policies/resource.ts';
import type { Subject } from '../../policies/subject.ts';
import { shippedPolicy } from './shipped.ts';
import { documentOf, environments, resources, rules, subjects } from './worlds.ts';

export interface Agreement {
  decisions: number;
  permitted: number;
  /** Every decision on which the predicate, CASL and SQL did not give one answer. */
  disagreements: string[];
}

export interface Extent {
  policies: number;
  askersEach: number;
  resourcesEach: number;
  seed: number;
}

const sqlTypes = { set: 'text[]', boolean: 'boolean', scalar: 'text', ordered: 'text' } as const;
const names = Object.keys(resourceAttributes);

/** The columns of the table of random resources, by attribute. */
const columns: Record<string, SQL> = Object.fromEntries(names.map((name) => [name, sql.raw(`"${name}"`)]));

/**
 * Decides random resources by random policies (every fourth time by the shipped one) in three ways, the compiled predicate,
 * CASL and a WHERE clause on a real PostgreSQL, and reports where they differ.
 */
export async function compareEngines(client: pg.PoolClient, extent: Extent): Promise<Agreement> {
  await createWorld(client);
  const total: Agreement = { decisions: 0, permitted: 0, disagreements: [] };
  const shipped = shippedPolicy();
  const policies = sample(fc.array(rules('update'), { minLength: 1, maxLength: 6 }), extent.policies, extent.seed);
  for (const [round, some] of policies.entries()) {
    const policy = round % 4 === 3 ? shipped : compilePolicy(parsePolicySet([documentOf(some)]), 1);
    const world = sample(resources('follow-up-action'), extent.resourcesEach, extent.seed + round);
    await fillWorld(client, world);
    const askers = sample(fc.tuple(subjects, environments), extent.askersEach, extent.seed - round);
    for (const [subject, environment] of askers) await compareOne(client, policy, subject, environment, world, total);
  }
  return total;
}

async function compareOne(
  client: pg.PoolClient,
  policy: CompiledPolicy,
  subject: Subject,
  environment: Environment,
  world: readonly ControlResource[],
  total: Agreement,
): Promise<void> {
  const mine = policy.forSubject(subject, environment);
  const visible = await visibleInSql(client, mine.conditions('update', 'follow-up-action'));
  for (const [id, resource] of world.entries()) {
    const answers = {
      predicate: mine.permits('update', resource),
      casl: mine.can('update', resource),
      decision: mine.decide('update', resource).effect === 'permit',
      sql: visible.has(id),
    };
    total.decisions += 1;
    total.permitted += Number(answers.predicate);
    if (new Set(Object.values(answers)).size > 1) {
      total.disagreements.push(JSON.stringify({ answers, subject, environment, resource, rules: policy.rules }));
    }
  }
}

async function visibleInSql(
  client: pg.PoolClient,
  conditions: {
    permit: import('../../policies/condition.ts').Condition;
    forbid: import('../../policies/condition.ts').Condition;
  },
): Promise<Set<number>> {
  const permit = conditionToSql(conditions.permit, columns);
  const forbid = conditionToSql(conditions.forbid, columns);
  const rows = await run<{ id: number }>(
    client,
    sql`select id from world where (${permit}) is true and (${forbid}) is false`,
  );
  return new Set(rows.map(({ id }) => id));
}

async function createWorld(client: pg.PoolClient): Promise<void> {
  const defined = Object.entries(resourceAttributes).map(([name, { kind }]) => `"${name}" ${sqlTypes[kind]}`);
  await client.query(`create temp table if not exists world (id integer primary key, ${defined.join(', ')})`);
}

async function fillWorld(client: pg.PoolClient, world: readonly ControlResource[]): Promise<void> {
  await client.query('truncate world');
  const rows = world.map(({ type: _, ...attributes }, id) => ({ id, ...attributes }));
  await client.query('insert into world select * from jsonb_populate_recordset(null::world, $1)', [
    JSON.stringify(rows),
  ]);
}

function sample<T>(arbitrary: fc.Arbitrary<T>, count: number, seed: number): T[] {
  return fc.sample(arbitrary, { numRuns: count, seed });
}
