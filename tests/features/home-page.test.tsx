import { describe, expect, it } from 'vitest';
import type { News } from '../../src/features/home/news.ts';
import type { ActionReference } from '../../src/features/home/records.ts';
import type { Home, Work } from '../../src/features/home/view-home.ts';
import { HomePage } from '../../src/features/home/views/home-page.tsx';
import { PurposePage } from '../../src/features/purpose/views/purpose-page.tsx';
import { renderDocument } from '../../src/ui/context.tsx';
import { sampleUi } from '../ui/sample-ui.ts';

const action: ActionReference = {
  id: '01930000-0000-7000-8000-0000000000aa',
  type: 'follow-up-action',
  version: 1,
  ref: 'J7-P3-R01-A-7KQ2',
  lang: 'en',
  state: 'OPEN',
  title: 'Map the diversion of ephedrine',
  createdAt: '2026-11-20T10:00:00Z',
  updatedAt: '2026-11-22T10:00:00Z',
  allowed: [],
  leadAgency: 'IT-DCSA',
  dueOn: '2026-12-20',
  myAcceptance: 'PROPOSED',
};
const none = { items: [], total: 0 };
const quietNews: News = { since: null, items: [], actions: 0, practices: 0 };
const quiet: Work = {
  waiting: { ...none, answerable: new Map() },
  overdue: none,
  soon: none,
  news: quietNews,
  conference: null,
};
const busy: Work = {
  ...quiet,
  waiting: { items: [action], total: 7, answerable: new Map() },
  news: { ...quietNews, items: [{ kind: 'action', record: action }], actions: 1 },
};
const lastPurpose = (daysAgo: number) => ({
  code: 'INVESTIGATION' as const,
  legalBasis: 'Law 108/2014',
  reference: 'AL-ASP-2291/J7',
  statedAt: new Date(Date.now() - daysAgo * 86_400_000).toISOString(),
});
const officer: Home = {
  name: 'Arta Hoxha',
  roles: ['liaison-officer'],
  work: quiet,
  notices: [],
  purposeStated: false,
  lastPurpose: null,
  mayReadLog: false,
  policies: null,
};
const show = (home: Partial<Home>) => renderDocument(<HomePage {...officer} {...home} />, sampleUi('en'));
const hintOf = (html: string) => /<p>Records that are Restricted.*?<\/p>/s.exec(html)?.[0];

describe('the home page of an officer', () => {
  it('begins with what waits for an answer, one click from the action', () => {
    const html = show({ work: busy });
    expect(html).toContain(`href="/actions/${action.id}"`);
    expect(html).toContain('href="/actions?mine=waiting"');
    expect(html).toContain('All 7');
  });

  it('says what to do next when nothing waits', () => expect(show({})).toContain('Nothing waits for your agency.'));

  it('gives the same hint about purposes whether or not there is anything to see', () => {
    expect(hintOf(show({ work: busy }))).toBeTruthy();
    expect(hintOf(show({ work: busy }))).toBe(hintOf(show({ work: quiet })));
  });

  it('offers yesterday’s purpose by one button, until one is stated', () => {
    expect(show({ lastPurpose: lastPurpose(1) })).toContain('Continue as yesterday: Investigation, AL-ASP-2291/J7');
    expect(show({ lastPurpose: lastPurpose(9) })).toContain('Continue as last time: Investigation, AL-ASP-2291/J7');
    expect(show({ purposeStated: true })).not.toContain('action="/purpose"');
  });
});

describe('the home page of a control role', () => {
  const controls = ['auditor', 'policy-administrator', 'federation-operator'];

  it.each(controls)('%s: says what the role may do and leads to no content', (role) => {
    const html = renderDocument(
      <HomePage {...officer} roles={[role]} work={null} />,
      sampleUi('en', { person: { key: 'k', name: 'Jelena', agency: 'ME-UP', roles: [role] } }),
    );
    expect(html).toContain('You read no conferences, conclusions or actions.');
    expect(html).not.toMatch(/href="\/(actions|conferences|conclusions)/);
  });

  it('leads the auditor to the access log, if the policy opens it', () => {
    expect(show({ roles: ['auditor'], work: null, mayReadLog: true })).toContain('href="/audit"');
    expect(show({ roles: ['auditor'], work: null, mayReadLog: false })).not.toContain('href="/audit"');
  });

  it('tells somebody without a role whom to ask', () => {
    expect(show({ roles: [], work: null })).toContain('You are signed in, but hold no role');
  });
});

describe('the purpose page', () => {
  const form = {
    purposes: ['INVESTIGATION' as const, 'POLICY' as const],
    values: { code: '', legalBasis: 'Law 108/2014', reference: 'half-typed "reference"' },
    recent: [{ ...lastPurpose(1), path: '' }],
    stated: null,
    returnTo: '/actions?panel=J7-P3',
  };

  it('offers the purposes of the person, explained, and no other', () => {
    const html = renderDocument(<PurposePage {...form} problems={[]} />, sampleUi('en'));
    expect([...html.matchAll(/type="radio"[^>]*value="([^"]+)"/g)].map(([, code]) => code)).toEqual(form.purposes);
    expect(html).toContain('To clear up an offence in a case that is open.');
  });

  it('keeps what was typed when something is missing, and says what', () => {
    const html = renderDocument(
      <PurposePage {...form} problems={[{ field: 'code', messageId: 'ui.problem.choose' }]} />,
      sampleUi('en'),
    );
    expect(html).toContain('value="half-typed &quot;reference&quot;"');
    expect(html).toContain('href="#f-code"');
    expect(html).toContain('name="returnTo" value="/actions?panel=J7-P3"');
  });

  it('explains itself to a person who has no purpose to state', () => {
    const html = renderDocument(<PurposePage {...form} purposes={[]} recent={[]} problems={[]} />, sampleUi('en'));
    expect(html).toContain('You have no purpose to state');
    expect(html).not.toContain('action="/purpose"');
  });
});
