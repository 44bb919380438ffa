import { type Children, useUi } from '../context.tsx';
import { Button } from './button.tsx';
import { Form } from './form.tsx';
import { Shape } from './shape.tsx';

/** A GET form: filters live in the address. `clear` leads to the list without filters. Open on large screens, folded on small ones. */
export function FilterPanel({ action, clear, children }: { action: string; clear: string; children: Children }) {
  const { t } = useUi();
  return (
    <details class="s-filters" open data-s-fold>
      <summary>{t('ui.filter.title')}</summary>
      <Form action={action} method="get" label={t('ui.filter.title')} scope="filter" problems={[]}>
        {children}
        <div class="s-row">
          <Button>{t('ui.filter.apply')}</Button>
          <a href={clear}>{t('ui.filter.clear')}</a>
        </div>
      </Form>
    </details>
  );
}

export interface ActiveFilter {
  label: string;
  /** The same list without this filter. */
  remove: string;
}

export function ActiveFilters({ filters }: { filters: readonly ActiveFilter[] }) {
  const { t } = useUi();
  if (filters.length === 0) return null;
  return (
    <ul class="s-active" aria-label={t('ui.filter.active')}>
      {filters.map(({ label, remove }) => (
        <li key={label}>
          <a href={remove}>
            <span class="s-vh">{t('ui.filter.remove')} </span>
            {label}
            <Shape name="cross" />
          </a>
        </li>
      ))}
    </ul>
  );
}
