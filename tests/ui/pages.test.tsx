import { describe, expect, it } from 'vitest';
import { PageHeader } from '../../src/ui/components/page-header.tsx';
import { renderDocument, type Ui } from '../../src/ui/context.tsx';
import { Layout } from '../../src/ui/layout.tsx';
import { languages } from '../../src/ui/locales.ts';
import type { ShownMarking } from '../../src/ui/marking/highest.ts';
import { filterProviders } from '../../src/ui/pages/filter-providers.ts';
import type { FieldProblem } from '../../src/ui/problems.ts';
import { gallery } from './gallery.tsx';
import { galleryProviders } from './gallery-data.ts';
import { galleryPage } from './gallery-server.ts';
import { sampleUi } from './sample-ui.ts';

interface Given {
  title?: string;
  markings?: ShownMarking[];
  errors?: FieldProblem[];
  ui?: Partial<Ui>;
}

function render({ title = 'Actions', markings = [], errors = [], ui = {} }: Given): string {
  return renderDocument(
    <Layout title={title} markings={markings} errors={errors}>
      <PageHeader title={title} />
    </Layout>,
    sampleUi('en', ui),
  );
}

describe('a page', () => {
  it('shows a title with markup as text, wherever it stands', () => {
    const html = render({ title: '<script>alert(1)</script>"onload="x', ui: { path: '/a?q="><script>' } });
    expect(html).not.toContain('<script>alert');
    expect(html).not.toContain('"><script>');
    expect(html).toContain('<h1>&lt;script>alert(1)&lt;/script>');
    expect(html.match(/<script\b/g)).toHaveLength(1);
  });

  it('shows the name of a person with markup as text', () => {
    const html = render({ ui: { person: { key: 'k', name: '<img src=x>', agency: '"><b>', roles: [] } } });
    expect(html).not.toMatch(/<img|"><b>/);
  });

  it('carries the highest marking at its top and at its end', () => {
    const html = render({ markings: [{ classification: 'OFFICIAL', tlp: 'AMBER', caveats: ['ORCON'] }] });
    expect(html.match(/TLP:AMBER</g)).toHaveLength(2);
  });

  it('says that it does not print where a record is for the screen only', () => {
    const markings = (caveats: ShownMarking['caveats']): ShownMarking[] => [
      { classification: 'OFFICIAL', tlp: 'GREEN', caveats },
    ];
    expect(render({ markings: markings(['DISPLAY-ONLY']) })).toMatch(/data-s-screen-only.*is not printed/s);
    expect(render({ markings: markings(['ORCON']) })).not.toContain('data-s-screen-only');
  });

  it('carries no marking where nothing marked is shown', () => expect(render({})).not.toContain('TLP:'));

  it.each([
    [['liaison-officer'], ['/', '/conferences', '/actions', '/practices']],
    [['conference-secretariat'], ['/', '/conferences', '/actions', '/practices']],
    [['auditor'], ['/audit']],
    [['policy-administrator'], ['/policies']],
  ])('offers %s only what the role finds something behind: %s', (roles, hrefs) => {
    const html = render({ ui: { person: { key: 'k', name: 'Jelena', agency: 'ME-UP', roles } } });
    const nav = /<nav class="s-nav".*?<\/nav>/s.exec(html)?.[0] ?? '';
    expect([...nav.matchAll(/href="([^"]+)"/g)].map(([, href]) => href)).toEqual(hrefs);
  });

  it('says that a purpose is assumed, and where it is changed', () => {
    const html = render({});
    expect(html).toContain('(assumed)');
    expect(html).toContain('/purpose?returnTo=%2Factions%3Fstate%3DOPEN');
  });

  it('says that the data is fictional in a demonstration, and only there', () => {
    expect(render({})).toContain('Demonstration data: fictional');
    expect(render({ ui: { demo: false } })).not.toContain('fictional');
  });

  it('says in its title that a form has problems, and links each to its field', () => {
    const html = render({ errors: [{ field: 'dueOn', messageId: 'ui.problem.date' }] });
    expect(html).toContain('<title>Error: Actions – Seguito</title>');
    expect(html).toContain('<a href="#f-dueOn">');
  });

  it('sends the session’s token with every form that changes something', () => {
    const forms = render({}).match(/<form method="post".*?<\/form>/gs) ?? [];
    expect(forms.length).toBeGreaterThanOrEqual(3);
    for (const form of forms) expect(form).toContain('name="_csrf" value="token-of-the-session"');
  });
});

describe('every page of the gallery', () => {
  const pages = Object.keys(gallery).flatMap((name) => languages.map(({ tag }) => [name, tag] as const));
  const html = (name: string, lang: string) => galleryPage(name, new URLSearchParams({ lang })) ?? '';

  it.each(pages)('keeps to the strict content policy: %s (%s)', (name, lang) => {
    expect(html(name, lang)).not.toMatch(/ style="| on\w+="|<style|="javascript:|="data:/);
  });

  it.each(pages)('has one h1, one main and no id twice: %s (%s)', (name, lang) => {
    const page = html(name, lang);
    expect(page.match(/<h1/g)).toHaveLength(1);
    expect(page.match(/<main/g)).toHaveLength(1);
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });
});

describe('the search for an agency', () => {
  const found = (query: string) => filterProviders(galleryProviders, query).map(({ alias }) => alias);

  it.each([
    ['srbija', ['rs']],
    ['СРБИЈА', ['rs']],
    ['Црна Гора', ['me']],
    ['shqiperi', ['al']],
    ['Јерменија', []],
    ['unutrasnjih poslova', ['rs']],
    ['it-dcsa', ['it']],
    ['', ['al', 'it', 'rs', 'me']],
  ])('“%s” finds %s', (query, expected) => expect(found(query)).toEqual(expected));
});
