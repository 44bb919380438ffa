import { type Theme, useUi } from '../context.tsx';
import { Form } from './form.tsx';

const themes: readonly Theme[] = ['auto', 'light', 'dark'];

function ThemeSwitch() {
  const { t, theme, path } = useUi();
  return (
    <Form action="/theme" class="s-theme" plain>
      <input type="hidden" name="returnTo" value={path} />
      <span id="s-theme-label">{t('ui.theme.label')}</span>
      <span class="s-theme__choices" role="group" aria-labelledby="s-theme-label">
        {themes.map((value) => (
          <button
            key={value}
            type="submit"
            name="theme"
            value={value}
            aria-pressed={value === theme ? 'true' : 'false'}
          >
            {t(`ui.theme.${value}`)}
          </button>
        ))}
      </span>
    </Form>
  );
}

export function Footer() {
  const { t, person, requestId, footnotes = [] } = useUi();
  return (
    <footer class="s-footer">
      {footnotes.map((note) => (
        <p class="s-mute" key={note}>
          {note}
        </p>
      ))}
      <div class="s-footer__line">
        <p>{t(person ? 'ui.footer.logged' : 'ui.footer.about')}</p>
        <p class="s-footer__request">
          {t('ui.footer.request')} <code>{requestId}</code>
        </p>
        <ThemeSwitch />
      </div>
    </footer>
  );
}
