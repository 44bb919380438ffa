import { Card } from '../../../ui/components/card.tsx';
import { type Column, DataTable } from '../../../ui/components/data-table.tsx';
import { MarkingLine } from '../../../ui/components/marking-chips.tsx';
import { type Ui, useUi } from '../../../ui/context.tsx';
import type { EntryView, LoggedRecord } from '../entry-types.ts';
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
      <a href={`/audit/records/${record.handle}`}>{t('auditlog.records.all')}</a>
    </>
  );
}

function TypeCell({ record }: { record: LoggedRecord }) {
  const ui = useUi();
  const { type, originator } = record;
  return (
    <>
      {wordOrCode(ui, 'auditlog.type', type)}
      {originator && (
        <>
          <br />
          <span class="s-mute">{ui.agencyName(originator)}</span>
        </>
      )}
    </>
  );
}

/** Whether the answer held the record, and of an own record which fields. */
function ShownCell({ record }: { record: LoggedRecord }) {
  const { t } = useUi();
  const { disclosed, fields = [] } = record;
  return (
    <>
      {t(disclosed ? 'ui.yes' : 'ui.no')}
      {fields.length > 0 && (
        <>
          <br />
          <code>{fields.join(', ')}</code>
        </>
      )}
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

// Four columns: with a fifth the table would be cards where a list of records is long.
function columnsFor({ t }: Ui, entry: EntryView): Column<LoggedRecord>[] {
  return [
    { key: 'name', label: t('auditlog.records.name'), rowHeader: true, cell: (record) => <NameCell record={record} /> },
    { key: 'type', label: t('auditlog.records.type'), cell: (record) => <TypeCell record={record} /> },
    { key: 'marking', label: t('marking.title'), cell: (record) => <MarkingCell record={record} entry={entry} /> },
    { key: 'shown', label: t('auditlog.records.disclosed'), cell: (record) => <ShownCell record={record} /> },
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
