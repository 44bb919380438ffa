import { priorities } from '../../../content/follow-up-action.ts';
import { contentLanguages } from '../../../content/languages.ts';
import { EditDifferences } from '../../../record/edit-differences.tsx';
import { ShareFields } from '../../../record/share-fields.tsx';
import { Button } from '../../../ui/components/button.tsx';
import { Card, Row } from '../../../ui/components/card.tsx';
import { Checkboxes, Radios, Select } from '../../../ui/components/choices.tsx';
import { Form } from '../../../ui/components/form.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { TextArea } from '../../../ui/components/text-area.tsx';
import { DateField, TextField } from '../../../ui/components/text-field.tsx';
import { useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import { type ActionForm, shownFields } from '../action-form.ts';
import { storedValues } from '../form-values.ts';
import { FieldWords } from './field-words.tsx';

function ConclusionField({ values, conclusions, action }: ActionForm) {
  const { t } = useUi();
  const options = conclusions.map(({ id, ref = '', title = '' }) => ({ value: id, label: `${ref} ${title}` }));
  const markers = conclusions.map(({ id }) => <span key={id} data-id={id} />);
  if (action) {
    return (
      <>
        {markers}
        <input type="hidden" name="conclusionId" value={values.conclusionId} />
      </>
    );
  }
  return (
    <>
      {markers}
      <Select
        name="conclusionId"
        label={t('action.conclusion')}
        hint={t('action.conclusion.hint')}
        value={values.conclusionId}
        empty={t('action.conclusion.choose')}
        options={options}
        size="full"
      />
    </>
  );
}

function Who({ values, agencies, action }: ActionForm) {
  const { t, agencyName, format } = useUi();
  const options = agencies
    .map(({ code }) => ({ value: code, label: agencyName(code), hint: code }))
    .sort((a, b) => format.compare(a.label, b.label));
  const shown = new Set(shownFields(action));
  return (
    <Card title={t('action.form.who')}>
      {shown.has('leadAgency') && (
        <Select name="leadAgency" label={t('action.lead')} value={values.leadAgency} options={options} size="full" />
      )}
      {shown.has('coLeads') && (
        <Checkboxes
          name="coLeads"
          label={t('action.coLeads')}
          optional
          values={values.coLeads}
          options={options}
          filterLabel={t('marking.share.findAgency')}
        />
      )}
      {!action && (
        <Checkboxes
          name="commitments"
          label={t('action.form.commitments')}
          hint={t('action.form.commitmentsHint')}
          optional
          values={values.commitments}
          options={options}
          filterLabel={t('marking.share.findAgency')}
        />
      )}
    </Card>
  );
}

function What({ values, action, problems }: ActionForm) {
  const { t } = useUi();
  // Told once that the day has passed: sending it again says that it is meant.
  const pastDay = problems.find(({ messageId }) => messageId === 'input.date.past')?.params.date;
  const shown = new Set(shownFields(action));
  return (
    <>
      <TextField name="title" label={t('action.title')} value={values.title} maxLength={200} size="full" />
      {shown.has('description') && (
        <TextArea
          name="description"
          label={t('action.description')}
          value={values.description}
          maxLength={5000}
          rows={6}
        />
      )}
      <Select
        name="lang"
        label={t('action.lang')}
        value={values.lang}
        options={contentLanguages.map((tag) => ({ value: tag, label: t(`language.${tag}`) }))}
      />
      {shown.has('indicators') && (
        <TextArea
          name="indicators"
          label={t('action.indicators')}
          hint={t('action.indicators.hint')}
          optional
          value={values.indicators}
          maxLength={2000}
          rows={3}
        />
      )}
      {pastDay && <input type="hidden" name="pastDueOn" value={pastDay} />}
      {shown.has('dueOn') && <DateField name="dueOn" label={t('action.due')} optional value={values.dueOn} />}
      {shown.has('priority') && (
        <Radios
          name="priority"
          label={t('action.priority')}
          value={values.priority}
          inline
          options={priorities.map((value) => ({ value, label: t(`state.priority.${value}`) }))}
        />
      )}
    </>
  );
}

function Buttons({ edit, back }: { edit: boolean; back: string }) {
  const { t } = useUi();
  return (
    <Row>
      {edit ? (
        <Button>{t('ui.save')}</Button>
      ) : (
        <>
          <Button name="state" value="OPEN">
            {t('action.form.publish')}
          </Button>
          <Button name="state" value="DRAFT" kind="secondary">
            {t('action.form.draft')}
          </Button>
        </>
      )}
      <a href={back}>{t('ui.cancel')}</a>
    </Row>
  );
}

/** The problems in the order in which their fields stand; what belongs to the marking comes after the conclusion. */
function inOrder(problems: ActionForm['problems']): ActionForm['problems'] {
  const fields = [
    'conclusionId',
    'title',
    'description',
    'lang',
    'indicators',
    'dueOn',
    'priority',
    'leadAgency',
    'coLeads',
  ];
  const place = ({ field }: ActionForm['problems'][number]) => {
    const found = fields.indexOf(field.split('.')[0] ?? '');
    return field === 'commitments' ? fields.length : found < 0 ? 0.5 : found;
  };
  return [...problems].sort((a, b) => place(a) - place(b));
}

/** Create and edit: whom to share with first, then what, then who. */
export function ActionFormPage(form: ActionForm) {
  const { t } = useUi();
  const { values, action, problems, stale } = form;
  const title = action ? t('action.edit.title', { ref: action.ref ?? '' }) : t('action.new.title');
  const back = action ? `/actions/${action.id}` : '/actions';
  return (
    <Layout
      title={title}
      nav="actions"
      width="narrow"
      breadcrumbs={[
        { href: '/actions', label: t('ui.nav.actions') },
        ...(action ? [{ href: back, label: action.ref ?? '' }] : []),
        { label: title },
      ]}
      markings={[
        ...(action?.marking ? [action.marking] : []),
        ...form.conclusions.flatMap(({ marking }) => (marking ? [marking] : [])),
      ]}
      errors={inOrder(problems)}
    >
      <div {...(action ? { 'data-id': action.id } : {})}>
        <PageHeader title={title} />
      </div>
      {stale && action && (
        <EditDifferences record={action} stale={stale} stored={storedValues(action)} words={FieldWords} />
      )}
      <Form action={action ? `/actions/${action.id}` : '/actions'} remember>
        {values.version !== undefined && <input type="hidden" name="version" value={String(values.version)} />}
        {action && <input type="hidden" name="loaded" value={form.loaded} />}
        <ConclusionField {...form} />
        <ShareFields
          offer={form}
          preview={{ page: action ? `/actions/${action.id}/edit` : '/actions/new', live: '/actions/audience-preview' }}
        />
        <What {...form} />
        <Who {...form} />
        <Buttons edit={action !== null} back={back} />
      </Form>
    </Layout>
  );
}
