import { Card, Disclosure } from '../../../ui/components/card.tsx';
import { Note } from '../../../ui/components/note.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { WhyList } from '../../../ui/components/why-list.tsx';
import { useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import type { FieldProblem } from '../../../ui/problems.ts';
import type { TryPage } from '../try-person.ts';
import { PolicyTabs } from './policy-tabs.tsx';
import { TryForm } from './try-form.tsx';

type Answers = NonNullable<TryPage['answers']>;
type Answer = Answers['active'];

function AnswerCard({ title, answer }: { title: string; answer: Answer }) {
  const { t } = useUi();
  const permit = answer.effect === 'permit';
  const { nearest } = answer;
  return (
    <Card title={title}>
      <Note kind={permit ? 'ok' : 'bad'} live>
        <p>
          <strong>{permit ? t('try.permit') : t('try.deny')}</strong>{' '}
          {t('try.decidedBy', { rules: answer.ruleIds.join(', ') })}
        </p>
        {answer.requires.map((requirement) => (
          <p key={requirement}>{t('policy.requires', { requirement })}</p>
        ))}
      </Note>
      {nearest && (
        <>
          <h3>{t('try.nearest')}</h3>
          <p>
            <code>{nearest.ruleId}</code> · {nearest.title}
          </p>
          <p>{t('try.nearest.fails', { count: nearest.fails.length })}</p>
          <WhyList sentences={nearest.fails} />
        </>
      )}
      <Disclosure summary={t('try.everything', { count: answer.sentences.length })}>
        <WhyList sentences={answer.sentences} />
      </Disclosure>
    </Card>
  );
}

function AnswersView({ answers }: { answers: Answers }) {
  const { t } = useUi();
  const { active, change } = answers;
  return (
    <>
      <AnswerCard title={t('try.active', { version: String(active.version) })} answer={active} />
      {change && <AnswerCard title={t('try.change', { version: String(change.version) })} answer={change} />}
    </>
  );
}

/** "Try as a person": what the policy in force, and a change of it, would answer. */
export function TryPageView({ page, problems }: { page: TryPage; problems: readonly FieldProblem[] }) {
  const { t } = useUi();
  return (
    <Layout title={t('try.title')} nav="policies" markings={[]} errors={problems}>
      <PageHeader title={t('try.title')} lede={t('try.lede')} />
      <PolicyTabs current="try" />
      {page.answers ? (
        <AnswersView answers={page.answers} />
      ) : (
        <Note>
          <p>{t('try.none')}</p>
        </Note>
      )}
      <TryForm {...page} />
    </Layout>
  );
}
