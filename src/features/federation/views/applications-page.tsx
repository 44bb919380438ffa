import type { ApplicationView } from '../../../gate/federation-views.ts';
import { ButtonLink } from '../../../ui/components/button.tsx';
import { DataTable } from '../../../ui/components/data-table.tsx';
import { EmptyState } from '../../../ui/components/note.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { Tag, type Tone } from '../../../ui/components/tag.tsx';
import { TimeText } from '../../../ui/components/time-text.tsx';
import { useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import { FederationTabs } from './federation-tabs.tsx';

const tones: Readonly<Record<ApplicationView['state'], readonly [Tone, Parameters<typeof Tag>[0]['shape']]>> = {
  APPLIED: ['info', 'ring'],
  VETTED: ['info', 'half'],
  PINNED: ['info', 'half'],
  TESTED: ['warn', 'diamond'],
  ACTIVE: ['ok', 'tick'],
  SUPERSEDED: ['mute', 'dash'],
  REJECTED: ['bad', 'cross'],
};

export function ApplicationStateTag({ state }: Pick<ApplicationView, 'state'>) {
  const { t } = useUi();
  const [tone, shape] = tones[state];
  return (
    <Tag tone={tone} shape={shape}>
      {t(`federation.application.state.${state}`)}
    </Tag>
  );
}

function ApplicationTable({ applications }: { applications: readonly ApplicationView[] }) {
  const { t, lang, agencyName } = useUi();
  return (
    <DataTable
      caption={t('federation.applications.caption', { count: applications.length })}
      items={applications}
      rowKey={({ number }) => String(number)}
      columns={[
        {
          key: 'provider',
          label: t('federation.applications.provider'),
          rowHeader: true,
          cell: ({ number, registration: { names }, alias }) => (
            <a href={`/federation/applications/${number}`}>
              {number} · {names[lang] ?? names.en ?? alias}
            </a>
          ),
        },
        { key: 'state', label: t('federation.status'), cell: ({ state }) => <ApplicationStateTag state={state} /> },
        {
          key: 'agencies',
          label: t('federation.speaksFor'),
          cell: ({ agencies }) => agencies.map((code) => agencyName(code)).join(', '),
        },
        {
          key: 'by',
          label: t('federation.applications.by'),
          cell: ({ agency }) => (agency === '' ? t('federation.applications.file') : agencyName(agency)),
        },
        { key: 'at', label: t('federation.applications.at'), cell: ({ updatedAt }) => <TimeText at={updatedAt} /> },
      ]}
    />
  );
}

/** Providers that want to come in, and changes of those that are in, those under way first. */
export function ApplicationsPage({ applications }: { applications: readonly ApplicationView[] }) {
  const { t } = useUi();
  const apply = (
    <ButtonLink href="/federation/applications/new" kind="primary">
      {t('federation.apply')}
    </ButtonLink>
  );
  return (
    <Layout title={t('federation.applications.title')} nav="federation" markings={[]}>
      <PageHeader title={t('federation.applications.title')} lede={t('federation.applications.lede')} actions={apply} />
      <FederationTabs current="applications" />
      {applications.length === 0 ? (
        <EmptyState title={t('federation.applications.none')} />
      ) : (
        <ApplicationTable applications={applications} />
      )}
    </Layout>
  );
}
