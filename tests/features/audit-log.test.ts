import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { auditEvents } from '../../audit/events.ts';
import { Handles } from '../../audit/handles.ts';
import { qualifierNames } from '../../audit/qualifier-values.ts';
import { parseQualifiers } from '../../audit/qualifiers.ts';
import { QueryError } from '../../audit/query-error.ts';
import { verifyBundle } from '../../audit/verify/verify-bundle.ts';
import { resourceTypes } from '../../policies/vocabulary.ts';
import { AppError } from '../../src/errors.ts';
import { offlineCommands } from '../../src/features/audit-log/entry-files.ts';
import { byIndex, consistencyInput, inclusionInput, searchInput } from '../../src/features/audit-log/inputs.ts';
import { entryOutput, evidencedEntryOutput } from '../../src/features/audit-log/output.ts';
import { commonSearches, qualifiers, searchAround } from '../../src/features/audit-log/qualifiers.ts';
import { readEntry, readEntryPage } from '../../src/features/audit-log/read-entry.ts';
import { readCheckpoint, readConsistency, readInclusion } from '../../src/features/audit-log/read-proofs.ts';
import { searchEntries } from '../../src/features/audit-log/search-entries.ts';
import type { AuditDesk } from '../../src/gate/audit-desk.ts';
import type { Gate } from '../../src/gate/gate.ts';
import { hasMessage } from '../../src/ui/i18n.ts';
import { languages } from '../../src/ui/locales.ts';
import { everything, montenegrin, origin, reading, refusal, SampleLog, start } from './audit-log-sample.ts';
import { signedIn } from './signed-in.ts';

const handles = new Handles(Buffer.alloc(32));
const log = new SampleLog([start, reading, refusal, reading, reading]);

function gateWith(desk: Partial<AuditDesk>, auditScope: 'all' | 'agency' = 'all'): Gate {
  const me = signedIn({ agency: 'INT-RCC', auditScope });
  return {
    me,
    agencies: () => [],
    auditLog: { state: async () => ({ size: log.size, lastAt: '', pending: 0 }), ...desk },
  } as unknown as Gate;
}

describe('the help for searches', () => {
  it('names every qualifier that the log understands, and no other', () => {
    expect(qualifiers.map(({ name }) => name)).toEqual(qualifierNames);
  });

  it('has only examples that the log understands', () => {
    const examples = qualifiers.flatMap((one) => one.examples);
    expect(examples.length).toBeGreaterThanOrEqual(qualifierNames.length);
    for (const example of examples) expect(parseQualifiers(example, handles, true), example).toHaveLength(1);
  });

  it.each(['all', 'agency'] as const)('offers common searches that the log understands (scope %s)', (scope) => {
    for (const { q } of commonSearches(scope, 'ME-UP', '2026-11-23')) {
      expect(parseQualifiers(q, handles, true), q).not.toEqual([]);
    }
  });

  it('offers no search for refused sign-ins to an agency’s auditor, who could never find one', () => {
    const names = (scope: 'all' | 'agency') => commonSearches(scope, 'ME-UP', '2026-11-23').map(({ name }) => name);
    expect(names('all')).toContain('refusedSignIns');
    expect(names('agency')).not.toContain('refusedSignIns');
  });

  it('searches the five minutes before and after an entry', () => {
    expect(parseQualifiers(searchAround('2026-11-23T00:02:00.000123Z'), handles, true)).toEqual([
      expect.objectContaining({ field: 'after', values: ['2026-11-22T23:57:00.000Z'], not: false }),
      expect.objectContaining({ field: 'before', values: ['2026-11-23T00:07:00.000Z'], not: false }),
    ]);
  });
});

describe('a query that is not understood', () => {
  const input = (query: Record<string, string>) => searchInput.parse({ params: {}, query, body: {} });
  // As the desk reports it.
  const refuse = (problem: QueryError) => {
    const field = {
      field: 'q',
      messageId: 'input.audit-query',
      params: { problem: problem.problem, part: problem.part, suggestion: problem.suggestion || 'none' },
    };
    return gateWith({ search: () => Promise.reject(new AppError('invalid-input', { fields: [field] })) });
  };

  it('is answered with the qualifier that does not exist and those that do', async () => {
    const gate = refuse(new QueryError('unknown-qualifier', 'agencie', 'agency'));
    await expect(searchEntries(gate, input({ q: 'agencie:AL-ASP' }))).rejects.toMatchObject({
      fields: [
        {
          field: 'q',
          messageId: 'audit.query.unknown-qualifier',
          params: { part: 'agencie', known: qualifierNames.join(', '), suggestion: 'agency' },
        },
      ],
    });
  });

  it.each(['no-qualifier', 'bad-value', 'too-long'] as const)('is answered in words: %s', async (code) => {
    const gate = refuse(new QueryError(code, 'a: b\nc'));
    const messageId = `audit.query.${code}`;
    await expect(searchEntries(gate, input({ q: 'x' }))).rejects.toMatchObject({
      fields: [{ messageId, params: { part: 'a: b\nc' } }],
    });
    expect(languages.filter(({ tag }) => !hasMessage(tag, messageId))).toEqual([]);
  });

  it('is not blamed when the page position was refused', async () => {
    const gate = refuse(new QueryError('bad-value', 'x'));
    await expect(searchEntries(gate, input({ q: 'index:1', after: 'x' }))).rejects.toMatchObject({
      fields: [{ field: 'after', messageId: 'input.cursor' }],
    });
  });

  it('is not what a missing right is taken for', async () => {
    const gate = gateWith({ search: () => Promise.reject(new AppError('forbidden')) });
    await expect(searchEntries(gate, input({}))).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('the number of an entry', () => {
  it.each(['-1', '1.5', '01', '1e3', 'x', '', '9999999999999999'])('is not %s', (index) => {
    const parsed = byIndex.safeParse({ params: { index }, query: {}, body: {} });
    expect(parsed.error?.issues.map(({ message }) => message)).toEqual(['input.audit-index']);
  });

  it('counts from 0', () => {
    expect(byIndex.parse({ params: { index: '0' }, query: {}, body: {} }).params.index).toBe(0);
  });
});

describe('proofs', () => {
  const gate = gateWith({
    checkpoint: async () => log.checkpoint(4),
    inclusion: async (index, size) => [`${index} of ${size}`],
    consistency: async (from, to) => [`${from} to ${to}`],
  });

  it('are for the newest checkpoint where no size is named', async () => {
    expect(inclusionInput.parse({ params: {}, query: { index: '2' }, body: {} }).query.size).toBeUndefined();
    expect(await readInclusion(gate, 2)).toEqual({ index: 2, size: 4, proof: ['2 of 4'] });
    expect(await readConsistency(gate, 2)).toEqual({ from: 2, to: 4, proof: ['2 to 4'] });
  });

  it.each([
    [2, 6, 'size'],
    [5, 5, 'index'],
    [0, 0, 'index'],
  ])('are refused for entry %i of %i: the log has 5', async (index, size, field) => {
    await expect(readInclusion(gate, index, size)).rejects.toMatchObject({
      code: 'invalid-input',
      fields: [{ field }],
    });
  });

  it.each([
    [0, 3, 'from'],
    [4, 3, 'from'],
    [2, 9, 'to'],
  ])('are refused from %i to %i: the log has 5', async (from, to, field) => {
    expect(consistencyInput.safeParse({ params: {}, query: { from: `${from}`, to: `${to}` }, body: {} }).success).toBe(
      true,
    );
    await expect(readConsistency(gate, from, to)).rejects.toMatchObject({ code: 'invalid-input', fields: [{ field }] });
  });

  it('say what was signed, by whom', async () => {
    const { note, root } = log.checkpoint(4);
    expect(await readCheckpoint(gate)).toEqual({
      origin,
      treeSize: 4,
      rootHash: root.toString('base64'),
      note,
      signatures: [{ name: origin, keyId: log.signer.vkey.split('+')[1] }],
    });
    await expect(readCheckpoint(gateWith({ checkpoint: async () => null }))).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('an entry with its proof', () => {
  const folder = mkdtempSync(join(tmpdir(), 'seguito-entry-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const gate = gateWith({ entry: (index) => log.proven(index, montenegrin) }, 'agency');

  it('is checked offline by exactly the commands that its page names, and a changed byte is found', async () => {
    const entry = await readEntry(gate, 1);
    writeFileSync(join(folder, 'entry-1.json'), JSON.stringify(entry));
    const [unpack = '', verify = ''] = offlineCommands(1);
    execFileSync('sh', ['-c', unpack.replace(/^node /, `'${process.execPath}' `)], { cwd: folder });
    expect(verify).toBe('npm run portal -- audit verify entry-1 --key VKEY');
    const bundle = join(folder, 'entry-1');
    expect(await verifyBundle(bundle, log.signer.vkey)).toMatchObject({
      entries: 1,
      size: 5,
      origin,
      selection: true,
      opened: 2,
    });
    const file = join(bundle, 'entries.ndjson');
    writeFileSync(file, readFileSync(file, 'utf8').replace('ME-UP', 'ME-UQ'));
    await expect(verifyBundle(bundle, log.signer.vkey)).rejects.toThrow();
    await expect(verifyBundle(bundle, new SampleLog([]).signer.vkey)).rejects.toThrow();
  });

  it('has the shape that the API promises', async () => {
    for (const index of [0, 1, 2]) {
      for (const viewer of [everything, montenegrin]) {
        const { view } = await log.proven(index, viewer);
        expect(entryOutput.strict().parse(JSON.parse(JSON.stringify(view)))).toEqual(view);
      }
    }
    const entry = JSON.parse(JSON.stringify(await readEntry(gate, 1)));
    expect(evidencedEntryOutput.strict().parse(entry)).toEqual(entry);
  });

  it('has no proof and no files while no checkpoint covers it', async () => {
    const young = gateWith({ entry: (index) => log.proven(index, everything, 3) });
    expect((await readEntry(young, 3)).evidence).toMatchObject({
      inclusionProof: null,
      files: null,
      checkpoint: { treeSize: 3 },
    });
  });

  it('keeps the parts of others as digests, and says which', async () => {
    const { sealed } = await readEntryPage(gate, 1);
    expect(sealed.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['http', 'net', 'originator:IT-DCSA', 'purpose']),
    );
    expect(sealed.map(({ name }) => name)).not.toContain('originator:ME-UP');
    for (const { digest } of sealed) expect(Buffer.from(digest, 'base64')).toHaveLength(32);
  });

  it('leads to its neighbours only where they are the reader’s too', async () => {
    const all = gateWith({ entry: (index) => log.proven(index, everything) });
    expect(await readEntryPage(all, 0)).toMatchObject({ older: null, newer: 1 });
    expect(await readEntryPage(all, 4)).toMatchObject({ older: 3, newer: null });
    expect(await readEntryPage(gate, 1)).toMatchObject({ older: null, newer: null });
  });
});

describe.each(languages)('in $tag, the pages have words', ({ tag: lang }) => {
  it('for every type of record', () => {
    expect(resourceTypes.filter((type) => !hasMessage(lang, `auditlog.type.${type}`))).toEqual([]);
  });

  it('for every detail that an event can carry', () => {
    const keys = Object.values(auditEvents).flatMap(({ detail }) => Object.keys(detail));
    expect([...new Set(keys)].filter((key) => !hasMessage(lang, `auditlog.field.${key}`))).toEqual([]);
  });

  it('for every circumstance of a request', () => {
    const keys = [
      'method',
      'route',
      'status',
      'requestId',
      'clientRequestId',
      'fetchSite',
      'fetchDest',
      'asked',
      'obligations',
    ];
    const net = ['ip', 'userAgentHash', 'session', 'assertionId'];
    expect([...keys, ...net].filter((key) => !hasMessage(lang, `auditlog.field.${key}`))).toEqual([]);
  });

  it('for every qualifier and every common search', () => {
    const searches = [...commonSearches('all', 'X', '2026-11-23'), ...commonSearches('agency', 'X', '2026-11-23')];
    const ids = [
      ...qualifierNames.map((name) => `auditlog.help.${name}`),
      ...searches.map(({ name }) => `auditlog.common.${name}`),
    ];
    expect(ids.filter((id) => !hasMessage(lang, id))).toEqual([]);
  });
});
