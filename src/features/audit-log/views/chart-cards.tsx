import { Card, Disclosure } from '../../../ui/components/card.tsx';
import { BarChart, HeatMap } from '../../../ui/components/charts.tsx';
import { type Column, DataTable } from '../../../ui/components/data-table.tsx';
import { useUi } from '../../../ui/context.tsx';
import type { ChartView, Counted } from '../chart-data.ts';

interface TwinProps {
  caption: string;
  /** Title of the first column. */
  of: string;
  items: readonly Counted[];
  name(item: Counted): string;
}

/** The numbers of a chart as a table, each the way to what it counts. */
function CountTable({ caption, of, items, name }: TwinProps) {
  const { t, format } = useUi();
  const columns: Column<Counted>[] = [
    { key: 'name', label: of, rowHeader: true, cell: (item) => name(item) },
    {
      key: 'value',
      label: t('auditlog.chart.entries'),
      numeric: true,
      cell: ({ value, href }) => (value > 0 ? <a href={href}>{format.number(value)}</a> : format.number(value)),
    },
  ];
  return <DataTable caption={caption} columns={columns} items={items} rowKey={({ key }) => key} />;
}

function Twin(props: TwinProps) {
  const { t } = useUi();
  return (
    <Disclosure summary={t('ui.chart.asTable')}>
      <CountTable {...props} />
    </Disclosure>
  );
}

/** Entries, or refusals, of each of the thirty days. */
export function DayCard({ id, items, refused = false }: { id: string; items: readonly Counted[]; refused?: boolean }) {
  const { t, format } = useUi();
  const title = t(refused ? 'auditlog.chart.refusals' : 'auditlog.chart.perDay');
  const bars = items.map(({ key, value, href }, place) => ({
    key,
    value,
    href,
    label: format.date(key),
    tick: place % 5 === 4 ? `${Number(key.slice(8))}.${Number(key.slice(5, 7))}.` : '',
  }));
  return (
    <Card title={title}>
      <BarChart id={id} title={title} bars={bars} tone={refused ? 'refused' : 'all'} />
      <Twin caption={title} of={t('auditlog.chart.day')} items={items} name={({ key }) => format.date(key)} />
    </Card>
  );
}

/** When people work with the records: hours of the week in UTC. */
export function HourCard({ perHour }: Pick<ChartView, 'perHour'>) {
  const { t } = useUi();
  const nameOf = ({ key }: Counted) => {
    const [weekday = '', hour = ''] = key.split(' ');
    return t('auditlog.chart.hourOf', { day: t(`auditlog.weekday.${weekday}`), hour: hour.padStart(2, '0') });
  };
  const rows = perHour.map((cells) => {
    const weekday = cells[0]?.key.split(' ')[0] ?? '';
    return {
      key: weekday,
      label: t(`auditlog.weekday.${weekday}`),
      cells: cells.map((cell) => ({ ...cell, label: nameOf(cell) })),
    };
  });
  const title = t('auditlog.chart.perHour');
  return (
    <Card title={title}>
      <HeatMap
        id="hours"
        title={title}
        columns={Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'))}
        rows={rows}
      />
      <Twin
        caption={title}
        of={t('auditlog.chart.hour')}
        items={perHour.flat().filter(({ value }) => value > 0)}
        name={nameOf}
      />
    </Card>
  );
}

/** The records that most requests were about, by handle, and the agencies with most entries. */
export function TopCards({ records, agencies }: Pick<ChartView, 'records' | 'agencies'>) {
  const { t, agencyName } = useUi();
  return (
    <>
      {records.length > 0 && (
        <Card title={t('auditlog.chart.records')}>
          <CountTable
            caption={t('auditlog.chart.recordsHint')}
            of={t('auditlog.column.record')}
            items={records}
            name={({ key }) => key}
          />
        </Card>
      )}
      {agencies.length > 0 && (
        <Card title={t('auditlog.chart.agencies')}>
          <CountTable
            caption={t('auditlog.chart.agenciesHint')}
            of={t('auditlog.filter.agency')}
            items={agencies}
            name={({ key }) => `${agencyName(key)} (${key})`}
          />
        </Card>
      )}
    </>
  );
}
