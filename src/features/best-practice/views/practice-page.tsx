import type { FieldProblem } from '../../../errors.ts';
import { movesOf } from '../../../gate/machine.ts';
import { MarkingDetails } from '../../../record/marking-details.tsx';
import { WhyCard } from '../../../record/why-card.tsx';
import { Button, ButtonLink } from '../../../ui/components/button.tsx';
import { Card, Disclosure, Prose, Row, Split } from '../../../ui/components/card.tsx';
import { Form } from '../../../ui/components/form.tsx';
import { MarkingLine } from '../../../ui/components/marking-chips.tsx';
import { Note } from '../../../ui/components/note.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { StateTag } from '../../../ui/components/state-tag.tsx';
import { SummaryList } from '../../../ui/components/summary-list.tsx';
import { Tag } from '../../../ui/components/tag.tsx';
import { TextArea } from '../../../ui/components/text-area.tsx';
import { TimeText } from '../../../ui/components/time-text.tsx';
import { useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import type { PracticePage } from '../read-practice.ts';
import { type PracticeView, practiceRoom } from '../records.ts';

interface PracticePageProps extends PracticePage {
  problems: readonly FieldProblem[];
  /** The reason that was typed into a step that was refused. */
  typedReason?: string;
  /** True when what was sent was meant against an older version. */
  stale?: boolean;
}

/** The story in the order in which it is told; what was left empty is left out. */
const story = ['problem', 'response', 'results', 'assessment', 'cost', 'transferability', 'harms'] as const;

function Tags({ practice }: { practice: PracticeView }) {
  const { t } = useUi();
  return (
    <>
      <StateTag kind="practice" state={practice.state ?? ''} />
      {practice.marking && <MarkingLine marking={practice.marking} />}
      {practice.fictional && <Tag shape="ring">{t('action.fictional')}</Tag>}
    </>
  );
}

function Story({ practice, stale = false }: PracticePageProps) {
  const { t, lang } = useUi();
  return (
    <>
      {stale && (
        <Note kind="warn" title={t('action.stale.title')} live>
          <p>{t('action.stale.moved')}</p>
        </Note>
      )}
      {practice.stateReason && (
        <Note title={t('action.stateReason')}>
          <p>{practice.stateReason}</p>
        </Note>
      )}
      {practice.lang && practice.lang !== lang && (
        <p class="s-mute">{t('action.inLanguage', { language: t(`language.${practice.lang}`) })}</p>
      )}
      {story.map(
        (name) =>
          practice[name] && (
            <Card key={name} title={t(`field.${name}`)} look="plain">
              <Prose lang={practice.lang}>{practice[name]}</Prose>
            </Card>
          ),
      )}
    </>
  );
}

function Facts({ practice }: { practice: PracticeView }) {
  const { t, agencyName } = useUi();
  const { agency, panel, evidence, createdBy } = practice;
  return (
    <SummaryList
      rows={[
        ...(agency ? [{ label: t('practice.agency'), value: agencyName(agency) }] : []),
        ...(evidence ? [{ label: t('field.evidence'), value: t(`practice.evidence.${evidence}`) }] : []),
        ...(panel ? [{ label: t('action.panel'), value: panel }] : []),
        ...(createdBy ? [{ label: t('action.author'), value: createdBy.name }] : []),
        { label: t('action.updated'), value: <TimeText at={practice.updatedAt} /> },
      ]}
    />
  );
}

/** Steps of the practice; withdrawing says why. */
function Moves({ practice, typedReason }: Pick<PracticePageProps, 'practice' | 'typedReason'>) {
  const { t } = useUi();
  const moves = movesOf(practice, 'state');
  if (moves.length === 0) return null;
  return (
    <Disclosure summary={t('action.move.title')} open={typedReason !== undefined}>
      <Form action={`/practices/${practice.id}/transitions`} scope="move">
        <input type="hidden" name="version" value={String(practice.version)} />
        {moves.includes('WITHDRAWN') && (
          <TextArea
            name="reason"
            label={t('action.move.reason')}
            hint={t('practice.move.hint')}
            rows={2}
            maxLength={1000}
            value={typedReason ?? ''}
          />
        )}
        <Row>
          {moves.map((to) => (
            <Button key={to} name="to" value={to} kind={to === 'WITHDRAWN' ? 'danger' : 'secondary'}>
              {t(`practice.move.${to}`)}
            </Button>
          ))}
        </Row>
      </Form>
    </Disclosure>
  );
}

function Side({ practice, why, typedReason }: PracticePageProps) {
  const { t } = useUi();
  return (
    <>
      <Facts practice={practice} />
      <Moves practice={practice} {...(typedReason === undefined ? {} : { typedReason })} />
      <WhyCard record={practice} why={why} room={practiceRoom} />
      {practice.marking && (
        <Disclosure summary={t('marking.title')}>
          <MarkingDetails marking={practice.marking} />
        </Disclosure>
      )}
    </>
  );
}

/** One practice with everything that this reader may see and do. */
export function PracticePageView(props: PracticePageProps) {
  const { practice, problems, typedReason } = props;
  const { t } = useUi();
  return (
    <Layout
      title={practice.title ?? practice.ref ?? ''}
      nav="practices"
      breadcrumbs={[{ href: '/practices', label: t('ui.nav.practices') }, { label: practice.ref ?? '' }]}
      markings={practice.marking ? [practice.marking] : []}
      errors={problems}
      sent={typedReason === undefined ? undefined : 'move'}
    >
      <div data-id={practice.id}>
        <PageHeader
          title={practice.title ?? ''}
          lang={practice.lang}
          over={practice.ref}
          tags={<Tags practice={practice} />}
          actions={
            practice.allowed.includes('update') && (
              <ButtonLink href={`/practices/${practice.id}/edit`}>{t('action.edit')}</ButtonLink>
            )
          }
        />
      </div>
      <Split main={<Story {...props} />} side={<Side {...props} />} />
    </Layout>
  );
}
