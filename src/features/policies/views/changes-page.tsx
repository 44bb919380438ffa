import type { ChangeSummary } from '../../../gate/policy-views.ts';
import { ButtonLink } from '../../../ui/components/button.tsx';
import { DataTable } from '../../../ui/components/data-table.tsx';
import { EmptyState } from '../../../ui/components/note.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { Tag, type Tone } from '../../../ui/components/tag.tsx';
import { TimeText } from '../../../ui/components/time-text.tsx';
import { useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import { PolicyTabs } from './policy-tabs.tsx';
import type { History } from './policy-types.ts';

const tones: Readonly<Record<ChangeSummary['state'], readonly [Tone, Parameters<typeof Tag>[0]['shape']]>> = {
  DRAFT: ['mute', 'ring'],
  CHECKED: ['info', 'half'],
  SIMULATED: ['info', 'half'],
  IN_REVIEW: ['warn', 'diamond'],
  APPROVED: ['ok', 'dot'],
  ACTIVE: ['ok', 'tick'],
  SUPERSEDED: ['mute', 'dash'],
  REJECTED: ['bad', 'cross'],
  EXPIRED: ['mute', 'cross'],
  ROLLED_BACK: ['warn', 'arrow'],
};

export function ChangeStateTag({ state }: Pick<ChangeSummary, 'state'>) {
  const { t } = useUi();
  const [tone, shape] = tones[state];
  return (
    <Tag tone={tone} shape={shape}>
      {t(`policies.state.${state}`)}
    </Tag>
  );
}

/** Title of a change; that of a rollback is made of its numbers. */
export function useChangeTitle(): (
  change: Pick<ChangeSummary, 'kind' | 'title' | 'baseVersion' | 'targetVersion'>,
) => string {
  const { t } = useUi();
  return ({ kind, title, baseVersion, targetVersion }) =>
    kind === 'rules'
      ? title
      : t('policies.rollback.title', { version: String(baseVersion), previous: String(targetVersion) });
}

function ChangeTable({ changes }: { changes: readonly ChangeSummary[] }) {
  const { t, agencyName } = useUi();
  const titleOf = useChangeTitle();
  return (
    <DataTable
      caption={t('policies.changes.caption', { count: changes.length })}
      items={changes}
      rowKey={({ version }) => String(version)}
      columns={[
        {
          key: 'title',
          label: t('policies.changes.change'),
          rowHeader: true,
          cell: (change) => (
            <a href={`/policies/changes/${change.version}`}>
              {change.version} · {titleOf(change)}
            </a>
          ),
        },
        { key: 'state', label: t('policies.changes.state'), cell: (change) => <ChangeStateTag state={change.state} /> },
        {
          key: 'author',
          label: t('policies.changes.author'),
          cell: ({ agency }) => (agency === '' ? t('policies.console') : agencyName(agency)),
        },
        { key: 'at', label: t('policies.changes.at'), cell: ({ updatedAt }) => <TimeText at={updatedAt} /> },
      ]}
    />
  );
}

function InForceTable({ activations }: Pick<History, 'activations'>) {
  const { t } = useUi();
  return (
    <DataTable
      caption={t('policies.history.caption')}
      items={activations}
      rowKey={({ id }) => String(id)}
      columns={[
        {
          key: 'version',
          label: t('policies.history.version'),
          rowHeader: true,
          cell: ({ version }) => (
            <a href={`/policies/${version}`}>{t('policies.version', { version: String(version) })}</a>
          ),
        },
        { key: 'at', label: t('policies.history.since'), cell: ({ at }) => <TimeText at={at} /> },
        { key: 'kind', label: t('policies.history.how'), cell: ({ kind }) => t(`policies.history.${kind}`) },
        {
          key: 'change',
          label: t('policies.changes.change'),
          cell: ({ change }) =>
            change === null ? (
              '—'
            ) : (
              <a href={`/policies/changes/${change}`}>{t('policies.change', { version: String(change) })}</a>
            ),
        },
      ]}
    />
  );
}

/** Every change, newest first, and what was in force when. */
export function ChangesPage({ changes, activations }: History) {
  const { t } = useUi();
  return (
    <Layout title={t('policies.changes.title')} nav="policies" markings={[]}>
      <PageHeader
        title={t('policies.changes.title')}
        lede={t('policies.changes.lede')}
        actions={
          <ButtonLink kind="primary" href="/policies/changes/new">
            {t('policies.new')}
          </ButtonLink>
        }
      />
      <PolicyTabs current="changes" />
      {changes.length === 0 ? (
        <EmptyState
          title={t('policies.changes.none')}
          actions={<ButtonLink href="/policies/changes/new">{t('policies.new')}</ButtonLink>}
        />
      ) : (
        <ChangeTable changes={changes} />
      )}
      <h2>{t('policies.history.title')}</h2>
      <InForceTable activations={activations} />
    </Layout>
  );
}
