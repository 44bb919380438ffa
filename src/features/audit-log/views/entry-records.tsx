import { Card } from '../../../ui/components/card.tsx';
import { type Column, DataTable } from '../../../ui/components/data-table.tsx';
import { MarkingLine } from '../../../ui/components/marking-chips.tsx';
import { type Ui, useUi } from '../../../ui/context.tsx';
import type { EntryView, LoggedRecord } from '../entry-types.ts';
import { searchAddress } from '../qualifiers.ts';
import { shownMarkings } from '../shown-markings.ts';
import { RecordName } from './record-name.tsx';
import { wordOrCode } from './word-or-code.ts';

function NameCell({ record }: { record: LoggedRecord }) {
  const { t } = useUi();
  return (
    <>
      <RecordName record={record} />
      {record.version !== undefined && (
        <span class="s-mute"> {t('auditlog.records.version', { version: String(record.version) })}</span>
      )}
      <br />
      <a href={searchAddress(`record:${record.handle}`)}>{t('auditlog.records.all')}</a>
    </>
  );
}

function MarkingCell({ record, entry }: { record: LoggedRecord; entry: EntryView }) {
  const ui = useUi();
  const [marking] = shownMarkings([{ ...entry, records: [record] }]);
  if (marking) return <MarkingLine marking={marking} />;
  const { classification } = record;
  return classification ? (
    <span>{wordOrCode(ui, 'marking.classification', classification)}</span>
  ) : (
    <span class="s-mute">—</span>
  );
}

function columnsFor(ui: Ui, entry: EntryView): Column<LoggedRecord>[] {
  const { t, format } = ui;
  const named = (record: LoggedRecord) => record.fields ?? [];
  const columns: Column<LoggedRecord>[] = [
    { key: 'name', label: t('auditlog.records.name'), rowHeader: true, cell: (record) => <NameCell record={record} /> },
    { key: 'type', label: t('auditlog.records.type'), cell: ({ type }) => wordOrCode(ui, 'auditlog.type', type) },
    {
      key: 'originator',
      label: t('marking.originator'),
      cell: ({ originator }) => (originator ? ui.agencyName(originator) : <span class="s-mute">—</span>),
    },
    { key: 'marking', label: t('marking.title'), cell: (record) => <MarkingCell record={record} entry={entry} /> },
    {
      key: 'disclosed',
      label: t('auditlog.records.disclosed'),
      cell: ({ disclosed }) => t(disclosed ? 'ui.yes' : 'ui.no'),
    },
  ];
  if (!entry.records.some((record) => named(record).length > 0)) return columns;
  return [
    ...columns,
    {
      key: 'fields',
      label: t('auditlog.records.fields'),
      cell: (record) => (named(record).length > 0 ? format.list(named(record)) : <span class="s-mute">—</span>),
    },
  ];
}

/** The records that the entry is about or that its answer showed: references, never content. */
export function RecordsOfEntry({ entry }: { entry: EntryView }) {
  const ui = useUi();
  const { t } = ui;
  return (
    <Card title={t('auditlog.records.title')}>
      {entry.records.length === 0 ? (
        <p>{t('auditlog.records.none')}</p>
      ) : (
        <DataTable
          caption={t('auditlog.records.caption', { count: entry.records.length })}
          columns={columnsFor(ui, entry)}
          items={entry.records}
          rowKey={({ handle }) => handle}
        />
      )}
    </Card>
  );
}
