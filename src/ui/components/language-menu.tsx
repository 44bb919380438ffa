import { useUi } from '../context.tsx';
import { languageOf } from '../languages.ts';
import { languages } from '../locales.ts';
import { Form } from './form.tsx';

/** A plain POST form, so that the choice works without JavaScript and comes back to this page. */
export function LanguageMenu() {
  const { t, lang, path } = useUi();
  const { name, short } = languageOf(lang);
  return (
    <details class="s-menu" data-s-menu>
      <summary>
        <span class="s-vh">{t('ui.language')} </span>
        <span class="s-menu__long" lang={lang}>
          {name}
        </span>
        <span class="s-menu__short" aria-hidden="true">
          {short}
        </span>
      </summary>
      <Form action="/language" class="s-menu__list" plain>
        <input type="hidden" name="returnTo" value={path} />
        {languages.map(({ tag, name: ownName }) => (
          <button
            key={tag}
            type="submit"
            name="lang"
            value={tag}
            lang={tag}
            aria-current={tag === lang ? 'true' : 'false'}
          >
            {ownName}
          </button>
        ))}
      </Form>
    </details>
  );
}
