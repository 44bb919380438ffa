import { ButtonLink } from '../../../ui/components/button.tsx';
import { Split } from '../../../ui/components/card.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import { searchAddress, searchAround } from '../qualifiers.ts';
import type { EntryPageView } from '../read-entry.ts';
import { shownMarkings } from '../shown-markings.ts';
import { ProofOfEntry } from './entry-proof.tsx';
import { RecordsOfEntry } from './entry-records.tsx';
import { ChangeOfEntry, RequestOfEntry } from './entry-request.tsx';
import { SealedParts } from './entry-sealed.tsx';
import { WhatHappened } from './entry-what.tsx';
import { ForWhat, WhoActed } from './entry-who.tsx';
import { LogTime } from './log-time.tsx';
import { OutcomeTag } from './outcome-tag.tsx';
import { wordOrCode } from './word-or-code.ts';

/** The entries beside this one, and what else went on at the time. */
function Neighbours({ older, newer, entry }: EntryPageView) {
  const { t } = useUi();
  return (
    <nav class="s-pages" aria-label={t('auditlog.entry.neighbours')}>
      {older !== null && <ButtonLink href={`/audit/entries/${older}`}>{t('auditlog.entry.older')}</ButtonLink>}
      {newer !== null && <ButtonLink href={`/audit/entries/${newer}`}>{t('auditlog.entry.newer')}</ButtonLink>}
      <ButtonLink href={searchAddress(searchAround(entry.ts))}>{t('auditlog.entry.around')}</ButtonLink>
    </nav>
  );
}

/** One entry: what this auditor may see of it, what stays closed and why, and what proves it. */
export function EntryPage(view: EntryPageView) {
  const ui = useUi();
  const { t, format } = ui;
  const { entry, sealed } = view;
  const number = t('auditlog.entry.number', { index: format.number(entry.index) });
  return (
    <Layout
      title={number}
      nav="audit"
      breadcrumbs={[{ href: '/audit', label: t('auditlog.title') }, { label: number }]}
      markings={shownMarkings([entry])}
    >
      <PageHeader
        over={number}
        title={wordOrCode(ui, 'audit.event', entry.action)}
        tags={<OutcomeTag outcome={entry.outcome} />}
        lede={<LogTime at={entry.ts} exact />}
        actions={<Neighbours {...view} />}
      />
      <Split
        main={
          <>
            <WhatHappened entry={entry} />
            <RecordsOfEntry entry={entry} />
            <ChangeOfEntry entry={entry} />
            <RequestOfEntry entry={entry} />
            <ProofOfEntry entry={entry} />
          </>
        }
        side={
          <>
            <WhoActed view={view} />
            <ForWhat entry={entry} />
            <SealedParts sealed={sealed} />
          </>
        }
      />
    </Layout>
  );
}
