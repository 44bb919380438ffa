import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { samplePeople } from '../../db/sample/people.ts';
import { conclusionType } from '../../src/content/conclusion.ts';
import { actionType } from '../../src/content/follow-up-action.ts';
import { ClassRegistry } from '../../src/gate/class-registry.ts';
import { EffectDesk } from '../../src/gate/policy-effect.ts';
import { loadPolicy } from '../../src/gate/policy-store.ts';
import { shippedFiles } from '../policies/shipped.ts';
import { draft, panelFive, steps, stolenLaptops } from '../support/policy-change.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';

/** One change that opens here and closes there: for members, for a country, by classification, by type. */
const change = `${panelFive}${stolenLaptops.slice(stolenLaptops.indexOf('  - id'))}
  - id: NO-AMBER-CONCLUSIONS
    describe: Serbia and Albania read no AMBER conclusions of others
    effect: forbid
    actions: [read]
    resources: [conclusion]
    subject: { country: { $in: [RS, AL] } }
    when: { tlp: AMBER, own: false }
`;
const officers = samplePeople.filter(({ roles }) =>
  roles.some(({ role }) => role === 'liaison-officer' || role === 'conference-secretariat'),
);

let portal: TestPortal;
let pool: pg.Pool;
const visitors = new Map<string, Visitor>();

beforeAll(async () => {
  portal = await startTestPortal();
  pool = new pg.Pool({ connectionString: portal.database.portalUrl, max: 4 });
  for (const { alias } of officers) visitors.set(alias, await portal.signIn(alias));
}, 240_000);
afterAll(async () => {
  await pool?.end();
  await portal?.close();
});

/** Ids of every action and conclusion that a person finds in a list, under any purpose of theirs. */
async function sightOf(alias: string, purposes: readonly string[]): Promise<Set<string>> {
  const visitor = visitors.get(alias);
  if (!visitor) throw new Error(alias);
  const seen = new Set<string>();
  for (const purpose of purposes) {
    expect((await visitor.statePurpose(purpose)).status).toBe(200);
    for (const path of ['/api/v1/follow-up-actions?limit=100', '/api/v1/conclusions?limit=100']) {
      const { json, status } = await visitor.get(path);
      expect(status).toBe(200);
      for (const { id } of (json as { items: { id: string }[] }).items) seen.add(id);
    }
  }
  return seen;
}

async function everybodysSight(): Promise<Map<string, Set<string>>> {
  const sights = new Map<string, Set<string>>();
  for (const { alias, purposes } of officers) sights.set(alias, await sightOf(alias, purposes));
  return sights;
}

interface Side {
  people: number;
  records: number;
}
type ByAgency = Record<string, { gains: Side; losses: Side }>;

/** Gains and losses by agency, from what people found before and after. */
function differenceOf(before: Map<string, Set<string>>, after: Map<string, Set<string>>): ByAgency {
  const agencies: Record<string, { gains: Set<string>[]; losses: Set<string>[] }> = {};
  for (const { alias, agency } of officers) {
    const [was, is] = [before.get(alias) ?? new Set<string>(), after.get(alias) ?? new Set<string>()];
    const found = agencies[agency] ?? { gains: [], losses: [] };
    agencies[agency] = found;
    found.gains.push(new Set([...is].filter((id) => !was.has(id))));
    found.losses.push(new Set([...was].filter((id) => !is.has(id))));
  }
  const count = (sets: Set<string>[]): Side => ({
    people: sets.filter((set) => set.size > 0).length,
    records: new Set(sets.flatMap((set) => [...set])).size,
  });
  const all = Object.entries(agencies).map(
    ([agency, { gains, losses }]) => [agency, { gains: count(gains), losses: count(losses) }] as const,
  );
  return Object.fromEntries(all.filter(([, { gains, losses }]) => gains.people + losses.people > 0));
}

describe('the effect of a change', () => {
  it('is exactly what every person then finds in lists and can open', async () => {
    const before = await everybodysSight();
    const [giulia, hana] = [await portal.signIn('giulia'), await portal.signIn('hana')];
    const { version, problems } = await draft(giulia, change);
    expect(problems).toEqual([]);
    await steps(giulia, version, 'simulate', 'submit');
    await steps(hana, version, 'approve', 'activate');
    const after = await everybodysSight();

    const files = shippedFiles('rules');
    const [old, fresh] = [loadPolicy(files, 1), loadPolicy([...files, { name: 'panel-five.yaml', text: change }], 2)];
    const desk = new EffectDesk(pool, new ClassRegistry(pool), [actionType, conclusionType]);
    const effect = await desk.effect(old, fresh);
    const told = Object.fromEntries(effect.agencies.map(({ agency, gains, losses }) => [agency, { gains, losses }]));
    expect(told).toEqual(differenceOf(before, after));
    expect(told['PRV-BANKASSOC']).toEqual({ gains: { people: 1, records: 1 }, losses: { people: 0, records: 0 } });
    expect(Object.keys(told).sort()).toEqual(['AL-ASP', 'BA-GP', 'PRV-BANKASSOC', 'RS-MUP']);

    const gained = [...(after.get('fabio') ?? [])].filter((id) => !before.get('fabio')?.has(id));
    expect((await visitors.get('fabio')?.get(`/actions/${gained[0]}`))?.status).toBe(200);
    const lost = [...(before.get('bojan') ?? [])].find((id) => !after.get('bojan')?.has(id));
    expect((await visitors.get('bojan')?.get(`/conclusions/${lost}`))?.status).toBe(404);
  }, 240_000);
});
