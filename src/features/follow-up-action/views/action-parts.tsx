import { acceptedStates } from '../../../content/action-states.ts';
import { type SentForm, typedIn } from '../../../record/sent-form.ts';
import { Button } from '../../../ui/components/button.tsx';
import { Card, Disclosure, Prose } from '../../../ui/components/card.tsx';
import { Select } from '../../../ui/components/choices.tsx';
import { Form } from '../../../ui/components/form.tsx';
import { MarkingLine } from '../../../ui/components/marking-chips.tsx';
import { EmptyState } from '../../../ui/components/note.tsx';
import { ProgressBar } from '../../../ui/components/progress-bar.tsx';
import { DueDate } from '../../../ui/components/time-text.tsx';
import { Timeline } from '../../../ui/components/timeline.tsx';
import { type Children, useUi } from '../../../ui/context.tsx';
import type { ActionPage } from '../read-action.ts';
import type { ActionView, CommitmentView, ProgressView } from '../records.ts';
import { CommitmentCard } from './commitment-card.tsx';

/** The mean of what was reported, and of how many commitments. */
function MeanProgress({ action, commitments }: Pick<ActionPage, 'action' | 'commitments'>) {
  const { t } = useUi();
  const { progress = null, ref = '' } = action;
  if (progress === null) return <>{t(noReportId(commitments))}</>;
  const count = commitments.filter(({ percent }) => typeof percent === 'number').length;
  return (
    <>
      <ProgressBar percent={progress} label={t('action.progressOf', { ref })} />
      {count > 0 && <p class="s-mute">{t('action.progress.mean', { count })}</p>}
    </>
  );
}

/** Where nothing was accepted, nothing can have been reported; else there may be reports that this reader may not read. */
function noReportId(commitments: ActionPage['commitments']): string {
  const accepted = commitments.some(({ acceptance = '' }) => acceptedStates.includes(acceptance));
  return accepted ? 'action.progressReports.none' : 'action.progressReports.notYet';
}

/** Who leads it, until when, how far it is, and what it follows up. */
export function useFacts({
  action,
  conclusion,
  commitments,
}: Pick<ActionPage, 'action' | 'conclusion' | 'commitments'>): { label: string; value: Children }[] {
  const { t, agencyName, format } = useUi();
  const { leadAgency = '', coLeads = [], dueOn = null, state } = action;
  const followed = conclusion && (
    <a href={`/conclusions/${conclusion.id}`} data-id={conclusion.id} lang={conclusion.lang}>
      {conclusion.ref} {conclusion.title}
    </a>
  );
  return [
    { label: t('action.lead'), value: agencyName(leadAgency) },
    ...(coLeads.length > 0 ? [{ label: t('action.coLeads'), value: format.list(coLeads.map(agencyName)) }] : []),
    { label: t('action.due'), value: <DueDate date={dueOn} done={state !== 'OPEN'} /> },
    { label: t('action.progress'), value: <MeanProgress action={action} commitments={commitments} /> },
    ...(followed ? [{ label: t('action.conclusion'), value: followed }] : []),
  ];
}

interface CommitmentsProps {
  action: ActionView;
  commitments: CommitmentView[];
  agency: string;
  sent: SentForm | null;
  agencies: { code: string; name: string }[];
}

export function Commitments({ action, commitments, agency, sent, agencies }: CommitmentsProps) {
  const { t } = useUi();
  const asked = new Set(commitments.map((one) => one.agency));
  const others = agencies.filter(({ code }) => !asked.has(code));
  const mineFirst = [...commitments].sort((a, b) => Number(b.agency === agency) - Number(a.agency === agency));
  return (
    <Card title={t('commitment.title')} id="commitments" look="plain">
      {mineFirst.length === 0 && <EmptyState title={t('commitment.none')} />}
      {mineFirst.map((commitment) => (
        <CommitmentCard key={commitment.id} commitment={commitment} mine={commitment.agency === agency} sent={sent} />
      ))}
      {action.allowed.includes('create:commitment') && others.length === 0 && (
        <p class="s-mute">{t('commitment.propose.nobody')}</p>
      )}
      {action.allowed.includes('create:commitment') && others.length > 0 && (
        <Disclosure summary={t('commitment.propose.title')} open={sent?.scope === 'propose'}>
          <Form action={`/actions/${action.id}/commitments`} scope="propose">
            <Select
              name="agency"
              label={t('commitment.propose.agency')}
              hint={t('commitment.propose.hint')}
              value={typedIn(sent, 'propose', 'agency')}
              empty={t('commitment.propose.choose')}
              options={others.map(({ code, name }) => ({ value: code, label: `${name} (${code})` }))}
            />
            <Button kind="secondary">{t('commitment.propose.send')}</Button>
          </Form>
        </Disclosure>
      )}
    </Card>
  );
}

export function Progress({
  updates,
  older,
  commitments,
}: {
  updates: ProgressView[];
  older: boolean;
  commitments: CommitmentView[];
}) {
  const { t, agencyName } = useUi();
  const entries = updates.map((update) => ({
    key: update.id,
    at: update.createdAt,
    title: `${agencyName(update.agency ?? '')} · ${update.percent}%`,
    children: (
      <div data-id={update.id}>
        <Prose lang={update.lang}>{update.text}</Prose>
        {update.marking && <MarkingLine marking={update.marking} />}
      </div>
    ),
  }));
  return (
    <Card title={t('action.progressReports')} id="progress" look="plain">
      {entries.length === 0 ? <EmptyState title={t(noReportId(commitments))} /> : <Timeline entries={entries} />}
      {older && <p>{t('action.progressReports.older')}</p>}
    </Card>
  );
}
