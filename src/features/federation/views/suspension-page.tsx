import { reportDays } from '../../../gate/registry-words.ts';
import type { SuspensionReport } from '../../../gate/suspension-views.ts';
import { Button } from '../../../ui/components/button.tsx';
import { Card, Split } from '../../../ui/components/card.tsx';
import { DataTable } from '../../../ui/components/data-table.tsx';
import { Form } from '../../../ui/components/form.tsx';
import { EmptyState } from '../../../ui/components/note.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { SummaryList } from '../../../ui/components/summary-list.tsx';
import { TextArea } from '../../../ui/components/text-area.tsx';
import { TimeText } from '../../../ui/components/time-text.tsx';
import { useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import type { FieldProblem } from '../../../ui/problems.ts';
import { SuspensionTag } from './suspensions-page.tsx';

interface SuspensionPageProps {
  report: SuspensionReport;
  typed: Record<string, unknown>;
  problems: readonly FieldProblem[];
}

function GivenCard({ report: { given } }: Pick<SuspensionPageProps, 'report'>) {
  const { t, agencyName } = useUi();
  return (
    <Card title={t('suspension.given.title', { days: reportDays })}>
      {given.length === 0 ? (
        <EmptyState title={t('suspension.given.none')} />
      ) : (
        <DataTable
          caption={t('suspension.given.caption')}
          items={given}
          rowKey={({ originator }) => originator}
          columns={[
            {
              key: 'originator',
              label: t('suspension.given.originator'),
              rowHeader: true,
              cell: ({ originator }) => agencyName(originator),
            },
            { key: 'records', label: t('suspension.given.records'), numeric: true, cell: ({ records }) => records },
            { key: 'people', label: t('suspension.given.people'), numeric: true, cell: ({ people }) => people },
            { key: 'last', label: t('suspension.given.last'), cell: ({ lastAt }) => <TimeText at={lastAt} /> },
          ]}
        />
      )}
    </Card>
  );
}

function EndForm({ report, typed }: Pick<SuspensionPageProps, 'report' | 'typed'>) {
  const { t } = useUi();
  const { id, kind, against } = report;
  if (against === 'ended') return null;
  if (against !== null) return <p class="s-mute">{t(`suspension.stands.${against}`)}</p>;
  const reason = typeof typed.reason === 'string' ? typed.reason : '';
  return (
    <>
      <Form action={`/federation/suspensions/${id}/lift`} scope="lift" remember>
        <p>{t('suspension.lift.about')}</p>
        <TextArea name="reason" label={t('suspension.end.reason')} value={reason} rows={2} maxLength={2000} />
        <Button>{t('suspension.lift')}</Button>
      </Form>
      {kind === 'identity-provider' && (
        <Form action={`/federation/suspensions/${id}/expel`} scope="expel" remember>
          <p>{t('suspension.expel.about')}</p>
          <TextArea name="reason" label={t('suspension.end.reason')} value={reason} rows={2} maxLength={2000} />
          <Button kind="danger">{t('suspension.expel')}</Button>
        </Form>
      )}
    </>
  );
}

/** One suspension: what it ended, what had been read before, and who may end it. */
export function SuspensionPage({ report, typed, problems }: SuspensionPageProps) {
  const { t, agencyName, format } = useUi();
  const { kind, label, reason, agency, at, sessionsEnded, ended, endedAgency, endedAt, endedReason } = report;
  const title = `${t(`suspension.kind.${kind}`)}: ${label}`;
  const end =
    ended === null
      ? []
      : [
          { label: t('suspension.endedBy'), value: agencyName(endedAgency ?? '') },
          { label: t('suspension.endedAt'), value: <TimeText at={endedAt ?? at} /> },
          { label: t('suspension.end.reason'), value: endedReason ?? '' },
        ];
  return (
    <Layout
      title={title}
      nav="federation"
      breadcrumbs={[
        { href: '/federation', label: t('federation.title') },
        { href: '/federation/suspensions', label: t('suspension.title') },
        { label },
      ]}
      markings={[]}
      errors={problems}
    >
      <PageHeader over={t('suspension.title')} title={title} tags={<SuspensionTag ended={ended} />} />
      <Split
        main={<GivenCard report={report} />}
        side={
          <Card title={t('suspension.about')}>
            <SummaryList
              rows={[
                { label: t('suspension.by'), value: agency === '' ? t('suspension.console') : agencyName(agency) },
                { label: t('suspension.at'), value: <TimeText at={at} /> },
                { label: t('suspension.reason'), value: reason },
                { label: t('suspension.sessions'), value: format.number(sessionsEnded) },
                ...end,
              ]}
            />
            <EndForm report={report} typed={typed} />
          </Card>
        }
      />
    </Layout>
  );
}
