import { Card } from '../../../ui/components/card.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { WhyList } from '../../../ui/components/why-list.tsx';
import { useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import { audienceSentence } from '../../../ui/marking/audience.ts';
import type { ActionAccess } from '../read-action.ts';
import { MarkingDetails } from './marking-details.tsx';

function AudienceList({ audience, names }: { audience: ActionAccess['audience']; names: boolean }) {
  const { t, agencyName } = useUi();
  const { people, agencies, privateMembers } = audience;
  return (
    <>
      <p>
        <strong>{audienceSentence(t, { people, agencies: agencies.length, privateMembers }, true)}</strong>
      </p>
      <ul class="s-list">
        {agencies.map(({ code, people: count, names: who }) => (
          <li key={code}>
            {agencyName(code)} ({count}){names && who.length > 0 && `: ${who.join(', ')}`}
          </li>
        ))}
      </ul>
      <p class="s-mute">{t(names ? 'action.audience.namesForYou' : 'action.audience.agenciesOnly')}</p>
    </>
  );
}

/** What stands in the way is what was asked for; the rest follows in the order of the rules. */
function failingFirst(sentences: ActionAccess['why']['sentences']): ActionAccess['why']['sentences'] {
  return [...sentences].sort((a, b) => Number(a.holds) - Number(b.holds));
}

/** Why this reader can see the action, what they may do with it, and who else can see it. */
export function AccessPage({ action, why, whyUpdate, audience, me }: ActionAccess) {
  const { t } = useUi();
  return (
    <Layout
      title={t('action.access.title', { ref: action.ref ?? '' })}
      nav="actions"
      breadcrumbs={[
        { href: '/actions', label: t('ui.nav.actions') },
        { href: `/actions/${action.id}`, label: action.ref ?? '' },
        { label: t('action.access.short') },
      ]}
      markings={action.marking ? [action.marking] : []}
    >
      <div data-id={action.id}>
        <PageHeader title={t('action.access.title', { ref: action.ref ?? '' })} over={action.title} />
      </div>
      <Card title={t('action.why')}>
        <WhyList sentences={failingFirst(why.sentences)} />
        <p class="s-mute">{t('action.why.policy', { version: why.policyVersion })}</p>
      </Card>
      <Card title={t(whyUpdate.effect === 'permit' ? 'action.why.mayEdit' : 'action.why.mayNotEdit')}>
        <WhyList sentences={failingFirst(whyUpdate.sentences)} />
      </Card>
      <Card title={t('action.audience')}>
        <AudienceList audience={audience} names={action.marking?.originator === me.agency} />
      </Card>
      {action.marking && (
        <Card title={t('marking.title')}>
          <MarkingDetails marking={action.marking} />
        </Card>
      )}
    </Layout>
  );
}
