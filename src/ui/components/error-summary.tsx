import { useContext } from 'preact/hooks';
import { useUi } from '../context.tsx';
import { type FieldProblem, FieldScope, fieldId } from '../problems.ts';

/** All problems of a form, first on the page, each a link to its field. Layout shows it for its `errors`. */
export function ErrorSummary({ problems }: { problems: readonly FieldProblem[] }) {
  const { t } = useUi();
  const scope = useContext(FieldScope);
  return (
    <div class="s-problems" role="alert" tabindex={-1} data-s-problems aria-labelledby="s-problems-title">
      <h2 id="s-problems-title">{t('ui.problems.title')}</h2>
      <ul>
        {problems.map(({ field, messageId, params }) => (
          <li key={`${field} ${messageId}`}>
            {field ? <a href={`#${fieldId(scope, field)}`}>{t(messageId, params)}</a> : t(messageId, params)}
          </li>
        ))}
      </ul>
    </div>
  );
}
