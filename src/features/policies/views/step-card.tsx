import type { ChangeView } from '../../../gate/policy-views.ts';
import { Button, type ButtonKind, ButtonLink } from '../../../ui/components/button.tsx';
import { Card } from '../../../ui/components/card.tsx';
import { Form } from '../../../ui/components/form.tsx';
import { TextArea } from '../../../ui/components/text-area.tsx';
import { TimeText } from '../../../ui/components/time-text.tsx';
import { useUi } from '../../../ui/context.tsx';

const path = ['CHECKED', 'SIMULATED', 'IN_REVIEW', 'APPROVED', 'ACTIVE'] as const;
const reached: Readonly<Record<string, number>> = {
  DRAFT: 0,
  CHECKED: 1,
  SIMULATED: 2,
  IN_REVIEW: 3,
  APPROVED: 4,
  ACTIVE: 5,
  SUPERSEDED: 6,
  ROLLED_BACK: 6,
  EXPIRED: 6,
};

/** How far the change is on its way. */
export function Progress({ change }: { change: ChangeView }) {
  const { t } = useUi();
  const at = reached[change.state] ?? 0;
  return (
    <ol class="s-steps" aria-label={t('policies.steps.label')}>
      {path.map((state, index) => (
        <li
          key={state}
          class={index < at ? 's-steps__done' : ''}
          {...(index + 1 === at ? { 'aria-current': 'step' as const } : {})}
        >
          {t(`policies.path.${state}`)}
        </li>
      ))}
    </ol>
  );
}

/** Steps that are one button. `activate-alone` is the same request as `activate`: the state tells which. */
const buttons: readonly { step: string; to: string; kind: ButtonKind }[] = [
  { step: 'simulate', to: 'simulate', kind: 'primary' },
  { step: 'submit', to: 'submit', kind: 'primary' },
  { step: 'approve', to: 'approve', kind: 'primary' },
  { step: 'activate', to: 'activate', kind: 'primary' },
  { step: 'activate-alone', to: 'activate', kind: 'secondary' },
  { step: 'ratify', to: 'ratify', kind: 'primary' },
  { step: 'follow', to: 'follow', kind: 'secondary' },
  { step: 'withdraw', to: 'withdraw', kind: 'quiet' },
];

function StepButton({ change, step, to, kind }: { change: ChangeView } & (typeof buttons)[number]) {
  const { t } = useUi();
  // Working it out anew takes the change out of review: said before, not after.
  const back = step === 'simulate' && ['IN_REVIEW', 'APPROVED'].includes(change.state) ? '.back' : '';
  return (
    <Form action={`/policies/changes/${change.version}/${to}`} scope={step} plain>
      <input type="hidden" name="version" value={String(change.rowVersion)} />
      <p>{t(`policies.step.${step}.about${back}`)}</p>
      <p>
        <Button kind={step === 'simulate' && change.effect ? 'secondary' : kind}>
          {t(`policies.step.${step}${back}`)}
        </Button>
      </p>
    </Form>
  );
}

/** Why a draft has no next step yet. */
function WhyDraft({ change }: { change: ChangeView }) {
  const { t } = useUi();
  if (change.state !== 'DRAFT' || !change.mine) return null;
  return <p class="s-mute">{t(change.edits.length === 0 ? 'policies.draft.empty' : 'policies.stands.not-good')}</p>;
}

/** Told where somebody would look for a button: why there is none. */
const toldWhy = new Set(['approve', 'activate', 'activate-alone']);
const untold = new Set(['state', 'not-yours', 'not-good']);

function WhyNot({ change }: { change: ChangeView }) {
  const { t } = useUi();
  const told = change.steps.filter(
    ({ step, against }) => toldWhy.has(step) && against !== null && !untold.has(against),
  );
  const once = told.filter(({ against }, index) => told.findIndex((one) => one.against === against) === index);
  return (
    <>
      {once.map(({ step, against }) => (
        <p key={step} class="s-mute">
          {t(`policies.step.${step}`)}: {t(`policies.stands.${against}`)}
        </p>
      ))}
    </>
  );
}

function RejectForm({ change }: { change: ChangeView }) {
  const { t } = useUi();
  return (
    <Form action={`/policies/changes/${change.version}/reject`} scope="reject" remember>
      <TextArea name="reason" label={t('policies.reason')} rows={2} maxLength={2000} />
      <Button kind="danger">{t('policies.step.reject')}</Button>
    </Form>
  );
}

/** What this reader can do with the change now, who agreed, and what stands against the rest. */
export function StepCard({ change }: { change: ChangeView }) {
  const { t, agencyName } = useUi();
  const free = (step: string) => change.steps.some((one) => one.step === step && one.against === null);
  const counting = change.approvals.filter(({ counts }) => counts);
  return (
    <Card title={t('policies.next')}>
      {free('edit') && (
        <p>
          <ButtonLink href={`/policies/changes/${change.version}/edit`}>{t('policies.step.edit')}</ButtonLink>
        </p>
      )}
      {buttons
        .filter(({ step }) => free(step))
        .map((one) => (
          <StepButton key={one.step} change={change} {...one} />
        ))}
      <WhyDraft change={change} />
      <WhyNot change={change} />
      {change.state === 'ACTIVE' && (
        <p>
          <ButtonLink href="/policies#rollback">{t('policies.rollback.link')}</ButtonLink>
        </p>
      )}
      <h3>{t('policies.approvals', { count: counting.length, needed: String(change.needed) })}</h3>
      <ul class="s-list">
        {change.approvals.map(({ agency, at, counts }) => (
          <li key={`${agency} ${at}`}>
            {agencyName(agency)} · <TimeText at={at} />
            {!counts && <span class="s-mute"> {t('policies.approval.old')}</span>}
          </li>
        ))}
      </ul>
      {free('reject') && <RejectForm change={change} />}
    </Card>
  );
}
