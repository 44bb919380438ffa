import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuditLog } from '../../audit/append.ts';
import { lapseDue } from '../../src/gate/policy-lapse.ts';
import { newSigner } from '../audit/log-fixture.ts';
import { LogReader } from '../support/audit-entries.ts';
import { draft, panelFive, step, steps, stolenLaptops } from '../support/policy-change.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';

let portal: TestPortal;
let log: LogReader;
let role: pg.Pool;
let giulia: Visitor;
let hana: Visitor;

beforeAll(async () => {
  portal = await startTestPortal();
  log = await LogReader.open(portal.database.ownerUrl);
  role = new pg.Pool({ connectionString: portal.database.portalUrl, max: 2 });
  [giulia, hana] = [await portal.signIn('giulia'), await portal.signIn('hana')];
}, 240_000);
afterAll(async () => {
  await role?.end();
  await log?.close();
  await portal?.close();
});

async function appoint(alias: string): Promise<Visitor> {
  await log.value(
    `WITH ended AS (UPDATE role_assignment SET revoked_at = now() WHERE person = (SELECT id FROM person WHERE subject_id LIKE $1) RETURNING person)
     INSERT INTO role_assignment (id, person, role, granted_by) SELECT gen_random_uuid(), person, 'policy-administrator', 'test' FROM ended RETURNING 1 AS value`,
    [`${alias}@%`],
  );
  return portal.signIn(alias);
}

describe('nobody is their own second person (THREATS 28, 33)', () => {
  it('not as the author, not twice at once, not as somebody of the author’s country', async () => {
    const { version } = await draft(giulia, panelFive);
    await steps(giulia, version, 'simulate', 'submit');
    const chiara = await appoint('chiara');
    const tried = await Promise.all([
      step(giulia, version, 'approve'),
      step(giulia, version, 'approve'),
      step(chiara, version, 'approve'),
      giulia.submit(`/policies/changes/${version}/approve`, {}),
      giulia.submit(`/policies/changes/${version}/activate`, {}),
      step(giulia, version, 'activate'),
    ]);
    expect(tried.map(({ status }) => status)).toEqual([403, 403, 403, 403, 409, 409]);
    const page = await chiara.get(`/policies/changes/${version}`);
    expect(page.text).toContain('you belong to the author’s country');
    const twice = await Promise.all([step(hana, version, 'approve'), step(hana, version, 'approve')]);
    // Whoever comes second finds it approved, or is told to try again.
    expect(twice.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const { status } of twice) expect([200, 409, 503]).toContain(status);
    expect(await log.value('SELECT count(*)::integer AS value FROM policy_approval')).toBe(1);
    expect(await log.value('SELECT version AS value FROM active_policy()')).toBe(1);
    await step(hana, version, 'reject', { reason: 'Only a trial' });
  }, 120_000);

  it('a proposal of the console is nobody’s: two persons approve it, and both of them apart from each other', async () => {
    const version = await log.value<number>(
      `INSERT INTO policy_change (number, kind, base_version, title, reason, edits, text_hash, state)
       SELECT max(number) + 1, 'rules', 1, 'By the console', 'Files', $1, 'x', 'CHECKED' FROM policy_change RETURNING number AS value`,
      [JSON.stringify([{ folder: 'rules', name: 'panel-five.yaml', text: panelFive }])],
    );
    await steps(giulia, version, 'simulate', 'submit');
    expect((await steps(giulia, version, 'approve')).state).toBe('IN_REVIEW');
    expect(await step(giulia, version, 'approve')).toMatchObject({ status: 403 });
    expect(await step(giulia, version, 'activate')).toMatchObject({ status: 409 });
    expect((await steps(hana, version, 'approve')).state).toBe('APPROVED');
    await step(hana, version, 'reject', { reason: 'Only a trial' });
  }, 120_000);
});

describe('whoever holds the portal’s own role in the database', () => {
  const refused = (sql: string) =>
    expect(role.query(sql)).rejects.toMatchObject({ code: expect.stringMatching(/^(23514|42501|P0001)$/) });

  it('rewrites no history, approves nothing twice over, and puts nothing into force that lacks its second person', async () => {
    const { version } = await draft(giulia, panelFive);
    await steps(giulia, version, 'simulate', 'submit');
    for (const table of [
      'policy_version',
      'policy_approval',
      'policy_activation',
      'policy_ratification',
      'policy_change',
    ]) {
      await refused(`DELETE FROM ${table}`);
      await refused(`TRUNCATE ${table} CASCADE`);
    }
    await refused('UPDATE policy_activation SET version = version');
    await refused(`UPDATE policy_change SET author_agency = 'XX-X' WHERE number = ${version}`);
    await refused(`UPDATE policy_change SET edits = '[]' WHERE number = ${version}`);
    await refused(`UPDATE policy_change SET state = 'ACTIVE' WHERE number = ${version}`);
    const author = `SELECT number, author, author_agency, author_country, author_idp, text_hash, effect_hash FROM policy_change WHERE number = ${version}`;
    await refused(
      `INSERT INTO policy_approval (change, person, agency, country, idp, text_hash, effect_hash) ${author}`,
    );
    await role.query(
      `INSERT INTO policy_version (version, hash, documents, activated_by) VALUES (${version}, 'x', '[]', 'x')`,
    );
    for (const kind of ['activate', 'rollback', 'lapse', 'seed'].slice(0, 3))
      await refused(
        `INSERT INTO policy_activation (version, kind, change, activated_by) VALUES (${version}, '${kind}', ${version}, 'x')`,
      );
    await refused(
      `INSERT INTO policy_activation (version, kind, change, activated_by, lapses_at) VALUES (${version}, 'activate', ${version}, 'x', now() + interval '23 hours')`,
    );
    await step(hana, version, 'reject', { reason: 'Only a trial' });
  }, 120_000);
});

describe('a narrowing that nobody ratifies', () => {
  it('ends after its day, and what was in force before it is in force again, with an entry', async () => {
    const { version } = await draft(giulia, stolenLaptops, 'rules/stolen.yaml');
    await steps(giulia, version, 'simulate', 'activate');
    const audit = createAuditLog({ pool: role, signer: newSigner(), instance: 'lapse' });
    expect(await lapseDue(role, audit)).toBeNull();
    // A day passes: the one thing that a test cannot wait for.
    const owner = new pg.Client(portal.database.superuserUrl);
    await owner.connect();
    await owner.query(
      `SET session_replication_role = replica; UPDATE policy_activation SET lapses_at = now() WHERE lapses_at IS NOT NULL`,
    );
    await owner.end();
    expect(await step(hana, version, 'ratify')).toMatchObject({ status: expect.any(Number) });
    await lapseDue(role, audit);
    await audit.close();
    expect(await log.value('SELECT version AS value FROM active_policy()')).toBe(1);
    expect(await log.value(`SELECT state AS value FROM policy_change WHERE number = ${version}`)).toBe('EXPIRED');
    expect(
      await log.value(`SELECT count(*)::integer AS value FROM audit_body WHERE leaf LIKE '%"policy.lapse"%'`),
    ).toBe(1);
  }, 120_000);
});

describe('policies are for policy administrators', () => {
  it.each(['arta', 'sara', 'jelena', 'karl', 'fabio'])(
    '%s gets 403 from every page and route of them',
    async (alias) => {
      const visitor = await portal.signIn(alias);
      for (const path of ['/policies', '/policies/changes', '/policies/try', '/api/v1/policies', '/api/v1/policies/1'])
        expect([path, (await visitor.get(path)).status]).toEqual([path, 403]);
      expect(await step(visitor, 1, 'rollback', { reason: 'x' })).toMatchObject({ status: 403 });
      const created = await visitor.call('POST', '/api/v1/policies', { title: 'x', reason: 'x' });
      expect(created.status).toBe(403);
    },
    60_000,
  );

  it('and show them no title, reference or id of a record', async () => {
    const { version } = await draft(giulia, panelFive);
    await steps(giulia, version, 'simulate');
    const titles = await log.value<string[]>(
      'SELECT array_agg(title) || array_agg(ref) || array_agg(id::text) AS value FROM follow_up_action',
    );
    for (const path of [
      '/policies',
      `/policies/changes/${version}`,
      `/api/v1/policies/${version}`,
      '/policies/try?ask=1&agency=PRV-BANKASSOC',
    ]) {
      const { text, status } = await giulia.get(path);
      expect([path, status]).toEqual([path, 200]);
      expect(titles.filter((title) => text.includes(title))).toEqual([]);
    }
  }, 60_000);
});

describe('a document made to break something (THREATS 46, 47)', () => {
  const rule = panelFive.slice(panelFive.indexOf('  - id'));
  it.each([
    ['a directive', `%YAML 1.1\n---\n${panelFive}`],
    ['an anchor', panelFive.replace('version: 1', 'version: &a 1')],
    ['a tag', panelFive.replace('describe: P', 'describe: !!js/function P')],
    ['a key that reaches into objects', panelFive.replace('when: {', 'when: { __proto__: x,')],
    ['an unknown operator', panelFive.replace('$overlaps', '$where')],
    ['a name of a person', panelFive.replace('subject.audiences', 'subject.name')],
    ['a rule for administrators', panelFive.replace('liaison-officer', 'policy-administrator')],
    ['a floor of its own', `version: 1\nrules:\n${rule.replace('P5-PRIVATE-READ', 'R3-MINE')}`],
    ['brackets without end', `version: 1\nrules: ${'['.repeat(5000)}`],
  ])(
    'with %s stays a draft that says where and why',
    async (_, text) => {
      const drafted = await draft(giulia, text);
      expect(drafted.state).toBe('DRAFT');
      expect(drafted.problems[0]).toMatchObject({ folder: 'rules', file: 'panel-five.yaml', line: expect.any(Number) });
      expect(await step(giulia, drafted.version, 'simulate')).toMatchObject({ status: 409 });
      expect((await giulia.get(`/policies/changes/${drafted.version}/edit`)).status).toBe(200);
    },
    60_000,
  );

  it('touches neither the floor nor a file outside, and is at most 256 KB', async () => {
    const file = async (path: string, text = panelFive) =>
      (await giulia.call('POST', '/api/v1/policies', { title: 'x', reason: 'x', edits: [{ file: path, text }] }))
        .status;
    expect(await file('rules/floor.yaml')).toBe(422);
    expect(await file('rules/../x.yaml')).toBe(422);
    expect(await file('secrets/x.yaml')).toBe(422);
    expect(await file('rules/x.json')).toBe(422);
    expect(await file('rules/x.yaml', 'x\u0000')).toBe(422);
    expect(await file('rules/x.yaml', 'x'.repeat(300 * 1024))).toBe(413);
  }, 60_000);

  it('is text on every page: a title made of markup is shown, never run', async () => {
    const evil = '<img src=x onerror=alert(1)>';
    const { version } = await draft(giulia, panelFive.replace('Private members', evil));
    for (const path of [`/policies/changes/${version}`, `/policies/changes/${version}/edit`]) {
      const { text } = await giulia.get(path);
      expect(text).not.toContain(evil);
      expect(text).toContain('&lt;img');
    }
  }, 60_000);

  it('that would leave nobody able to change policies, or the log without auditors, is refused', async () => {
    const nobody = await draft(giulia, 'version: 1\nrules: []\n', 'rules/policy.yaml');
    expect(nobody.problems.map(({ message }) => message).join()).toContain('administration-stays-open');
    const blind = await draft(giulia, 'version: 1\nrules: []\n', 'rules/audit-entry.yaml');
    expect(blind.problems.map(({ message }) => message).join()).toContain('audit-stays-open');
  }, 60_000);
});
