import { useContext } from 'preact/hooks';
import { useUi } from '../context.tsx';
import { hasMessage } from '../i18n.ts';
import { type FieldProblem, FieldScope, fieldId, SentForm } from '../problems.ts';

/** A problem as the summary says it: with the name of its field, since it stands away from it. */
function useSummaryText(): (problem: FieldProblem) => string {
  const { t, lang } = useUi();
  return ({ field, messageId, params }) => {
    const [name = ''] = field.split('.');
    const text = t(messageId, params);
    return hasMessage(lang, `field.${name}`) ? `${t(`field.${name}`)}: ${text}` : text;
  };
}

/** All problems of a form, first on the page, each a link to its field. Layout shows it for its `errors`. */
export function ErrorSummary({ problems }: { problems: readonly FieldProblem[] }) {
  const { t } = useUi();
  const ownScope = useContext(FieldScope);
  const scope = useContext(SentForm) ?? ownScope;
  const textOf = useSummaryText();
  return (
    <div class="s-problems" role="alert" tabindex={-1} data-s-problems aria-labelledby="s-problems-title">
      <h2 id="s-problems-title">{t('ui.problems.title')}</h2>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.field} ${problem.messageId}`}>
            {problem.field ? <a href={`#${fieldId(scope, problem.field)}`}>{textOf(problem)}</a> : textOf(problem)}
          </li>
        ))}
      </ul>
    </div>
  );
}
