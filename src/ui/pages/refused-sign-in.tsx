import { ButtonLink } from '../components/button.tsx';
import { Row } from '../components/card.tsx';
import { PageHeader } from '../components/page-header.tsx';
import { SummaryList } from '../components/summary-list.tsx';
import { useUi } from '../context.tsx';
import { Layout } from '../layout.tsx';

/** One text for all reasons: the true one stands in the log under the reference (FEDERATION, What must be refused). */
export function RefusedSignIn({ reference, contact }: { reference: string; contact: string }) {
  const { t } = useUi();
  return (
    <Layout title={t('ui.refused.title')} markings={[]} width="narrow" detour>
      <PageHeader title={t('ui.refused.title')} lede={t('ui.refused.text')} />
      <h2>{t('ui.error.whatToDo')}</h2>
      <ul class="s-list">
        <li>{t('ui.refused.again')}</li>
        <li>{t('ui.refused.contact')}</li>
      </ul>
      <SummaryList
        rows={[
          { label: t('ui.refused.reference'), value: <code>{reference}</code> },
          { label: t('ui.refused.contactLabel'), value: contact },
        ]}
      />
      <Row>
        <ButtonLink href="/sign-in" kind="primary">
          {t('ui.refused.back')}
        </ButtonLink>
      </Row>
    </Layout>
  );
}
