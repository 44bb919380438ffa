import { useUi } from '../../../ui/context.tsx';
import type { EntryView, LoggedRecord } from '../entry-types.ts';
import { wordOrCode } from './word-or-code.ts';

/** Reference of an own record, handle of another's. Never a title: auditors see no content. */
export function RecordName({ record }: { record: LoggedRecord }) {
  return record.ref === undefined ? <code>{record.id ?? record.handle}</code> : <span>{record.ref}</span>;
}

const shownAtOnce = 2;

/** The first records of an entry and how many more there are. */
export function RecordNames({ records }: Pick<EntryView, 'records'>) {
  const ui = useUi();
  if (records.length === 0) return <span class="s-mute">—</span>;
  const more = records.length - shownAtOnce;
  return (
    <>
      {records.slice(0, shownAtOnce).map((record) => (
        <div key={record.handle}>
          <RecordName record={record} />
          <br />
          <span class="s-mute">
            {wordOrCode(ui, 'auditlog.type', record.type)}
            {record.originator && ` · ${record.originator}`}
          </span>
        </div>
      ))}
      {more > 0 && <div class="s-mute">{ui.t('auditlog.records.more', { more })}</div>}
    </>
  );
}
