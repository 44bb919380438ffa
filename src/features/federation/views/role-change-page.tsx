import { type RoleChangeView, recertifyDays } from '../../../gate/role-views.ts';
import { Button } from '../../../ui/components/button.tsx';
import { Card, Split } from '../../../ui/components/card.tsx';
import { Form } from '../../../ui/components/form.tsx';
import { Note } from '../../../ui/components/note.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { SummaryList } from '../../../ui/components/summary-list.tsx';
import { TextArea } from '../../../ui/components/text-area.tsx';
import { TimeText } from '../../../ui/components/time-text.tsx';
import { useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import type { FieldProblem } from '../../../ui/problems.ts';
import { RoleChangeTag } from './roles-page.tsx';

interface RoleChangePageProps {
  change: RoleChangeView;
  typed: Record<string, unknown>;
  problems: readonly FieldProblem[];
}

const untold = new Set(['state', 'not-yours', 'yours']);

function StepsCard({ change, typed }: Pick<RoleChangePageProps, 'change' | 'typed'>) {
  const { t, agencyName } = useUi();
  const { number, steps, confirmations, needed } = change;
  const free = (step: string) => steps.some((one) => one.step === step && one.against === null);
  const told = steps.filter(({ against }) => against !== null && !untold.has(against));
  return (
    <Card title={t('federation.application.next')}>
      {free('confirm') && (
        <Form action={`/federation/roles/changes/${number}/confirm`} scope="confirm" plain>
          <p>{t(`roles.confirm.about.${change.kind}`)}</p>
          <p>
            <Button>{t('roles.confirm')}</Button>
          </p>
        </Form>
      )}
      {told.map(({ step, against }) => (
        <p key={step} class="s-mute">
          {t(`roles.${step}`)}: {t(`roles.stands.${against}`)}
        </p>
      ))}
      {free('withdraw') && (
        <Form action={`/federation/roles/changes/${number}/withdraw`} scope="withdraw" plain>
          <p>
            <Button kind="secondary">{t('roles.withdraw')}</Button>
          </p>
        </Form>
      )}
      <p>{t('roles.confirmations', { count: confirmations.length, needed: String(needed) })}</p>
      <ul class="s-list">
        {confirmations.map(({ agency, at }) => (
          <li key={`${agency} ${at}`}>
            {agencyName(agency)} · <TimeText at={at} />
          </li>
        ))}
      </ul>
      {free('reject') && (
        <Form action={`/federation/roles/changes/${number}/reject`} scope="reject" remember>
          <TextArea
            name="reason"
            label={t('federation.step.reject.reason')}
            value={typeof typed.reason === 'string' ? typed.reason : ''}
            rows={2}
            maxLength={2000}
          />
          <Button kind="danger">{t('roles.reject')}</Button>
        </Form>
      )}
    </Card>
  );
}

function AboutCard({ change }: Pick<RoleChangePageProps, 'change'>) {
  const { t, agencyName } = useUi();
  const { person, subjectId, agency, provider, role, scope, reason, by, createdAt } = change;
  return (
    <Card title={t('roles.what')}>
      <SummaryList
        rows={[
          { label: t('roles.person'), value: <span data-id={person.id}>{person.name}</span> },
          { label: t('field.subjectId'), value: <code class="s-break">{subjectId}</code> },
          { label: t('field.agency'), value: agencyName(agency) },
          { label: t('field.provider'), value: provider },
          { label: t('field.role'), value: t(`state.role.${role}`) },
          ...(role === 'auditor' ? [{ label: t('roles.scope'), value: t(`roles.scope.${scope}`) }] : []),
          { label: t('federation.apply.reason'), value: reason },
          { label: t('roles.by'), value: by === '' ? t('suspension.console') : agencyName(by) },
          { label: t('federation.applications.at'), value: <TimeText at={createdAt} /> },
        ]}
      />
      <p class="s-mute">{t('roles.recertified', { days: recertifyDays })}</p>
    </Card>
  );
}

/** One proposal: whose role, what it does, and who decides. */
export function RoleChangePage({ change, typed, problems }: RoleChangePageProps) {
  const { t } = useUi();
  const { number, kind, person, role, state, stateReason } = change;
  const title = t(`roles.title.${kind}`, { name: person.name, role: t(`state.role.${role}`) });
  const over = t('roles.number', { number: String(number) });
  return (
    <Layout
      title={title}
      nav="federation"
      breadcrumbs={[
        { href: '/federation', label: t('federation.title') },
        { href: '/federation/roles', label: t('roles.title') },
        { label: over },
      ]}
      markings={[]}
      errors={problems}
    >
      <PageHeader over={over} title={title} tags={<RoleChangeTag state={state} />} />
      {stateReason && (
        <Note kind="warn" title={t('federation.application.stateReason')}>
          <p>{stateReason}</p>
        </Note>
      )}
      <Split main={<AboutCard change={change} />} side={<StepsCard change={change} typed={typed} />} />
    </Layout>
  );
}
