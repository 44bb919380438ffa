import type { ApplicationView } from '../../../gate/federation-views.ts';
import { Button, type ButtonKind } from '../../../ui/components/button.tsx';
import { Card } from '../../../ui/components/card.tsx';
import { Form } from '../../../ui/components/form.tsx';
import { TextArea } from '../../../ui/components/text-area.tsx';
import { TimeText } from '../../../ui/components/time-text.tsx';
import { useUi } from '../../../ui/context.tsx';
import type { ApplicationPageProps } from './application-props.ts';

/** Steps that are one button. */
const buttons: readonly { step: string; to: string; kind: ButtonKind }[] = [
  { step: 'vet', to: 'vet', kind: 'primary' },
  { step: 'confirm', to: 'confirm', kind: 'primary' },
  { step: 'activate', to: 'activate', kind: 'primary' },
  { step: 'test', to: 'test-link', kind: 'secondary' },
];

const untold = new Set(['state', 'not-asked', 'narrows', 'confirmed-already']);

function StepButton({ number, step, to, kind }: { number: number } & (typeof buttons)[number]) {
  const { t } = useUi();
  return (
    <Form action={`/federation/applications/${number}/${to}`} scope={step} plain>
      <p>{t(`federation.step.${step}.about`)}</p>
      <p>
        <Button kind={kind}>{t(`federation.step.${step}`)}</Button>
      </p>
    </Form>
  );
}

function PinForm({ application, typed }: Pick<ApplicationPageProps, 'application' | 'typed'>) {
  const { t } = useUi();
  return (
    <Form action={`/federation/applications/${application.number}/pin`} scope="pin" remember>
      <p>{t('federation.step.pin.about')}</p>
      <TextArea
        name="fingerprint"
        label={t('federation.step.pin.label', { count: application.fingerprints.length })}
        hint={t('federation.step.pin.hint')}
        value={typeof typed.fingerprint === 'string' ? typed.fingerprint : ''}
        rows={3}
      />
      <p>
        <Button>{t('federation.step.pin')}</Button>
      </p>
    </Form>
  );
}

function RejectForm({ application, typed }: Pick<ApplicationPageProps, 'application' | 'typed'>) {
  const { t } = useUi();
  return (
    <Form action={`/federation/applications/${application.number}/reject`} scope="reject" remember>
      <TextArea
        name="reason"
        label={t('federation.step.reject.reason')}
        value={typeof typed.reason === 'string' ? typed.reason : ''}
        rows={2}
        maxLength={2000}
      />
      <Button kind="danger">{t('federation.step.reject')}</Button>
    </Form>
  );
}

/** Why a button is missing, where somebody would look for it. */
function WhyNot({ application }: { application: ApplicationView }) {
  const { t } = useUi();
  const { steps, waitsUntil } = application;
  const told = steps.filter(({ against }) => against !== null && !untold.has(against));
  return (
    <>
      {told.map(({ step, against }) => (
        <p key={step} class="s-mute">
          {t(`federation.step.${step}`)}: {t(`federation.stands.${against}`)}{' '}
          {against === 'waits' && waitsUntil !== null && <TimeText at={waitsUntil} />}
        </p>
      ))}
    </>
  );
}

/** What this reader can do with the application now, and what stands against the rest. */
export function ApplicationSteps({ application, typed }: ApplicationPageProps) {
  const { t } = useUi();
  const { number, steps } = application;
  const free = (step: string) => steps.some((one) => one.step === step && one.against === null);
  return (
    <Card title={t('federation.application.next')}>
      {buttons
        .filter(({ step }) => free(step))
        .map((one) => (
          <StepButton key={one.step} number={number} {...one} />
        ))}
      {free('pin') && <PinForm application={application} typed={typed} />}
      <WhyNot application={application} />
      {steps.every(({ against }) => against !== null) && <p class="s-mute">{t('federation.application.noStep')}</p>}
      {free('reject') && <RejectForm application={application} typed={typed} />}
    </Card>
  );
}

/** Who took which step. */
export function TakenSteps({ application: { taken } }: Pick<ApplicationPageProps, 'application'>) {
  const { t, agencyName } = useUi();
  if (taken.length === 0) return null;
  return (
    <Card title={t('federation.application.taken')}>
      <ul class="s-list">
        {taken.map(({ step, agency, at }) => (
          <li key={`${step} ${at}`}>
            {t(`federation.taken.${step}`)}: {agencyName(agency)} · <TimeText at={at} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
