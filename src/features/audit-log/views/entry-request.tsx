import { Card } from '../../../ui/components/card.tsx';
import { SummaryList, type SummaryRow } from '../../../ui/components/summary-list.tsx';
import { type Ui, useUi } from '../../../ui/context.tsx';
import type { EntryView } from '../entry-types.ts';
import { wordOrCode } from './word-or-code.ts';

function textOf({ t, format }: Ui, value: unknown): string {
  if (typeof value === 'boolean') return t(value ? 'ui.yes' : 'ui.no');
  if (typeof value === 'number') return format.number(value);
  if (Array.isArray(value)) return value.length > 0 ? value.map(String).join(', ') : t('ui.none');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function rowsOf(ui: Ui, values: Record<string, unknown> = {}): SummaryRow[] {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([key, value]) => ({
      label: wordOrCode(ui, 'auditlog.field', key),
      value: <code>{textOf(ui, value)}</code>,
    }));
}

function recipientRows(ui: Ui, { recipient }: EntryView): SummaryRow[] {
  if (!recipient) return [];
  const { agency, country, channel } = recipient;
  const via = wordOrCode(ui, 'auditlog.channel', channel);
  const to = agency ? `${ui.agencyName(agency)} (${country}) · ${via}` : via;
  return [{ label: ui.t('auditlog.request.recipient'), value: to }];
}

/** Circumstances of the request, as far as this auditor may know them. */
export function RequestOfEntry({ entry }: { entry: EntryView }) {
  const ui = useUi();
  const rows = [
    ...recipientRows(ui, entry),
    ...rowsOf(ui, entry.detail),
    ...rowsOf(ui, entry.http),
    ...rowsOf(ui, entry.net),
  ];
  if (rows.length === 0) return null;
  // One list has each label once: what is called alike is told apart by its place.
  const labels = new Map<string, number>();
  const distinct = rows.map((row) => {
    const times = (labels.get(row.label) ?? 0) + 1;
    labels.set(row.label, times);
    return times === 1 ? row : { ...row, label: `${row.label} (${times})` };
  });
  return (
    <Card title={ui.t('auditlog.request.title')}>
      <SummaryList rows={distinct} />
    </Card>
  );
}

/** Which fields a change touched; their values are not in the log. */
export function ChangeOfEntry({ entry }: { entry: EntryView }) {
  const { t } = useUi();
  const { change } = entry;
  if (!change) return null;
  return (
    <Card title={t('auditlog.change.title')}>
      <p>{change.fields.length > 0 ? <code>{change.fields.join(', ')}</code> : t('ui.none')}</p>
      <p class="s-mute">{t('auditlog.change.macs')}</p>
    </Card>
  );
}
