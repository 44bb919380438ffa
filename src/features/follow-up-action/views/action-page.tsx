import { unansweredStates } from '../../../content/action-states.ts';
import { Moves } from '../../../record/moves.tsx';
import { RecordPage } from '../../../record/record-page.tsx';
import type { Refused } from '../../../record/room-declaration.ts';
import type { SentForm } from '../../../record/sent-form.ts';
import { Card, Prose } from '../../../ui/components/card.tsx';
import { Checkboxes } from '../../../ui/components/choices.tsx';
import { PriorityTag, StateTag } from '../../../ui/components/state-tag.tsx';
import { useUi } from '../../../ui/context.tsx';
import type { ActionPage } from '../read-action.ts';
import { actionRoom } from '../records.ts';
import { Commitments, Progress, useFacts } from './action-parts.tsx';

export interface ActionPageProps extends ActionPage {
  /** The form that was refused, if one was. */
  refused: Refused | null;
}

/** Which form of the page was refused: an agency in the address, and the fields, tell. */
function scopeOf({ params, body }: Refused): string {
  const agency = typeof params.agency === 'string' ? params.agency : '';
  if (agency === '') return 'agency' in body ? 'propose' : 'move';
  if (!('axis' in body)) return `report-${agency}`;
  return body.axis === 'implementation' ? `move-${agency}` : `answer-${agency}`;
}

/** Closing leaves those who were asked without an answer to give: that is ticked first. */
function ClosingConfirmed({ action, commitments }: Pick<ActionPage, 'action' | 'commitments'>) {
  const { t } = useUi();
  const unanswered = commitments.filter(({ acceptance = '' }) => unansweredStates.includes(acceptance)).length;
  if (!action.allowed.includes('transition:CLOSED') || unanswered === 0) return null;
  return (
    <Checkboxes
      name="confirm"
      label={t('action.move.unanswered', { count: unanswered })}
      options={[{ value: 'CLOSED', label: t('action.move.confirm') }]}
    />
  );
}

function Told({ sent, ...props }: ActionPage & { sent: SentForm | null }) {
  const { action, commitments, updates, me } = props;
  const { t, agencyName, format } = useUi();
  const agencies = props.agencies
    .map((code) => ({ code, name: agencyName(code) }))
    .sort((a, b) => format.compare(a.name, b.name));
  return (
    <>
      <Prose lang={action.lang}>{action.description}</Prose>
      {action.indicators && (
        <Card title={t('action.indicators')} look="soft">
          <Prose lang={action.lang}>{action.indicators}</Prose>
        </Card>
      )}
      <Commitments action={action} commitments={commitments} agency={me.agency} sent={sent} agencies={agencies} />
      <Progress updates={updates} older={props.olderUpdates} commitments={commitments} />
    </>
  );
}

/** One action with everything that this reader may see and do. */
export function ActionPageView({ refused, ...page }: ActionPageProps) {
  const { action, updates, conclusion, why, commitments } = page;
  const sent = refused && { scope: scopeOf(refused), typed: refused.body };
  return (
    <RecordPage
      room={actionRoom}
      record={action}
      why={why}
      problems={refused?.problem.fields ?? []}
      sent={sent}
      stale={refused?.problem.code === 'stale-version'}
      tags={
        <>
          <StateTag kind="action" state={action.state ?? ''} />
          {action.priority && <PriorityTag priority={action.priority} />}
        </>
      }
      facts={useFacts(page)}
      moves={
        <Moves
          room={actionRoom}
          record={action}
          sent={sent}
          words="action"
          danger="ABANDONED"
          reason={{ optional: true }}
        >
          <ClosingConfirmed action={action} commitments={commitments} />
        </Moves>
      }
      besides={[...updates, conclusion]}
    >
      <Told {...page} sent={sent} />
    </RecordPage>
  );
}
