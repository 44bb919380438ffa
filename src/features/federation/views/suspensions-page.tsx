import type { SuspensionView } from '../../../gate/suspension-views.ts';
import { ButtonLink } from '../../../ui/components/button.tsx';
import { DataTable } from '../../../ui/components/data-table.tsx';
import { EmptyState } from '../../../ui/components/note.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { Tag } from '../../../ui/components/tag.tsx';
import { TimeText } from '../../../ui/components/time-text.tsx';
import { useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import { FederationTabs } from './federation-tabs.tsx';

export function SuspensionTag({ ended }: Pick<SuspensionView, 'ended'>) {
  const { t } = useUi();
  if (ended === 'lifted')
    return (
      <Tag tone="ok" shape="tick">
        {t('suspension.state.lifted')}
      </Tag>
    );
  return (
    <Tag tone="bad" shape="cross">
      {t(ended === 'expelled' ? 'suspension.state.expelled' : 'suspension.state.live')}
    </Tag>
  );
}

/** Who is shut out, those in force first. */
export function SuspensionsPage({ suspensions }: { suspensions: readonly SuspensionView[] }) {
  const { t, agencyName } = useUi();
  const begin = (
    <ButtonLink href="/federation/suspensions/new" kind="primary">
      {t('suspension.new')}
    </ButtonLink>
  );
  return (
    <Layout title={t('suspension.title')} nav="federation" markings={[]}>
      <PageHeader title={t('suspension.title')} lede={t('suspension.lede')} actions={begin} />
      <FederationTabs current="suspensions" />
      {suspensions.length === 0 ? (
        <EmptyState title={t('suspension.none')} />
      ) : (
        <DataTable
          caption={t('suspension.caption', { count: suspensions.length })}
          items={suspensions}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'subject',
              label: t('suspension.subject'),
              rowHeader: true,
              cell: ({ id, kind, label }) => (
                <a href={`/federation/suspensions/${id}`}>
                  {t(`suspension.kind.${kind}`)}: {label}
                </a>
              ),
            },
            { key: 'state', label: t('federation.status'), cell: ({ ended }) => <SuspensionTag ended={ended} /> },
            {
              key: 'by',
              label: t('suspension.by'),
              cell: ({ agency }) => (agency === '' ? t('suspension.console') : agencyName(agency)),
            },
            { key: 'at', label: t('suspension.at'), cell: ({ at }) => <TimeText at={at} /> },
            {
              key: 'sessions',
              label: t('suspension.sessions'),
              numeric: true,
              cell: ({ sessionsEnded }) => sessionsEnded,
            },
          ]}
        />
      )}
    </Layout>
  );
}
