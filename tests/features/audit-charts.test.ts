import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LogReader } from '../support/audit-entries.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';

interface Entry {
  index: number;
  actor: { agency: string; person: string; name?: string } | null;
  records: { handle: string; originator?: string; id?: string; disclosed: boolean }[];
}

let portal: TestPortal;
let log: LogReader;
/** Scope `all`, of an agency that has no part in what follows. */
let jelena: Visitor;
/** Here the auditor of the conference's secretariat alone, whose conclusions stand on the pages of actions. */
let ivo: Visitor;
let conclusion: string;

/** How many entries a search lists, page by page, as a person would count them. */
async function countOf(visitor: Visitor, q: string): Promise<number> {
  let after = '';
  let count = 0;
  do {
    const answer = await visitor.get(`/api/v1/audit/entries?limit=100&q=${encodeURIComponent(q)}&after=${after}`);
    const { items, next } = answer.json as { items: Entry[]; next: string | null };
    count += items.length;
    after = encodeURIComponent(next ?? '');
  } while (after !== '');
  return count;
}

/** What a chart's link says and the query it leads to. */
function linksOf(html: string): { label: string; value: number; q: string }[] {
  return [...html.matchAll(/<a href="\/audit\?q=([^"]+)" aria-label="([^"]*): ([\d,]+) entr/g)].map(
    ([, q = '', label = '', value = '']) => ({
      label,
      value: Number(value.replaceAll(',', '')),
      q: new URLSearchParams(`q=${q.replaceAll('&amp;', '&')}`).get('q') ?? '',
    }),
  );
}

beforeAll(async () => {
  portal = await startTestPortal();
  log = await LogReader.open(portal.database.ownerUrl);
  await log.value(
    `UPDATE role_assignment SET scope = 'agency' WHERE role = 'auditor'
      AND person IN (SELECT id FROM person WHERE agency = 'INT-RCC') RETURNING scope AS value`,
  );
  [ivo, jelena] = [await portal.signIn('ivo'), await portal.signIn('jelena')];
  const [arta, chiara, bojan] = [
    await portal.signIn('arta'),
    await portal.signIn('chiara'),
    await portal.signIn('bojan'),
  ];
  conclusion = await log.value<string>(
    `SELECT id AS value FROM conclusion WHERE originator = 'INT-RCC' AND marking ->> 'tlp' = 'CLEAR' ORDER BY ref LIMIT 1`,
  );
  for (const visitor of [arta, arta, chiara, bojan]) await visitor.get(`/api/v1/conclusions/${conclusion}`);
  await arta.get('/actions/0192f000-0000-7000-8000-000000000000');
}, 120_000);
afterAll(async () => {
  await log?.close();
  await portal?.close();
});

describe('the charts of the log', () => {
  it.each([
    ['everything', () => jelena, ''],
    ['a query', () => jelena, 'action:record.read -outcome:error'],
    ['what an agency’s auditor may see', () => ivo, ''],
  ] as const)('count what their links list: %s', async (_what, who, q) => {
    const html = (await who().get(`/audit/charts?q=${encodeURIComponent(q)}`)).text;
    const links = linksOf(html);
    expect(links.length).toBeGreaterThan(1);
    for (const { label, value, q: leads } of links)
      expect([label, await countOf(who(), leads)]).toEqual([label, value]);
    const total = /<a href="\/audit\?q=([^"]+)">([\d,]+) entr/.exec(html);
    const all = new URLSearchParams(`q=${total?.[1]?.replaceAll('&amp;', '&')}`).get('q') ?? '';
    expect(await countOf(who(), all)).toBe(Number(total?.[2]?.replaceAll(',', '')));
  });

  it('stand in a table each as well, without script and without a style attribute', async () => {
    const html = (await jelena.get('/audit/charts')).text;
    expect(html.match(/Show as table/g)?.length).toBe(3);
    expect(html).toMatch(/<svg [^>]*role="group"[^>]*><title id="days-title">Accesses per day<\/title>/);
    expect(html).not.toMatch(/<[^>]+ style=/);
  });

  it('are the refusals too, and the records asked for most, as handles', async () => {
    const html = (await jelena.get('/audit/charts')).text;
    expect(html).toContain('Refusals per day');
    const handle = /opened%3A(rec-[0-9a-f]{16})/.exec(html)?.[1] ?? '';
    expect(html).not.toContain(conclusion);
    expect((await jelena.get(`/audit/records/${handle}`)).status).toBe(200);
  });

  it('answer a query that is not understood as the search does', async () => {
    const answer = await jelena.get('/audit/charts?q=agenzy%3AX');
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Did you mean agency:?');
    expect(answer.text).toContain('value="agenzy:X"');
  });
});

describe('who has seen a record', () => {
  /** The record that was opened most, as jelena's charts name it. */
  async function handleOf(): Promise<string> {
    const html = (await jelena.get('/audit/charts?q=action%3Arecord.read')).text;
    return /opened%3A(rec-[0-9a-f]{16})/.exec(html)?.[1] ?? '';
  }

  it('is one line a person with first, last and how often; others’ people under pseudonyms', async () => {
    const page = await jelena.get(`/audit/records/${await handleOf()}`);
    expect(page.status).toBe(200);
    const rows = page.text.slice(page.text.indexOf('Who has seen this'), page.text.indexOf('Everything, newest first'));
    expect(rows.match(/<tr role="row">/g)?.length).toBe(4);
    for (const agency of ['Albanian State Police', 'Serbia']) expect(rows).toContain(agency);
    expect(rows).toMatch(/per-[0-9a-f]{16}/);
    expect(page.text).not.toMatch(/Arta|Chiara|Bojan/);
    expect(page.text).not.toContain(conclusion);
  });

  it('leaves out whoever was refused: a refusal shows nothing', async () => {
    const none = '0192f000-0000-7000-8000-000000000000';
    const answer = await jelena.get(`/api/v1/audit/entries?q=${encodeURIComponent(`record:${none}`)}`);
    const handle = (answer.json as { items: Entry[] }).items[0]?.records[0]?.handle ?? '';
    expect((await jelena.get(`/audit/records/${handle}`)).text).toContain('Nobody was given this record');
  });

  it('names people to the auditor of an agency whose own records each of their answers held', async () => {
    const page = await ivo.get(`/audit/records/${await handleOf()}`);
    const rows = page.text.slice(page.text.indexOf('Who has seen this'), page.text.indexOf('Everything, newest first'));
    expect(rows).toContain('Arta');
    expect(rows).not.toMatch(/per-[0-9a-f]{16}/);
  });

  it('leads to all that a person did, under the pseudonym', async () => {
    const page = await jelena.get(`/audit/records/${await handleOf()}`);
    const person = /\/audit\/people\/(per-[0-9a-f]{16})/.exec(page.text)?.[1] ?? '';
    const timeline = await jelena.get(`/audit/people/${person}`);
    expect(timeline.status).toBe(200);
    expect(timeline.text).toContain(`<h1>${person}</h1>`);
    expect(timeline.text).toContain('Accesses per day');
    expect((await jelena.get('/audit/people/per-0123456789abcdef')).status).toBe(404);
  });
});
