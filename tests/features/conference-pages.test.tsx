import type { VNode } from 'preact';
import { describe, expect, it } from 'vitest';
import { sampleConclusions } from '../../db/sample/conclusions.ts';
import { romeConference } from '../../db/sample/conference-rome.ts';
import { samplePanels } from '../../db/sample/panels.ts';
import { readReport } from '../../db/sample/report.ts';
import type {
  ConclusionView,
  ConferenceView,
  EarlierConclusion,
  PanelView,
} from '../../src/features/conference/records.ts';
import { ConclusionPage } from '../../src/features/conference/views/conclusion-page.tsx';
import { ConferencePage } from '../../src/features/conference/views/conference-page.tsx';
import { ReportPage } from '../../src/features/conference/views/report-page.tsx';
import type { RecordView } from '../../src/gate/definition.ts';
import { renderDocument } from '../../src/ui/context.tsx';
import type { Language } from '../../src/ui/languages.ts';
import { sampleUi } from '../ui/sample-ui.ts';

let made = 0;
const base = () => {
  made += 1;
  const id = `01930000-0000-7000-8000-${String(made).padStart(12, '0')}`;
  return {
    id,
    version: 1,
    state: 'OPEN',
    createdAt: '2026-11-20T10:00:00Z',
    updatedAt: '2026-11-20T10:00:00Z',
    allowed: [],
  };
};

const conference: ConferenceView = {
  ...base(),
  type: 'conference',
  ref: romeConference.ref,
  lang: romeConference.lang,
  marking: romeConference.marking,
  title: romeConference.titles.en,
  edition: romeConference.edition,
  city: romeConference.city,
  startsOn: romeConference.startsOn,
  endsOn: romeConference.endsOn,
  names: romeConference.titles,
  description: romeConference.description,
  organisers: [...romeConference.organisers],
  themes: [...romeConference.themes],
  notes: [...romeConference.notes],
  sourceTitle: romeConference.sourceTitle,
  sourceLang: romeConference.sourceLang,
  fictional: false,
};
const romePanels = samplePanels.filter((panel) => panel.conference === romeConference.ref);
const panels = romePanels.map(({ ref, lang, names, marking, position, description }) => {
  const panel: PanelView = {
    ...base(),
    type: 'panel',
    ref,
    lang,
    names,
    marking,
    position,
    description,
    title: names.en,
    edition: 7,
    actions: 2,
  };
  const conclusions = sampleConclusions
    .filter((one) => one.panel === ref)
    .map(
      (one): ConclusionView => ({
        ...base(),
        ...one,
        carriedFrom: null,
        type: 'conclusion',
        panelNames: names,
        edition: 7,
        actions: 0,
      }),
    );
  return { panel, conclusions, more: false };
});
const show = (page: VNode, lang: Language = 'en') => renderDocument(page, sampleUi(lang));
const shownIds = (html: string) => [...new Set([...html.matchAll(/data-id="([^"]+)"/g)].map(([, id]) => id))].sort();
const idsOf = (records: readonly RecordView[]) => records.map(({ id }) => id).sort();

describe('the page of a conference', () => {
  const html = show(<ConferencePage conference={conference} panels={panels} />);

  it('shows every record that it was given, and no other', () => {
    expect(shownIds(html)).toEqual(
      idsOf([conference, ...panels.flatMap(({ panel, conclusions }) => [panel, ...conclusions])]),
    );
  });

  it('leads from each panel to its follow-up actions', () => {
    for (const { panel } of panels) expect(html).toContain(`href="/actions?panel=${panel.ref}"`);
  });

  it('shows the panels in the order of the programme', () => {
    const places = panels.map(({ panel }) => html.indexOf(`id="${panel.ref}"`));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places.every((place) => place > 0)).toBe(true);
  });

  it('says where it departs from the report', () =>
    expect(html).toContain('The report speaks of the “17th” conference'));

  it('labels every invented conclusion', () => {
    expect(html.match(/>Fictional</g)).toHaveLength(panels.flatMap((one) => one.conclusions).length);
  });

  it('has a title in Serbian for a Serbian reader, and says in which language it is', () => {
    const serbian = show(<ConferencePage conference={conference} panels={[]} />, 'sr-Cyrl');
    expect(serbian).toContain('<h1 lang="sr-Cyrl">Безбедносна сарадња на Западном Балкану');
    expect(serbian).toContain('7. конференција');
  });

  it('stands when a rule hides all but the title', () => {
    const bare: ConferenceView = { ...base(), type: 'conference', title: 'Only a title' };
    expect(show(<ConferencePage conference={bare} panels={[]} />)).toContain('Only a title');
  });
});

describe('the report of a conference', () => {
  const report = { ...conference, sourceText: readReport() };
  const html = show(<ReportPage report={report} />);

  it('is there to the last word, as Russian text', () => {
    const body = /<div class="s-prose" lang="ru">(.*?)<\/div>/s.exec(html)?.[1] ?? '';
    const words = (text: string) =>
      text.replaceAll('&amp;', '&').replaceAll('&quot;', '"').split(/\s+/).filter(Boolean);
    expect(words(body.replaceAll('</p>', '\n').replaceAll('<p>', ''))).toEqual(words(readReport()));
  });

  it('names its language and says that it is as received', () => {
    expect(html).toContain('As received');
    expect(html).toContain('Language of this document: Russian');
    expect(show(<ReportPage report={report} />, 'sr-Cyrl')).toMatch(/Језик овог документа: [Рр]уски/);
  });
});

describe('the page of a conclusion', () => {
  const [conclusion] = panels[2]?.conclusions ?? [];
  if (!conclusion) throw new Error('the sample has no conclusion of panel 3');
  const page = (mayCreate: boolean, earlier: EarlierConclusion | null = null) =>
    show(
      <ConclusionPage
        conclusion={conclusion}
        earlier={earlier}
        actions={[]}
        moreActions={false}
        mayCreate={mayCreate}
      />,
    );

  it('names the conclusion of an earlier edition that it carries on, and is silent where there is none to read', () => {
    const earlier: EarlierConclusion = {
      ...base(),
      type: 'conclusion',
      ref: 'J6-P3-R02',
      title: 'Earlier',
      lang: 'en',
    };
    expect(page(false, earlier)).toContain('Carried on from');
    expect(page(false, earlier)).toContain(`href="/conclusions/${earlier.id}"`);
    expect(page(false)).not.toContain('Carried on from');
  });

  it('offers a new action to whoever may create one', () => {
    expect(page(true)).toContain(`href="/actions/new?conclusion=${conclusion.id}"`);
    expect(page(false)).not.toContain('/actions/new');
  });

  it('leads back to its panel', () => expect(page(false)).toContain('href="/conferences/7#J7-P3"'));
});
