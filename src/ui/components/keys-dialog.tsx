import { useUi } from '../context.tsx';
import { navigationFor } from '../navigation.ts';

/**
 * The list of keys, opened by `?` where JavaScript runs. Shortcuts of a single character can be turned off there
 * (WCAG 2.2, 2.1.4).
 */
export function KeysDialog() {
  const { t, person } = useUi();
  const places = navigationFor(person?.roles ?? []);
  return (
    <dialog class="s-keys" id="s-keys" aria-labelledby="s-keys-title">
      <h2 id="s-keys-title">{t('ui.keys.title')}</h2>
      <dl>
        <Key keys={['?']} does={t('ui.keys.help')} />
        <Key keys={['/']} does={t('ui.keys.search')} />
        {places.map(({ key, shortcut, messageId }) => (
          <Key key={key} keys={['g', shortcut]} does={t(messageId)} />
        ))}
      </dl>
      <label class="s-check">
        <input type="checkbox" data-s-keys-on checked />
        <span>{t('ui.keys.on')}</span>
      </label>
      <form method="dialog">
        <button class="s-button s-button--secondary" type="submit">
          {t('ui.close')}
        </button>
      </form>
    </dialog>
  );
}

function Key({ keys, does }: { keys: readonly string[]; does: string }) {
  return (
    <div>
      <dt>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{does}</dd>
    </div>
  );
}
