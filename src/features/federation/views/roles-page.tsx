import { type RoleChangeView, type RoleHolder, recertifyDays } from '../../../gate/role-views.ts';
import { Button, ButtonLink } from '../../../ui/components/button.tsx';
import { Card } from '../../../ui/components/card.tsx';
import { DataTable } from '../../../ui/components/data-table.tsx';
import { Form } from '../../../ui/components/form.tsx';
import { EmptyState } from '../../../ui/components/note.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { Tag, type Tone } from '../../../ui/components/tag.tsx';
import { TimeText } from '../../../ui/components/time-text.tsx';
import { useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import { FederationTabs } from './federation-tabs.tsx';

const tones: Readonly<Record<RoleChangeView['state'], readonly [Tone, Parameters<typeof Tag>[0]['shape']]>> = {
  PROPOSED: ['warn', 'diamond'],
  CONFIRMED: ['ok', 'tick'],
  REJECTED: ['bad', 'cross'],
  WITHDRAWN: ['mute', 'dash'],
  LAPSED: ['mute', 'cross'],
};

export function RoleChangeTag({ state }: Pick<RoleChangeView, 'state'>) {
  const { t } = useUi();
  const [tone, shape] = tones[state];
  return (
    <Tag tone={tone} shape={shape}>
      {t(`roles.state.${state}`)}
    </Tag>
  );
}

function Recertification({ holder }: { holder: RoleHolder }) {
  const { t, person: me } = useUi();
  const { id, due, recertifiedAt, person, provider, subjectId, agency, role } = holder;
  const revoke = new URLSearchParams({ kind: 'revoke', provider, subjectId, agency, role });
  return (
    <>
      {due ? (
        <Tag tone="warn" shape="triangle">
          {t('roles.due', { days: recertifyDays })}
        </Tag>
      ) : (
        recertifiedAt !== null && <TimeText at={recertifiedAt} />
      )}
      {me?.name !== person.name && (
        <Form action={`/federation/roles/${id}/recertify`} scope={`recertify-${id}`} label={person.name} plain>
          <Button kind="quiet">{t('roles.recertify')}</Button>
          <a href={`/federation/roles/new?${revoke}`}>{t('roles.revoke')}</a>
        </Form>
      )}
    </>
  );
}

function HolderTable({ holders }: { holders: readonly RoleHolder[] }) {
  const { t, agencyName } = useUi();
  return (
    <DataTable
      caption={t('roles.holders', { count: holders.length })}
      items={holders}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'person',
          label: t('roles.person'),
          rowHeader: true,
          cell: ({ person, subjectId }) => (
            <span data-id={person.id}>
              {person.name} <span class="s-mute s-break">{subjectId}</span>
            </span>
          ),
        },
        { key: 'agency', label: t('field.agency'), cell: ({ agency }) => agencyName(agency) },
        {
          key: 'role',
          label: t('field.role'),
          cell: ({ role, scope }) =>
            `${t(`state.role.${role}`)}${role === 'auditor' ? ` (${t(`roles.scope.${scope}`)})` : ''}`,
        },
        { key: 'since', label: t('roles.since'), cell: ({ grantedAt }) => <TimeText at={grantedAt} /> },
        {
          key: 'last',
          label: t('federation.lastSignIn'),
          cell: ({ lastSeenAt }) => (lastSeenAt === null ? t('colleague.never') : <TimeText at={lastSeenAt} />),
        },
        { key: 'due', label: t('roles.needed'), cell: (holder) => <Recertification holder={holder} /> },
      ]}
    />
  );
}

function ChangeTable({ changes }: { changes: readonly RoleChangeView[] }) {
  const { t, agencyName } = useUi();
  return (
    <DataTable
      caption={t('roles.changes', { count: changes.length })}
      items={changes}
      rowKey={({ number }) => String(number)}
      columns={[
        {
          key: 'change',
          label: t('roles.change'),
          rowHeader: true,
          cell: ({ number, kind, person, role }) => (
            <a href={`/federation/roles/changes/${number}`} data-id={person.id}>
              {t(`roles.title.${kind}`, { name: person.name, role: t(`state.role.${role}`) })}
            </a>
          ),
        },
        { key: 'state', label: t('federation.status'), cell: ({ state }) => <RoleChangeTag state={state} /> },
        {
          key: 'by',
          label: t('roles.by'),
          cell: ({ by }) => (by === '' ? t('suspension.console') : agencyName(by)),
        },
        { key: 'at', label: t('federation.applications.at'), cell: ({ updatedAt }) => <TimeText at={updatedAt} /> },
      ]}
    />
  );
}

/** Who holds a role that two persons gave, and what is proposed. */
export function RolesPage({
  holders,
  changes,
}: {
  holders: readonly RoleHolder[];
  changes: readonly RoleChangeView[];
}) {
  const { t } = useUi();
  const propose = (
    <ButtonLink href="/federation/roles/new" kind="primary">
      {t('roles.propose')}
    </ButtonLink>
  );
  return (
    <Layout title={t('roles.title')} nav="federation" markings={[]}>
      <PageHeader title={t('roles.title')} lede={t('roles.lede')} actions={propose} />
      <FederationTabs current="roles" />
      <Card title={t('roles.proposals')}>
        {changes.length === 0 ? <EmptyState title={t('roles.proposals.none')} /> : <ChangeTable changes={changes} />}
      </Card>
      <Card title={t('roles.held')}>
        <HolderTable holders={holders} />
      </Card>
    </Layout>
  );
}
