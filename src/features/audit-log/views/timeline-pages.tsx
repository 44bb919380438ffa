import { ButtonLink } from '../../../ui/components/button.tsx';
import { Card } from '../../../ui/components/card.tsx';
import { type Column, DataTable } from '../../../ui/components/data-table.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { type Ui, useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import { searchAddress } from '../qualifiers.ts';
import type { PersonTimeline, RecordReader, RecordTimeline } from '../read-timeline.ts';
import { shownMarkings } from '../shown-markings.ts';
import { DayCard, TopCards } from './chart-cards.tsx';
import { FoundEntries } from './found-entries.tsx';
import { LogTime } from './log-time.tsx';
import { wordOrCode } from './word-or-code.ts';

function readerColumns({ t, agencyName, format }: Ui): Column<RecordReader>[] {
  return [
    {
      key: 'person',
      label: t('auditlog.readers.person'),
      rowHeader: true,
      cell: ({ person, name, searchable }) => {
        const shown = name ?? <code>{person}</code>;
        return searchable ? <a href={`/audit/people/${person}`}>{shown}</a> : shown;
      },
    },
    { key: 'agency', label: t('auditlog.readers.agency'), cell: ({ agency }) => agencyName(agency) },
    { key: 'first', label: t('auditlog.readers.first'), cell: ({ firstAt }) => <LogTime at={firstAt} /> },
    { key: 'last', label: t('auditlog.readers.last'), cell: ({ lastAt }) => <LogTime at={lastAt} /> },
    {
      key: 'times',
      label: t('auditlog.readers.times'),
      numeric: true,
      cell: ({ entries }) => format.number(entries),
    },
  ];
}

/** "Who has seen this": one line a person. */
function ReadersCard({ readers }: Pick<RecordTimeline, 'readers'>) {
  const ui = useUi();
  const { t } = ui;
  const agencies = new Set(readers.map(({ agency }) => agency)).size;
  return (
    <Card title={t('auditlog.readers.title')}>
      {readers.length === 0 ? (
        <p>{t('auditlog.readers.none')}</p>
      ) : (
        <DataTable
          caption={t('auditlog.readers.caption', { people: readers.length, agencies })}
          columns={readerColumns(ui)}
          items={readers}
          rowKey={({ person }) => person}
        />
      )}
    </Card>
  );
}

/** One record through the log. */
export function RecordTimelinePage(view: RecordTimeline) {
  const ui = useUi();
  const { t } = ui;
  const { record, handle, q, found, isNewest } = view;
  const title = record.ref ?? handle;
  const originator = record.originator ? ` · ${ui.agencyName(record.originator)}` : '';
  return (
    <Layout
      title={title}
      nav="audit"
      breadcrumbs={[{ href: '/audit', label: t('auditlog.title') }, { label: title }]}
      markings={shownMarkings(found.items)}
    >
      <PageHeader
        title={title}
        over={`${wordOrCode(ui, 'auditlog.type', record.type)}${originator}`}
        lede={t(record.ref === undefined ? 'auditlog.timeline.closedRecord' : 'auditlog.timeline.ownRecord')}
        actions={
          <>
            <ButtonLink href={searchAddress(q)}>{t('auditlog.timeline.search')}</ButtonLink>
            <ButtonLink href={searchAddress(q, '', '/audit/charts')}>{t('auditlog.chart.link')}</ButtonLink>
          </>
        }
      />
      <ReadersCard readers={view.readers} />
      <h2>{t('auditlog.timeline.everything')}</h2>
      <FoundEntries
        found={found}
        isNewest={isNewest}
        address={(after) =>
          after ? `/audit/records/${handle}?after=${encodeURIComponent(after)}` : `/audit/records/${handle}`
        }
        empty={null}
      />
    </Layout>
  );
}

/** One person through the log. */
export function PersonTimelinePage({ actor, handle, q, found, isNewest, charts }: PersonTimeline) {
  const { t, agencyName } = useUi();
  const title = (actor.inClear && actor.name) || handle;
  const base = `/audit/people/${handle}`;
  return (
    <Layout
      title={title}
      nav="audit"
      breadcrumbs={[{ href: '/audit', label: t('auditlog.title') }, { label: title }]}
      markings={shownMarkings(found.items)}
    >
      <PageHeader
        title={title}
        over={actor.agency === '' ? t('auditlog.actor.system') : agencyName(actor.agency)}
        lede={t(actor.inClear ? 'auditlog.timeline.person' : 'auditlog.who.whyPseudonym')}
        actions={
          <>
            <ButtonLink href={searchAddress(q)}>{t('auditlog.timeline.search')}</ButtonLink>
            <ButtonLink href={searchAddress(q, '', '/audit/charts')}>{t('auditlog.chart.link')}</ButtonLink>
          </>
        }
      />
      <DayCard id="days" items={charts.perDay} />
      <TopCards records={charts.records} agencies={[]} />
      <h2>{t('auditlog.timeline.everything')}</h2>
      <FoundEntries
        found={found}
        isNewest={isNewest}
        address={(after) => (after ? `${base}?after=${encodeURIComponent(after)}` : base)}
        empty={null}
      />
    </Layout>
  );
}
