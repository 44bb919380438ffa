import { useUi } from '../context.tsx';
import { ButtonLink } from './button.tsx';

/** By cursor: onwards, and back to the beginning (the browser goes back one page). */
export function Pagination({ next, first }: { next: string | null; first: string | null }) {
  const { t } = useUi();
  if (!next && !first) return null;
  return (
    <nav class="s-pages" aria-label={t('ui.pages.label')}>
      {first && <ButtonLink href={first}>{t('ui.pages.first')}</ButtonLink>}
      {next && <ButtonLink href={next}>{t('ui.pages.next')}</ButtonLink>}
    </nav>
  );
}
