import { type Column, DataTable } from '../ui/components/data-table.tsx';
import { EmptyState } from '../ui/components/note.tsx';
import { PageHeader } from '../ui/components/page-header.tsx';
import { TimeText } from '../ui/components/time-text.tsx';
import { type Ui, useUi } from '../ui/context.tsx';
import { Layout } from '../ui/layout.tsx';
import type { RecordReaders } from './read-access.ts';
import type { Room } from './room.ts';

type Reader = RecordReaders['readers'][number];

function columnsFor({ t, agencyName, format }: Ui, names: boolean): Column<Reader>[] {
  const who: Column<Reader>[] = names
    ? [
        { key: 'name', label: t('record.readers.person'), rowHeader: true, cell: ({ person }) => person?.name ?? '—' },
        { key: 'agency', label: t('record.readers.agency'), cell: ({ agency }) => agencyName(agency) },
      ]
    : [
        { key: 'agency', label: t('record.readers.agency'), rowHeader: true, cell: ({ agency }) => agencyName(agency) },
        {
          key: 'people',
          label: t('record.readers.people'),
          numeric: true,
          cell: ({ people }) => format.number(people),
        },
      ];
  return [
    ...who,
    { key: 'first', label: t('record.readers.first'), cell: ({ firstAt }) => <TimeText at={firstAt} /> },
    { key: 'last', label: t('record.readers.last'), cell: ({ lastAt }) => <TimeText at={lastAt} /> },
    { key: 'times', label: t('record.readers.times'), numeric: true, cell: ({ entries }) => format.number(entries) },
  ];
}

/** Who has seen the record, from the log: people to its originator, agencies to others. */
export function ReadersPage({ record, readers, names, room }: RecordReaders & { room: Room }) {
  const ui = useUi();
  const { t } = ui;
  const ref = record.ref ?? '';
  return (
    <Layout
      title={t('record.readers.title', { ref })}
      nav={room.nav}
      breadcrumbs={[
        { href: room.href, label: t(room.messageId) },
        { href: `${room.href}/${record.id}`, label: ref },
        { label: t('record.readers.short') },
      ]}
      markings={record.marking ? [record.marking] : []}
    >
      <div data-id={record.id}>
        <PageHeader
          title={t('record.readers.title', { ref })}
          over={record.title}
          lede={t(names ? 'record.readers.names' : 'record.readers.agencies')}
        />
      </div>
      {readers.length === 0 ? (
        <EmptyState title={t('record.readers.none')}>
          <p>{t('record.readers.noneHelp')}</p>
        </EmptyState>
      ) : (
        <DataTable
          caption={t('record.readers.caption')}
          columns={columnsFor(ui, names)}
          items={readers}
          rowKey={({ agency, person, firstAt }) => `${agency} ${person?.id ?? ''} ${firstAt}`}
        />
      )}
    </Layout>
  );
}
