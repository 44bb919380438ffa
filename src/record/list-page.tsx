import type { RecordView } from '../gate/definition.ts';
import { AssuranceNote } from '../ui/components/assurance-note.tsx';
import { ButtonLink } from '../ui/components/button.tsx';
import { Split } from '../ui/components/card.tsx';
import { ClearanceNote } from '../ui/components/clearance-note.tsx';
import { type Column, DataTable } from '../ui/components/data-table.tsx';
import { MarkingLine } from '../ui/components/marking-chips.tsx';
import { EmptyState } from '../ui/components/note.tsx';
import { PageHeader } from '../ui/components/page-header.tsx';
import { Pagination } from '../ui/components/pagination.tsx';
import { type Children, type Ui, useUi } from '../ui/context.tsx';
import { Layout } from '../ui/layout.tsx';
import { type FilterControl, ListActiveFilters, ListFilters } from './list-filters.tsx';
import type { Listing, RecordList } from './listing.ts';
import type { Room } from './room.ts';

/** A column of a list, and the order that a click on its head brings. */
export interface ListColumn<Shown, Sort extends string> extends Omit<Column<Shown>, 'sort' | 'label'> {
  /** Message of its head. */
  labelId: string;
  sortedBy?: Sort;
}

/** How a list looks: what differs from type to type. */
export interface ListLook<Shown extends RecordView, Values, Sort extends string, Facet extends string> {
  room: Room;
  listing: Listing<Shown, Values, Sort, Facet>;
  /** Begins the messages of the list: `<words>.list.title`, `.lede`, `.empty`, `.emptyHelp`, `.noMatch` and `<words>.new`. */
  words: string;
  controls: readonly FilterControl<keyof Values & string>[];
  /** Between title and marking. */
  columns(ui: Ui): ListColumn<Shown, Sort>[];
  /** Under the title of a record, where something is to be said. */
  note?(record: Shown): Children;
}

/** Declares how a list looks; its filters and orders follow from the listing. */
export function listLook<Shown extends RecordView, Values, Sort extends string, Facet extends string>(
  look: ListLook<Shown, Values, Sort, Facet>,
): ListLook<Shown, Values, Sort, Facet> {
  return look;
}

interface PageProps<Shown extends RecordView, Values, Sort extends string, Facet extends string> {
  look: ListLook<Shown, Values, Sort, Facet>;
  list: RecordList<Shown, Values, Sort, Facet>;
}

function TitleCell({ record, href, note }: { record: RecordView; href: string; note: Children }) {
  return (
    <>
      <a href={`${href}/${record.id}`} data-id={record.id} lang={record.lang}>
        {record.title}
      </a>
      <br />
      <span class="s-mute">{record.ref}</span>
      {note && (
        <>
          <br />
          {note}
        </>
      )}
    </>
  );
}

function useColumns<Shown extends RecordView, Values, Sort extends string, Facet extends string>({
  look,
  list,
}: PageProps<Shown, Values, Sort, Facet>): Column<Shown>[] {
  const ui = useUi();
  const { filters } = list;
  const sortOf = (sort: Sort): NonNullable<Column<Shown>['sort']> => {
    const current = filters.sort === sort;
    const direction = current && filters.direction === 'asc' ? 'desc' : 'asc';
    const change = { sort, direction } as Partial<typeof filters>;
    return {
      href: look.listing.address(filters, change),
      direction: current ? (filters.direction === 'asc' ? 'ascending' : 'descending') : null,
    };
  };
  const title: ListColumn<Shown, Sort> = {
    key: 'title',
    labelId: 'record.title',
    rowHeader: true,
    // Every list can be ordered by title: a declaration without it does not compile.
    sortedBy: 'title' as Sort,
    cell: (record) => <TitleCell record={record} href={look.room.href} note={look.note?.(record)} />,
  };
  const marking: ListColumn<Shown, Sort> = {
    key: 'marking',
    labelId: 'marking.title',
    cell: (record) => record.marking && <MarkingLine marking={record.marking} />,
  };
  return [title, ...look.columns(ui), marking].map(({ sortedBy, labelId, ...column }) => ({
    ...column,
    label: ui.t(labelId),
    ...(sortedBy ? { sort: sortOf(sortedBy) } : {}),
  }));
}

/** No purpose opens restricted records to whose clearance has ended. */
function purposeHintId(clearanceEnded: string | null | undefined): string {
  return clearanceEnded ? 'record.list.purposeHintUncleared' : 'record.list.purposeHint';
}

function NoMatch({ look, filtered, mayCreate }: { look: Words; filtered: boolean; mayCreate: boolean }) {
  const { t, purpose, clearanceEnded } = useUi();
  const { room, words } = look;
  const next = filtered ? (
    <ButtonLink href={room.href}>{t('ui.filter.clear')}</ButtonLink>
  ) : (
    mayCreate && <ButtonLink href={`${room.href}/new`}>{t(`${words}.new`)}</ButtonLink>
  );
  return (
    <EmptyState title={t(`${words}.list.${filtered ? 'noMatch' : 'empty'}`)} actions={next || null}>
      <p>{t(filtered ? 'record.list.noMatchHelp' : `${words}.list.emptyHelp`)}</p>
      {purpose && !purpose.stated && <p>{t(purposeHintId(clearanceEnded))}</p>}
    </EmptyState>
  );
}

type Words = Pick<ListLook<RecordView, never, never, never>, 'room' | 'words'>;

/** What a purpose would open, for whoever has stated none. */
function PurposeHint({ href }: { href: string }) {
  const { t, purpose, clearanceEnded } = useUi();
  if (!purpose || purpose.stated) return null;
  return (
    <p class="s-mute">
      {t(purposeHintId(clearanceEnded))} <a href={`/purpose?returnTo=${href}`}>{t('record.list.statePurpose')}</a>
    </p>
  );
}

function Results<Shown extends RecordView, Values, Sort extends string, Facet extends string>(
  props: PageProps<Shown, Values, Sort, Facet>,
) {
  const { t, format } = useUi();
  const { look, list } = props;
  const { items, filters, next, total } = list;
  const { address, usual, href } = look.listing;
  const filtered = address({ ...filters, ...usual }) !== href;
  return (
    <>
      <ListActiveFilters listing={look.listing} list={list} controls={look.controls} />
      {items.length === 0 ? (
        <NoMatch look={look} filtered={filtered} mayCreate={list.mayCreate} />
      ) : (
        <DataTable
          caption={t('record.list.caption', {
            shown: items.length,
            total: format.number(total ?? items.length),
            sort: t(`record.sort.${filters.sort}`),
          })}
          columns={useColumns(props)}
          items={items}
          rowKey={({ id }) => id}
        />
      )}
      <Pagination
        next={next ? address(filters, { after: next } as Parameters<typeof address>[1]) : null}
        first={list.isFirst ? null : address(filters)}
      />
      {items.length > 0 && <PurposeHint href={href} />}
    </>
  );
}

/** The records of one type that this person may read. */
export function RecordListPage<Shown extends RecordView, Values, Sort extends string, Facet extends string>(
  props: PageProps<Shown, Values, Sort, Facet>,
) {
  const { t } = useUi();
  const { look, list } = props;
  const { room, words } = look;
  return (
    <Layout
      title={t(`${words}.list.title`)}
      nav={room.nav}
      markings={list.items.flatMap(({ marking }) => (marking ? [marking] : []))}
    >
      <PageHeader
        title={t(`${words}.list.title`)}
        lede={t(`${words}.list.lede`)}
        actions={
          list.mayCreate && (
            <ButtonLink href={`${room.href}/new`} kind="primary">
              {t(`${words}.new`)}
            </ButtonLink>
          )
        }
      />
      <ClearanceNote />
      <AssuranceNote />
      <Split
        sideFirst
        side={<ListFilters listing={look.listing} list={list} controls={look.controls} />}
        main={<Results {...props} />}
      />
    </Layout>
  );
}
