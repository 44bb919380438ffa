import { Card } from '../ui/components/card.tsx';
import { PageHeader } from '../ui/components/page-header.tsx';
import { WhyList } from '../ui/components/why-list.tsx';
import { useUi } from '../ui/context.tsx';
import { Layout } from '../ui/layout.tsx';
import { audienceSentence } from '../ui/marking/audience.ts';
import { MarkingDetails } from './marking-details.tsx';
import type { RecordAccess } from './read-access.ts';
import type { Room } from './room.ts';

function AudienceList({ audience, names }: { audience: RecordAccess['audience']; names: boolean }) {
  const { t, agencyName } = useUi();
  const { people, agencies, privateMembers } = audience;
  return (
    <>
      <p>
        <strong>{audienceSentence(t, { people, agencies: agencies.length, privateMembers }, true)}</strong>
      </p>
      <ul class="s-list">
        {agencies.map(({ code, people: count, named }) => (
          <li key={code}>
            {agencyName(code)} ({count}){names && named.length > 0 && `: ${named.map(({ name }) => name).join(', ')}`}
          </li>
        ))}
      </ul>
      <p class="s-mute">{t(names ? 'record.audience.namesForYou' : 'record.audience.agenciesOnly')}</p>
    </>
  );
}

/** What stands in the way is what was asked for; the rest follows in the order of the rules. */
function failingFirst(sentences: RecordAccess['why']['sentences']): RecordAccess['why']['sentences'] {
  return [...sentences].sort((a, b) => Number(a.holds) - Number(b.holds));
}

/** Why this reader can see the record, what they may do with it, and who else can see it. */
export function AccessPage({ record, why, whyUpdate, audience, me, room }: RecordAccess & { room: Room }) {
  const { t } = useUi();
  return (
    <Layout
      title={t('record.access.title', { ref: record.ref ?? '' })}
      nav={room.nav}
      breadcrumbs={[
        { href: room.href, label: t(room.messageId) },
        { href: `${room.href}/${record.id}`, label: record.ref ?? '' },
        { label: t('record.access.short') },
      ]}
      markings={record.marking ? [record.marking] : []}
    >
      <div data-id={record.id}>
        <PageHeader title={t('record.access.title', { ref: record.ref ?? '' })} over={record.title} />
      </div>
      <Card title={t('record.why')}>
        <WhyList sentences={failingFirst(why.sentences)} />
        <p class="s-mute">{t('record.why.policy', { version: why.policyVersion })}</p>
      </Card>
      <Card title={t(whyUpdate.effect === 'permit' ? 'record.why.mayEdit' : 'record.why.mayNotEdit')}>
        <WhyList sentences={failingFirst(whyUpdate.sentences)} />
      </Card>
      <Card title={t('record.audience')}>
        <AudienceList audience={audience} names={record.marking?.originator === me.agency} />
      </Card>
      {record.marking && (
        <Card title={t('marking.title')}>
          <MarkingDetails marking={record.marking} />
        </Card>
      )}
    </Layout>
  );
}
