import { useUi } from '../../../ui/context.tsx';
import type { EntryView } from '../entry-types.ts';

/** Who acted: the agency, and below it the name where the reader may know it, else the pseudonym. */
export function ActorName({ actor }: Pick<EntryView, 'actor'>) {
  const { t, agencyName } = useUi();
  if (!actor) return <span class="s-mute">{t('auditlog.actor.nobody')}</span>;
  return (
    <>
      {actor.agency === '' ? t('auditlog.actor.system') : agencyName(actor.agency)}
      <br />
      {actor.name ?? <code>{actor.person}</code>}
    </>
  );
}
