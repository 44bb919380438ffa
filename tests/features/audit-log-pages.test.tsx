import type { VNode } from 'preact';
import { describe, expect, it } from 'vitest';
import type { AuditViewer } from '../../audit/redact.ts';
import { AppError } from '../../src/errors.ts';
import { viewCheckpoint } from '../../src/features/audit-log/checkpoint-view.ts';
import type { LogState } from '../../src/features/audit-log/log-state.ts';
import { readEntryPage } from '../../src/features/audit-log/read-entry.ts';
import { auditLogRoutes } from '../../src/features/audit-log/routes.tsx';
import { refusedSearch, type SearchPageView } from '../../src/features/audit-log/search-entries.ts';
import { AuditPage } from '../../src/features/audit-log/views/audit-page.tsx';
import { EntryPage } from '../../src/features/audit-log/views/entry-page.tsx';
import type { Gate } from '../../src/gate/gate.ts';
import { renderDocument } from '../../src/ui/context.tsx';
import type { Language } from '../../src/ui/languages.ts';
import { sampleUi } from '../ui/sample-ui.ts';
import { everything, montenegrin, ownId, reading, refusal, SampleLog, start } from './audit-log-sample.ts';
import { signedIn } from './signed-in.ts';

const log = new SampleLog([start, reading, refusal]);
const auditor = { key: 'k', name: 'Jelena', agency: 'ME-UP', roles: ['auditor'] };
const show = (page: VNode, lang: Language = 'en') => renderDocument(page, sampleUi(lang, { person: auditor }));
const textOf = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

const state: LogState = {
  size: 48_214,
  lastAt: '2026-11-23T10:00:02.000123Z',
  pending: 0,
  checkpoint: viewCheckpoint({ ...log.checkpoint(), signedAt: '2026-11-23T10:00:03.000000Z' }),
  unsigned: 7,
};

async function searchView(viewer: AuditViewer, changes: Partial<SearchPageView> = {}): Promise<SearchPageView> {
  const items = await Promise.all([2, 1, 0].map(async (index) => (await log.proven(index, viewer)).view));
  const found = { items, damaged: [], next: 'cursor+/=', terms: ['outcome:deny', '-agency:"IT-DCSA"'] };
  return {
    q: '',
    found,
    state,
    isNewest: true,
    scope: viewer.scope,
    common: [],
    problems: [],
    agencies: ['ME-UP'],
    actions: ['record.read'],
    purposes: ['AUDIT'],
    ...changes,
  };
}

async function entryPage(index: number, viewer: AuditViewer, lang: Language = 'en', size = log.size): Promise<string> {
  const me = signedIn({ agency: viewer.agency, auditScope: viewer.scope });
  const auditLog = {
    entry: () => log.proven(index, viewer, size),
    state: async () => ({ size: log.size, lastAt: '', pending: 0 }),
  };
  return show(<EntryPage {...(await readEntryPage({ me, auditLog } as unknown as Gate, index))} />, lang);
}

describe('the access log', () => {
  it('says of each entry when, who, what, on which record, with what outcome, for what and by which rule', async () => {
    const text = textOf(show(<AuditPage {...(await searchView(montenegrin))} />));
    const row = /2026-11-23 10:00:01.*?policy version 12/.exec(text)?.[0] ?? '';
    for (const part of [
      'Entry 1',
      'Albanian State Police',
      'Arta',
      'Listed records',
      'REC02I',
      'Follow-up action · ME-UP',
      'Allowed',
      'Investigation',
      'P1-READ',
    ]) {
      expect(row).toContain(part);
    }
    expect(text).toContain('Sign-in refused');
    expect(text).toContain('Nobody was signed in');
    expect(text).toContain('The portal itself');
  });

  it('shows an outcome by shape and word, not by colour alone', async () => {
    const html = show(<AuditPage {...(await searchView(everything))} />);
    expect(html).toMatch(/<span class="s-tag s-tag--bad"><svg[^>]*>.*?<\/svg>Refused<\/span>/);
  });

  it('shows an auditor of the whole federation pseudonyms and handles, and nothing that leads further', async () => {
    const html = show(<AuditPage {...(await searchView(everything))} />);
    expect(html).toMatch(/per-[0-9a-f]{16}/);
    expect(html).toMatch(/rec-[0-9a-f]{16}/);
    for (const secret of ['Arta', ownId, 'J7-P3', 'CASE-77', '192.0.2', 'session-handle', 'request-9']) {
      expect(html).not.toContain(secret);
    }
  });

  it('shows an agency’s auditor the own record by reference, and that of another as a handle', async () => {
    const html = show(<AuditPage {...(await searchView(montenegrin))} />);
    expect(html).toContain('J7-P3-&lt;i>OWN&lt;/i>');
    expect(html).not.toContain('J7-P3-SECRET');
  });

  it('carries the marking of records named in clear, and none for handles', async () => {
    expect(show(<AuditPage {...(await searchView(montenegrin))} />)).toContain('TLP:AMBER<');
    expect(show(<AuditPage {...(await searchView(everything))} />)).not.toContain('TLP:');
  });

  it('shows whatever people wrote as text', async () => {
    const html = show(<AuditPage {...(await searchView(montenegrin, { q: '"><script>alert(2)</script>' }))} />);
    expect(html).toContain('Arta &lt;b>Hoxha');
    expect(html).not.toMatch(/<b>|<i>|<script>alert/);
  });

  it('says how far the log goes, what of it is signed and since when, and what cannot be promised', async () => {
    const text = textOf(show(<AuditPage {...(await searchView(everything))} />));
    expect(text).toContain('48,214');
    expect(text).toContain('2026-11-23 10:00:03 UTC covers 3 entries');
    expect(text).toMatch(/Entries newer than it 7/);
    expect(text).toContain('could still be cut off by an insider');
    expect(text).toContain('No witness of a partner agency has countersigned');
  });

  it('names the witnesses as soon as there are any', async () => {
    const note = `${log.checkpoint().note}— witness.example AAAAAAAA\n`;
    const checkpoint = viewCheckpoint({ ...log.checkpoint(), note });
    const text = textOf(show(<AuditPage {...(await searchView(everything, { state: { ...state, checkpoint } }))} />));
    expect(text).toContain('Countersigned by: witness.example.');
    expect(text).not.toContain('No witness');
  });

  it('leads to older entries with the same query, and back to the newest', async () => {
    const first = show(<AuditPage {...(await searchView(everything, { q: 'outcome:deny' }))} />);
    expect(first).toContain('href="/audit?q=outcome%3Adeny&amp;after=cursor%2B%2F%3D"');
    expect(first).not.toContain('Newest entries');
    const second = show(<AuditPage {...(await searchView(everything, { q: 'outcome:deny', isNewest: false }))} />);
    expect(second).toContain('<a class="s-button s-button--secondary" href="/audit?q=outcome%3Adeny">Newest entries');
  });

  it('says what to do when nothing matches, and what will stand here when there is nothing yet', async () => {
    const found = { items: [], damaged: [], next: null, terms: [] };
    const none = show(<AuditPage {...(await searchView(everything, { q: 'index:9', found }))} />);
    expect(none).toContain('No entry matches');
    expect(none).toContain('value="index:9"');
    expect(show(<AuditPage {...(await searchView(montenegrin, { found }))} />)).toContain('There are no entries yet');
  });

  it('names the entries that match and cannot be shown', async () => {
    const html = show(
      <AuditPage
        {...(await searchView(everything, { found: { items: [], damaged: [7, 1_204], next: null, terms: [] } }))}
      />,
    );
    expect(html).toContain('2 entries that match cannot be shown');
    expect(html).toContain('7 · 1,204');
  });

  it('keeps a query that it does not understand, names the qualifier and opens the help', () => {
    const params = { part: 'agencie', known: 'agency, person', suggestion: 'agency' };
    const problem = new AppError('invalid-input', {
      fields: [{ field: 'q', messageId: 'audit.query.unknown-qualifier', params }],
    });
    const me = signedIn({ auditScope: 'all' });
    const raw = { params: {}, query: { q: 'agencie:"<b>"' }, body: {} };
    const html = show(<AuditPage {...refusedSearch({ me, agencies: () => [] } as unknown as Gate, raw, problem)} />);
    expect(html).toContain('<a href="#f-q">“agencie” is not something that can be searched by.');
    expect(html).toContain('id="f-q"');
    expect(html).toContain('value="agencie:&quot;&lt;b>&quot;"');
    expect(html).toMatch(/<details class="s-more" open/);
    expect(html).not.toContain('<table');
  });

  it('links no problem to a field that the page does not have', () => {
    const problem = new AppError('invalid-input', {
      fields: [{ field: 'after', messageId: 'input.cursor', params: {} }],
    });
    const raw = { params: {}, query: { q: ['a', 'b'] }, body: {} };
    const view = refusedSearch(
      { me: signedIn({ auditScope: 'all' }), agencies: () => [] } as unknown as Gate,
      raw,
      problem,
    );
    expect(show(<AuditPage {...view} />)).toContain('<li>This page position belongs to another list');
    expect(view.q).toBe('');
  });

  it('stands in Serbian too, with its plurals', async () => {
    const text = textOf(show(<AuditPage {...(await searchView(montenegrin))} />, 'sr-Cyrl'));
    expect(text).toContain('3 ставке на овој страни, најновије прво');
    expect(text).toContain('Преглед списка записа');
    expect(text).toContain('верзија политике 12');
  });
});

describe('an entry of the access log', () => {
  it('shows an agency’s auditor who read the own record, but not from where nor for which case', async () => {
    const html = await entryPage(1, montenegrin);
    for (const part of [
      'Arta &lt;b>Hoxha',
      'https://idp.asp.example/',
      'J7-P3-&lt;i>OWN',
      'TLP:AMBER',
      'Consultation',
    ]) {
      expect(html).toContain(part);
    }
    for (const secret of ['192.0.2', 'session-handle', 'CASE-77', 'Law 1', 'request-9', 'J7-P3-SECRET', 'italian']) {
      expect(html).not.toContain(secret);
    }
    expect(html).toContain('Legal basis and case number are the affair of that person’s agency.');
  });

  it('says which parts stay digests, and why', async () => {
    const text = textOf(await entryPage(1, montenegrin));
    expect(text).toContain('originator:IT-DCSA');
    expect(text).toContain('Address and session: open to the auditors of that agency alone.');
    expect(text).toContain('Some of them are empty');
  });

  it('leads from a pseudonym and a handle to everything about them', async () => {
    const html = await entryPage(1, everything);
    expect(html).toMatch(/href="\/audit\/people\/per-[0-9a-f]{16}"/);
    expect(html).toMatch(/href="\/audit\/records\/rec-[0-9a-f]{16}"/);
    expect(html).toContain('href="/audit?q=rule%3AP1-READ"');
    expect(html).toContain('href="/audit/entries/0"');
    expect(html).toContain('href="/audit/entries/2"');
  });

  it('shows leaf hash, path and checkpoint, and the commands to check them elsewhere', async () => {
    const html = await entryPage(1, everything);
    const { leafHash, proof, checkpoint } = await log.proven(1, everything);
    expect(proof).toHaveLength(2);
    for (const hash of [leafHash, ...(proof ?? []), checkpoint?.root.toString('base64') ?? ''])
      expect(html).toContain(hash);
    expect(html).toContain('npm run portal -- audit verify entry-1 --key VKEY');
    expect(html).toContain(log.signer.vkey.split('+').slice(0, 2).join('+'));
    expect(html).not.toContain(log.signer.vkey);
    expect(html).toContain('href="/api/v1/audit/entries/1" download="entry-1.json"');
  });

  it('says that the newest entry is not signed yet, and when to look again', async () => {
    const html = await entryPage(2, everything, 'en', 2);
    expect(html).toContain('newer than the last signed checkpoint');
    expect(html).not.toContain('audit verify entry-2');
  });

  it('shows what a stranger sent at a refused sign-in as text', async () => {
    const html = await entryPage(2, everything);
    expect(html).toContain('signature');
    expect(html).not.toMatch(/<script>alert/);
  });

  it('shows no field that the record’s page would count as a disclosed record', async () => {
    expect(await entryPage(1, montenegrin)).not.toContain('data-id=');
  });

  it('stands in Serbian too', async () => {
    const text = textOf(await entryPage(1, montenegrin, 'sr-Cyrl'));
    for (const part of ['Преглед списка записа', 'Шта вам остаје затворено', 'Доказ припадности: 2 отиска', 'Увид']) {
      expect(text).toContain(part);
    }
  });
});

it('every route of the log asks the policy for the right to audit', () => {
  expect(auditLogRoutes.length).toBeGreaterThan(10);
  for (const route of auditLogRoutes) {
    expect(route).toMatchObject({
      action: 'audit-read',
      resource: 'audit-entry',
      event: expect.stringMatching(/^audit\./),
    });
  }
});
