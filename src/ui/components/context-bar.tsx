import { useUi } from '../context.tsx';

function Purpose({ code, stated }: { code: string | null; stated: boolean }) {
  const { t, path } = useUi();
  return (
    <p class="s-purpose">
      <span class="s-purpose__label">{t('ui.purpose.label')}</span>{' '}
      <strong>{code === null ? t('ui.purpose.none') : t(`marking.purpose.${code}`)}</strong>{' '}
      {code !== null && (
        <span class={stated ? 's-purpose__how' : 's-purpose__how s-purpose__how--assumed'}>
          {t(stated ? 'ui.purpose.stated' : 'ui.purpose.assumed')}
        </span>
      )}{' '}
      <a href={`/purpose?returnTo=${encodeURIComponent(path)}`}>
        {t('ui.purpose.change')}
        <span class="s-vh"> {t('ui.purpose.changeWhat')}</span>
      </a>
    </p>
  );
}

/** One line below the masthead: for what purpose the person reads, and whether the data is real. */
export function ContextBar() {
  const { t, purpose, demo } = useUi();
  if (!purpose && !demo) return null;
  return (
    <div class="s-context">
      <div class="s-context__line">
        {purpose && <Purpose code={purpose.code} stated={purpose.stated} />}
        {demo && <p class="s-demo">{t('ui.demo')}</p>}
      </div>
    </div>
  );
}
