import { contraryOutcomes, outcomes } from '../../content/adoption.ts';
import { firstAdoptionStates } from '../../content/best-practice.ts';
import { movesOf } from '../../gate/machine.ts';
import { type SentForm, typedIn } from '../../record/sent-form.ts';
import { Button } from '../../ui/components/button.tsx';
import { Card, Disclosure, Row } from '../../ui/components/card.tsx';
import { Radios } from '../../ui/components/choices.tsx';
import { type Column, DataTable } from '../../ui/components/data-table.tsx';
import { Form } from '../../ui/components/form.tsx';
import { EmptyState, Note } from '../../ui/components/note.tsx';
import { StateAs, type StateLooks } from '../../ui/components/state-tag.tsx';
import { TextArea } from '../../ui/components/text-area.tsx';
import { DateText } from '../../ui/components/time-text.tsx';
import { type Ui, useUi } from '../../ui/context.tsx';
import type { AdoptionView } from './adoption.ts';
import type { PracticeView } from './practice-form.tsx';

const looks: StateLooks = {
  INTERESTED: ['mute', 'ring'],
  PILOTING: ['info', 'half'],
  ADOPTED: ['info', 'dot'],
  EVALUATED: ['ok', 'tick'],
  DISCONTINUED: ['bad', 'cross'],
};

interface AdoptersProps {
  practice: PracticeView;
  adoptions: readonly AdoptionView[];
  /** The reader's own agency. */
  agency: string;
  sent: SentForm | null;
}

function columns({ t, agencyName }: Ui, own: string): Column<AdoptionView>[] {
  return [
    {
      key: 'agency',
      label: t('record.readers.agency'),
      rowHeader: true,
      cell: ({ id, agency = '' }) => (
        <span data-id={id} id={`adoption-${agency}`}>
          {agency === own ? <strong>{agencyName(agency)}</strong> : agencyName(agency)}
        </span>
      ),
    },
    { key: 'state', label: t('adoption.state'), cell: ({ state = '' }) => <AdoptionState state={state} /> },
    {
      key: 'outcome',
      label: t('adoption.outcome'),
      cell: ({ outcome }) => outcome && t(`adoption.outcome.${outcome}`),
    },
    { key: 'said', label: t('adoption.said'), cell: ({ stateReason }) => stateReason },
    { key: 'since', label: t('adoption.since'), cell: ({ updatedAt }) => <DateText date={updatedAt.slice(0, 10)} /> },
  ];
}

function AdoptionState({ state }: { state: string }) {
  return <StateAs looks={looks} words="state.adoption" state={state} />;
}

/** First word of the own agency: how far it is, and whatever others should know. */
function DeclareForm({ practice, sent }: Pick<AdoptersProps, 'practice' | 'sent'>) {
  const { t } = useUi();
  return (
    <Disclosure summary={t('adoption.declare')} open={sent?.scope === 'adopt'}>
      <Form action={`/practices/${practice.id}/adoptions`} scope="adopt" remember>
        <Radios
          name="state"
          label={t('adoption.howFar')}
          value={typedIn(sent, 'adopt', 'state') || 'INTERESTED'}
          options={firstAdoptionStates.map((value) => ({ value, label: t(`adoption.begin.${value}`) }))}
        />
        <TextArea
          name="reason"
          label={t('adoption.remark')}
          hint={t('adoption.seen')}
          optional
          rows={2}
          maxLength={1000}
          value={typedIn(sent, 'adopt', 'reason')}
        />
        <Button>{t('adoption.declare.send')}</Button>
      </Form>
    </Disclosure>
  );
}

/** The next steps of the own agency, as one form. */
function StepForm({
  practice,
  adoption,
  sent,
}: {
  practice: PracticeView;
  adoption: AdoptionView;
  sent: SentForm | null;
}) {
  const { t } = useUi();
  const steps = movesOf(adoption, 'state');
  const scope = 'adoption';
  if (steps.length === 0) return null;
  return (
    <Disclosure summary={t('adoption.step')} open={sent?.scope === scope}>
      <Form action={`/practices/${practice.id}/adoptions/${adoption.agency}/transitions`} scope={scope} remember>
        <input type="hidden" name="version" value={String(adoption.version)} />
        {steps.includes('EVALUATED') && (
          <Radios
            name="outcome"
            label={t('adoption.outcome')}
            hint={t('adoption.outcome.hint')}
            optional
            value={typedIn(sent, scope, 'outcome')}
            options={outcomes.map((value) => ({ value, label: t(`adoption.outcome.${value}`) }))}
          />
        )}
        <TextArea
          name="reason"
          label={t('adoption.remark')}
          hint={t('adoption.step.hint')}
          optional={!steps.every((to) => to === 'EVALUATED' || to === 'DISCONTINUED')}
          rows={3}
          maxLength={1000}
          value={typedIn(sent, scope, 'reason')}
        />
        <Row>
          {steps.map((to) => (
            <Button key={to} name="to" value={to} kind={to === 'DISCONTINUED' ? 'danger' : 'secondary'}>
              {t(`adoption.move.${to}`)}
            </Button>
          ))}
        </Row>
      </Form>
    </Disclosure>
  );
}

/** Why its review is due, or what speaks against it while nobody has reviewed it. */
export function Contrary({ practice, adoptions }: Pick<AdoptersProps, 'practice' | 'adoptions'>) {
  const { t, agencyName, format } = useUi();
  const contrary = adoptions.filter(({ outcome }) => outcome && contraryOutcomes.includes(outcome));
  if (contrary.length === 0) return null;
  return (
    <Note kind="warn" title={t(practice.state === 'REVIEW_DUE' ? 'adoption.contrary.due' : 'adoption.contrary')}>
      <ul>
        {contrary.map(({ id, agency = '', outcome, updatedAt }) => (
          <li key={id}>
            <a href={`#adoption-${agency}`}>
              {t('adoption.contrary.said', {
                agency: agencyName(agency),
                outcome: t(`adoption.outcome.${outcome}`),
                date: format.date(updatedAt.slice(0, 10)),
              })}
            </a>
          </li>
        ))}
      </ul>
    </Note>
  );
}

/** Which agencies use it and what came of it, and what the own agency may say next. */
export function Adopters({ practice, adoptions, agency, sent }: AdoptersProps) {
  const ui = useUi();
  const { t } = ui;
  const own = adoptions.find((one) => one.agency === agency);
  const ownFirst = [...adoptions].sort((a, b) => Number(b.agency === agency) - Number(a.agency === agency));
  const mayDeclare = !own && practice.agency !== agency && practice.allowed.includes('create:adoption');
  return (
    <Card title={t('adoption.title')} id="adoptions" look="plain">
      {adoptions.length === 0 ? (
        <EmptyState title={t('adoption.none')} />
      ) : (
        <DataTable
          caption={t('adoption.caption', { count: adoptions.length })}
          columns={columns(ui, agency)}
          items={ownFirst}
          rowKey={({ id }) => id}
        />
      )}
      {own && <StepForm practice={practice} adoption={own} sent={sent} />}
      {mayDeclare && <DeclareForm practice={practice} sent={sent} />}
    </Card>
  );
}
