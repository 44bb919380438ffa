import { evidenceLevels } from '../../../content/best-practice.ts';
import { contentLanguages } from '../../../content/languages.ts';
import { EditDifferences } from '../../../record/edit-differences.tsx';
import { ShareFields } from '../../../record/share-fields.tsx';
import { Button } from '../../../ui/components/button.tsx';
import { Disclosure, Row } from '../../../ui/components/card.tsx';
import { Radios, Select } from '../../../ui/components/choices.tsx';
import { Form } from '../../../ui/components/form.tsx';
import { PageHeader } from '../../../ui/components/page-header.tsx';
import { TextArea } from '../../../ui/components/text-area.tsx';
import { TextField } from '../../../ui/components/text-field.tsx';
import { useUi } from '../../../ui/context.tsx';
import { Layout } from '../../../ui/layout.tsx';
import { storedValues } from '../form-values.ts';
import { type PracticeForm, shownFields } from '../practice-form.ts';
import { FieldWords } from './field-words.tsx';
import { usePanelName } from './list-filters.tsx';

/** What happened, in three texts: with the title and the audience all that sharing asks for. */
function What({ values, practice }: PracticeForm) {
  const { t } = useUi();
  const shown = new Set(shownFields(practice));
  const texts = (['problem', 'response', 'results'] as const).filter((name) => shown.has(name));
  return (
    <>
      <TextField name="title" label={t('field.title')} value={values.title} maxLength={200} size="full" />
      {texts.map((name) => (
        <TextArea key={name} name={name} label={t(`field.${name}`)} value={values[name]} maxLength={5000} rows={4} />
      ))}
    </>
  );
}

function PanelField({ values, panels }: PracticeForm) {
  const { t } = useUi();
  const nameOf = usePanelName();
  return (
    <>
      {panels.map(({ id }) => (
        <span key={id} data-id={id} />
      ))}
      <Select
        name="panel"
        label={t('action.panel')}
        hint={t('practice.panel.hint')}
        optional
        value={values.panel}
        empty={t('practice.panel.none')}
        options={panels.map((panel) => ({ value: panel.ref ?? '', label: nameOf(panel) }))}
        size="full"
      />
    </>
  );
}

const further = { assessment: 5000, cost: 2000, transferability: 5000, harms: 5000 } as const;

/** What a reviewer would ask for later: nobody is kept from sharing by it. */
function More(form: PracticeForm) {
  const { t, lang } = useUi();
  const { values, practice, problems } = form;
  const shown = new Set(shownFields(practice));
  const names = (['assessment', 'cost', 'transferability', 'harms'] as const).filter((name) => shown.has(name));
  const open =
    practice !== null || problems.some(({ field }) => ['lang', 'evidence', 'panel', ...names].includes(field));
  return (
    <Disclosure summary={t('practice.form.more')} open={open}>
      <Select
        name="lang"
        label={t('field.lang')}
        value={values.lang || lang}
        options={contentLanguages.map((tag) => ({ value: tag, label: t(`language.${tag}`) }))}
      />
      {!practice && <PanelField {...form} />}
      {shown.has('evidence') && (
        <Radios
          name="evidence"
          label={t('field.evidence')}
          value={values.evidence}
          options={evidenceLevels.map((value) => ({ value, label: t(`practice.evidence.${value}`) }))}
        />
      )}
      {names.map((name) => (
        <TextArea
          key={name}
          name={name}
          label={t(`field.${name}`)}
          optional
          value={values[name]}
          maxLength={further[name]}
          rows={3}
        />
      ))}
    </Disclosure>
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
          <Button name="state" value="SHARED">
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

/** The problems in the order in which their fields stand; what belongs to the marking comes after the texts. */
function inOrder(problems: PracticeForm['problems']): PracticeForm['problems'] {
  const before = ['title', 'problem', 'response', 'results'];
  const after = ['lang', 'panel', 'evidence', 'assessment', 'cost', 'transferability', 'harms'];
  const place = ({ field }: PracticeForm['problems'][number]) =>
    before.includes(field) ? before.indexOf(field) : before.length + 1 + after.indexOf(field);
  return [...problems].sort((a, b) => place(a) - place(b));
}

/** Share and edit: the story in five fields, everything else behind "More". */
export function PracticeFormPage(form: PracticeForm) {
  const { t } = useUi();
  const { values, practice, problems, stale } = form;
  const title = practice ? t('action.edit.title', { ref: practice.ref ?? '' }) : t('practice.new.title');
  const back = practice ? `/practices/${practice.id}` : '/practices';
  const page = practice ? `${back}/edit` : '/practices/new';
  return (
    <Layout
      title={title}
      nav="practices"
      width="narrow"
      breadcrumbs={[
        { href: '/practices', label: t('ui.nav.practices') },
        ...(practice ? [{ href: back, label: practice.ref ?? '' }] : []),
        { label: title },
      ]}
      markings={[practice, ...form.panels].flatMap((one) => one?.marking ?? [])}
      errors={inOrder(problems)}
    >
      <div {...(practice ? { 'data-id': practice.id } : {})}>
        <PageHeader title={title} {...(practice ? {} : { lede: t('practice.new.lede') })} />
      </div>
      {stale && practice && (
        <EditDifferences record={practice} stale={stale} stored={storedValues(practice)} words={FieldWords} />
      )}
      <Form action={practice ? back : '/practices'} remember>
        {values.version !== undefined && <input type="hidden" name="version" value={String(values.version)} />}
        {practice && <input type="hidden" name="loaded" value={form.loaded} />}
        <What {...form} />
        <ShareFields offer={form} preview={{ page, live: '/practices/audience-preview' }} />
        <More {...form} />
        <Buttons edit={practice !== null} back={back} />
      </Form>
    </Layout>
  );
}
