import { Card, Split } from '../../../ui/components/card.tsx';
import { Note } from '../../../ui/components/note.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { SummaryList } from '../../../ui/components/summary-list.tsx';
import { DateText, TimeText } from '../../../ui/components/time-text.tsx';
import { useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import type { ApplicationPageProps } from './application-props.ts';
import { ApplicationSteps, TakenSteps } from './application-steps.tsx';
import { ApplicationStateTag } from './applications-page.tsx';
import { Certificates } from './fingerprint.tsx';

const path = ['APPLIED', 'VETTED', 'PINNED', 'TESTED', 'ACTIVE'] as const;

/** How far the application is on its way. */
function Progress({ application: { state } }: Pick<ApplicationPageProps, 'application'>) {
  const { t } = useUi();
  const at = (path as readonly string[]).indexOf(state);
  if (at === -1) return null;
  return (
    <ol class="s-steps" aria-label={t('federation.application.progress')}>
      {path.map((one, index) => (
        <li
          key={one}
          class={index <= at ? 's-steps__done' : ''}
          {...(index === at ? { 'aria-current': 'step' as const } : {})}
        >
          {t(`federation.application.state.${one}`)}
        </li>
      ))}
    </ol>
  );
}

function OpensCard({ application: { wider, confirming, taken } }: Pick<ApplicationPageProps, 'application'>) {
  const { t, agencyName } = useUi();
  const confirmed = new Set(taken.filter(({ step }) => step === 'confirm').map(({ agency }) => agency));
  return (
    <Card title={t('federation.application.opens')}>
      {wider.length === 0 ? (
        <p>{t('federation.application.narrows')}</p>
      ) : (
        <ul class="s-list">
          {wider.map((field) => (
            <li key={field}>{t(`federation.wider.${field.replaceAll(' ', '-')}`)}</li>
          ))}
        </ul>
      )}
      {confirming.length > 0 && (
        <>
          <p>{t('federation.application.confirming')}</p>
          <ul class="s-list">
            {confirming.map((code) => (
              <li key={code}>
                {agencyName(code)}:{' '}
                {t(confirmed.has(code) ? 'federation.application.confirmed' : 'federation.application.unconfirmed')}
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}

function RegistrationCard({ application }: Pick<ApplicationPageProps, 'application'>) {
  const { t, agencyName } = useUi();
  const { registration, certificates, agencies, state, steps } = application;
  const { caps } = registration;
  // Whoever is to type what was read out is not shown it.
  const unread = ['APPLIED', 'VETTED'].includes(state) && steps.some(({ step }) => step === 'pin');
  const differing = Object.entries(registration.attributes).map(([name, urn]) => `${name} = ${urn}`);
  return (
    <Card title={t('federation.application.registration')}>
      <SummaryList
        rows={[
          { label: t('federation.entityId'), value: <code class="s-break">{registration.entityId}</code> },
          {
            label: t('federation.speaksFor'),
            value: `${registration.participant}: ${agencies.map((code) => `${agencyName(code)} (${code})`).join(', ')}`,
          },
          { label: t('field.scopes'), value: registration.scopes.join(', ') },
          {
            label: t('federation.application.caps'),
            value: `${t(`marking.classification.${caps.clearance}`)}; ${caps.purposes.map((code) => t(`marking.purpose.${code}`)).join(', ') || '—'}`,
          },
          {
            label: t('federation.apply.mfa'),
            value: t(
              registration.requireAuthnContext ? 'federation.application.always' : 'federation.application.maybe',
            ),
          },
          { label: t('federation.apply.signature'), value: t(`federation.apply.signature.${registration.signature}`) },
          ...(registration.allowCbc
            ? [{ label: t('federation.apply.cbc'), value: t('federation.apply.cbc.yes') }]
            : []),
          { label: t('federation.application.sso'), value: <code class="s-break">{registration.ssoUrl}</code> },
          { label: t('federation.trustedUntil'), value: <DateText date={registration.trustedUntil.slice(0, 10)} /> },
          {
            label: t('federation.certificates'),
            value: unread ? t('federation.application.unread') : <Certificates certificates={certificates} />,
          },
          { label: t('field.attributes'), value: <span class="s-break">{differing.join('; ')}</span> },
        ]}
      />
    </Card>
  );
}

function TestCard({ application: { test } }: Pick<ApplicationPageProps, 'application'>) {
  const { t, agencyName } = useUi();
  if (test === null) return null;
  if (test.outcome === 'refused')
    return (
      <Note kind="bad" title={t('federation.test.refused')}>
        <p>
          <code>{test.check ? `${test.reason}: ${test.check}` : test.reason}</code> <TimeText at={test.at} />
        </p>
        <p>{t('federation.test.refused.help')}</p>
      </Note>
    );
  const yes = (flag: boolean | undefined) => t(flag ? 'federation.test.sent' : 'federation.test.missing');
  return (
    <Card title={t('federation.test.good')}>
      <SummaryList
        rows={[
          { label: t('federation.test.at'), value: <TimeText at={test.at} /> },
          { label: t('field.agency'), value: agencyName(test.agency ?? '') },
          { label: t('federation.test.assurance'), value: t(`state.assurance.${test.assurance ?? 'basic'}`) },
          { label: t('federation.test.clearance'), value: t(`marking.classification.${test.clearance ?? 'PUBLIC'}`) },
          {
            label: t('federation.apply.purposes'),
            value: test.purposes?.map((code) => t(`marking.purpose.${code}`)).join(', ') || '—',
          },
          { label: t('federation.test.name'), value: yes(test.named) },
          { label: t('federation.test.mail'), value: yes(test.mail) },
          ...(test.dropped?.length ? [{ label: t('federation.test.dropped'), value: test.dropped.join(', ') }] : []),
        ]}
      />
    </Card>
  );
}

/** What was just done, or said against it. */
function Notes({ application: { stateReason }, link }: ApplicationPageProps) {
  const { t } = useUi();
  return (
    <>
      {link && (
        <Note kind="ok" title={t('federation.test.link')} live>
          <p>{t('federation.test.link.help')}</p>
          <p>
            <a class="s-break" href={link}>
              {link}
            </a>
          </p>
        </Note>
      )}
      {stateReason && (
        <Note kind="warn" title={t('federation.application.stateReason')}>
          <p>{stateReason}</p>
        </Note>
      )}
    </>
  );
}

function AboutCard({ application: { agency, reason, createdAt } }: Pick<ApplicationPageProps, 'application'>) {
  const { t, agencyName } = useUi();
  return (
    <Card title={t('federation.application.about')} look="soft">
      <SummaryList
        rows={[
          {
            label: t('federation.applications.by'),
            value: agency === '' ? t('federation.applications.file') : agencyName(agency),
          },
          { label: t('federation.apply.reason'), value: reason },
          { label: t('federation.applications.at'), value: <TimeText at={createdAt} /> },
        ]}
      />
    </Card>
  );
}

/** One application: what it opens, the registration, the test, and the steps that are open to this reader. */
export function ApplicationPage(props: ApplicationPageProps) {
  const { application, problems } = props;
  const { t, lang } = useUi();
  const { number, registration, alias, state } = application;
  const title = registration.names[lang] ?? registration.names.en ?? alias;
  const over = t('federation.application.number', { number: String(number) });
  return (
    <Layout
      title={title}
      nav="federation"
      breadcrumbs={[
        { href: '/federation', label: t('federation.title') },
        { href: '/federation/applications', label: t('federation.applications.title') },
        { label: over },
      ]}
      markings={[]}
      errors={problems}
    >
      <PageHeader over={over} title={title} tags={<ApplicationStateTag state={state} />} />
      <Progress application={application} />
      <Notes {...props} />
      <Split
        main={
          <>
            <OpensCard application={application} />
            <TestCard application={application} />
            <RegistrationCard application={application} />
          </>
        }
        side={
          <>
            <ApplicationSteps {...props} />
            <TakenSteps application={application} />
            <AboutCard application={application} />
          </>
        }
      />
    </Layout>
  );
}
