import { useUi } from '../context.tsx';
import { Note } from './note.tsx';

/** Whose clearance has ended is told so, and when: no purpose opens again what it opened. */
export function ClearanceNote() {
  const { t, format, clearanceEnded } = useUi();
  if (!clearanceEnded) return null;
  return (
    <Note kind="warn" title={t('ui.clearance.ended', { date: format.date(clearanceEnded) })}>
      <p>{t('ui.clearance.what')}</p>
    </Note>
  );
}
