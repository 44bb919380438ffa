import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { split } from '../../src/gate/route.ts';
import { patternsOf } from '../../src/http/mount-routes.ts';
import { routes } from '../../src/routes.ts';
import { LogReader } from '../support/audit-entries.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { type Answer, Visitor } from '../support/visitor.ts';
import { exampleFor, type Known, knownRecords } from './route-examples.ts';

// What only the hidden records say. `zephyr` is what a watcher may search for: the same text holds it, and it is no secret.
const mark = `kanarinac${randomBytes(4).toString('hex')}`;
const words = (about: string) => `Zephyr ${about} ${mark}`;
const strict = { classification: 'OFFICIAL', tlp: 'AMBER+STRICT', releasableTo: ['agency:IT-DCSA', 'agency:AL-ASP'] };

/** People who may read none of it: another agency, the private sector, the secretariat, each control role, nobody. */
const watchers = ['bojan', 'fabio', 'sara', 'giulia', 'jelena', 'karl', 'nobody'] as const;

let portal: TestPortal;
let log: LogReader;
let known: Known;
const ids = new Map<'action' | 'practice' | 'conclusion' | 'panel' | 'conference', string>();
/** What no answer may hold: the mark, and references; ids are looked for where the watcher did not give them. */
const secrets = [mark];
const partIds: string[] = [];
const visitors = new Map<string, Visitor>();

const created = ({ status, json }: Answer): { id: string; ref: string } => {
  expect(status).toBeLessThan(300);
  return json as { id: string; ref: string };
};

/** A hidden action with a commitment, a reservation and a report; a hidden practice that an agency evaluated. */
async function write(): Promise<void> {
  const [chiara, arta] = [await portal.signIn('chiara'), await portal.signIn('arta')];
  const action = created(
    await chiara.call('POST', '/api/v1/follow-up-actions', {
      conclusionId: known.id('conclusion'),
      title: words('action'),
      description: words('description'),
      indicators: words('indicators'),
      leadAgency: 'IT-DCSA',
      dueOn: '2027-03-01',
      marking: strict,
      commitments: ['AL-ASP'],
    }),
  );
  ids.set('action', action.id);
  const under = `/api/v1/follow-up-actions/${action.id}/commitments/AL-ASP`;
  const accept = { axis: 'acceptance', to: 'ACCEPTED_WITH_RESERVATION', reason: words('reservation'), version: 1 };
  partIds.push(created(await arta.call('POST', `${under}/transitions`, accept)).id);
  partIds.push(created(await arta.call('POST', `${under}/progress`, { percent: 61, text: words('report') })).id);
  const story = { problem: words('problem'), response: words('response'), results: words('results') };
  const practice = created(
    await chiara.call('POST', '/api/v1/best-practices', { title: words('practice'), ...story, marking: strict }),
  );
  ids.set('practice', practice.id);
  const adoptions = `/api/v1/best-practices/${practice.id}/adoptions`;
  partIds.push(created(await arta.call('POST', adoptions, { state: 'ADOPTED', reason: words('adoption') })).id);
  secrets.push(action.ref, practice.ref);
}

/** Conclusion, panel and conference are not written in the portal yet: they are planted, in the class of the hidden action. */
async function plant(): Promise<void> {
  const like = `class_id, marking, 'IT-DCSA' FROM follow_up_action WHERE id = '${ids.get('action')}'`;
  const names = `json_build_object('en', '${words('name')}', 'it', '${words('name')}', 'sr-Cyrl', '${words('name')}')`;
  const panel = `(SELECT id FROM panel WHERE ref = 'J7-P3')`;
  const id = (kind: 'conclusion' | 'panel' | 'conference', sql: string) =>
    log.value<string>(`${sql} RETURNING id AS value`).then((value) => ids.set(kind, value));
  await id(
    'conclusion',
    `INSERT INTO conclusion (id, ref, lang, state, title, panel_id, panel, kind, need, text, class_id, marking, originator)
      SELECT gen_random_uuid(), 'J7-P3-R98', 'en', 'OPEN', '${words('conclusion')}', ${panel}, 'J7-P3', 'conclusion', 'training', '${words('text')}', ${like}`,
  );
  await id(
    'conference',
    `INSERT INTO conference (id, ref, lang, state, title, edition, city, starts_on, ends_on, description, names, notes, organisers, themes,
        source_title, source_lang, source_text, class_id, marking, originator)
      SELECT gen_random_uuid(), 'J98-HIDDEN', 'en', 'OPEN', '${words('conference')}', 98, '${words('city')}', '2027-05-01', '2027-05-02',
        '${words('about')}', ${names}, notes, organisers, themes, '${words('source')}', 'en', '${words('source text')}',
        a.class_id, a.marking, 'IT-DCSA'
      FROM conference, follow_up_action a WHERE edition = 7 AND a.id = '${ids.get('action')}'`,
  );
  await id(
    'panel',
    `INSERT INTO panel (id, ref, lang, state, title, conference_id, position, description, names, class_id, marking, originator)
      SELECT gen_random_uuid(), 'J7-P98', 'en', 'OPEN', '${words('panel')}', (SELECT id FROM conference WHERE edition = 7), 98, '${words('about')}', ${names}, ${like}`,
  );
  secrets.push('J7-P3-R98', 'J98-HIDDEN', 'J7-P98');
}

beforeAll(async () => {
  portal = await startTestPortal();
  log = await LogReader.open(portal.database.ownerUrl);
  known = await knownRecords(log);
  await write();
  await plant();
  for (const name of watchers)
    visitors.set(name, name === 'nobody' ? new Visitor(portal.url) : await portal.signIn(name));
}, 180_000);
afterAll(async () => {
  await log?.close();
  await portal?.close();
});

/** Nothing of what is hidden, in the body or in a header; an id that was asked for may come back as it was given. */
function demandSilence(answer: Answer, asked: string): void {
  const whole = `${answer.text}\n${[...answer.headers].flat().join('\n')}`;
  for (const secret of secrets) expect(whole.includes(secret), `${asked}: ${secret}`).toBe(false);
  for (const id of [...ids.values(), ...partIds])
    if (!asked.includes(id)) expect(whole.includes(id), `${asked}: ${id}`).toBe(false);
}

const patterns = routes.flatMap((route) => patternsOf(route).map(([, pattern]) => pattern));

async function send(visitor: Visitor, pattern: (typeof patterns)[number], about: Known): Promise<void> {
  const { method } = split(pattern);
  const { path, body = {} } = exampleFor(pattern, about);
  const answer =
    method === 'GET'
      ? await visitor.get(path)
      : pattern.includes('/api/')
        ? await visitor.call(method, path, body)
        : await visitor.submit(path, body as Record<string, string>);
  demandSilence(answer, `${method} ${path} ${JSON.stringify(body)}`);
}

/** Lists, each narrowed and ordered in every way that its page and API offer, and searches for words beside the mark. */
const listings = [
  ...['/actions', '/api/v1/follow-up-actions'].flatMap((list) =>
    [
      '',
      '&sort=created',
      '&sort=updated&direction=desc',
      '&sort=title',
      '&sort=due',
      '&state=OPEN',
      '&panel=J7-P3',
      '&lead=IT-DCSA',
      '&mine=mine',
      '&mine=waiting',
      '&due=30',
      '&due=overdue',
      '&q=zephyr',
      '&q=zephyr+action',
    ].map((more) => `${list}?limit=100${more}`),
  ),
  ...['/practices', '/api/v1/best-practices'].flatMap((list) =>
    [
      '',
      '&sort=updated',
      '&sort=title',
      '&state=SHARED',
      '&originator=IT-DCSA',
      '&used=any',
      '&used=own',
      '&q=zephyr',
    ].map((more) => `${list}?limit=100${more}`),
  ),
  '/api/v1/follow-up-actions?facets=panel,state,lead',
  '/api/v1/best-practices?facets=panel,state,lang,originator',
  ...['/conclusions', '/api/v1/conclusions', '/api/v1/panels', '/api/v1/conferences', '/conferences'].map(
    (list) => `${list}?limit=100`,
  ),
  '/search?q=zephyr',
  '/api/v1/search?q=zephyr',
  '/api/v1/search?q=zephyr&type=progress-update',
  '/search?q=J7',
  '/conferences/7',
  '/',
  '/api/openapi.json',
  '/profile',
  '/profile/log',
];

describe.each(watchers)('%s', (name) => {
  const visitor = () => visitors.get(name) ?? new Visitor(portal.url);

  it('is told nothing by any route, asked about what is open', async () => {
    for (const pattern of patterns.filter((one) => one !== 'POST /logout')) await send(visitor(), pattern, known);
  }, 120_000);

  it('is told nothing by any route, asked about the hidden records themselves', async () => {
    const hidden: Known = { ...known, id: (kind) => ids.get(kind) ?? known.id(kind) };
    for (const pattern of patterns.filter((one) => /:id|decisions|audience|readers/.test(one)))
      await send(visitor(), pattern, hidden);
  }, 120_000);

  it('is told nothing by any list, order, filter, facet or search', async () => {
    for (const path of listings) demandSilence(await visitor().get(path), `GET ${path}`);
  }, 120_000);
});

it('the auditor’s files hold nothing of it either', async () => {
  const jelena = visitors.get('jelena');
  const job = (await jelena?.submit('/audit/exports', { q: 'agency:IT-DCSA' }))?.headers.get('location') ?? '';
  await expect.poll(async () => (await jelena?.get(job))?.text, { timeout: 20_000 }).toContain(`${job}/file`);
  const file = await jelena?.get(`${job}/file`);
  expect(file?.status).toBe(200);
  expect(file?.text.length).toBeGreaterThan(1000);
  if (file) demandSilence(file, `GET ${job}/file`);
});

it('whoever may read it finds the mark by all of these ways: the walk would see a leak', async () => {
  const arta = await portal.signIn('arta');
  const texts = await Promise.all(
    [
      `/actions/${ids.get('action')}`,
      '/actions?limit=100',
      '/search?q=zephyr',
      `/practices/${ids.get('practice')}`,
    ].map(async (path) => (await arta.get(path)).text),
  );
  for (const text of texts) expect(text).toContain(mark);
});
