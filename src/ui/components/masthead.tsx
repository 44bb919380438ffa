import { useUi } from '../context.tsx';
import { type NavKey, navigationFor } from '../navigation.ts';
import { ContextBar } from './context-bar.tsx';
import { LanguageMenu } from './language-menu.tsx';
import { Logo } from './logo.tsx';
import { PersonMenu } from './person-menu.tsx';

function MainNavigation({ current, roles }: { current: NavKey | undefined; roles: readonly string[] }) {
  const { t } = useUi();
  const items = navigationFor(roles);
  if (items.length === 0) return null;
  return (
    <nav class="s-nav" aria-label={t('ui.nav.main')}>
      <ul>
        {items.map(({ key, href, messageId, shortcut }) => (
          <li key={key}>
            <a href={href} data-s-key={shortcut} {...(key === current ? { 'aria-current': 'page' as const } : {})}>
              {t(messageId)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The head of a page: name, navigation for the person's roles, language, person; below it purpose and demo notice. */
export function Masthead({ nav }: { nav: NavKey | undefined }) {
  const { t, person } = useUi();
  return (
    <header class="s-masthead">
      <div class="s-masthead__bar">
        <a class="s-brand" href="/" aria-label={t('ui.brandHome')}>
          <Logo />
          <span class="s-brand__name">{t('ui.brand')}</span>
        </a>
        {person && <MainNavigation current={nav} roles={person.roles} />}
        <div class="s-masthead__tools">
          <LanguageMenu />
          {person && <PersonMenu person={person} />}
        </div>
      </div>
      <ContextBar />
    </header>
  );
}
