import { ButtonLink } from '../../../ui/components/button.tsx';
import { Card, Prose } from '../../../ui/components/card.tsx';
import { MarkingLine } from '../../../ui/components/marking-chips.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { StateTag } from '../../../ui/components/state-tag.tsx';
import { SummaryList, type SummaryRow } from '../../../ui/components/summary-list.tsx';
import { useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import type { ConclusionPage as Value } from '../read-conclusion.ts';
import type { EarlierConclusion } from '../records.ts';
import { FictionalTag } from './fictional-tag.tsx';
import { FollowUp } from './follow-up.tsx';
import { markingsOf } from './markings.ts';
import { languageName, Paragraphs, Said, textIn, useEdition } from './texts.tsx';

function Header({ conclusion, mayCreate }: Pick<Value, 'conclusion' | 'mayCreate'>) {
  const { t } = useUi();
  const { id, ref, title = '', lang, kind, state = '', marking } = conclusion;
  return (
    <PageHeader
      over={[kind && t(`state.kind.${kind}`), ref].filter(Boolean).join(' · ')}
      title={title}
      lang={lang}
      tags={
        <>
          <StateTag kind="record" state={state} />
          {marking && <MarkingLine marking={marking} />}
          <FictionalTag record={conclusion} />
        </>
      }
      actions={
        mayCreate && (
          <ButtonLink kind="primary" href={`/actions/new?conclusion=${id}`}>
            {t('conference.conclusion.newAction')}
          </ButtonLink>
        )
      }
    />
  );
}

function Earlier({ earlier }: { earlier: EarlierConclusion }) {
  const { id, ref, title, lang } = earlier;
  return (
    <>
      <a href={`/conclusions/${id}`} data-id={id}>
        {ref} {title && <span lang={lang}>{title}</span>}
      </a>{' '}
      <FictionalTag record={earlier} />
    </>
  );
}

function Facts({ conclusion, earlier }: Pick<Value, 'conclusion' | 'earlier'>) {
  const ui = useUi();
  const { t } = ui;
  const { panel, panelNames, edition, need, marking, lang } = conclusion;
  const name = textIn(panelNames, ui.lang);
  const rows: SummaryRow[] = [];
  if (panel && edition !== undefined) {
    const value = (
      <a href={`/conferences/${edition}#${panel}`}>
        {panel} {name && <Said said={name} />}
      </a>
    );
    rows.push({ label: t('conference.column.panel'), value });
  }
  if (need)
    rows.push({
      label: t('conference.column.need'),
      value: <a href={`/conclusions?need=${need}`}>{t(`state.need.${need}`)}</a>,
    });
  if (earlier) rows.push({ label: t('conference.conclusion.carriedFrom'), value: <Earlier earlier={earlier} /> });
  if (marking) rows.push({ label: t('marking.originator'), value: ui.agencyName(marking.originator) });
  if (lang) rows.push({ label: t('conference.conclusion.language'), value: languageName(ui, lang) });
  return <SummaryList rows={rows} />;
}

export function ConclusionPage({ conclusion, earlier, actions, moreActions, mayCreate }: Value) {
  const { t } = useUi();
  const edition = useEdition();
  const { id, ref = '', panel = '', lang } = conclusion;
  const conference = { href: `/conferences/${conclusion.edition}`, label: edition(conclusion.edition) };
  return (
    <Layout
      title={`${ref} ${conclusion.title ?? ''}`.trim()}
      nav="conferences"
      breadcrumbs={[
        { href: '/conferences', label: t('conference.list.title') },
        ...(conclusion.edition === undefined
          ? []
          : [conference, { href: `${conference.href}#${panel}`, label: panel }]),
        { label: ref },
      ]}
      markings={markingsOf([conclusion, ...(earlier ? [earlier] : []), ...actions])}
    >
      <article data-id={id}>
        <Header conclusion={conclusion} mayCreate={mayCreate} />
        <Prose lang={lang}>
          <Paragraphs text={conclusion.text ?? ''} />
        </Prose>
        <Facts conclusion={conclusion} earlier={earlier} />
      </article>
      <Card title={t('conference.followUp.title')}>
        <FollowUp conclusionId={id} actions={actions} more={moreActions} mayCreate={mayCreate} />
      </Card>
    </Layout>
  );
}
