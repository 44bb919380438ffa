import { contentRoles } from '../../../policies/vocabulary.ts';
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

/** Search over all types, on every page of whoever reads content; a plain form, so that it needs no script. */
function SearchBox({ roles }: { roles: readonly string[] }) {
  const { t } = useUi();
  if (!contentRoles.some((role) => roles.includes(role))) return null;
  return (
    <search class="s-search">
      <form action="/search" method="get" aria-label={t('ui.search.label')} autocomplete="off">
        <label class="s-vh" for="s-search">
          {t('ui.search.label')}
        </label>
        <input id="s-search" class="s-search__box" type="search" name="q" data-s-search-all />
        <button class="s-search__go" type="submit">
          {t('ui.search.go')}
        </button>
      </form>
    </search>
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
        {person && <SearchBox roles={person.roles} />}
        <div class="s-masthead__tools">
          <LanguageMenu />
          {person && <PersonMenu person={person} />}
        </div>
      </div>
      <ContextBar />
    </header>
  );
}
