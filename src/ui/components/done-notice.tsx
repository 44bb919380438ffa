import { useUi } from '../context.tsx';
import { Note } from './note.tsx';

/** What the person just did, said once at the top of the page that follows; the browser module gives it the focus. */
export function DoneNotice() {
  const { t, done } = useUi();
  if (!done) return null;
  return (
    <div tabindex={-1} data-s-done>
      <Note kind="ok" title={t(`done.${done}`)} live />
    </div>
  );
}
