import type { FieldProblem } from '../../../errors.ts';
import { MarkingDetails } from '../../../record/marking-details.tsx';
import { WhyCard } from '../../../record/why-card.tsx';
import { ButtonLink } from '../../../ui/components/button.tsx';
import { Card, Disclosure, Prose, Split } from '../../../ui/components/card.tsx';
import { MarkingLine } from '../../../ui/components/marking-chips.tsx';
import { Note } from '../../../ui/components/note.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { PriorityTag, StateTag } from '../../../ui/components/state-tag.tsx';
import { Tag } from '../../../ui/components/tag.tsx';
import { useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import type { ActionPage } from '../read-action.ts';
import { actionRoom } from '../records.ts';
import { ActionMoves, Commitments, Facts, Progress } from './action-parts.tsx';
import type { SentForm } from './sent-form.ts';

export interface ActionPageProps extends ActionPage {
  problems: readonly FieldProblem[];
  /** The form that was refused, if one was. */
  sent?: SentForm | null;
  /** True when what was sent was meant against an older version. */
  stale?: boolean;
}

function Tags({ action }: Pick<ActionPage, 'action'>) {
  const { t } = useUi();
  return (
    <>
      <StateTag kind="action" state={action.state ?? ''} />
      {action.priority && <PriorityTag priority={action.priority} />}
      {action.marking && <MarkingLine marking={action.marking} />}
      {action.fictional && <Tag shape="ring">{t('action.fictional')}</Tag>}
    </>
  );
}

function Main(props: ActionPageProps) {
  const { action, commitments, updates, me, sent = null, stale = false } = props;
  const { t, lang, agencyName, format } = useUi();
  const agencies = props.agencies
    .map((code) => ({ code, name: agencyName(code) }))
    .sort((a, b) => format.compare(a.name, b.name));
  return (
    <>
      {stale && (
        <Note kind="warn" title={t('action.stale.title')} live>
          <p>{t('action.stale.moved')}</p>
        </Note>
      )}
      {action.lang && action.lang !== lang && (
        <p class="s-mute">{t('action.inLanguage', { language: t(`language.${action.lang}`) })}</p>
      )}
      <Prose lang={action.lang}>{action.description}</Prose>
      {action.indicators && (
        <Card title={t('action.indicators')} look="soft">
          <Prose lang={action.lang}>{action.indicators}</Prose>
        </Card>
      )}
      {action.stateReason && (
        <Note title={t('action.stateReason')}>
          <p>{action.stateReason}</p>
        </Note>
      )}
      <Commitments action={action} commitments={commitments} agency={me.agency} sent={sent} agencies={agencies} />
      <Progress updates={updates} older={props.olderUpdates} commitments={commitments} />
    </>
  );
}

function Side({ action, conclusion, commitments, why, sent = null }: ActionPageProps) {
  const { t } = useUi();
  return (
    <>
      <Facts action={action} conclusion={conclusion} commitments={commitments} />
      <ActionMoves action={action} commitments={commitments} sent={sent} />
      <WhyCard record={action} why={why} room={actionRoom} />
      {action.marking && (
        <Disclosure summary={t('marking.title')}>
          <MarkingDetails marking={action.marking} />
        </Disclosure>
      )}
    </>
  );
}

/** One action with everything that this reader may see and do. */
export function ActionPageView(props: ActionPageProps) {
  const { action, updates, conclusion, problems, sent } = props;
  const { t } = useUi();
  const markings = [action.marking, ...updates.map((update) => update.marking), conclusion?.marking];
  return (
    <Layout
      title={action.title ?? action.ref ?? ''}
      nav="actions"
      breadcrumbs={[{ href: '/actions', label: t('ui.nav.actions') }, { label: action.ref ?? '' }]}
      markings={markings.flatMap((one) => one ?? [])}
      errors={problems}
      sent={sent?.scope}
    >
      <div data-id={action.id}>
        <PageHeader
          title={action.title ?? ''}
          lang={action.lang}
          over={action.ref}
          tags={<Tags action={action} />}
          actions={
            action.allowed.includes('update') && (
              <ButtonLink href={`/actions/${action.id}/edit`}>{t('action.edit')}</ButtonLink>
            )
          }
        />
      </div>
      <Split main={<Main {...props} />} side={<Side {...props} />} />
    </Layout>
  );
}
