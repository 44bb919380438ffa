import type { ProviderHealth } from '../../../gate/federation-views.ts';
import { TimeText } from '../../../ui/components/time-text.tsx';
import type { Ui } from '../../../ui/context.tsx';

type Aggregate = NonNullable<ProviderHealth['aggregate']>;

/** Since when a provider's aggregate stands as it stands, and until when that counts. */
function AggregateText({ aggregate, t }: { aggregate: Aggregate; t: Ui['t'] }) {
  const { name, refreshedAt, validUntil, warning } = aggregate;
  return (
    <>
      <code>{name}</code>
      {refreshedAt !== null && (
        <>
          {' · '}
          {t('federation.aggregate.refreshed')} <TimeText at={refreshedAt} />
        </>
      )}
      {validUntil !== null && (
        <>
          {' · '}
          {t('federation.aggregate.validUntil')} <TimeText at={validUntil} />
        </>
      )}
      {warning !== null && <p>{warning}</p>}
    </>
  );
}

/** Rows of a provider's card: where its metadata comes from, and the domains it claims. */
export function metadataRows({ aggregate, claimedScopes }: ProviderHealth, t: Ui['t']) {
  return [
    ...(aggregate === undefined
      ? []
      : [{ label: t('federation.aggregate'), value: <AggregateText aggregate={aggregate} t={t} /> }]),
    ...(claimedScopes === undefined ? [] : [{ label: t('federation.claimedScopes'), value: claimedScopes.join(', ') }]),
  ];
}
