import { useUi } from '../context.tsx';
import { Note } from './note.tsx';

/** What of the address meant nothing and was left out: a list that looks narrowed and is not would mislead. */
export function IgnoredFilters() {
  const { t, ignored = [] } = useUi();
  if (ignored.length === 0) return null;
  return (
    <Note kind="warn" title={t('ui.ignored.title')}>
      <ul class="s-list">
        {ignored.map(({ name, permitted }) => (
          <li key={name}>
            <code>{name}</code>
            {permitted.length > 0 && `: ${t('ui.ignored.permitted', { words: permitted.join(', ') })}`}
          </li>
        ))}
      </ul>
    </Note>
  );
}
