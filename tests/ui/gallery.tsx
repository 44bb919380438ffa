import type { VNode } from 'preact';
import { Button, ButtonLink } from '../../src/ui/components/button.tsx';
import { Card, Disclosure, Prose, Row, Split } from '../../src/ui/components/card.tsx';
import { Checkboxes, Radios, Select } from '../../src/ui/components/choices.tsx';
import { DataTable } from '../../src/ui/components/data-table.tsx';
import { ActiveFilters, FilterPanel } from '../../src/ui/components/filter-panel.tsx';
import { Form } from '../../src/ui/components/form.tsx';
import { KeyFigures } from '../../src/ui/components/key-figures.tsx';
import { MarkingLine, TlpChip } from '../../src/ui/components/marking-chips.tsx';
import { EmptyState, Note } from '../../src/ui/components/note.tsx';
import { PageHeader } from '../../src/ui/components/page-header.tsx';
import { Pagination } from '../../src/ui/components/pagination.tsx';
import { ProgressBar } from '../../src/ui/components/progress-bar.tsx';
import { ShareWith } from '../../src/ui/components/share-with.tsx';
import { PriorityTag, StateTag } from '../../src/ui/components/state-tag.tsx';
import { SummaryList } from '../../src/ui/components/summary-list.tsx';
import { Tabs } from '../../src/ui/components/tabs.tsx';
import { TextArea } from '../../src/ui/components/text-area.tsx';
import { DateField, TextField } from '../../src/ui/components/text-field.tsx';
import { DateText, DueDate, TimeText } from '../../src/ui/components/time-text.tsx';
import { Timeline } from '../../src/ui/components/timeline.tsx';
import { WhyList } from '../../src/ui/components/why-list.tsx';
import { useUi } from '../../src/ui/context.tsx';
import { Layout } from '../../src/ui/layout.tsx';
import { plainChoice } from '../../src/ui/marking/choice.ts';
import { ErrorPage } from '../../src/ui/pages/error-page.tsx';
import { RefusedSignIn } from '../../src/ui/pages/refused-sign-in.tsx';
import { SignInPage } from '../../src/ui/pages/sign-in-page.tsx';
import type { FieldProblem } from '../../src/ui/problems.ts';
import { type GalleryAction, galleryActions, galleryAgencies, galleryProviders, galleryToday } from './gallery-data.ts';

function ActionTable({ actions }: { actions: readonly GalleryAction[] }) {
  const { t, agencyName } = useUi();
  return (
    <DataTable
      caption={t('ui.nav.actions')}
      items={actions}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'title',
          label: t('ui.nav.actions'),
          rowHeader: true,
          cell: ({ id, title }) => <a href={`/actions/${id}`}>{title}</a>,
        },
        { key: 'lead', label: t('marking.originator'), cell: ({ lead }) => agencyName(lead) },
        { key: 'state', label: t('ui.filter.title'), cell: ({ state }) => <StateTag kind="action" state={state} /> },
        {
          key: 'due',
          label: t('state.derived.OVERDUE'),
          sort: { href: '?sort=-due', direction: 'ascending' },
          cell: ({ due, state }) => <DueDate date={due} today={galleryToday} done={state === 'CLOSED'} />,
        },
        {
          key: 'progress',
          label: t('state.implementation.IN_PROGRESS'),
          cell: ({ percent, title }) => <ProgressBar percent={percent} label={title} />,
        },
        { key: 'marking', label: t('marking.title'), cell: ({ marking }) => <TlpChip tlp={marking.tlp} /> },
      ]}
    />
  );
}

/** A list page: figures, filters, tabs, table, paging. */
function ListPage() {
  const { t, lang } = useUi();
  const actions = galleryActions(lang);
  const states = ['DRAFT', 'OPEN', 'CLOSED'].map((state, index) => ({
    value: state,
    label: t(`state.action.${state}`),
    count: 11 - index,
  }));
  const results = (
    <>
      <Tabs
        label={t('ui.nav.actions')}
        tabs={[
          { href: '/actions', label: t('ui.nav.actions'), current: true, count: 34 },
          { href: '/conferences', label: t('ui.nav.conferences') },
        ]}
      />
      <ActiveFilters filters={[{ label: t('state.action.OPEN'), remove: '/actions' }]} />
      <ActionTable actions={actions} />
      <Pagination next="/actions?after=x" first="/actions" />
      <EmptyState title={t('ui.signIn.none')} actions={<ButtonLink href="/actions">{t('ui.filter.clear')}</ButtonLink>}>
        <p>{t('ui.signIn.noneHelp')}</p>
      </EmptyState>
    </>
  );
  const filters = (
    <FilterPanel action="/actions" clear="/actions">
      <TextField name="q" type="search" label={t('ui.filter.search')} />
      <Checkboxes name="state" label={t('ui.filter.title')} options={states} values={['OPEN']} />
      <Select
        name="lead"
        label={t('marking.originator')}
        empty={t('ui.filter.any')}
        options={galleryAgencies.map(({ code, name }) => ({ value: code, label: name }))}
        size="full"
      />
    </FilterPanel>
  );
  return (
    <Layout
      title={t('ui.nav.actions')}
      nav="actions"
      markings={actions.map(({ marking }) => marking)}
      breadcrumbs={[{ href: '/', label: t('ui.nav.home') }, { label: t('ui.nav.actions') }]}
    >
      <PageHeader
        title={t('ui.nav.actions')}
        actions={
          <ButtonLink href="/actions/new" kind="primary">
            {t('ui.save')}
          </ButtonLink>
        }
      />
      <KeyFigures
        label={t('ui.nav.home')}
        figures={[
          { value: 1, label: t('state.derived.OVERDUE'), href: '/actions?late', tone: 'bad' },
          { value: 2, label: t('state.derived.AT_RISK'), href: '/actions?soon', tone: 'warn' },
          { value: 1, label: t('state.acceptance.PROPOSED'), href: '/actions?mine' },
          { value: 1234, label: t('state.action.OPEN'), href: '/actions?open' },
        ]}
      />
      <Split side={filters} main={results} sideFirst />
    </Layout>
  );
}

/** A record's page: header, commitments, explanation, history, notes. */
function RecordPage() {
  const { t, lang } = useUi();
  const [action] = galleryActions(lang);
  if (!action) return null;
  const implementation = ['NOT_STARTED', 'IN_PROGRESS', 'BLOCKED', 'REPORTED_DONE', 'VERIFIED', 'RETURNED'];
  const acceptance = ['PROPOSED', 'UNDER_CONSIDERATION', 'ACCEPTED', 'ACCEPTED_WITH_RESERVATION', 'DECLINED'];
  const main = (
    <>
      <Note kind="ok" title={t('state.acceptance.ACCEPTED')} live>
        <p>{t('ui.restore.text')}</p>
      </Note>
      <Card title={t('state.need.joint-operations')} aside={<ProgressBar percent={60} label={action.title} />}>
        <Prose>{`${t('ui.footer.logged')}\n\n${t('ui.footer.about')}`}</Prose>
        <Row>
          {acceptance.map((state) => (
            <StateTag key={state} kind="acceptance" state={state} />
          ))}
        </Row>
        <Row>
          {implementation.map((state) => (
            <StateTag key={state} kind="implementation" state={state} />
          ))}
        </Row>
        <ProgressBar percent={60} label={action.title} wide />
      </Card>
      <Note kind="warn" title={t('state.derived.AT_RISK')} />
      <Note kind="bad" title={t('state.derived.OVERDUE')} />
      <Disclosure summary={t('marking.advanced')}>
        <p>{t('marking.except.hint')}</p>
      </Disclosure>
    </>
  );
  const side = (
    <>
      <Card title={t('marking.title')}>
        <SummaryList
          rows={[
            { label: t('marking.title'), value: <MarkingLine marking={action.marking} /> },
            { label: t('marking.originator'), value: 'IT-DCSA' },
            {
              label: t('ui.date.hint'),
              value: <DateText date="2026-12-31" />,
              action: <a href="/edit">{t('ui.purpose.change')}</a>,
            },
          ]}
        />
      </Card>
      <Card title={t('ui.why.holds')} look="soft">
        <WhyList
          sentences={[
            { messageId: 'marking.share.all-partners.about', params: {}, holds: true, ruleId: 'FLOOR-R4' },
            { messageId: 'marking.classification.RESTRICTED.about', params: {}, holds: false, ruleId: 'FLOOR-R3' },
          ]}
        />
      </Card>
      <Card title={t('ui.nav.audit')}>
        <Timeline
          entries={[
            { key: '2', at: '2026-11-23T08:59:41Z', title: t('state.acceptance.ACCEPTED') },
            { key: '1', at: '2026-11-20T16:04:00Z', title: t('state.acceptance.PROPOSED'), children: <p>IT-DCSA</p> },
          ]}
        />
        <p>
          <TimeText at="2026-11-23T08:59:41Z" />
        </p>
      </Card>
    </>
  );
  return (
    <Layout
      title={action.title}
      nav="actions"
      markings={[action.marking]}
      breadcrumbs={[{ href: '/actions', label: t('ui.nav.actions') }, { label: action.ref }]}
    >
      <PageHeader
        over={action.ref}
        title={action.title}
        tags={
          <>
            <StateTag kind="action" state={action.state} />
            <PriorityTag priority="high" />
            <MarkingLine marking={action.marking} />
          </>
        }
        actions={<ButtonLink href="/edit">{t('ui.purpose.change')}</ButtonLink>}
      />
      <Split main={main} side={side} />
    </Layout>
  );
}

const formProblems: readonly FieldProblem[] = [
  { field: 'title', messageId: 'ui.problem.requiredNamed', params: { field: 'Title' } },
  { field: 'dueOn', messageId: 'ui.problem.dateAmbiguous' },
  { field: 'priority', messageId: 'ui.problem.choose' },
];

/** A form with problems, and the marking editor. */
function FormPage({ problems }: { problems: readonly FieldProblem[] }) {
  const { t } = useUi();
  const priorities = ['low', 'normal', 'high'].map((value) => ({ value, label: t(`state.priority.${value}`) }));
  return (
    <Layout title={t('ui.save')} nav="actions" markings={[]} errors={problems} width="narrow">
      <PageHeader title={t('state.action.DRAFT')} lede={t('marking.audience.unknown')} />
      <Form action="/actions" remember>
        <ShareWith
          preview={{ page: '/actions/new', live: '/actions/audience-preview' }}
          choice={{ ...plainChoice('agencies'), agencies: ['IT-DCSA'] }}
          agencies={galleryAgencies}
          people={[{ id: 'p1', name: 'Chiara Conti', agency: 'IT-DCSA' }]}
          panelName="Transnational organised crime"
          countryName="Albania"
          ownAgency="AL-ASP"
          audience={{ people: 42, agencies: 9, privateMembers: false }}
        />
        <TextField name="title" label={t('state.kind.recommendation')} />
        <TextArea name="description" label={t('marking.advanced')} maxLength={500} optional />
        <DateField name="dueOn" label={t('state.derived.OVERDUE')} value="12/31/2026" />
        <Radios name="priority" label={t('ui.filter.title')} options={priorities} inline />
        <Row>
          <Button>{t('ui.save')}</Button>
          <ButtonLink href="/actions" kind="quiet">
            {t('ui.cancel')}
          </ButtonLink>
          <Button kind="danger" name="to" value="ABANDONED">
            {t('state.action.ABANDONED')}
          </Button>
        </Row>
      </Form>
    </Layout>
  );
}

/** Every page of the gallery by name: what a feature's pages are made of. */
export const gallery: Readonly<Record<string, () => VNode>> = {
  list: () => <ListPage />,
  record: () => <RecordPage />,
  form: () => <FormPage problems={[]} />,
  problems: () => <FormPage problems={formProblems} />,
  'sign-in': () => <SignInPage providers={galleryProviders} returnTo="/" />,
  'sign-in-none': () => <SignInPage providers={galleryProviders} returnTo="/" query="zzz" />,
  error: () => (
    <ErrorPage
      status={503}
      messageId="ui.footer.logged"
      requestId="0193a5f0-7c1e"
      whatToDo={['ui.refused.again', 'ui.refused.contact']}
    />
  ),
  refused: () => <RefusedSignIn reference="R-7KQ2-M3XV" contact="support@federation.example" wait={null} />,
  'refused-for-now': () => (
    <RefusedSignIn
      reference="R-7KQ2-M3XV"
      contact="support@federation.example"
      wait={{ seconds: 42, messageId: 'signin.refused.network' }}
    />
  ),
};

/** Pages that are seen before anybody signs in. */
export const publicPages: readonly string[] = ['sign-in', 'sign-in-none', 'refused', 'refused-for-now'];
