import { useUi } from '../context.tsx';

export interface Breadcrumb {
  /** Absent for the page itself. */
  href?: string | undefined;
  label: string;
}

export function Breadcrumbs({ items }: { items: readonly Breadcrumb[] }) {
  const { t } = useUi();
  return (
    <nav class="s-crumbs" aria-label={t('ui.breadcrumb')}>
      <ol>
        {items.map(({ href, label }) => (
          <li key={label}>{href ? <a href={href}>{label}</a> : <span aria-current="page">{label}</span>}</li>
        ))}
      </ol>
    </nav>
  );
}
