import { type Children, useUi } from '../context.tsx';

export interface Column<Item> {
  key: string;
  label: string;
  cell(item: Item): Children;
  /** Link that sorts by this column, and how it is sorted now. */
  sort?: { href: string; direction: 'ascending' | 'descending' | null } | undefined;
  /** Right-aligned, equal digits. */
  numeric?: boolean | undefined;
  /** The cell that names the row; becomes the title of its card on small screens. */
  rowHeader?: boolean | undefined;
  /** Label for screen readers only. */
  hideLabel?: boolean | undefined;
}

export interface DataTableProps<Item> {
  /** What the table shows, and how it is sorted. */
  caption: Children;
  columns: readonly Column<Item>[];
  items: readonly Item[];
  rowKey(item: Item): string;
}

const arrow = { ascending: '▲', descending: '▼' } as const;

function HeadCell<Item>({ column }: { column: Column<Item> }) {
  const { t } = useUi();
  const { label, sort, numeric = false, hideLabel = false } = column;
  const text = hideLabel ? <span class="s-vh">{label}</span> : label;
  return (
    <th
      scope="col"
      role="columnheader"
      {...(numeric ? { class: 's-num' } : {})}
      {...(sort ? { 'aria-sort': sort.direction ?? 'none' } : {})}
    >
      {sort ? (
        <a href={sort.href} title={t('ui.table.sortBy', { column: label })}>
          {text}
          <span class="s-table__arrow" aria-hidden="true">
            {sort.direction ? arrow[sort.direction] : '↕'}
          </span>
        </a>
      ) : (
        text
      )}
    </th>
  );
}

function BodyCell<Item>({ column, item }: { column: Column<Item>; item: Item }) {
  const { label, numeric = false, rowHeader = false, hideLabel = false } = column;
  const shared = { 'data-label': hideLabel ? '' : label, class: numeric ? 's-num' : '' };
  if (rowHeader) {
    return (
      <th scope="row" role="rowheader" {...shared}>
        {column.cell(item)}
      </th>
    );
  }
  return (
    <td role="cell" {...shared}>
      <div class="s-table__cell">{column.cell(item)}</div>
    </td>
  );
}

/**
 * A table that becomes a list of cards where it has little room (34 rem; 51 rem with five columns and more). Its roles are written out, because browsers
 * forget that a table is one when its display changes.
 */
export function DataTable<Item>({ caption, columns, items, rowKey }: DataTableProps<Item>) {
  return (
    <div class={columns.length > 4 ? 's-table__frame s-table__frame--wide' : 's-table__frame'}>
      <table class="s-table" role="table">
        <caption>{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <HeadCell key={column.key} column={column} />
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {items.map((item) => (
            <tr role="row" key={rowKey(item)}>
              {columns.map((column) => (
                <BodyCell key={column.key} column={column} item={item} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
