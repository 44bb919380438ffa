import { Button } from '../../../ui/components/button.tsx';
import { Card, Split } from '../../../ui/components/card.tsx';
import { Form } from '../../../ui/components/form.tsx';
import { Note } from '../../../ui/components/note.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import type { Verdict } from '../entry-types.ts';
import type { VerifyPageView } from '../verify-log.ts';
import { CheckpointDetails } from './entry-proof.tsx';
import { LogStateCard } from './log-state-card.tsx';

function ProblemLine({ problem, entries }: { problem: Verdict['problems'][number]; entries: number }) {
  const { t, format } = useUi();
  const { code, index, until } = problem;
  const place = index === null ? '' : format.number(index);
  const text = t(`audit.problem.${code}`, { index: place, until: until === undefined ? place : format.number(until) });
  // What is missing, or lies behind the end, has no page of its own.
  const isThere = index !== null && code !== 'gap' && index < entries;
  return <li>{isThere ? <a href={`/audit/entries/${index}`}>{text}</a> : text}</li>;
}

function VerdictNote({ verdict }: { verdict: NonNullable<VerifyPageView['verdict']> }) {
  const { t, format } = useUi();
  const { good, entries, checkpoint, problems, milliseconds } = verdict;
  const took = t('auditlog.verify.took', { seconds: format.number(milliseconds / 1000) });
  if (good) {
    const messageId = checkpoint === null ? 'audit.verify.unsigned' : 'audit.verify.good';
    return (
      <Note kind={checkpoint === null ? 'warn' : 'ok'} live>
        <p>{t(messageId, { entries, size: checkpoint ?? 0 })}</p>
        <p>{took}</p>
      </Note>
    );
  }
  return (
    <Note kind="bad" live>
      <p>{t('audit.verify.bad', { problems: problems.length })}</p>
      <ul class="s-list">
        {problems.map((problem) => (
          <ProblemLine key={`${problem.code} ${problem.index}`} problem={problem} entries={entries} />
        ))}
      </ul>
      {problems.length >= 100 && <p>{t('auditlog.verify.first')}</p>}
      <p>{took}</p>
    </Note>
  );
}

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

/** Verification of the log in place: first the explanation, after the button the verdict. */
export function VerifyPage({ state, verdict }: VerifyPageView) {
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
      {verdict && <VerdictNote verdict={verdict} />}
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
