import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AuditLog, createAuditLog } from '../../audit/append.ts';
import { checkpointOnce } from '../../audit/checkpoint.ts';
import { Handles } from '../../audit/handles.ts';
import { leafHash } from '../../audit/leaf.ts';
import { isConsistent, rootFromInclusion } from '../../audit/proof.ts';
import { parseQualifiers } from '../../audit/qualifiers.ts';
import {
  type AuditViewer,
  consistencyProofOf,
  type EntryView,
  entryAt,
  inclusionProofOf,
  searchEntries,
  searchHeads,
} from '../../audit/query.ts';
import { QueryError } from '../../audit/query-error.ts';
import { latestCheckpoint } from '../../audit/stored-checkpoint.ts';
import {
  actor,
  arta,
  bojan,
  chiara,
  ivo,
  jelena,
  type LogFixture,
  openLogFixture,
  reading,
  record,
} from './log-fixture.ts';

const shared = '01890000-0000-7000-8000-00000000aaaa';
const montenegrin = '01890000-0000-7000-8000-00000000bbbb';
const everything: AuditViewer = { person: ivo, agency: 'INT-RCC', scope: 'all' };
const ownAgency: AuditViewer = { person: jelena, agency: 'ME-UP', scope: 'agency' };

let fixture: LogFixture;
let log: AuditLog;
beforeAll(async () => {
  fixture = await openLogFixture();
  log = createAuditLog({ pool: fixture.pool, signer: fixture.signer, instance: 'one' });
  await log.append({ action: 'system.start', outcome: 'permit', actor: { ...actor('system:start', ''), country: '' } });
  await log.append(reading([record(shared, 'IT-DCSA'), record('other', 'RS-MUP')]));
  await log.append(
    reading([], {
      action: 'record.read',
      outcome: 'deny',
      actor: actor(bojan, 'RS-MUP'),
      resource: { type: 'follow-up-action', id: shared, originator: 'IT-DCSA' },
      detail: { reason: 'floor' },
    }),
  );
  await log.append(
    reading([record(montenegrin, 'ME-UP')], {
      action: 'record.read',
      resource: { type: 'follow-up-action', id: montenegrin, originator: 'ME-UP' },
    }),
  );
  await log.append(
    reading([record(shared, 'IT-DCSA')], {
      actor: actor(chiara, 'ME-UP'),
      purpose: { code: 'POLICY', legalBasis: '', reference: 'own', stated: false },
    }),
  );
  await log.append({
    action: 'auth.login_refused',
    outcome: 'deny',
    actor: null,
    detail: { reason: 'signature', idp: 'https://idp.example/' },
    net: { ip: '192.0.2.9', userAgentHash: 'x' },
  });
});
afterAll(async () => {
  await log.close();
  await fixture.close();
});

async function find(viewer: AuditViewer, q: string): Promise<EntryView[]> {
  return (await searchEntries({ pool: fixture.pool, viewer, q, limit: 100 })).entries;
}
const indexesOf = async (viewer: AuditViewer, q: string) => (await find(viewer, q)).map((entry) => entry.index);

describe("an auditor's search", () => {
  it.each<[string, number[]]>([
    ['', [5, 4, 3, 2, 1, 0]],
    ['agency:"AL-ASP"', [3, 1]],
    ['agency:RS-MUP decision:deny', [2]],
    ['-agency:AL-ASP', [5, 4, 2, 0]],
    ['outcome:deny', [5, 2]],
    ['action:record.*', [4, 3, 2, 1]],
    ['action:record.read -outcome:deny', [3]],
    [`record:${shared}`, [4, 2, 1]],
    [`record:${shared.toUpperCase()} agency:AL-ASP`, [1]],
    ['code:AUT02W', [5]],
    ['rule:R4 purpose:POLICY', [4]],
    ['after:2020-01-01 before:2999-12-31T10:00Z index:3', [3]],
    ['before:2020-01-01', []],
    ['person:system:start', [0]],
  ])('finds by %s', async (q, expected) => {
    expect(await indexesOf(everything, q)).toEqual(expected);
  });

  it.each<[string, string, string]>([
    ['agencie:AL-ASP', 'unknown-qualifier', 'agencie'],
    ['burglary', 'no-qualifier', 'burglary'],
    ['agency:AL-ASP burglary', 'no-qualifier', 'burglary'],
    ['after:12/31/2026', 'bad-value', 'after:12/31/2026'],
    ['after:2026-02-30', 'bad-value', 'after:2026-02-30'],
    ['outcome:maybe', 'bad-value', 'outcome:maybe'],
    ['action:record.steal', 'bad-value', 'action:record.steal'],
    ['record:1', 'bad-value', 'record:1'],
    [`agency:"x' OR 1=1"`, 'bad-value', `agency:x' OR 1=1`],
  ])('says what it does not understand in %s', async (q, problem, part) => {
    await expect(find(everything, q)).rejects.toMatchObject({ name: 'QueryError', problem, part });
  });

  it('takes a bare reference for one that lacks its qualifier', async () => {
    await expect(find(everything, 'J7-P3-R04-A-7KQ2')).rejects.toMatchObject({ suggestion: 'ref:J7-P3-R04-A-7KQ2' });
  });

  it('goes on from page to page while entries arrive', async () => {
    const seen: number[] = [];
    let before: string | undefined;
    for (let pages = 0; pages < 4; pages += 1) {
      const page = await searchEntries({
        pool: fixture.pool,
        viewer: everything,
        q: '-index:6',
        limit: 2,
        ...(before && { before }),
      });
      seen.push(...page.entries.map((entry) => entry.index));
      if (pages === 0)
        await log.append({
          action: 'page.view',
          outcome: 'permit',
          actor: actor(arta, 'AL-ASP'),
        });
      if (page.next === null) break;
      before = page.next;
    }
    expect(seen).toEqual([5, 4, 3, 2, 1, 0]);
  });

  it('refuses a cursor that it did not make, and a query without end', async () => {
    await expect(
      searchEntries({ pool: fixture.pool, viewer: everything, q: '', before: 'x', limit: 2 }),
    ).rejects.toBeInstanceOf(QueryError);
    const handles = new Handles(Buffer.alloc(32));
    expect(() => parseQualifiers('index:1 '.repeat(30), handles, true)).toThrow(QueryError);
    expect(() => parseQualifiers(`rule:${'x'.repeat(600)}`, handles, true)).toThrow(QueryError);
  });

  it('is answered to auditors only, and never wider than their role', async () => {
    await expect(find({ ...everything, person: arta }, '')).rejects.toThrow(/not an auditor/);
    // An agency's auditor who says "all" is still an agency's auditor.
    expect(await indexesOf({ ...ownAgency, scope: 'all' }, '')).toEqual(await indexesOf(ownAgency, ''));
    expect(await entryAt(fixture.pool, 1, { ...ownAgency, scope: 'all' })).toBeNull();
  });
});

describe('what an auditor of the whole federation sees', () => {
  it('of other agencies: agency and pseudonym, handle and classification, and nothing that leads further', async () => {
    const [entry] = await find(everything, 'index:1');
    expect(entry?.actor).toEqual({
      agency: 'AL-ASP',
      country: 'AL',
      person: expect.stringMatching(/^per-[0-9a-f]{16}$/),
      inClear: false,
    });
    expect(entry?.records).toEqual([
      {
        handle: expect.stringMatching(/^rec-[0-9a-f]{16}$/),
        type: 'follow-up-action',
        originator: 'IT-DCSA',
        classification: 'OFFICIAL',
        disclosed: true,
      },
      {
        handle: expect.any(String),
        type: 'follow-up-action',
        originator: 'RS-MUP',
        classification: 'OFFICIAL',
        disclosed: true,
      },
    ]);
    expect(entry?.purpose).toEqual({ code: 'INVESTIGATION', stated: true });
    // The own part may stand there as company of the true ones: it is empty.
    expect(entry?.open.filter((name) => name !== 'originator:INT-RCC')).toEqual([]);
    const text = JSON.stringify(await find(everything, ''));
    for (const secret of [
      arta,
      bojan,
      shared,
      'Name of 0',
      'CASE-77',
      '192.0.2',
      'session-handle',
      'request-9',
      'J7-P3',
      'Law 1',
    ]) {
      expect(text).not.toContain(secret);
    }
  });

  it('is led from a handle to all entries of that record, and from a pseudonym to that person', async () => {
    const [entry] = await find(everything, 'index:2');
    expect(await indexesOf(everything, `record:${entry?.records[0]?.handle}`)).toEqual([4, 2, 1]);
    expect(await indexesOf(everything, `person:${entry?.actor?.person}`)).toEqual([2]);
  });

  it('does not let him turn a person he knows into a pseudonym', async () => {
    expect(await indexesOf(everything, `person:${arta}`)).toEqual([]);
  });

  it('of a refusal: the reason', async () => {
    const [entry] = await find(everything, 'index:2');
    expect(entry).toMatchObject({ code: 'REC01W', outcome: 'deny', detail: { reason: 'floor' } });
    expect(entry?.records).toEqual([
      { handle: expect.any(String), type: 'follow-up-action', originator: 'IT-DCSA', disclosed: false },
    ]);
  });
});

describe("what an agency's auditor sees", () => {
  it('is what the own people did and what everybody did with the own records, nothing else', async () => {
    expect(await indexesOf(ownAgency, '')).toEqual([4, 3]);
    expect(await entryAt(fixture.pool, 1, ownAgency)).toBeNull();
    expect(await entryAt(fixture.pool, 3, ownAgency)).not.toBeNull();
  });

  it('own people in full, but the records of others as handles', async () => {
    const [entry] = await find(ownAgency, 'index:4');
    expect(entry?.actor).toMatchObject({ person: chiara, inClear: true, name: `Name of ${chiara}` });
    expect(entry?.purpose).toEqual({ code: 'POLICY', legalBasis: '', reference: 'own', stated: false });
    expect(entry?.net).toEqual({
      ip: '192.0.2.7',
      userAgentHash: 'ua',
      session: 'session-handle',
      assertionId: '_assertion',
    });
    expect(entry?.http).toMatchObject({ requestId: 'request-9' });
    expect(JSON.stringify(entry?.records)).not.toContain(shared);
    expect(entry?.open).toEqual(['actor', 'http', 'net', 'purpose']);
    expect(await indexesOf(ownAgency, `person:${chiara}`)).toEqual([4]);
  });

  it('who of another agency read an own record, but not his address, session or case', async () => {
    const [entry] = await find(ownAgency, 'index:3');
    expect(entry?.actor).toMatchObject({ person: arta, inClear: true, agency: 'AL-ASP' });
    expect(entry?.records).toEqual([
      expect.objectContaining({ id: montenegrin, ref: expect.stringContaining('J7-P3'), disclosed: true }),
    ]);
    for (const secret of ['192.0.2', 'session-handle', 'CASE-77', 'request-9', 'Law 1'])
      expect(JSON.stringify(entry)).not.toContain(secret);
    expect(entry?.open).toEqual(['actor', 'originator:ME-UP']);
  });
});

describe('the console', () => {
  it('reads as the owner: to the portal’s role the heads of all entries are closed', async () => {
    await expect(searchHeads(fixture.pool, '', 10)).rejects.toThrow(/permission denied/);
    await expect(fixture.pool.query('SELECT * FROM audit_leaves(0, 9)')).rejects.toThrow(/permission denied/);
  });

  it('searches by what leaves say in clear, and sees leaves only', async () => {
    const found = await searchHeads(fixture.owner, 'action:record.read outcome:deny', 10);
    expect(found.map((one) => one.index)).toEqual([2]);
    expect(JSON.stringify(found)).not.toContain(bojan);
    await expect(searchHeads(fixture.owner, 'agency:AL-ASP', 10)).rejects.toBeInstanceOf(QueryError);
  });
});

describe('proofs for auditors', () => {
  it('lead from an entry to the signed root, and from an older log to a newer one', async () => {
    const older = await checkpointOnce(fixture.pool, fixture.signer);
    await Promise.all(Array.from({ length: 600 }, () => log.append(reading([record('x', 'IT-DCSA')]))));
    const newer = await checkpointOnce(fixture.pool, fixture.signer);
    expect(await latestCheckpoint(fixture.pool, fixture.signer.vkey)).toMatchObject(newer);
    const decode = (proof: string[]) => proof.map((hash) => Buffer.from(hash, 'base64'));
    for (const index of [0, 3, 255, 256, 600]) {
      const found = await entryAt(fixture.pool, index, everything);
      const leaf = Buffer.from(found?.leaf ?? '', 'base64');
      const proof = decode(await inclusionProofOf(fixture.pool, index, newer.size));
      expect(rootFromInclusion(leafHash(leaf), index, newer.size, proof)).toEqual(newer.root);
      expect(leafHash(leaf).toString('base64')).toBe(found?.leafHash);
    }
    const proof = decode(await consistencyProofOf(fixture.pool, older.size, newer.size));
    expect(isConsistent(older, newer, proof)).toBe(true);
    await expect(inclusionProofOf(fixture.pool, newer.size, newer.size)).rejects.toBeInstanceOf(RangeError);
    await expect(inclusionProofOf(fixture.pool, 0, newer.size + 5_000)).rejects.toBeInstanceOf(RangeError);
  });
});
