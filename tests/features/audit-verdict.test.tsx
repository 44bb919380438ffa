import type { VNode } from 'preact';
import { describe, expect, it } from 'vitest';
import { viewCheckpoint } from '../../src/features/audit-log/checkpoint-view.ts';
import type { LogState } from '../../src/features/audit-log/log-state.ts';
import { VerdictNote } from '../../src/features/audit-log/views/verdict-note.tsx';
import { VerifyPage } from '../../src/features/audit-log/views/verify-page.tsx';
import { renderDocument } from '../../src/ui/context.tsx';
import type { Language } from '../../src/ui/languages.ts';
import { sampleUi } from '../ui/sample-ui.ts';
import { origin, SampleLog, start } from './audit-log-sample.ts';

const log = new SampleLog([start]);
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

describe('the verification of the log', () => {
  const verdict = { good: true, entries: 48_214, checkpoint: 48_207, problems: [], milliseconds: 1234 };
  const page = (view: Partial<Parameters<typeof VerdictNote>[0]['verdict']>, lang: Language = 'en') =>
    show(<VerdictNote verdict={{ ...verdict, ...view }} />, lang);

  it('is explained before it runs, and runs only by the button', () => {
    const html = show(<VerifyPage state={state} />);
    expect(html).toContain('<form method="post" action="/audit/verify"');
    expect(html).not.toContain('role="status"');
    expect(html).toContain(origin);
  });

  it('says that the log is intact, how much was checked and how long it took', () => {
    const text = textOf(page({}));
    expect(text).toContain('The log is intact: 48,214 entries checked, the signed state covers 48,207 entries.');
    expect(text).toContain('This took 1.234 s.');
    expect(textOf(page({}, 'sr-Cyrl'))).toContain('Трајало је 1,234 сек.');
  });

  it('does not call a log proved that nobody has signed', () => {
    expect(page({ checkpoint: null })).toMatch(/s-note--warn.*no state of it has been signed yet/s);
  });

  it('lists each problem with its entry, at once and loudly', () => {
    const problems = [
      { code: 'part', index: 12 },
      { code: 'gap', index: 13 },
      { code: 'root', index: 14, until: 47 },
    ] as const;
    const html = page({ good: false, problems: [...problems] });
    expect(html).toContain('role="alert"');
    expect(html).toContain('<a href="/audit/entries/12">A part of entry 12 is not what was recorded.</a>');
    expect(html).toContain('<li>Entry 13 is missing.</li>');
    expect(html).toContain('One of the entries 14 to 47 is not the one that was signed.');
    expect(html).toContain('3 problems found');
    expect(html).not.toContain('The log is intact');
  });
});
