import { Card } from '../../../ui/components/card.tsx';
import { SummaryList, type SummaryRow } from '../../../ui/components/summary-list.tsx';
import { type Ui, useUi } from '../../../ui/context.tsx';
import { witnessesOf } from '../checkpoint-view.ts';
import type { LogState } from '../log-state.ts';
import { LogTime } from './log-time.tsx';

function signedRow({ t, format }: Ui, { checkpoint }: LogState): SummaryRow {
  const label = t('auditlog.state.signed');
  if (!checkpoint) return { label, value: t('auditlog.state.unsigned') };
  const { treeSize, signedAt, origin } = checkpoint;
  const covers = t('auditlog.state.covers', { size: treeSize, shown: format.number(treeSize) });
  return {
    label,
    value: (
      <>
        {signedAt && (
          <>
            <LogTime at={signedAt} /> UTC
            <br />
          </>
        )}
        {covers}
        <br />
        <code>{origin}</code>
      </>
    ),
  };
}

function rowsOf(ui: Ui, state: LogState): SummaryRow[] {
  const { t, format } = ui;
  const { size, lastAt, pending, unsigned } = state;
  const last: SummaryRow[] = lastAt
    ? [
        {
          label: t('auditlog.state.lastAt'),
          value: (
            <>
              <LogTime at={lastAt} /> UTC
            </>
          ),
        },
      ]
    : [];
  return [
    { label: t('auditlog.state.size'), value: format.number(size) },
    ...last,
    signedRow(ui, state),
    { label: t('auditlog.state.newer'), value: format.number(unsigned) },
    ...(pending > 0 ? [{ label: t('auditlog.state.pending'), value: format.number(pending) }] : []),
  ];
}

/** What cannot be promised, in the words of AUDIT's honest limit. */
export function HonestLimit({ checkpoint }: Pick<LogState, 'checkpoint'>) {
  const { t, format } = useUi();
  const witnesses = checkpoint ? witnessesOf(checkpoint) : [];
  return (
    <p class="s-mute">
      {t('audit.verify.window')}{' '}
      {witnesses.length > 0
        ? t('auditlog.state.witnesses', { names: format.list(witnesses) })
        : t('auditlog.state.noWitness')}
    </p>
  );
}

/** Size of the log, what of it is signed, and the honest limit. */
export function LogStateCard({ state }: { state: LogState }) {
  const ui = useUi();
  return (
    <Card title={ui.t('auditlog.state.title')}>
      <SummaryList rows={rowsOf(ui, state)} />
      <HonestLimit checkpoint={state.checkpoint} />
    </Card>
  );
}
