import { ButtonLink } from '../components/button.tsx';
import { Row } from '../components/card.tsx';
import { PageHeader } from '../components/page-header.tsx';
import { SummaryList } from '../components/summary-list.tsx';
import { useUi } from '../context.tsx';
import { Layout } from '../layout.tsx';

export interface RefusedSignInProps {
  reference: string;
  contact: string;
  /** Where nothing is wrong with the answer and waiting helps: for how long, and the sentence that says why. */
  wait: { seconds: number; messageId: string } | null;
}

/**
 * One text for all reasons that are in the answer: the true one stands in the log under the reference (FEDERATION, What must be
 * refused). Whoever only has to wait is told so.
 */
export function RefusedSignIn({ reference, contact, wait }: RefusedSignInProps) {
  const { t } = useUi();
  return (
    <Layout title={t('ui.refused.title')} markings={[]} width="narrow" detour>
      <PageHeader title={t('ui.refused.title')} lede={t(wait === null ? 'ui.refused.text' : wait.messageId)} />
      <h2>{t('ui.error.whatToDo')}</h2>
      <ul class="s-list">
        <li>{wait === null ? t('ui.refused.again') : t('ui.refused.wait', { seconds: wait.seconds })}</li>
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
