import { DataTable } from '../../../ui/components/data-table.tsx';
import { MarkingLine } from '../../../ui/components/marking-chips.tsx';
import { EmptyState } from '../../../ui/components/note.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { Pagination } from '../../../ui/components/pagination.tsx';
import { StateTag } from '../../../ui/components/state-tag.tsx';
import { useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import type { Conferences } from '../list-conferences.ts';
import type { ConferenceView } from '../records.ts';
import { ConferenceDates } from './conference-dates.tsx';
import { FictionalTag } from './fictional-tag.tsx';
import { markingsOf } from './markings.ts';
import { nameOf, Said, useEdition } from './texts.tsx';

function Name({ conference }: { conference: ConferenceView }) {
  const { lang } = useUi();
  const edition = useEdition();
  return (
    <>
      <a href={`/conferences/${conference.edition}`} data-id={conference.id}>
        {edition(conference.edition)}
      </a>
      <br />
      <Said said={nameOf(conference, lang)} />
    </>
  );
}

function List({ items }: { items: ConferenceView[] }) {
  const { t } = useUi();
  return (
    <DataTable
      caption={t('conference.list.caption')}
      items={items}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'edition',
          label: t('conference.column.edition'),
          rowHeader: true,
          cell: (conference) => <Name conference={conference} />,
        },
        { key: 'city', label: t('conference.column.city'), cell: ({ city = '' }) => t('place.name', { city }) },
        {
          key: 'dates',
          label: t('conference.column.dates'),
          cell: (conference) => <ConferenceDates conference={conference} />,
        },
        {
          key: 'state',
          label: t('conference.column.state'),
          cell: ({ state = '' }) => <StateTag kind="record" state={state} />,
        },
        {
          key: 'marking',
          label: t('marking.title'),
          cell: (conference) => (
            <>
              {conference.marking && <MarkingLine marking={conference.marking} />} <FictionalTag record={conference} />
            </>
          ),
        },
      ]}
    />
  );
}

export function ConferencesPage({ items, next }: Conferences) {
  const { t } = useUi();
  return (
    <Layout title={t('conference.list.title')} nav="conferences" markings={markingsOf(items)}>
      <PageHeader title={t('conference.list.title')} lede={t('conference.list.lede')} />
      {items.length > 0 ? (
        <List items={items} />
      ) : (
        <EmptyState title={t('conference.list.empty')}>
          <p>{t('conference.list.emptyNext')}</p>
        </EmptyState>
      )}
      <Pagination next={next && `/conferences?after=${encodeURIComponent(next)}`} first={null} />
    </Layout>
  );
}
