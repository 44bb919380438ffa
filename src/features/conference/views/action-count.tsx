import { mostCounted } from '../../../content/action-count.ts';
import { useUi } from '../../../ui/context.tsx';

/** How many follow-up actions there are, as the way to them. */
export function ActionCount({ count, href }: { count: number | undefined; href: string }) {
  const { t } = useUi();
  if (count === undefined) return <a href={href}>{t('conference.actions.all')}</a>;
  if (count === 0) return <span class="s-mute">{t('conference.actions.none')}</span>;
  return (
    <a href={href}>
      {count < mostCounted
        ? t('conference.actions.count', { count })
        : t('conference.actions.many', { count: mostCounted })}
    </a>
  );
}
