import { ButtonLink } from '../../ui/components/button.tsx';
import { PageHeader } from '../../ui/components/page-header.tsx';
import { useUi } from '../../ui/context.tsx';
import { Layout } from '../../ui/layout.tsx';

export interface StepUp {
  /** entityID of the provider that signed the person in. */
  idp: string;
  agency: string;
  returnTo: string;
  why: 'mfa' | 'recent';
}

/** What is asked for and why, before the browser leaves for the agency's own page. */
export function StepUpPage({ idp, agency, returnTo, why }: StepUp) {
  const { t, agencyName } = useUi();
  const signIn = new URLSearchParams({ idp, returnTo, stepUp: '1' });
  return (
    <Layout title={t(`stepUp.${why}.title`)} markings={[]} width="narrow" detour>
      <PageHeader title={t(`stepUp.${why}.title`)} lede={t(`stepUp.${why}.lede`)} />
      <p>{t('stepUp.back', { agency: agencyName(agency) })}</p>
      <div class="s-row">
        <ButtonLink kind="primary" href={`/saml/login?${signIn}`}>
          {t(`stepUp.${why}.button`)}
        </ButtonLink>
        <a href="/">{t('stepUp.without')}</a>
      </div>
    </Layout>
  );
}
