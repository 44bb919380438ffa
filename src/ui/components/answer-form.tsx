import { useUi } from '../context.tsx';
import { Button } from './button.tsx';
import { Row } from './card.tsx';
import { Form } from './form.tsx';
import { TextArea } from './text-area.tsx';

export interface AnswerFormProps {
  /** Where the answer goes to. */
  action: string;
  /** Prefix of field ids: several of these may stand on a page. */
  scope: string;
  /** Of the commitment, as it was seen. */
  version: number;
  /** Answers that may be given now. */
  answers: readonly string[];
  /** What was typed into an answer that was refused. */
  reason?: string;
  /** The page to come back to; the record's own unless said. */
  returnTo?: string;
}

/** The order in which the answers are offered: what is wanted most comes first. */
const order = ['ACCEPTED', 'ACCEPTED_WITH_RESERVATION', 'DECLINED', 'UNDER_CONSIDERATION'];
const kindOf = (to: string) => (to === 'ACCEPTED' ? 'primary' : to === 'DECLINED' ? 'danger' : 'secondary');

/** Accept · accept with reservation · decline, and one text box. */
export function AnswerForm({ action, scope, version, answers, reason = '', returnTo }: AnswerFormProps) {
  const { t } = useUi();
  const offered = order.filter((answer) => answers.includes(answer));
  if (offered.length === 0) return null;
  return (
    <Form action={action} scope={scope} remember>
      <input type="hidden" name="axis" value="acceptance" />
      <input type="hidden" name="version" value={String(version)} />
      {returnTo && <input type="hidden" name="returnTo" value={returnTo} />}
      <TextArea
        name="reason"
        label={t('commitment.answer.text')}
        hint={t('commitment.answer.textHint')}
        optional
        maxLength={1000}
        value={reason}
      />
      <Row>
        {offered.map((to) => (
          <Button key={to} name="to" value={to} kind={kindOf(to)}>
            {t(`commitment.answer.${to}`)}
          </Button>
        ))}
      </Row>
    </Form>
  );
}
