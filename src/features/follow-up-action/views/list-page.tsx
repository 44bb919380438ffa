import { unansweredStates } from '../../../content/action-states.ts';
import { ButtonLink } from '../../../ui/components/button.tsx';
import { Split } from '../../../ui/components/card.tsx';
import { ClearanceNote } from '../../../ui/components/clearance-note.tsx';
import { type Column, DataTable } from '../../../ui/components/data-table.tsx';
import { MarkingLine } from '../../../ui/components/marking-chips.tsx';
import { EmptyState } from '../../../ui/components/note.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { Pagination } from '../../../ui/components/pagination.tsx';
import { ProgressBar } from '../../../ui/components/progress-bar.tsx';
import { StateTag } from '../../../ui/components/state-tag.tsx';
import { DueDate } from '../../../ui/components/time-text.tsx';
import { type Ui, useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import type { ActionList } from '../list-actions.ts';
import type { ActionFilters } from '../queries.ts';
import type { ActionView } from '../records.ts';
import { listAddress } from './list-address.ts';
import { ListActiveFilters, ListFilters } from './list-filters.tsx';

function sortOf(filters: ActionFilters, name: ActionFilters['sort']): NonNullable<Column<ActionView>['sort']> {
  const current = filters.sort === name;
  const direction = current && filters.direction === 'asc' ? 'desc' : 'asc';
  return {
    href: listAddress(filters, { sort: name, direction }),
    direction: current ? (filters.direction === 'asc' ? 'ascending' : 'descending') : null,
  };
}

function TitleCell({ action }: { action: ActionView }) {
  const { t } = useUi();
  return (
    <>
      <a href={`/actions/${action.id}`} data-id={action.id} lang={action.lang}>
        {action.title}
      </a>
      <br />
      <span class="s-mute">{action.ref}</span>
      {action.myAcceptance && unansweredStates.includes(action.myAcceptance) && (
        <>
          <br />
          <strong>{t('action.waitingForYou')}</strong>
        </>
      )}
    </>
  );
}

function columnsFor(ui: Ui, filters: ActionFilters): Column<ActionView>[] {
  const { t } = ui;
  return [
    {
      key: 'title',
      label: t('action.title'),
      rowHeader: true,
      sort: sortOf(filters, 'title'),
      cell: (action) => <TitleCell action={action} />,
    },
    { key: 'lead', label: t('action.lead'), cell: ({ leadAgency }) => (leadAgency ? ui.agencyName(leadAgency) : '') },
    { key: 'state', label: t('action.state'), cell: ({ state = '' }) => <StateTag kind="action" state={state} /> },
    {
      key: 'due',
      label: t('action.due'),
      sort: sortOf(filters, 'due'),
      cell: ({ dueOn = null, state }) => <DueDate date={dueOn} done={state !== 'OPEN'} />,
    },
    {
      key: 'progress',
      label: t('action.progress'),
      cell: ({ progress = null, ref = '' }) =>
        progress === null ? (
          t('action.progressReports.none')
        ) : (
          <ProgressBar percent={progress} label={t('action.progressOf', { ref })} />
        ),
    },
    { key: 'marking', label: t('marking.title'), cell: ({ marking }) => marking && <MarkingLine marking={marking} /> },
  ];
}

/** No purpose opens restricted records to whose clearance has ended. */
function purposeHintId(clearanceEnded: string | null | undefined): string {
  return clearanceEnded ? 'action.list.purposeHintUncleared' : 'action.list.purposeHint';
}

function NoMatch({ filtered }: { filtered: boolean }) {
  const { t, purpose, clearanceEnded } = useUi();
  const hintId = purposeHintId(clearanceEnded);
  return (
    <EmptyState
      title={t(filtered ? 'action.list.noMatch' : 'action.list.empty')}
      actions={filtered ? <ButtonLink href="/actions">{t('ui.filter.clear')}</ButtonLink> : null}
    >
      <p>{t(filtered ? 'action.list.noMatchHelp' : 'action.list.emptyHelp')}</p>
      {purpose && !purpose.stated && <p>{t(hintId)}</p>}
    </EmptyState>
  );
}

function Results(list: ActionList) {
  const ui = useUi();
  const { t, format, purpose, clearanceEnded } = ui;
  const hintId = purposeHintId(clearanceEnded);
  const { items, filters, next, total } = list;
  const filtered = listAddress({ ...filters, sort: 'due', direction: 'asc' }) !== '/actions';
  return (
    <>
      <ListActiveFilters filters={filters} panels={list.panels} />
      {items.length === 0 ? (
        <NoMatch filtered={filtered} />
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
          {t(hintId)} <a href="/purpose?returnTo=/actions">{t('action.list.statePurpose')}</a>
        </p>
      )}
    </>
  );
}

/** The follow-up actions that this person may read. */
export function ActionListPage(list: ActionList) {
  const { t } = useUi();
  return (
    <Layout
      title={t('action.list.title')}
      nav="actions"
      markings={list.items.flatMap(({ marking }) => (marking ? [marking] : []))}
    >
      <PageHeader
        title={t('action.list.title')}
        lede={t('action.list.lede')}
        actions={
          list.mayCreate && (
            <ButtonLink href="/actions/new" kind="primary">
              {t('action.new')}
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
