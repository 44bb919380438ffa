import { ButtonLink } from '../../../ui/components/button.tsx';
import { Split } from '../../../ui/components/card.tsx';
import { ClearanceNote } from '../../../ui/components/clearance-note.tsx';
import { type Column, DataTable } from '../../../ui/components/data-table.tsx';
import { MarkingLine } from '../../../ui/components/marking-chips.tsx';
import { EmptyState } from '../../../ui/components/note.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { Pagination } from '../../../ui/components/pagination.tsx';
import { StateTag } from '../../../ui/components/state-tag.tsx';
import { TimeText } from '../../../ui/components/time-text.tsx';
import { type Ui, useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import type { PracticeList } from '../list-practices.ts';
import type { PracticeFilters } from '../queries.ts';
import type { PracticeView } from '../records.ts';
import { listAddress } from './list-address.ts';
import { ListActiveFilters, ListFilters } from './list-filters.tsx';

function sortOf(filters: PracticeFilters, name: PracticeFilters['sort']): NonNullable<Column<PracticeView>['sort']> {
  const current = filters.sort === name;
  const direction = current && filters.direction === 'asc' ? 'desc' : 'asc';
  return {
    href: listAddress(filters, { sort: name, direction }),
    direction: current ? (filters.direction === 'asc' ? 'ascending' : 'descending') : null,
  };
}

function columnsFor({ t, agencyName }: Ui, filters: PracticeFilters): Column<PracticeView>[] {
  return [
    {
      key: 'title',
      label: t('field.title'),
      rowHeader: true,
      sort: sortOf(filters, 'title'),
      cell: ({ id, lang, title, ref }) => (
        <>
          <a href={`/practices/${id}`} data-id={id} lang={lang}>
            {title}
          </a>
          <br />
          <span class="s-mute">{ref}</span>
        </>
      ),
    },
    { key: 'agency', label: t('practice.agency'), cell: ({ agency }) => (agency ? agencyName(agency) : '') },
    { key: 'state', label: t('action.state'), cell: ({ state = '' }) => <StateTag kind="practice" state={state} /> },
    {
      key: 'evidence',
      label: t('field.evidence'),
      cell: ({ evidence }) => evidence && t(`practice.evidence.${evidence}`),
    },
    {
      key: 'updated',
      label: t('action.updated'),
      sort: sortOf(filters, 'updated'),
      cell: ({ updatedAt }) => <TimeText at={updatedAt} />,
    },
    { key: 'marking', label: t('marking.title'), cell: ({ marking }) => marking && <MarkingLine marking={marking} /> },
  ];
}

/** No purpose opens restricted records to whose clearance has ended. */
function purposeHintId(clearanceEnded: string | null | undefined): string {
  return clearanceEnded ? 'action.list.purposeHintUncleared' : 'action.list.purposeHint';
}

function NoMatch({ filtered, mayCreate }: { filtered: boolean; mayCreate: boolean }) {
  const { t, purpose, clearanceEnded } = useUi();
  const next = filtered ? (
    <ButtonLink href="/practices">{t('ui.filter.clear')}</ButtonLink>
  ) : (
    mayCreate && <ButtonLink href="/practices/new">{t('practice.new')}</ButtonLink>
  );
  return (
    <EmptyState title={t(filtered ? 'practice.list.noMatch' : 'practice.list.empty')} actions={next || null}>
      <p>{t(filtered ? 'action.list.noMatchHelp' : 'practice.list.emptyHelp')}</p>
      {purpose && !purpose.stated && <p>{t(purposeHintId(clearanceEnded))}</p>}
    </EmptyState>
  );
}

function Results(list: PracticeList) {
  const ui = useUi();
  const { t, format, purpose, clearanceEnded } = ui;
  const { items, filters, next, total } = list;
  const filtered = listAddress({ ...filters, sort: 'created', direction: 'desc' }) !== '/practices';
  return (
    <>
      <ListActiveFilters filters={filters} panels={list.panels} />
      {items.length === 0 ? (
        <NoMatch filtered={filtered} mayCreate={list.mayCreate} />
      ) : (
        <DataTable
          caption={t('action.list.caption', {
            shown: items.length,
            total: format.number(total ?? items.length),
            sort: t(`action.sort.${filters.sort}`),
          })}
          columns={columnsFor(ui, filters)}
          items={items}
          rowKey={({ id }) => id}
        />
      )}
      <Pagination
        next={next ? listAddress(filters, { after: next }) : null}
        first={list.isFirst ? null : listAddress(filters)}
      />
      {purpose && !purpose.stated && items.length > 0 && (
        <p class="s-mute">
          {t(purposeHintId(clearanceEnded))} <a href="/purpose?returnTo=/practices">{t('action.list.statePurpose')}</a>
        </p>
      )}
    </>
  );
}

/** The best practices that this person may read. */
export function PracticeListPage(list: PracticeList) {
  const { t } = useUi();
  return (
    <Layout
      title={t('practice.list.title')}
      nav="practices"
      markings={list.items.flatMap(({ marking }) => (marking ? [marking] : []))}
    >
      <PageHeader
        title={t('practice.list.title')}
        lede={t('practice.list.lede')}
        actions={
          list.mayCreate && (
            <ButtonLink href="/practices/new" kind="primary">
              {t('practice.new')}
            </ButtonLink>
          )
        }
      />
      <ClearanceNote />
      <Split
        sideFirst
        side={<ListFilters filters={list.filters} panels={list.panels} facets={list.facets} />}
        main={<Results {...list} />}
      />
    </Layout>
  );
}
