import type { RecordView } from '../gate/definition.ts';
import { movesOf } from '../gate/machine.ts';
import { Button } from '../ui/components/button.tsx';
import { Disclosure, Row } from '../ui/components/card.tsx';
import { Form } from '../ui/components/form.tsx';
import { TextArea } from '../ui/components/text-area.tsx';
import { type Children, useUi } from '../ui/context.tsx';
import type { Room } from './room.ts';
import { type SentForm, typedIn } from './sent-form.ts';

interface MovesProps {
  room: Room;
  record: RecordView;
  sent: SentForm | null;
  /** Begins the message of each step: `<words>.move.<STATE>`. */
  words: string;
  /** The step that cannot be taken back easily. */
  danger: string;
  /** How the reason is asked for; absent where no step left needs words. */
  reason: { optional: true } | { hint: string } | null;
  /** What else is asked before. */
  children?: Children;
}

/** The steps of a record that this reader may take now, as one form. */
export function Moves({ room, record, sent, words, danger, reason, children }: MovesProps) {
  const { t } = useUi();
  const moves = movesOf(record, 'state');
  if (moves.length === 0) return null;
  return (
    <Disclosure summary={t('record.move.title')} open={sent?.scope === 'move'}>
      <Form action={`${room.href}/${record.id}/transitions`} scope="move">
        <input type="hidden" name="version" value={String(record.version)} />
        {reason && (
          <TextArea
            name="reason"
            label={t('record.move.reason')}
            rows={2}
            maxLength={1000}
            value={typedIn(sent, 'move', 'reason')}
            {...('hint' in reason ? { hint: reason.hint } : reason)}
          />
        )}
        {children}
        <Row>
          {moves.map((to) => (
            <Button key={to} name="to" value={to} kind={to === danger ? 'danger' : 'secondary'}>
              {t(`${words}.move.${to}`)}
            </Button>
          ))}
        </Row>
      </Form>
    </Disclosure>
  );
}
