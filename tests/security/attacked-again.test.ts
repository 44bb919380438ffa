import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LogReader } from '../support/audit-entries.ts';
import { draft, panelFive, step, steps } from '../support/policy-change.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';

interface Entries {
  items: { index: number; actor: { person: string; inClear: boolean; agency: string; name?: string } | null }[];
}

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

const practice = {
  title: 'Lists of accounts',
  problem: 'Accounts are reported too late.',
  response: 'A list is exchanged.',
  results: 'Accounts are closed in a day.',
};

/** A policy file of so many small permits, as a hostile administrator would file it. */
function permits(count: number, prefix: string): string {
  const one = (n: number) =>
    `  - { id: ${prefix}-${n}, describe: x${n}, effect: permit, actions: [read], resources: [follow-up-action], subject: { roles: { $overlaps: [liaison-officer] } }, when: { tlp: { $in: [CLEAR] }, panel: J7-P${n} } }\n`;
  return `version: 1\nrules:\n${Array.from({ length: count }, (_, n) => one(n)).join('')}`;
}

describe('a policy administrator alone', () => {
  let giulia: Visitor;
  beforeAll(async () => {
    giulia = await portal.signIn('giulia');
  }, 30_000);

  it('cannot file a policy that is longer than anybody reads', async () => {
    const { version, rowVersion } = await draft(giulia, permits(700, 'FIRST'));
    const { status, text } = await giulia.call('PATCH', `/api/v1/policies/${version}`, {
      file: 'rules/second.yaml',
      text: permits(700, 'SECOND'),
      version: rowVersion,
    });
    expect(status).toBe(422);
    expect(text).toContain('KB are the most');
  });

  it('is told that a policy of more than 400 rules does not load, and the portal goes on', async () => {
    const edits = [{ file: 'rules/many.yaml', text: permits(500, 'MANY') }];
    const { status, json } = await giulia.call('POST', '/api/v1/policies', { title: 'x', reason: 'y', edits });
    expect(status).toBe(201);
    const { problems, state } = json as { problems: { message: string }[]; state: string };
    expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining('at most 400 rules')]);
    expect(state).toBe('DRAFT');
  });

  it('has a change approved anew after it was taken back, also with the same text', async () => {
    const hana = await portal.signIn('hana');
    const { version } = await draft(giulia, panelFive);
    await steps(giulia, version, 'simulate', 'submit');
    await steps(hana, version, 'approve');
    await steps(giulia, version, 'withdraw', 'simulate', 'submit');
    expect(await step(giulia, version, 'activate')).toMatchObject({ status: 409 });
    expect(await step(hana, version, 'approve')).toMatchObject({ status: 200 });
  });
});

describe('a private member that addresses a practice to every agency', () => {
  it('is given no name of a police officer, neither of those who can see it nor of those who did', async () => {
    const fabio = await portal.signIn('fabio');
    const agencies = (await fabio.get('/api/v1/agencies')).json as { items: { code: string }[] };
    const created = await fabio.call('POST', '/api/v1/best-practices', {
      ...practice,
      marking: {
        classification: 'OFFICIAL',
        tlp: 'AMBER',
        releasableTo: agencies.items.map(({ code }) => `agency:${code}`),
      },
    });
    expect(created, created.text).toMatchObject({ status: 201 });
    const { id } = created.json as { id: string };
    const arta = await portal.signIn('arta');
    expect((await arta.get(`/api/v1/best-practices/${id}`)).status).toBe(200);
    const audience = (await fabio.get(`/api/v1/audience?type=best-practice&id=${id}`)).json as {
      agencies: { code: string; named: { id: string; name: string }[]; people: number }[];
    };
    expect(audience.agencies.length).toBeGreaterThan(5);
    const named = audience.agencies.filter(({ named: who }) => who.length > 0).map(({ code }) => code);
    expect(named).toEqual(['PRV-BANKASSOC']);
    const readers = (await fabio.get(`/api/v1/readers?type=best-practice&id=${id}`)).json as {
      readers: { agency: string; person?: { id: string; name: string } }[];
    };
    expect(readers.readers).toContainEqual(expect.objectContaining({ agency: 'AL-ASP' }));
    expect(readers.readers.filter(({ person }) => person !== undefined).map(({ agency }) => agency)).not.toContain(
      'AL-ASP',
    );
  });
});

describe('an auditor of scope all', () => {
  it('never finds the entries that name a person by the pseudonym of the others', async () => {
    const chiara = await portal.signIn('chiara');
    await chiara.get('/');
    await chiara.get('/api/v1/follow-up-actions');
    const ivo = await portal.signIn('ivo');
    const find = async (q: string) => {
      const { status, json, text } = await ivo.get(`/api/v1/audit/entries?q=${encodeURIComponent(q)}`);
      expect(status, `${q}: ${text}`).toBe(200);
      return (json as Entries).items;
    };
    const hidden = (await find('-agency:INT-RCC')).flatMap(({ actor }) =>
      actor && !actor.inClear ? [actor.person] : [],
    );
    expect(new Set(hidden).size).toBeGreaterThan(1);
    for (const pseudonym of new Set(hidden)) {
      const found = await find(`person:${pseudonym}`);
      expect(found.length).toBeGreaterThan(0);
      expect(found.filter(({ actor }) => actor?.inClear !== false)).toEqual([]);
    }
  });
});

describe('input that a database cannot take', () => {
  it.each([
    ['chiara', '/api/v1/best-practices?since=0000-01-01T00:00:00Z'],
    ['chiara', '/api/v1/follow-up-actions?since=9999-12-31T23:59:59-23:59'],
    ['chiara', '/api/v1/best-practices?since=2020-01-01T00:00:00%2B23:59'],
    ['chiara', '/actions?since=0000-01-01T00:00:00Z'],
    ['giulia', '/policies/try?ask=1&agency=%00'],
    ['ivo', `/api/v1/audit/entries?after=${Buffer.from('0000-01-01T00:00:00.000000Z 1').toString('base64url')}`],
    ['ivo', `/audit?after=${Buffer.from('2026-02-30T00:00:00.000000Z 1').toString('base64url')}`],
  ])('is refused or read otherwise, and never an error of ours: %s %s', async (who, path) => {
    expect((await (await portal.signIn(who)).get(path)).status).toBeLessThan(500);
  });

  it('in a form keeps the form', async () => {
    const chiara = await portal.signIn('chiara');
    const { status, text } = await chiara.submit('/practices/new', {
      title: 'Kept',
      findPeople: 'a\0b',
      sharePeople: '\0',
    });
    expect(status).toBeLessThan(500);
    expect(text).toContain('Kept');
  });

  it('as the target of a rollback is named', async () => {
    const giulia = await portal.signIn('giulia');
    const { status } = await giulia.call('POST', '/api/v1/policies/1/rollback', { reason: 'x', to: 9007199254740991 });
    expect(status).toBe(422);
  });
});
