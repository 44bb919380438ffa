import { useUi } from '../context.tsx';
import { ButtonLink } from './button.tsx';
import { Note } from './note.tsx';

/**
 * Whose clearance counts only after a second factor is told so, whether or not anything is held back: a hint that came and
 * went would tell that records exist (DOMAIN, Leaks).
 */
export function AssuranceNote() {
  const { t, withoutMfa, path } = useUi();
  if (!withoutMfa) return null;
  return (
    <Note title={t('ui.assurance.title')}>
      <p>{t('ui.assurance.what')}</p>
      <p>
        <ButtonLink href={`/step-up?returnTo=${encodeURIComponent(path)}`}>{t('ui.assurance.button')}</ButtonLink>
      </p>
    </Note>
  );
}
