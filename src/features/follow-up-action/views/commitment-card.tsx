import { acceptedStates } from '../../../content/action-states.ts';
import { movesOf } from '../../../gate/machine.ts';
import { type SentForm, typedIn } from '../../../record/sent-form.ts';
import { AnswerForm } from '../../../ui/components/answer-form.tsx';
import { Button } from '../../../ui/components/button.tsx';
import { Card, Disclosure, Row } from '../../../ui/components/card.tsx';
import { Radios } from '../../../ui/components/choices.tsx';
import { Form } from '../../../ui/components/form.tsx';
import { ProgressBar } from '../../../ui/components/progress-bar.tsx';
import { StateTag } from '../../../ui/components/state-tag.tsx';
import { TextArea } from '../../../ui/components/text-area.tsx';
import { TextField } from '../../../ui/components/text-field.tsx';
import { useUi } from '../../../ui/context.tsx';
import type { CommitmentView } from '../records.ts';

interface CommitmentProps {
  commitment: CommitmentView;
  /** True for the reader's own agency. */
  mine: boolean;
  sent: SentForm | null;
}

/** Percent, one sentence, and who sees it. */
function ReportForm({ commitment, sent }: CommitmentProps) {
  const { t } = useUi();
  const scope = `report-${commitment.agency}`;
  return (
    <Form action={`/actions/${commitment.actionId}/commitments/${commitment.agency}/progress`} scope={scope} remember>
      <TextField
        name="percent"
        label={t('commitment.report.percent')}
        inputMode="numeric"
        size="short"
        value={typedIn(sent, scope, 'percent')}
      />
      <TextArea name="text" label={t('commitment.report.text')} maxLength={2000} value={typedIn(sent, scope, 'text')} />
      <Radios
        name="audience"
        label={t('commitment.report.audience')}
        value={typedIn(sent, scope, 'audience') || 'inherit'}
        options={[
          { value: 'inherit', label: t('commitment.report.audience.inherit') },
          { value: 'lead', label: t('commitment.report.audience.lead') },
        ]}
      />
      <Button>{t('commitment.report.send')}</Button>
    </Form>
  );
}

function MoveForm({ commitment, sent }: CommitmentProps) {
  const { t } = useUi();
  const scope = `move-${commitment.agency}`;
  const moves = movesOf(commitment, 'implementation');
  if (moves.length === 0) return null;
  return (
    <Form action={`/actions/${commitment.actionId}/commitments/${commitment.agency}/transitions`} scope={scope}>
      <input type="hidden" name="axis" value="implementation" />
      <input type="hidden" name="version" value={String(commitment.version)} />
      <TextArea
        name="reason"
        label={t('commitment.move.text')}
        optional
        rows={2}
        maxLength={1000}
        value={typedIn(sent, scope, 'reason')}
      />
      <Row>
        {moves.map((to) => (
          <Button key={to} name="to" value={to} kind="secondary">
            {t(`commitment.move.${to}`)}
          </Button>
        ))}
      </Row>
    </Form>
  );
}

function Reason({ text }: { text: string | null | undefined }) {
  return text ? <blockquote>{text}</blockquote> : null;
}

/** Work was reported, and the state still says that none was begun: the step is offered at once. */
function reportedUnstarted({ implementation, percent }: CommitmentView): boolean {
  return implementation === 'NOT_STARTED' && typeof percent === 'number';
}

/** How far the agency is by its newest readable report; never 0 where nothing can be read. */
function Reported({ commitment, mine }: Pick<CommitmentProps, 'commitment' | 'mine'>) {
  const { t, agencyName } = useUi();
  const { agency = '', percent } = commitment;
  if (typeof percent !== 'number') {
    return <p class="s-mute">{t(mine ? 'action.progressReports.notYet' : 'action.progressReports.none')}</p>;
  }
  return (
    <p>
      <ProgressBar percent={percent} label={t('action.progressOf', { ref: agencyName(agency) })} />
    </p>
  );
}

/** One agency's commitment on its two axes, with what this reader may do about it. */
export function CommitmentCard(props: CommitmentProps) {
  const { commitment, mine, sent } = props;
  const { t, agencyName } = useUi();
  const { agency = '', acceptance = '', implementation = '', acceptanceReason, implementationReason } = commitment;
  const accepted = acceptedStates.includes(acceptance);
  return (
    <div data-id={commitment.id}>
      <Card
        level={3}
        look={mine ? 'raised' : 'soft'}
        id={`commitment-${agency}`}
        title={mine ? t('commitment.mine', { agency: agencyName(agency) }) : agencyName(agency)}
        aside={
          <span class="s-marks">
            <StateTag kind="acceptance" state={acceptance} />
            {accepted && <StateTag kind="implementation" state={implementation} />}
          </span>
        }
      >
        {accepted && <Reported commitment={commitment} mine={mine} />}
        <Reason text={acceptanceReason} />
        <Reason text={implementationReason} />
        <AnswerForm
          action={`/actions/${commitment.actionId}/commitments/${agency}/transitions`}
          scope={`answer-${agency}`}
          version={commitment.version}
          answers={movesOf(commitment, 'acceptance')}
          reason={typedIn(sent, `answer-${agency}`, 'reason')}
        />
        {commitment.allowed.includes('create:progress-update') && (
          <Disclosure summary={t('commitment.report.title')} open>
            <ReportForm {...props} />
          </Disclosure>
        )}
        {movesOf(commitment, 'implementation').length > 0 && (
          <Disclosure
            summary={t('commitment.move.title')}
            open={sent?.scope === `move-${agency}` || reportedUnstarted(commitment)}
          >
            {reportedUnstarted(commitment) && <p>{t('commitment.move.unstarted')}</p>}
            <MoveForm {...props} />
          </Disclosure>
        )}
      </Card>
    </div>
  );
}
