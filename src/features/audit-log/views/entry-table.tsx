import { type Column, DataTable } from '../../../ui/components/data-table.tsx';
import { type Ui, useUi } from '../../../ui/context.tsx';
import type { EntryView } from '../entry-types.ts';
import { ActorName } from './actor-name.tsx';
import { LogTime } from './log-time.tsx';
import { OutcomeTag } from './outcome-tag.tsx';
import { RecordNames } from './record-name.tsx';
import { wordOrCode } from './word-or-code.ts';

function TimeCell({ entry }: { entry: EntryView }) {
  const { t, format } = useUi();
  return (
    <>
      <LogTime at={entry.ts} />
      <br />
      <a href={`/audit/entries/${entry.index}`}>{t('auditlog.entry.number', { index: format.number(entry.index) })}</a>
    </>
  );
}

function PurposeCell({ entry }: { entry: EntryView }) {
  const ui = useUi();
  const { purpose } = entry;
  if (!purpose) return <span class="s-mute">—</span>;
  return (
    <>
      {wordOrCode(ui, 'marking.purpose', purpose.code)}
      {!purpose.stated && <span class="s-mute"> {ui.t('ui.purpose.assumed')}</span>}
    </>
  );
}

function RulesCell({ entry }: { entry: EntryView }) {
  const { t } = useUi();
  const { decision } = entry;
  if (!decision) return <span class="s-mute">—</span>;
  const version = t('auditlog.policyVersion', { version: String(decision.policyVersion) });
  return (
    <>
      {decision.ruleIds.map((id) => (
        <div key={id}>
          <code>{id}</code>
        </div>
      ))}
      <span class="s-mute">{version}</span>
    </>
  );
}

function columnsFor(ui: Ui): Column<EntryView>[] {
  const { t } = ui;
  return [
    { key: 'time', label: t('auditlog.column.time'), rowHeader: true, cell: (entry) => <TimeCell entry={entry} /> },
    { key: 'who', label: t('auditlog.column.who'), cell: ({ actor }) => <ActorName actor={actor} /> },
    {
      key: 'event',
      label: t('auditlog.column.event'),
      cell: ({ action, code }) => (
        <>
          {wordOrCode(ui, 'audit.event', action)}
          <br />
          <span class="s-mute">{code}</span>
        </>
      ),
    },
    { key: 'record', label: t('auditlog.column.record'), cell: ({ records }) => <RecordNames records={records} /> },
    { key: 'outcome', label: t('auditlog.column.outcome'), cell: ({ outcome }) => <OutcomeTag outcome={outcome} /> },
    { key: 'purpose', label: t('auditlog.column.purpose'), cell: (entry) => <PurposeCell entry={entry} /> },
    { key: 'rules', label: t('auditlog.column.rules'), cell: (entry) => <RulesCell entry={entry} /> },
  ];
}

/** Entries, newest first; each row is named by its time and leads to its entry. */
export function EntryTable({ items }: { items: readonly EntryView[] }) {
  const ui = useUi();
  return (
    <DataTable
      caption={ui.t('auditlog.caption', { shown: items.length })}
      columns={columnsFor(ui)}
      items={items}
      rowKey={({ index }) => String(index)}
    />
  );
}
