import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AuditLog, createAuditLog } from '../../audit/append.ts';
import { qualifierNames } from '../../audit/qualifier-values.ts';
import { type AuditViewer, type EntryView, searchEntries } from '../../audit/query.ts';
import { actor, arta, chiara, ivo, jelena, type LogFixture, openLogFixture, reading, record } from './log-fixture.ts';

const foreign = '01890000-0000-7000-8000-00000000aaaa';
const ours = '01890000-0000-7000-8000-00000000bbbb';
const federation: AuditViewer = { person: ivo, agency: 'INT-RCC', scope: 'all' };
const montenegro: AuditViewer = { person: jelena, agency: 'ME-UP', scope: 'agency' };
const http = (requestId: string) => ({ http: { method: 'GET', route: '/actions', status: 200, requestId } });
const withRef = (id: string, originator: string, ref: string) => ({ ...record(id, originator), ref });

let fixture: LogFixture;
let log: AuditLog;
beforeAll(async () => {
  fixture = await openLogFixture();
  log = createAuditLog({ pool: fixture.pool, signer: fixture.signer, instance: 'one' });
  // 0: closed to Montenegro altogether. 1: Albania at a Montenegrin and an Italian record. 2: Montenegro at the Italian record.
  const about = { resource: { type: 'follow-up-action', id: foreign, originator: 'IT-DCSA', ref: 'ITALY-1' } };
  await log.append(
    reading([withRef(foreign, 'IT-DCSA', 'ITALY-1')], {
      ...about,
      action: 'record.read',
      ...http('request-albania-0'),
    }),
  );
  await log.append(
    reading(
      [withRef(ours, 'ME-UP', 'MONTENEGRO-1'), withRef(foreign, 'IT-DCSA', 'ITALY-1')],
      http('request-albania-1'),
    ),
  );
  await log.append(
    reading([withRef(foreign, 'IT-DCSA', 'ITALY-1')], { actor: actor(chiara, 'ME-UP'), ...http('request-montenegro') }),
  );
  await log.append({ action: 'auth.login_refused', outcome: 'deny', actor: null, detail: { reason: 'signature' } });
});
afterAll(async () => {
  await log.close();
  await fixture.close();
});

async function find(viewer: AuditViewer, q: string): Promise<EntryView[]> {
  return (await searchEntries({ pool: fixture.pool, viewer, q, limit: 100 })).entries;
}
const indexesOf = async (viewer: AuditViewer, q: string) => (await find(viewer, q)).map(({ index }) => index);

/** A value of each qualifier that fits the entry that is closed to Montenegro, as somebody who saw it would write it. */
async function valuesOfClosedEntry(): Promise<Record<string, string>> {
  const [entry] = await find(federation, 'index:0');
  const at = new Date(entry?.ts ?? '');
  const day = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'][at.getUTCDay()] ?? '';
  return {
    agency: 'AL-ASP',
    person: entry?.actor?.person ?? '',
    action: 'record.read',
    outcome: 'permit',
    decision: 'permit',
    purpose: 'INVESTIGATION',
    rule: 'R4',
    code: 'REC01I',
    class: 'data-access',
    record: entry?.records[0]?.handle ?? '',
    opened: entry?.records[0]?.handle ?? '',
    ref: 'ITALY-1',
    originator: 'IT-DCSA',
    request: 'request-albania-0',
    after: '2020-01-01',
    before: '2999-01-01',
    hour: String(at.getUTCHours()),
    weekday: day,
    index: '0',
  };
}

describe.each(qualifierNames)('the qualifier %s', (name) => {
  it('never leads an agency’s auditor to an entry that is not the agency’s affair', async () => {
    const value = (await valuesOfClosedEntry())[name];
    expect(value).toBeTruthy();
    expect(await indexesOf(montenegro, `${name}:${value}`)).not.toContain(0);
    expect(await indexesOf(montenegro, `-${name}:${value}`)).not.toContain(0);
  });

  it('divides what the auditor may see: with it and without it are all entries, and none twice', async () => {
    const value = (await valuesOfClosedEntry())[name];
    for (const viewer of [federation, montenegro]) {
      const found = [
        ...(await indexesOf(viewer, `${name}:${value}`)),
        ...(await indexesOf(viewer, `-${name}:${value}`)),
      ];
      expect(found.sort()).toEqual((await indexesOf(viewer, '')).sort());
    }
  });
});

describe('nobody searches by what entries do not show them', () => {
  it('a reference finds entries for the record’s own agency, also beside records of others', async () => {
    expect(await indexesOf(montenegro, 'ref:MONTENEGRO-1')).toEqual([1]);
    expect(await indexesOf(montenegro, 'ref:montenegro-1')).toEqual([1]);
    // Montenegro's own people read it, and yet the reference is Italy's.
    expect(await indexesOf(montenegro, 'ref:ITALY-1')).toEqual([]);
    expect(await indexesOf(federation, 'ref:ITALY-1')).toEqual([]);
  });

  it('the number of a request finds what the own people did, not who asked for an own record', async () => {
    expect(await indexesOf(montenegro, 'request:request-montenegro')).toEqual([2]);
    expect(await indexesOf(montenegro, 'request:request-albania-1')).toEqual([]);
    expect(await indexesOf(federation, 'request:request-albania-1')).toEqual([]);
  });

  it('an id that somebody knows does not turn a pseudonym into a person', async () => {
    expect(await indexesOf(federation, `person:${arta}`)).toEqual([]);
    expect(await indexesOf(montenegro, `person:${arta}`)).toEqual([1]);
  });
});

describe('a condition', () => {
  it.each<[string, number[]]>([
    ['agency:AL-ASP,ME-UP', [2, 1, 0]],
    ['agency:"AL-ASP","ME-UP" -originator:ME-UP', [2, 0]],
    ['-agency:AL-ASP,ME-UP', [3]],
    ['class:authentication', [3]],
    ['action:record.read,auth.login_refused', [3, 0]],
    ['originator:ME-UP', [1]],
    [`opened:${foreign}`, [0]],
    [`record:${foreign},${ours}`, [2, 1, 0]],
    ['weekday:mon,tue,wed,thu,fri,sat,sun', [3, 2, 1, 0]],
    ['index:0,3', [3, 0]],
  ])('may have several values: %s', async (q, expected) => {
    expect(await indexesOf(federation, q)).toEqual(expected);
  });

  it.each<[string, string, string]>([
    ['agencie:AL-ASP', 'agencie', 'agency'],
    ['recrod:x', 'recrod', 'record'],
    ['burglary:x', 'burglary', ''],
    ['outcome:allowed', 'outcome:allowed', 'outcome:permit'],
    ['decision:denied', 'decision:denied', 'decision:deny'],
    ['action:record.raed', 'action:record.raed', 'action:record.read'],
    ['class:authentification', 'class:authentification', 'class:authentication'],
    ['weekday:sunday', 'weekday:sunday', ''],
    ['after:2026-01-01,2026-01-02', 'after:2026-01-01,2026-01-02', ''],
    ['agency:', 'agency:', ''],
  ])('that is not understood is named, with what was probably meant: %s', async (q, part, suggestion) => {
    await expect(find(federation, q)).rejects.toMatchObject({ name: 'QueryError', part, suggestion });
  });
});
