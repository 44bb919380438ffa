import { Prose } from '../../../ui/components/card.tsx';
import { MarkingLine } from '../../../ui/components/marking-chips.tsx';
import { Note } from '../../../ui/components/note.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import type { ReportView } from '../records.ts';
import { markingsOf } from './markings.ts';
import { languageName, Paragraphs, useEdition } from './texts.tsx';

/** The document itself: not a word is changed, left out or translated. */
export function ReportPage({ report }: { report: ReportView }) {
  const ui = useUi();
  const { t } = ui;
  const edition = useEdition();
  const { sourceTitle, sourceLang = '', sourceText = '', marking } = report;
  const conference = { href: `/conferences/${report.edition}`, label: edition(report.edition) };
  const title = sourceTitle || t('conference.report.title');
  return (
    <Layout
      title={t('conference.report.of', { conference: conference.label })}
      nav="conferences"
      width="narrow"
      breadcrumbs={[
        { href: '/conferences', label: t('conference.list.title') },
        conference,
        { label: t('conference.report.title') },
      ]}
      markings={markingsOf([report])}
    >
      <article data-id={report.id}>
        <PageHeader
          over={t('conference.report.of', { conference: conference.label })}
          title={title}
          lang={sourceTitle ? sourceLang : undefined}
          tags={marking && <MarkingLine marking={marking} />}
        />
        <Note title={t('conference.report.asReceived')}>
          <p>{t('conference.report.language', { language: languageName(ui, sourceLang) })}</p>
          <p>
            <a href={conference.href}>{t('conference.report.inOurWords')}</a>
          </p>
        </Note>
        <Prose lang={sourceLang}>
          <Paragraphs text={sourceText} />
        </Prose>
      </article>
    </Layout>
  );
}
