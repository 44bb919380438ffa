import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LogReader } from '../support/audit-entries.ts';
import { draft, panelFive, step, steps, stolenLaptops } from '../support/policy-change.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { suspendPast } from '../support/suspend.ts';
import type { Visitor } from '../support/visitor.ts';

let portal: TestPortal;
let log: LogReader;
let giulia: Visitor;
let hana: Visitor;

const sql = <T>(text: string, values: unknown[] = []) => log.value<T>(text, values);
const activeVersion = () => sql<number>('SELECT version AS value FROM active_policy()');

beforeAll(async () => {
  portal = await startTestPortal();
  log = await LogReader.open(portal.database.ownerUrl);
  [giulia, hana] = [await portal.signIn('giulia'), await portal.signIn('hana')];
}, 240_000);
afterAll(async () => {
  await log?.close();
  await portal?.close();
});

describe('a change that opens something', () => {
  it('goes from draft to active by two persons, each step with its entry, and back by its author alone for a day', async () => {
    const { version, state, openings } = await draft(giulia, panelFive);
    expect([state, openings.map(({ ruleId }) => ruleId)]).toEqual(['CHECKED', ['P5-PRIVATE-READ']]);
    const simulated = await steps(giulia, version, 'simulate');
    expect(simulated.effect).toMatchObject({
      gains: { people: 1, records: 1 },
      losses: { people: 0, records: 0 },
      agencies: [{ agency: 'PRV-BANKASSOC', gains: { people: 1, records: 1 } }],
      classes: [{ type: 'follow-up-action', classification: 'OFFICIAL', tlp: 'GREEN', panel: 'J7-P5' }],
    });
    expect(simulated.effect?.flags.map(({ flag }) => flag)).toEqual(['outside', 'private']);
    expect(await step(giulia, version, 'activate')).toMatchObject({ status: 409 });
    expect((await steps(giulia, version, 'submit')).state).toBe('IN_REVIEW');
    expect(await step(giulia, version, 'approve')).toMatchObject({ status: 403, code: 'two-persons' });
    expect((await steps(hana, version, 'approve')).state).toBe('APPROVED');
    expect(await activeVersion()).toBe(1);
    expect((await steps(giulia, version, 'activate')).state).toBe('ACTIVE');
    expect(await activeVersion()).toBe(version);

    const back = await giulia.call('POST', `/api/v1/policies/${version}/rollback`, {
      reason: 'The panel thought again',
    });
    expect(back).toMatchObject({ status: 201, json: { kind: 'rollback', state: 'ACTIVE', baseVersion: version } });
    expect(await activeVersion()).toBe(1);
    const rolledBack = await giulia.get(`/api/v1/policies/${version}`);
    expect(rolledBack.json).toMatchObject({ change: { state: 'ROLLED_BACK', stateReason: 'The panel thought again' } });
    const number = (back.json as { version: number }).version;
    expect((back.json as { lapsesAt: string }).lapsesAt).toMatch(/Z$/);
    expect(await step(giulia, number, 'ratify')).toMatchObject({ status: 403, code: 'two-persons' });
    expect((await steps(hana, number, 'ratify')).lapsesAt).toBeNull();

    const entries = await sql<string[]>(
      `SELECT array_agg(DISTINCT leaf::jsonb ->> 'action') AS value FROM audit_body WHERE leaf LIKE '%"policy.%'`,
    );
    for (const name of ['draft', 'simulate', 'submit', 'approve', 'activate', 'rollback', 'ratify'])
      expect(entries).toContain(`policy.${name}`);
  }, 120_000);

  it('is approved as it was seen, and only while its effect is the one in review', async () => {
    const { version } = await draft(giulia, panelFive);
    const { rowVersion } = await steps(giulia, version, 'simulate', 'submit');
    expect(await step(hana, version, 'approve', { version: rowVersion - 1 })).toMatchObject({
      status: 409,
      code: 'stale-version',
    });
    const letIn = await suspendPast(log, { kind: 'person', where: "agency = 'PRV-BANKASSOC'" });
    const moved = await step(hana, version, 'approve', { version: rowVersion });
    expect(moved).toMatchObject({ status: 409, fields: expect.stringContaining('with them the effect') });
    await letIn();
    expect((await steps(hana, version, 'approve')).state).toBe('APPROVED');
    const taken = await steps(giulia, version, 'withdraw');
    expect([taken.state, taken.approvals.map(({ counts }) => counts)]).toEqual(['CHECKED', [false]]);
    const other = await giulia.call('PATCH', `/api/v1/policies/${version}`, {
      file: 'rules/panel-five.yaml',
      text: panelFive.replace('[CLEAR, GREEN]', '[CLEAR, GREEN, AMBER]'),
      version: taken.rowVersion,
    });
    expect(other.json).toMatchObject({ state: 'CHECKED', effect: null });
    await steps(giulia, version, 'simulate', 'submit');
    expect(await step(giulia, version, 'activate')).toMatchObject({ status: 409 });
    expect(await step(hana, version, 'reject', { reason: 'AMBER was never agreed' })).toMatchObject({
      status: 200,
      change: { state: 'REJECTED', stateReason: 'AMBER was never agreed' },
    });
    expect(await step(giulia, version, 'submit')).toMatchObject({ status: 409 });
  }, 120_000);

  it('is refused with file, line and suggestion while it is wrong, and nothing typed is lost', async () => {
    const wrong = panelFive.replace('$in: [CLEAR, GREEN]', '$inn: [CLEAR, GREEN]');
    const drafted = await draft(giulia, wrong);
    expect(drafted.state).toBe('DRAFT');
    expect(drafted.problems).toMatchObject([
      { folder: 'rules', file: 'panel-five.yaml', line: 9, suggestion: 'did you mean $in?' },
    ]);
    expect(await step(giulia, drafted.version, 'simulate')).toMatchObject({ status: 409 });
    const page = await giulia.get(`/policies/changes/${drafted.version}/edit?file=rules%2Fpanel-five.yaml`);
    expect(page.text).toContain('#line-9');
    expect(page.text).toContain('$inn: [CLEAR, GREEN]');
    const stale = await giulia.submit(`/policies/changes/${drafted.version}/edit`, {
      file: 'rules/panel-five.yaml',
      text: '# half a thought',
      version: '99',
    });
    expect([stale.status, stale.text.includes('# half a thought')]).toEqual([409, true]);
  }, 120_000);

  it('follows the version that became active meanwhile, unless both changed the same file', async () => {
    const [mine, other] = [
      await draft(giulia, panelFive),
      await draft(hana, panelFive.replaceAll('J7-P5', 'J7-P1'), 'rules/panel-one.yaml'),
    ];
    await steps(hana, other.version, 'simulate', 'submit');
    await steps(giulia, other.version, 'approve', 'activate');
    expect(await step(giulia, mine.version, 'simulate')).toMatchObject({ status: 409 });
    const followed = await steps(giulia, mine.version, 'follow');
    expect(followed).toMatchObject({ state: 'DRAFT', baseVersion: other.version });
    expect(followed.problems[0]?.message).toContain('the id P5-PRIVATE-READ is taken');
    const back = await hana.call('POST', `/api/v1/policies/${other.version}/rollback`, { reason: 'It was a trial' });
    await steps(giulia, (back.json as { version: number }).version, 'ratify');
  }, 120_000);
});

describe('a change that only narrows', () => {
  it('is in force at once by its author; nothing is built on it before a second person ratifies it', async () => {
    const { version, openings, shared } = await draft(giulia, stolenLaptops, 'rules/stolen.yaml');
    expect([openings, shared]).toEqual([[], []]);
    const simulated = await steps(giulia, version, 'simulate');
    expect(simulated.effect?.gains.people).toBe(0);
    expect(simulated.effect?.agencies.map(({ agency }) => agency)).toEqual(['BA-GP']);
    expect((await steps(giulia, version, 'activate')).lapsesAt).not.toBeNull();
    const next = await draft(giulia, panelFive, 'rules/again.yaml');
    await steps(giulia, next.version, 'simulate', 'submit');
    await steps(hana, next.version, 'approve');
    const early = await step(hana, next.version, 'activate');
    expect(early).toMatchObject({ status: 409, fields: expect.stringContaining('waits for a second person') });
    expect((await giulia.get('/')).text).not.toContain('waits for your ratification');
    expect((await hana.get('/')).text).toContain('waits for your ratification');
    expect((await steps(hana, version, 'ratify')).lapsesAt).toBeNull();
    expect((await steps(hana, next.version, 'activate')).state).toBe('ACTIVE');
  }, 120_000);

  it('that also opens something, or touches what nobody decides alone, is not put into force alone, and says why', async () => {
    const both = `${stolenLaptops.replaceAll('BA-STOLEN', 'BA-AGAIN')}${panelFive.slice(panelFive.indexOf('  - id')).replaceAll('P5-PRIVATE-READ', 'P1-READ').replace('J7-P5', 'J7-P1')}`;
    const { version, openings } = await draft(giulia, both, 'rules/both.yaml');
    expect(openings).toEqual([{ ruleId: 'P1-READ', effect: 'permit' }]);
    await steps(giulia, version, 'simulate');
    expect(await step(giulia, version, 'activate')).toMatchObject({
      status: 409,
      fields: expect.stringContaining('opens something'),
    });
    const own = stolenLaptops.replace(', own: false', '').replaceAll('BA-STOLEN', 'BA-OWN');
    const narrow = await draft(giulia, own, 'rules/own.yaml');
    expect(narrow.shared).toEqual([{ ruleId: 'BA-OWN-LAPTOPS', because: 'own-records' }]);
    await steps(giulia, narrow.version, 'simulate');
    expect(await step(giulia, narrow.version, 'activate')).toMatchObject({
      status: 409,
      fields: expect.stringContaining('more than reading'),
    });
  }, 120_000);
});
