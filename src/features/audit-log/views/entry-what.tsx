import { Card } from '../../../ui/components/card.tsx';
import { SummaryList, type SummaryRow } from '../../../ui/components/summary-list.tsx';
import { type Ui, useUi } from '../../../ui/context.tsx';
import type { EntryView } from '../entry-types.ts';
import { searchAddress } from '../qualifiers.ts';
import { LogTime } from './log-time.tsx';
import { OutcomeTag } from './outcome-tag.tsx';
import { wordOrCode } from './word-or-code.ts';

function decisionRows({ t }: Ui, { decision }: EntryView): SummaryRow[] {
  if (!decision) return [];
  const { ruleIds, policyVersion, policyHash } = decision;
  const rules = ruleIds.map((id) => (
    <div key={id}>
      <a href={searchAddress(`rule:${id}`)}>{id}</a>
    </div>
  ));
  return [
    { label: t('auditlog.what.rules'), value: ruleIds.length > 0 ? rules : t('ui.none') },
    {
      label: t('auditlog.what.policy'),
      value: (
        <>
          {t('auditlog.policyVersion', { version: String(policyVersion) })}
          <br />
          <code>{policyHash}</code>
        </>
      ),
    },
  ];
}

/** What was done and how it was decided: the part of an entry that everybody who holds the leaf can read. */
export function WhatHappened({ entry }: { entry: EntryView }) {
  const ui = useUi();
  const { t } = ui;
  const rows: SummaryRow[] = [
    { label: t('auditlog.what.time'), value: <LogTime at={entry.ts} exact /> },
    {
      label: t('auditlog.what.event'),
      value: (
        <>
          {wordOrCode(ui, 'audit.event', entry.action)}{' '}
          <span class="s-mute">
            {entry.action} · {entry.code}
          </span>
        </>
      ),
    },
    { label: t('auditlog.what.outcome'), value: <OutcomeTag outcome={entry.outcome} /> },
    { label: t('auditlog.what.class'), value: wordOrCode(ui, 'audit.class', entry.class) },
    {
      label: t('auditlog.what.ledVerb'),
      value: entry.ledVerb === null ? t('ui.none') : wordOrCode(ui, 'audit.led', entry.ledVerb),
    },
    ...decisionRows(ui, entry),
    { label: t('auditlog.what.instance'), value: <code>{entry.instance}</code> },
  ];
  return (
    <Card title={t('auditlog.what.title')}>
      <SummaryList rows={rows} />
    </Card>
  );
}
