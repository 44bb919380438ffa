import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { samplePeople } from '../../db/sample/people.ts';
import { LogReader } from '../support/audit-entries.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';

const api = '/api/v1/follow-up-actions';
const word = 'Xenolithotomy';

interface Action {
  id: string;
  version: number;
  description?: string;
  dueOn?: string | null;
  coLeads?: string[];
  marking?: { originator: string };
}

let portal: TestPortal;
let log: LogReader;
let lead: Visitor;
let id: string;
let folder: string;

/** Others than the originator's agency read actions without text and date. */
function policyWithHiddenFields(): string {
  folder = mkdtempSync(join(tmpdir(), 'seguito-policy-'));
  cpSync('policies/rules', folder, { recursive: true });
  const path = join(folder, 'follow-up-action.yaml');
  const before = readFileSync(path, 'utf8');
  const officers = '      agencyType: { $nin: [private] }\n';
  const after = before
    .replace(
      officers,
      `${officers}    fields: [panel, conclusionId, leadAgency, coLeads, priority, indicators, fictional, progress, myAcceptance]\n`,
    )
    .replace(
      '  - id: ACTION-CREATE',
      `  - id: ACTION-READ-OWN
    describe: The originator's agency reads its own actions whole
    effect: permit
    actions: [read, export, comment]
    resources: [follow-up-action]
    subject: { roles: { $overlaps: [liaison-officer, conference-secretariat] } }
    when: { own: true }

  - id: ACTION-CREATE`,
    );
  expect(after).not.toBe(before);
  writeFileSync(path, after);
  return folder;
}

async function read(visitor: Visitor): Promise<Action> {
  const { status, json } = await visitor.get(`${api}/${id}`);
  expect(status).toBe(200);
  return json as Action;
}

beforeAll(async () => {
  portal = await startTestPortal({ POLICY_DIR: policyWithHiddenFields() });
  log = await LogReader.open(portal.database.ownerUrl);
  const led = await log.value<{ id: string; agency: string }>(
    `SELECT json_build_object('id', id, 'agency', lead_agency) AS value FROM follow_up_action
     WHERE lead_agency <> originator AND state = 'OPEN' AND due_on IS NOT NULL AND marking->>'classification' = 'OFFICIAL' ORDER BY ref LIMIT 1`,
  );
  id = led.id;
  const officer = samplePeople.find(
    (one) => one.agency === led.agency && one.roles.some(({ role }) => role === 'liaison-officer'),
  );
  lead = await portal.signIn(officer?.alias ?? '');
  await log.value(
    `UPDATE follow_up_action SET description = '${word} ' || description WHERE id = '${id}' RETURNING 1 AS value`,
  );
}, 120_000);

afterAll(async () => {
  await log?.close();
  await portal?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a field that a policy hides', () => {
  it('is absent from the record, in page and API', async () => {
    const action = await read(lead);
    expect(action).not.toHaveProperty('description');
    expect(action).not.toHaveProperty('dueOn');
    expect((await lead.get(`/actions/${id}`)).text).not.toContain(word);
    expect((await lead.get(`/actions/${id}/edit`)).text).not.toContain(word);
  });

  it('matches no search, no filter, and gives no place in a sorted list', async () => {
    expect((await lead.get(`${api}?q=${word}`)).json).toMatchObject({ items: [], total: 0 });
    expect((await lead.get(`/api/v1/search?q=${word}`)).json).toMatchObject({ items: [], total: 0 });
    const due = (await lead.get(`${api}?due=overdue&limit=100`)).json as { items: Action[] };
    for (const item of due.items) expect(item).toHaveProperty('dueOn');
    const orders = [];
    for (const date of ['2020-01-01', '2099-01-01']) {
      await log.value(`UPDATE follow_up_action SET due_on = '${date}' WHERE id = '${id}' RETURNING 1 AS value`);
      const sorted = (await lead.get(`${api}?sort=due&limit=100`)).json as { items: Action[] };
      orders.push(sorted.items.map((item) => item.id));
      expect(sorted.items.map((item) => item.id)).toContain(id);
    }
    expect(orders[0]).toEqual(orders[1]);
  });

  it('leaves the pages of a sorted list whole', async () => {
    const seen: string[] = [];
    let next: string | null = '';
    for (let page = 0; next !== null && page < 40; page += 1) {
      const after: string = next === '' ? '' : `&after=${encodeURIComponent(next)}`;
      const { json } = await lead.get(`${api}?sort=due&limit=3${after}`);
      const answer = json as { items: Action[]; next: string | null };
      seen.push(...answer.items.map((item) => item.id));
      next = answer.next;
    }
    const whole = (await lead.get(`${api}?limit=100`)).json as { items: Action[]; total: number };
    expect(seen).toHaveLength(whole.total);
    expect(new Set(seen)).toEqual(new Set(whole.items.map((item) => item.id)));
  });

  it('is not overwritten by an edit of the others, and cannot be written', async () => {
    const { version, coLeads = [] } = await read(lead);
    const refused = await lead.call('PATCH', `${api}/${id}`, { version, description: 'mine now' });
    expect(refused).toMatchObject({ status: 422, json: { fields: [{ field: 'description' }] } });
    const form = await lead.get(`/actions/${id}/edit`);
    expect(form.text).not.toContain('name="description"');
    expect(form.text).not.toContain('name="dueOn"');
    const stored = await log.value<Record<string, string>>(
      `SELECT json_build_object('lead', lead_agency, 'share', marking) AS value FROM follow_up_action WHERE id = '${id}'`,
    );
    const sent = await lead.call('PATCH', `${api}/${id}`, { version, indicators: 'Counted quarterly', coLeads });
    expect(sent.status).toBe(200);
    expect(sent.json).not.toHaveProperty('description');
    expect(stored.lead).toBe(
      await log.value<string>(`SELECT lead_agency AS value FROM follow_up_action WHERE id = '${id}'`),
    );
    expect(await log.value<string>(`SELECT description AS value FROM follow_up_action WHERE id = '${id}'`)).toMatch(
      new RegExp(`^${word}`),
    );
  });
});
