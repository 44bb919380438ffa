import { Button, ButtonLink } from '../../../ui/components/button.tsx';
import { Card, Row } from '../../../ui/components/card.tsx';
import { Form } from '../../../ui/components/form.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { TextField } from '../../../ui/components/text-field.tsx';
import { useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import type { FieldProblem } from '../../../ui/problems.ts';
import type { ChartView } from '../chart-data.ts';
import { searchAddress } from '../qualifiers.ts';
import { DayCard, HourCard, TopCards } from './chart-cards.tsx';

/** The query over which is counted, and how much it is in all. */
function WhatIsCounted({ q, charts }: { q: string; charts: ChartView | null }) {
  const { t, format } = useUi();
  return (
    <Card look="soft">
      <Form action="/audit/charts" method="get" label={t('auditlog.search.label')}>
        <TextField
          name="q"
          type="search"
          label={t('auditlog.search.label')}
          hint={t('auditlog.search.hint')}
          value={q}
          autocomplete="off"
        />
        <Row>
          <Button>{t('auditlog.chart.button')}</Button>
          {q !== '' && <a href="/audit/charts">{t('auditlog.search.clear')}</a>}
        </Row>
      </Form>
      {charts && (
        <p>
          <a href={charts.total.href}>
            {t('auditlog.chart.total', { count: charts.total.value, shown: format.number(charts.total.value) })}
          </a>
        </p>
      )}
    </Card>
  );
}

/** Thirty days of the log in numbers, over any query. `charts` is null where the query was not understood. */
export function ChartsPage({
  q,
  charts,
  problems,
}: {
  q: string;
  charts: ChartView | null;
  problems: readonly FieldProblem[];
}) {
  const { t } = useUi();
  return (
    <Layout
      title={t('auditlog.chart.title')}
      nav="audit"
      breadcrumbs={[{ href: searchAddress(q), label: t('auditlog.title') }, { label: t('auditlog.chart.title') }]}
      markings={[]}
      errors={problems}
    >
      <PageHeader
        title={t('auditlog.chart.title')}
        lede={t('auditlog.chart.lede')}
        actions={<ButtonLink href={searchAddress(q)}>{t('auditlog.chart.toEntries')}</ButtonLink>}
      />
      <WhatIsCounted q={q} charts={charts} />
      {charts && (
        <>
          <DayCard id="days" items={charts.perDay} />
          <HourCard perHour={charts.perHour} />
          <DayCard id="refusals" items={charts.refusals} refused />
          <TopCards {...charts} />
        </>
      )}
    </Layout>
  );
}
