import type { ChangeView } from '../../../gate/policy-views.ts';
import { Card } from '../../../ui/components/card.tsx';
import { DataTable } from '../../../ui/components/data-table.tsx';
import { Note } from '../../../ui/components/note.tsx';
import { TimeText } from '../../../ui/components/time-text.tsx';
import { useUi } from '../../../ui/context.tsx';

type Effect = NonNullable<ChangeView['effect']>;
type Count = Effect['gains'];

function useCount(): (count: Count) => string {
  const { t } = useUi();
  return ({ people, records }) =>
    people === 0
      ? '—'
      : t('policies.effect.count', {
          people: t('policies.effect.people', { count: people }),
          records: t('policies.effect.records', { count: records }),
        });
}

/** What an approver must not overlook. */
function Flags({ flags }: Pick<Effect, 'flags'>) {
  const { t } = useUi();
  const countOf = useCount();
  if (flags.length === 0) return null;
  return (
    <Note kind="bad" title={t('policies.flags.title')}>
      <ul class="s-list">
        {flags.map(({ flag, ...count }) => (
          <li key={flag}>{t(`policies.flag.${flag}`, { count: countOf(count) })}</li>
        ))}
      </ul>
    </Note>
  );
}

function Agencies({ agencies }: Pick<Effect, 'agencies'>) {
  const { t, agencyName } = useUi();
  const countOf = useCount();
  return (
    <DataTable
      caption={t('policies.effect.agencies')}
      items={agencies}
      rowKey={({ agency }) => agency}
      columns={[
        {
          key: 'agency',
          label: t('field.agency'),
          rowHeader: true,
          cell: ({ agency }) => `${agencyName(agency)} (${agency})`,
        },
        { key: 'gains', label: t('policies.effect.gains'), cell: ({ gains }) => countOf(gains) },
        { key: 'losses', label: t('policies.effect.losses'), cell: ({ losses }) => countOf(losses) },
      ]}
    />
  );
}

function Classes({ classes }: Pick<Effect, 'classes'>) {
  const { t } = useUi();
  const countOf = useCount();
  return (
    <DataTable
      caption={t('policies.effect.classes')}
      items={classes}
      rowKey={({ type, classification, tlp, panel }) => `${type} ${classification} ${tlp} ${panel}`}
      columns={[
        {
          key: 'class',
          label: t('policies.effect.class'),
          rowHeader: true,
          cell: ({ type, classification, tlp, panel }) =>
            `${t(`rule.type.${type}`)} · ${classification} · TLP:${tlp}${panel ? ` · ${panel}` : ''}`,
        },
        { key: 'gains', label: t('policies.effect.gains'), cell: ({ gains }) => countOf(gains) },
        { key: 'losses', label: t('policies.effect.losses'), cell: ({ losses }) => countOf(losses) },
      ]}
    />
  );
}

/** Who gains and who loses sight, in numbers per agency and class; never which records. */
export function EffectCard({ change }: { change: ChangeView }) {
  const { t, format } = useUi();
  const { effect, simulatedAt } = change;
  if (!effect || !simulatedAt) {
    return (
      <Card title={t('policies.effect.title')} id="effect">
        <p>{t('policies.effect.none')}</p>
      </Card>
    );
  }
  const still = effect.agencies.length === 0;
  return (
    <Card title={t('policies.effect.title')} id="effect">
      <Flags flags={effect.flags} />
      <p>
        {t('policies.effect.over', { people: format.number(effect.people), records: format.number(effect.records) })}{' '}
        <TimeText at={simulatedAt} />
      </p>
      {still ? (
        <p>{t('policies.effect.still')}</p>
      ) : (
        <>
          <Agencies agencies={effect.agencies} />
          <Classes classes={effect.classes} />
        </>
      )}
      <p class="s-mute">{t('policies.effect.about')}</p>
    </Card>
  );
}
