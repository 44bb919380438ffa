import type { ChangeView } from '../../../gate/policy-views.ts';
import { ButtonLink } from '../../../ui/components/button.tsx';
import { Card, Disclosure, Split } from '../../../ui/components/card.tsx';
import { Note } from '../../../ui/components/note.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { SummaryList } from '../../../ui/components/summary-list.tsx';
import { TimeText } from '../../../ui/components/time-text.tsx';
import { useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import type { FieldProblem } from '../../../ui/problems.ts';
import { CaseTable } from './case-table.tsx';
import { ChangeStateTag, useChangeTitle } from './changes-page.tsx';
import { DifferenceList } from './difference-list.tsx';
import { EffectCard } from './effect-card.tsx';
import { Progress, StepCard } from './step-card.tsx';

function ProblemsNote({ change }: { change: ChangeView }) {
  const { t } = useUi();
  if (change.problems.length === 0) return null;
  const href = (problem: ChangeView['problems'][number]) =>
    `/policies/changes/${change.version}/edit?file=${encodeURIComponent(`${problem.folder}/${problem.file}`)}#line-${problem.line}`;
  return (
    <Note kind="bad" title={t('policies.problems.title', { count: change.problems.length })}>
      <ul class="s-list">
        {change.problems.map((problem) => (
          <li key={`${problem.folder} ${problem.file} ${problem.line} ${problem.column} ${problem.message}`}>
            <a href={href(problem)}>
              {problem.folder}/{problem.file}:{problem.line}:{problem.column}
            </a>{' '}
            {problem.message} {problem.suggestion && <span class="s-mute">({problem.suggestion})</span>}
          </li>
        ))}
      </ul>
    </Note>
  );
}

function CasesCard({ change }: { change: ChangeView }) {
  const { t } = useUi();
  const failed = change.cases.filter(({ failure }) => failure !== '');
  const rest = change.cases.filter(({ failure }) => failure === '');
  return (
    <Card title={t('policies.cases.title')} id="cases">
      <p>{t('policies.cases.result', { passed: rest.length, total: change.cases.length })}</p>
      {failed.length > 0 && <CaseTable cases={failed} caption={t('policies.cases.failing')} />}
      {rest.length > 0 && (
        <Disclosure summary={t('policies.cases.all')}>
          <CaseTable cases={rest} caption={t('policies.cases.passing')} />
        </Disclosure>
      )}
    </Card>
  );
}

function AboutCard({ change }: { change: ChangeView }) {
  const { t, agencyName } = useUi();
  const files = change.edits.map(
    ({ folder, name, text }) => `${folder}/${name}${text === null ? ` (${t('policies.file.removed')})` : ''}`,
  );
  return (
    <Card title={t('policies.about')} look="soft">
      <SummaryList
        rows={[
          { label: t('policies.reason'), value: change.reason },
          {
            label: t('policies.changes.author'),
            value: change.agency === '' ? t('policies.console') : agencyName(change.agency),
          },
          { label: t('policies.base'), value: <a href={`/policies/${change.baseVersion}`}>{change.baseVersion}</a> },
          { label: t('policies.files'), value: files.length === 0 ? '—' : files.join(', ') },
          { label: t('policies.changes.at'), value: <TimeText at={change.updatedAt} /> },
          ...(change.stateReason ? [{ label: t('policies.stateReason'), value: change.stateReason }] : []),
        ]}
      />
      <p>
        <ButtonLink href={`/policies/try?against=${change.version}`}>{t('policies.tryThis')}</ButtonLink>
      </p>
    </Card>
  );
}

/** A change on its way: what differs, whom it concerns, what its cases say, and the steps that are open to this reader. */
export function ChangePage({ change, problems }: { change: ChangeView; problems: readonly FieldProblem[] }) {
  const { t } = useUi();
  const titleOf = useChangeTitle();
  const title = titleOf(change);
  const number = t('policies.change', { version: String(change.version) });
  return (
    <Layout
      title={title}
      nav="policies"
      breadcrumbs={[
        { href: '/policies', label: t('policies.title') },
        { href: '/policies/changes', label: t('policies.changes.title') },
        { label: number },
      ]}
      markings={[]}
      errors={problems}
    >
      <PageHeader over={number} title={title} tags={<ChangeStateTag state={change.state} />} />
      <Progress change={change} />
      {change.lapsesAt && (
        <Note kind="warn" title={t('policies.lapses.title')}>
          <p>
            {t('policies.lapses.text')} <TimeText at={change.lapsesAt} />
          </p>
        </Note>
      )}
      <ProblemsNote change={change} />
      <Split
        main={
          <>
            <EffectCard change={change} />
            <DifferenceList change={change} />
            <CasesCard change={change} />
          </>
        }
        side={
          <>
            <StepCard change={change} />
            <AboutCard change={change} />
          </>
        }
      />
    </Layout>
  );
}
