import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { samplePeople } from '../../db/sample/people.ts';
import { LogReader } from '../support/audit-entries.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Answer, Visitor } from '../support/visitor.ts';

const api = '/api/v1/follow-up-actions';
const officers = samplePeople
  .filter(({ roles }) => roles.some(({ role }) => role === 'liaison-officer' || role === 'conference-secretariat'))
  .map(({ alias, purposes, agency }) => ({ alias, purpose: purposes[0] ?? '', agency }));

interface Item {
  panel?: string;
  state: string;
  leadAgency?: string;
  marking: { originator: string };
}
interface List {
  items: Item[];
  facets?: Record<'panel' | 'state' | 'lead', { value: string; count: number }[]>;
}

const list = async (visitor: Visitor, query: string): Promise<List> => {
  const answer = await visitor.get(`${api}?limit=100${query}`);
  expect(answer.status).toBe(200);
  return answer.json as List;
};

/** What a hand would count on the list itself. */
function byHand(items: readonly Item[], value: (item: Item) => string | undefined): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) {
    const one = value(item);
    if (one !== undefined) counts[one] = (counts[one] ?? 0) + 1;
  }
  return counts;
}

const asRecord = (values: { value: string; count: number }[] = []) =>
  Object.fromEntries(values.map(({ value, count }) => [value, count]));

describe('facets', () => {
  let portal: TestPortal;
  let log: LogReader;
  beforeAll(async () => {
    portal = await startTestPortal();
    log = await LogReader.open(portal.database.ownerUrl);
  }, 120_000);
  afterAll(async () => {
    await log?.close();
    await portal?.close();
  });

  it.each(officers)(
    'count for $alias what the same person can list, and each leaves its own filter out',
    async ({ alias, purpose }) => {
      const visitor = await portal.signIn(alias);
      for (const stated of ['', purpose]) {
        if (stated) expect((await visitor.statePurpose(stated)).status).toBe(200);
        const all = await list(visitor, '&facets=panel,state,lead');
        expect(asRecord(all.facets?.panel)).toEqual(byHand(all.items, ({ panel }) => panel));
        expect(asRecord(all.facets?.state)).toEqual(byHand(all.items, ({ state }) => state));
        expect(asRecord(all.facets?.lead)).toEqual(byHand(all.items, ({ leadAgency }) => leadAgency));
        const narrowed = await list(visitor, '&panel=J7-P3&state=OPEN&facets=panel,state');
        const open = all.items.filter(({ state }) => state === 'OPEN');
        const inPanel = all.items.filter(({ panel }) => panel === 'J7-P3');
        expect(asRecord(narrowed.facets?.panel)).toEqual(byHand(open, ({ panel }) => panel));
        expect(asRecord(narrowed.facets?.state)).toEqual(byHand(inPanel, ({ state }) => state));
        expect(narrowed.facets).not.toHaveProperty('lead');
      }
    },
    120_000,
  );

  it('stand beside the filters of the page, and nothing is counted that was not asked for', async () => {
    const visitor = await portal.signIn('chiara');
    const { items, facets } = await list(visitor, '&facets=lead');
    const { text } = await visitor.get('/actions');
    for (const { value, count } of facets?.lead ?? []) {
      expect(text).toMatch(new RegExp(`<option value="${value}"[^>]*>[^<]* \\(${count}\\)</option>`));
    }
    expect(text).toContain('s-choice__count');
    expect(items.length).toBeGreaterThan(0);
    expect(await list(visitor, '')).not.toHaveProperty('facets');
    expect((await visitor.get(`${api}?facets=originator`)).status).toBe(422);
  });

  it('are an access: the entry says by what was counted', async () => {
    const visitor = await portal.signIn('bojan');
    const entryOf = async (answer: Answer) => {
      const [entry] = await log.ofRequest(answer.headers.get('x-request-id') ?? '');
      return [entry?.action, Object.values(entry?.parts ?? {}).find((part) => 'detail' in part)?.detail];
    };
    const detail = { facets: 'panel,state' };
    expect(await entryOf(await visitor.get(`${api}?facets=panel,state`))).toEqual([
      'record.list',
      expect.objectContaining(detail),
    ]);
  });
});

describe('a field that a policy hides', () => {
  let portal: TestPortal;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'seguito-policy-'));
    cpSync('policies/rules', folder, { recursive: true });
    const path = join(folder, 'follow-up-action.yaml');
    const roles = '    subject: { roles: { $overlaps: [liaison-officer, conference-secretariat] } }\n';
    const text = readFileSync(path, 'utf8');
    const own = `  - id: ACTION-READ-OWN\n    describe: The originator reads its own actions whole\n    effect: permit\n    actions: [read]\n    resources: [follow-up-action]\n${roles}    when: { own: true }\n`;
    // Members of both kinds read a part only.
    const officers = '      agencyType: { $nin: [private] }\n';
    const privates = '        - related: true\n';
    const fields = '    fields: [panel, description]\n';
    const narrowed = text
      .replace(officers, `${officers}${fields}`)
      .replace(privates, `${privates}${fields}`)
      .replace('  - id: ACTION-CREATE', `${own}\n  - id: ACTION-CREATE`);
    writeFileSync(path, narrowed);
    portal = await startTestPortal({ POLICY_DIR: folder });
  }, 120_000);
  afterAll(async () => {
    await portal?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(['arta', 'chiara', 'fabio'])('gives %s no facet, and filters no other one', async (alias) => {
    const visitor = await portal.signIn(alias);
    const agency = officers.find((one) => one.alias === alias)?.agency ?? '';
    const all = await list(visitor, '&facets=panel,state,lead');
    const own = all.items.filter(({ marking }) => marking.originator === agency);
    expect(all.items.length).toBeGreaterThan(own.length);
    expect(asRecord(all.facets?.panel)).toEqual(byHand(all.items, ({ panel }) => panel));
    expect(asRecord(all.facets?.lead)).toEqual(byHand(own, ({ leadAgency }) => leadAgency));
    const led = await list(visitor, '&lead=IT-DCSA&facets=state,lead');
    const ownLed = own.filter(({ leadAgency }) => leadAgency === 'IT-DCSA');
    expect(asRecord(led.facets?.state)).toEqual(byHand(ownLed, ({ state }) => state));
    expect(asRecord(led.facets?.lead)).toEqual(asRecord(all.facets?.lead));
  });
});
