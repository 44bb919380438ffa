import { Button, ButtonLink } from '../components/button.tsx';
import { Form } from '../components/form.tsx';
import { Logo } from '../components/logo.tsx';
import { EmptyState, Note } from '../components/note.tsx';
import { Tag } from '../components/tag.tsx';
import { TextField } from '../components/text-field.tsx';
import { type Children, useUi } from '../context.tsx';
import { languageOf } from '../languages.ts';
import { Layout } from '../layout.tsx';
import { filterProviders, type ProviderChoice, searchText } from './filter-providers.ts';

export interface SignInPageProps {
  providers: readonly ProviderChoice[];
  /** Path to come back to. */
  returnTo: string;
  /** The person has just signed out: of the portal alone, or at the agency as well. */
  signedOut?: 'here' | 'everywhere' | null;
  /** The handle by which the agency can be asked to end its session too. */
  offer?: string | null;
  /** What was searched for, without JavaScript: `GET /sign-in?q=`. */
  query?: string | undefined;
}

/** A provider that has no name of its own but its agencies' codes is called by its agencies. */
function titleOf({ name, agencies }: ProviderChoice): string {
  const nameless = name === agencies.map(({ code }) => code).join(', ');
  return nameless ? agencies.map((agency) => agency.name).join(' · ') : name;
}

function Choice({ href, children }: { href: string | null; children: Children }) {
  if (href === null) return <div class="s-provider s-provider--ended">{children}</div>;
  return (
    <a class="s-provider" href={href}>
      {children}
    </a>
  );
}

function Provider({ provider }: { provider: ProviderChoice }) {
  const { t } = useUi();
  const { agencies, href, broken = false, ended = false } = provider;
  const title = titleOf(provider);
  // Nobody can sign in there before its certificate is replaced: no link that ends in a refusal.
  const target = ended ? null : href;
  return (
    <li data-s-search={searchText(provider)}>
      <Choice href={target}>
        <span class="s-provider__name">{title}</span>
        <span class="s-provider__agencies">
          {agencies.map((agency) => (
            <span key={agency.code}>
              <strong>{agency.code}</strong> {!title.includes(agency.name) && agency.name}
            </span>
          ))}
        </span>
        {broken && (
          <Tag tone="warn" shape="triangle">
            {t(ended ? 'ui.signIn.ended' : 'ui.signIn.broken')}
          </Tag>
        )}
      </Choice>
    </li>
  );
}

function ProviderList({ providers, query }: { providers: readonly ProviderChoice[]; query: string }) {
  const { t, lang } = useUi();
  const { format } = languageOf(lang);
  const shown = filterProviders(providers, query).sort((a, b) => titleOf(a).localeCompare(titleOf(b), format));
  return (
    <>
      <p class="s-vh" role="status" data-s-found={t('ui.signIn.found', { count: '{count}' as string })}>
        {query ? t('ui.signIn.found', { count: String(shown.length) }) : ''}
      </p>
      <ul class="s-providers" data-s-list="sign-in">
        {shown.map((provider) => (
          <Provider key={provider.entityId} provider={provider} />
        ))}
      </ul>
      <div data-s-none hidden={shown.length > 0}>
        <EmptyState title={t('ui.signIn.none')}>
          <p>{t('ui.signIn.noneHelp')}</p>
        </EmptyState>
      </div>
    </>
  );
}

/** That it is done, and what may still be open at the agency: somebody else at this desk could walk in again. */
function SignedOut({ where, offer }: { where: 'here' | 'everywhere'; offer: string | null }) {
  const { t } = useUi();
  return (
    <Note kind="ok" title={t(`ui.signedOut.${where}`)}>
      {where === 'here' && <p>{t(offer ? 'ui.signedOut.offered' : 'ui.signedOut.open')}</p>}
      {where === 'here' && offer && (
        <p>
          <ButtonLink href={`/saml/logout?offer=${offer}`}>{t('ui.signedOut.button')}</ButtonLink>
        </p>
      )}
    </Note>
  );
}

/** Choose your agency: links, never a form post, because form-action 'self' would stop the redirect to an IdP. */
export function SignInPage({ providers, returnTo, query = '', signedOut = null, offer = null }: SignInPageProps) {
  const { t } = useUi();
  return (
    <Layout title={t('ui.signIn.title')} markings={[]} detour>
      <div class="s-entrance">
        <div class="s-entrance__about">
          <Logo />
          <p class="s-entrance__name">{t('ui.brand')}</p>
          <p class="s-entrance__claim">{t('ui.signIn.claim')}</p>
          <p>{t('ui.signIn.logged')}</p>
        </div>
        <div class="s-entrance__choose">
          <h1>{t('ui.signIn.title')}</h1>
          {signedOut && <SignedOut where={signedOut} offer={offer} />}
          <p class="s-lede">{t('ui.signIn.lede')}</p>
          <Form action="/sign-in" method="get" class="s-entrance__search" plain label={t('ui.signIn.search')}>
            <input type="hidden" name="returnTo" value={returnTo} />
            <TextField
              name="q"
              type="search"
              label={t('ui.signIn.search')}
              hint={t('ui.signIn.searchHint')}
              value={query}
            />
            <Button kind="secondary">{t('ui.signIn.searchButton')}</Button>
          </Form>
          <ProviderList providers={providers} query={query} />
        </div>
      </div>
    </Layout>
  );
}
