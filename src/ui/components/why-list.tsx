import { useUi } from '../context.tsx';
import type { MessageParams } from '../i18n.ts';
import { inWords } from '../marking/code-words.ts';
import { Shape } from './shape.tsx';

/** One sentence of an explanation, as policies/explain gives it. */
export interface WhySentence {
  messageId: string;
  params: MessageParams;
  holds: boolean;
  ruleId: string;
}

/** Why something is or is not allowed: each condition, whether it holds, and the rule behind it. */
export function WhyList({ sentences }: { sentences: readonly WhySentence[] }) {
  const { t } = useUi();
  return (
    <ul class="s-why">
      {sentences.map(({ messageId, params, holds, ruleId }) => (
        <li class={holds ? 's-why__yes' : 's-why__no'} key={`${ruleId} ${messageId} ${JSON.stringify(params)}`}>
          <Shape name={holds ? 'tick' : 'cross'} />
          <span>
            <span class="s-vh">{t(holds ? 'ui.why.holds' : 'ui.why.fails')} </span>
            {t(messageId, inWords(params, t))} <code class="s-why__rule">{ruleId}</code>
          </span>
        </li>
      ))}
    </ul>
  );
}
