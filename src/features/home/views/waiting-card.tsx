import { AnswerForm } from '../../../ui/components/answer-form.tsx';
import { Card, Disclosure } from '../../../ui/components/card.tsx';
import { StateTag } from '../../../ui/components/state-tag.tsx';
import { DueDate } from '../../../ui/components/time-text.tsx';
import { useUi } from '../../../ui/context.tsx';
import type { ActionReference } from '../records.ts';
import type { Waiting } from '../view-home.ts';
import { ActionLink } from './action-link.tsx';

/** One action that waits, and the answer in one box. */
function WaitingItem({ action, waiting }: { action: ActionReference; waiting: Waiting }) {
  const { t, person } = useUi();
  const { id, dueOn = null, myAcceptance } = action;
  const open = waiting.answerable.get(id);
  const agency = person?.agency ?? '';
  return (
    <li class="s-waiting">
      <ActionLink action={action} />
      <p class="s-row">
        {myAcceptance && <StateTag kind="acceptance" state={myAcceptance} />}
        {dueOn && <DueDate date={dueOn} />}
      </p>
      {open && open.answers.length > 0 && (
        <Disclosure summary={t('home.waiting.answer')}>
          <AnswerForm
            action={`/actions/${id}/commitments/${agency}/transitions`}
            scope={`answer-${id}`}
            version={open.version}
            answers={open.answers}
            returnTo="/"
          />
        </Disclosure>
      )}
    </li>
  );
}

/** What waits for the own agency's answer; it is given here, without a way round. */
export function WaitingCard({ waiting, all }: { waiting: Waiting; all: string }) {
  const { t } = useUi();
  const { items, total } = waiting;
  if (items.length === 0) return null;
  return (
    <Card title={t('home.waiting.title')} aside={total > items.length && <a href={all}>{t('home.all', { total })}</a>}>
      <ul class="s-waiting-list">
        {items.map((action) => (
          <WaitingItem key={action.id} action={action} waiting={waiting} />
        ))}
      </ul>
    </Card>
  );
}
