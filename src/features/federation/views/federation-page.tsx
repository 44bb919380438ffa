import { type Federation, type ProviderHealth, refusalDays } from '../../../gate/federation-views.ts';
import { ButtonLink } from '../../../ui/components/button.tsx';
import { Card, Disclosure } from '../../../ui/components/card.tsx';
import { DataTable } from '../../../ui/components/data-table.tsx';
import { EmptyState, Note } from '../../../ui/components/note.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { SummaryList } from '../../../ui/components/summary-list.tsx';
import { Tag } from '../../../ui/components/tag.tsx';
import { DateText, TimeText } from '../../../ui/components/time-text.tsx';
import { useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import { FederationTabs } from './federation-tabs.tsx';
import { Certificates, daysUntil } from './fingerprint.tsx';
import { metadataRows } from './metadata-rows.tsx';

/** An answer that speaks for an agency or a domain which is not its provider's own: a provider that errs, or lies. */
const impersonations = new Set(['scope', 'agency', 'country']);
/** From so many days on, the end of trust is told; from fewer on it is pressing. */
const soonDays = 60;
const pressingDays = 30;
const lastDays = 7;

/** Days until nobody can sign in any more: trust ends, or the last certificate does; null where that is not known. */
function daysLeft({ trustedUntil, certificates }: ProviderHealth): number | null {
  if (trustedUntil === null) return null;
  const ends = certificates.map(({ notAfter }) => daysUntil(notAfter));
  return Math.min(daysUntil(trustedUntil), ...(ends.length > 0 ? [Math.max(...ends)] : []));
}

function State({ provider }: { provider: ProviderHealth }) {
  const { t } = useUi();
  const left = daysLeft(provider);
  if (provider.broken)
    return (
      <Tag tone="bad" shape="cross">
        {t('federation.closed')}
      </Tag>
    );
  if (provider.aggregate?.warning)
    return (
      <Tag tone="warn" shape="triangle">
        {t('federation.aggregate.old')}
      </Tag>
    );
  if (left !== null && left <= soonDays)
    return (
      <Tag tone={left <= lastDays ? 'bad' : left <= pressingDays ? 'warn' : 'info'} shape="triangle">
        {t('federation.endsIn', { days: left })}
      </Tag>
    );
  return (
    <Tag tone="ok" shape="tick">
      {t('federation.open')}
    </Tag>
  );
}

function Refused({ refusals }: Pick<ProviderHealth, 'refusals'>) {
  const { t, format } = useUi();
  if (refusals.length === 0) return <>{t('federation.refusals.none')}</>;
  return (
    <ul class="s-list">
      {refusals.map(({ reason, refusals: times, lastAt }) => (
        <li key={reason}>
          <code>{reason}</code>: {format.number(times)} · {t('federation.refusals.last')} <TimeText at={lastAt} />
        </li>
      ))}
    </ul>
  );
}

/** What stands in the way, in words where the portal itself says it; of a file, as its reader says it. */
function Why({ provider: { broken, status, trustedUntil } }: { provider: ProviderHealth }) {
  const { t } = useUi();
  if (trustedUntil !== null && Date.parse(trustedUntil) <= Date.now()) return <>{t('federation.trustEnded')}</>;
  if (broken === status.toLowerCase()) return <>{t(`state.idp.${status}`)}</>;
  return <span lang="en">{broken}</span>;
}

/** How the provider is registered, and the way to shut it out. */
function Details({ provider }: { provider: ProviderHealth }) {
  const { t, format } = useUi();
  const { alias, entityId, status, trustedUntil, certificates, sessions } = provider;
  return (
    <Disclosure summary={t('federation.details')}>
      <SummaryList
        rows={[
          { label: t('federation.entityId'), value: entityId === '' ? '—' : <code class="s-break">{entityId}</code> },
          ...metadataRows(provider, t),
          { label: t('federation.status'), value: t(`state.idp.${status}`) },
          {
            label: t('federation.trustedUntil'),
            value: trustedUntil === null ? '—' : <DateText date={trustedUntil.slice(0, 10)} />,
          },
          ...(certificates.length > 0
            ? [{ label: t('federation.certificates'), value: <Certificates certificates={certificates} /> }]
            : []),
          { label: t('federation.sessions'), value: format.number(sessions) },
        ]}
      />
      {status === 'ACTIVE' && (
        <p>
          <ButtonLink href={`/federation/suspensions/new?kind=identity-provider&subject=${encodeURIComponent(alias)}`}>
            {t('suspension.new')}
          </ButtonLink>
        </p>
      )}
    </Disclosure>
  );
}

function ProviderCard({ provider }: { provider: ProviderHealth }) {
  const { t, lang, agencyName } = useUi();
  const { names, alias, participant, agencies, broken, lastSignIn } = provider;
  const covered = agencies.map((code) => `${agencyName(code)} (${code})`).join(', ');
  return (
    <Card
      title={`${names[lang] ?? names.en ?? alias} (${alias})`}
      aside={<State provider={provider} />}
      id={`provider-${alias}`}
    >
      <SummaryList
        rows={[
          ...(broken ? [{ label: t('federation.why'), value: <Why provider={provider} /> }] : []),
          { label: t('federation.speaksFor'), value: covered === '' ? '—' : `${participant}: ${covered}` },
          {
            label: t('federation.lastSignIn'),
            value: lastSignIn === null ? t('federation.lastSignIn.none') : <TimeText at={lastSignIn} />,
          },
          {
            label: t('federation.refusals', { days: refusalDays }),
            value: <Refused refusals={provider.refusals} />,
          },
        ]}
      />
      <Details provider={provider} />
    </Card>
  );
}

function speaksForOthers({ refusals }: ProviderHealth): boolean {
  return refusals.some(({ reason }) => impersonations.has(reason));
}

function endsSoon(provider: ProviderHealth): boolean {
  return !provider.broken && (daysLeft(provider) ?? soonDays + 1) <= soonDays;
}

function urgency(provider: ProviderHealth): number {
  if (speaksForOthers(provider)) return 3;
  if (provider.broken) return 2;
  return endsSoon(provider) || provider.aggregate?.warning ? 1 : 0;
}

/** What cannot wait: answers in somebody else's name, and trust that ends. */
function Pressing({ providers }: Pick<Federation, 'providers'>) {
  const { t } = useUi();
  const lying = providers.filter(speaksForOthers);
  const ending = providers.filter(endsSoon);
  const links = (some: readonly ProviderHealth[]) =>
    some.map(({ alias }, index) => (
      <span key={alias}>
        {index > 0 && ', '}
        <a href={`#provider-${alias}`}>{alias}</a>
      </span>
    ));
  return (
    <>
      {lying.length > 0 && (
        <Note kind="bad" title={t('federation.impersonation.title')}>
          <p>
            {t('federation.impersonation.text')} {links(lying)}
          </p>
        </Note>
      )}
      {ending.length > 0 && (
        <Note kind="warn" title={t('federation.ending.title', { days: soonDays })}>
          <p>
            {t('federation.ending.text')} {links(ending)}
          </p>
        </Note>
      )}
    </>
  );
}

function Strangers({ strangers }: Pick<Federation, 'strangers'>) {
  const { t } = useUi();
  if (strangers.length === 0) return null;
  return (
    <>
      <h2>{t('federation.strangers.title')}</h2>
      <DataTable
        caption={t('federation.strangers.about', { days: refusalDays })}
        items={strangers}
        rowKey={({ idp, reason }) => `${idp} ${reason}`}
        columns={[
          {
            key: 'idp',
            label: t('federation.entityId'),
            rowHeader: true,
            cell: ({ idp }) => (idp === '' ? t('federation.strangers.unnamed') : <code>{idp}</code>),
          },
          { key: 'reason', label: t('federation.reason'), cell: ({ reason }) => <code>{reason}</code> },
          { key: 'refusals', label: t('federation.times'), numeric: true, cell: ({ refusals }) => refusals },
          { key: 'last', label: t('federation.refusals.last'), cell: ({ lastAt }) => <TimeText at={lastAt} /> },
        ]}
      />
    </>
  );
}

/** Every identity provider: whether people can sign in there, until when, and what was refused. */
export function FederationPage({ providers, strangers }: Federation) {
  const { t } = useUi();
  // Where somebody must act comes first.
  const sorted = [...providers].sort((a, b) => urgency(b) - urgency(a));
  return (
    <Layout title={t('federation.title')} nav="federation" markings={[]}>
      <PageHeader title={t('federation.title')} lede={t('federation.lede')} />
      <FederationTabs current="providers" />
      <Pressing providers={providers} />
      {providers.length === 0 && <EmptyState title={t('federation.none')} />}
      {sorted.map((provider) => (
        <ProviderCard key={provider.alias} provider={provider} />
      ))}
      <Strangers strangers={strangers} />
    </Layout>
  );
}
