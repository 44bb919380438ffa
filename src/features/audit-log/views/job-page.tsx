import { Button, ButtonLink } from '../../../ui/components/button.tsx';
import { Card, Row } from '../../../ui/components/card.tsx';
import { Form } from '../../../ui/components/form.tsx';
import { Note } from '../../../ui/components/note.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { ProgressBar } from '../../../ui/components/progress-bar.tsx';
import { TimeText } from '../../../ui/components/time-text.tsx';
import { useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import { type JobView, paceOf, verdictOf } from '../jobs.ts';
import { searchAddress } from '../qualifiers.ts';
import { VerdictNote } from './verdict-note.tsx';

const pathOf = ({ kind, id }: JobView) => `/audit/${kind === 'audit-verify' ? 'verifications' : 'exports'}/${id}`;

/** How far it is, how fast, and the way to end it. */
function Going({ job }: { job: JobView }) {
  const { t, format } = useUi();
  const pace = paceOf(job);
  return (
    <Card title={t('auditlog.job.going')}>
      {pace ? (
        <>
          <ProgressBar percent={pace.percent} label={t('auditlog.job.progress')} wide />
          <p role="status">
            {t('auditlog.job.done', { done: format.number(job.done), all: format.number(job.all ?? 0) })}{' '}
            {t('auditlog.job.perSecond', { rate: pace.perSecond, shown: format.number(pace.perSecond) })}
          </p>
        </>
      ) : (
        <p role="status">{t('auditlog.job.waiting')}</p>
      )}
      <p class="s-mute">{t('auditlog.job.leave')}</p>
      <Row>
        <ButtonLink href={pathOf(job)}>{t('auditlog.job.look')}</ButtonLink>
        <Form action={`${pathOf(job)}/cancel`} plain>
          <Button kind="danger">{t('auditlog.job.cancel')}</Button>
        </Form>
      </Row>
    </Card>
  );
}

function Exported({ job }: { job: JobView }) {
  const { t, format } = useUi();
  const { entries = 0, bytes = 0 } = (job.result ?? {}) as { entries?: number; bytes?: number };
  return (
    <Note kind="ok" live>
      <p>
        {t('auditlog.export.ready', {
          entries,
          shown: format.number(entries),
          kilobytes: format.number(Math.ceil(bytes / 1000)),
        })}
      </p>
      <p>
        <a href={`${pathOf(job)}/file`} download>
          {t('auditlog.export.download')}
        </a>
      </p>
      <p>{t('auditlog.export.keep')}</p>
      <p>
        <code>tar -xf audit-export.tar -C DIR && npm run portal -- audit verify DIR --key VKEY</code>
      </p>
    </Note>
  );
}

/** What came of it, in words. */
function Ended({ job }: { job: JobView }) {
  const { t } = useUi();
  const { state, problem, startedAt, finishedAt } = job;
  if (state === 'cancelled' || state === 'failed') {
    const why = problem === 'too-large' || problem === 'unauthenticated' || problem === 'forbidden' ? problem : state;
    return (
      <Note kind={state === 'failed' ? 'bad' : 'warn'} live>
        <p>{t(`auditlog.job.ended.${why}`)}</p>
      </Note>
    );
  }
  if (job.kind === 'audit-export') return job.hasFile ? <Exported job={job} /> : <p>{t('auditlog.export.gone')}</p>;
  const verdict = verdictOf(job);
  const milliseconds = Date.parse(finishedAt ?? '') - Date.parse(startedAt ?? '');
  return verdict && <VerdictNote verdict={{ ...verdict, milliseconds }} />;
}

/** A verification or an export: while it goes on and when it has ended. */
export function JobPage({ job }: { job: JobView }) {
  const { t } = useUi();
  const title = t(`auditlog.job.title.${job.kind}`);
  const goesOn = job.state === 'waiting' || job.state === 'running';
  return (
    <Layout
      title={title}
      nav="audit"
      breadcrumbs={[{ href: searchAddress(job.q), label: t('auditlog.title') }, { label: title }]}
      markings={[]}
    >
      <PageHeader
        title={title}
        lede={
          <>
            {t('auditlog.job.asked')} <TimeText at={job.askedAt} />
          </>
        }
      />
      {job.q !== '' && (
        <p>
          {t('auditlog.job.query')} <code>{job.q}</code>
        </p>
      )}
      {goesOn ? <Going job={job} /> : <Ended job={job} />}
      <p>
        <a href={job.kind === 'audit-verify' ? '/audit/verify' : searchAddress(job.q)}>{t('auditlog.job.back')}</a>
      </p>
    </Layout>
  );
}
