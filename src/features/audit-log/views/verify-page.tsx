import { Button } from '../../../ui/components/button.tsx';
import { Card, Split } from '../../../ui/components/card.tsx';
import { Form } from '../../../ui/components/form.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import type { VerifyPageView } from '../verify-log.ts';
import { CheckpointDetails } from './entry-proof.tsx';
import { LogStateCard } from './log-state-card.tsx';

/** What is checked, in the order in which it is. */
function WhatIsChecked() {
  const { t } = useUi();
  return (
    <Card title={t('auditlog.verify.checks')}>
      <ul class="s-list">
        <li>{t('auditlog.verify.check.content')}</li>
        <li>{t('auditlog.verify.check.columns')}</li>
        <li>{t('auditlog.verify.check.gaps')}</li>
        <li>{t('auditlog.verify.check.tree')}</li>
      </ul>
      <p>{t('auditlog.verify.elsewhere')}</p>
      <Form action="/audit/verify" plain>
        <Button>{t('auditlog.verify.button')}</Button>
      </Form>
    </Card>
  );
}

/** Verification of the log in place: the explanation; the button asks for the job that does it. */
export function VerifyPage({ state }: VerifyPageView) {
  const { t } = useUi();
  const { checkpoint } = state;
  return (
    <Layout
      title={t('auditlog.verify.title')}
      nav="audit"
      breadcrumbs={[{ href: '/audit', label: t('auditlog.title') }, { label: t('auditlog.verify.title') }]}
      markings={[]}
    >
      <PageHeader title={t('auditlog.verify.title')} lede={t('auditlog.verify.lede')} />
      <Split
        main={
          <>
            <WhatIsChecked />
            {checkpoint && (
              <Card title={t('auditlog.verify.checkpoint')}>
                <CheckpointDetails checkpoint={checkpoint} />
              </Card>
            )}
          </>
        }
        side={<LogStateCard state={state} />}
      />
    </Layout>
  );
}
