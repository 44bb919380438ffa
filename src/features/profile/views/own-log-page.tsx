import type { SessionDesk } from '../../../gate/session-desk.ts';
import { type Column, DataTable } from '../../../ui/components/data-table.tsx';
import { EmptyState } from '../../../ui/components/note.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { Pagination } from '../../../ui/components/pagination.tsx';
import { TimeText } from '../../../ui/components/time-text.tsx';
import { type Ui, useUi } from '../../../ui/context.tsx';
import { hasMessage } from '../../../ui/i18n.ts';
import { Layout } from '../../../ui/layout.tsx';

type OwnLog = Awaited<ReturnType<SessionDesk['log']>> & { isNewest: boolean };
type OwnEntry = OwnLog['entries'][number];

const shownAtOnce = 3;

/** References of what the answer held; further ones are counted. */
function Records({ records }: Pick<OwnEntry, 'records'>) {
  const { t, lang } = useUi();
  if (records.length === 0) return <span class="s-mute">—</span>;
  const more = records.length - shownAtOnce;
  return (
    <>
      {records.slice(0, shownAtOnce).map(({ id, ref, type }) => (
        <div key={id}>
          {hasMessage(lang, `auditlog.type.${type}`) ? t(`auditlog.type.${type}`) : type} <code>{ref ?? id}</code>
        </div>
      ))}
      {more > 0 && <div class="s-mute">{t('auditlog.records.more', { more })}</div>}
    </>
  );
}

function columnsFor({ t, lang }: Ui): Column<OwnEntry>[] {
  const word = (prefix: string, code: string) =>
    hasMessage(lang, `${prefix}.${code}`) ? t(`${prefix}.${code}`) : code;
  return [
    { key: 'at', label: t('profile.log.at'), rowHeader: true, cell: ({ at }) => <TimeText at={at} /> },
    {
      key: 'what',
      label: t('profile.log.what'),
      cell: ({ action, route }) => (
        <>
          {word('audit.event', action)}
          {route && (
            <>
              <br />
              <code>{route}</code>
            </>
          )}
        </>
      ),
    },
    { key: 'seen', label: t('profile.log.seen'), cell: ({ seen }) => t(`profile.log.seen.${seen}`) },
    { key: 'records', label: t('profile.log.records'), cell: ({ records }) => <Records records={records} /> },
    {
      key: 'purpose',
      label: t('profile.log.purpose'),
      cell: ({ purpose, ip }) => (
        <>
          {purpose ? word('marking.purpose', purpose) : '—'}
          {ip && (
            <>
              <br />
              <span class="s-mute">{ip}</span>
            </>
          )}
        </>
      ),
    },
  ];
}

/** What is logged about the person who asks, as that person saw the answers. */
export function OwnLogPage({ entries, next, isNewest }: OwnLog) {
  const ui = useUi();
  const { t } = ui;
  return (
    <Layout
      title={t('profile.log.title')}
      nav="profile"
      breadcrumbs={[{ href: '/profile', label: t('profile.title') }, { label: t('profile.log.title') }]}
      markings={[]}
    >
      <PageHeader title={t('profile.log.title')} lede={t('profile.log.lede')} />
      {entries.length === 0 ? (
        <EmptyState title={t('profile.log.none')} />
      ) : (
        <DataTable
          caption={t('profile.log.caption', { shown: entries.length })}
          columns={columnsFor(ui)}
          items={entries}
          rowKey={({ at, action, route }) => `${at} ${action} ${route}`}
        />
      )}
      <Pagination
        next={next && `/profile/log?after=${encodeURIComponent(next)}`}
        first={isNewest ? null : '/profile/log'}
      />
    </Layout>
  );
}
