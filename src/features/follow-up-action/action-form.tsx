import { z } from 'zod';
import { actionType, priorities } from '../../content/follow-up-action.ts';
import { contentLanguages } from '../../content/languages.ts';
import type { Gate } from '../../gate/gate.ts';
import { FormDesk, type RecordForm, type Typed } from '../../record/record-form.ts';
import type { FormLook } from '../../record/record-form-page.tsx';
import { textOf } from '../../record/share-form.ts';
import { Card } from '../../ui/components/card.tsx';
import { Checkboxes, Radios, Select } from '../../ui/components/choices.tsx';
import { TextArea } from '../../ui/components/text-area.tsx';
import { DateField, TextField } from '../../ui/components/text-field.tsx';
import { DateText } from '../../ui/components/time-text.tsx';
import { useUi } from '../../ui/context.tsx';
import { actionFields } from './action-input.ts';
import { conclusionById, openConclusions } from './queries.ts';
import { type ActionView, actionRoom, type ConclusionReference, conclusionReference } from './records.ts';

const blank = {
  conclusionId: '',
  title: '',
  description: '',
  leadAgency: '',
  coLeads: [] as string[],
  priority: 'normal',
  dueOn: '',
  indicators: '',
  lang: 'en',
  state: 'OPEN',
  commitments: [] as string[],
};
type Blank = typeof blank;
type ActionForm = RecordForm<ActionView, Blank, ConclusionReference[]>;

/** The panel of the chosen conclusion; null when none that the writer may read is chosen. */
async function chosenPanel(gate: Gate, conclusionId: string): Promise<string | null> {
  if (!z.uuid().safeParse(conclusionId).success) return null;
  return (await gate.find(conclusionReference, conclusionById(conclusionId)))?.panel ?? null;
}

/** A new action may follow up any open conclusion; a stored one keeps its own. */
async function conclusionsFor(gate: Gate, action: ActionView | null): Promise<ConclusionReference[]> {
  if (action && !action.conclusionId) return [];
  const listed = action?.conclusionId ? conclusionById(action.conclusionId) : openConclusions();
  return (await gate.listAll(conclusionReference, listed)).items;
}

export const actionDesk = new FormDesk({
  definition: actionType,
  blank,
  fields: actionFields,
  parts: ['marking', 'priority', 'leadAgency', 'coLeads', 'indicators', 'dueOn', 'title', 'description', 'lang'],
  share: 'panel',
  related: ['leadAgency', 'coLeads'],
  offer: conclusionsFor,
  panel: (gate, { conclusionId }, conclusions) =>
    conclusions ? (conclusions.find(({ id }) => id === conclusionId)?.panel ?? null) : chosenPanel(gate, conclusionId),
});

/** What it follows up; that also says in which panel it stands. */
function Conclusion({ values, offer, record }: ActionForm) {
  const { t } = useUi();
  const markers = offer.map(({ id }) => <span key={id} data-id={id} />);
  if (record) {
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
        options={offer.map(({ id, ref = '', title = '' }) => ({ value: id, label: `${ref} ${title}` }))}
        size="full"
      />
    </>
  );
}

function Who({ values, agencies, record, shown }: ActionForm) {
  const { t, agencyName, format } = useUi();
  const options = agencies
    .map(({ code }) => ({ value: code, label: agencyName(code), hint: code }))
    .sort((a, b) => format.compare(a.label, b.label));
  const filterLabel = t('marking.share.findAgency');
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
          filterLabel={filterLabel}
        />
      )}
      {!record && (
        <Checkboxes
          name="commitments"
          label={t('action.form.commitments')}
          hint={t('action.form.commitmentsHint')}
          optional
          values={values.commitments}
          options={options}
          filterLabel={filterLabel}
        />
      )}
    </Card>
  );
}

function What({ values, shown }: ActionForm) {
  const { t } = useUi();
  return (
    <>
      <TextField name="title" label={t('record.title')} value={values.title} maxLength={200} size="full" />
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
    </>
  );
}

function When({ values, shown, problems }: ActionForm) {
  const { t } = useUi();
  // Told once that the day has passed: sending it again says that it is meant.
  const pastDay = problems.find(({ messageId }) => messageId === 'input.date.past')?.params.date;
  return (
    <>
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

function Words({ part, values }: { part: string; values: Typed }) {
  const { t, format, agencyName } = useUi();
  const value = values[part] ?? '';
  if (Array.isArray(value)) return <>{value.length > 0 ? format.list(value.map(agencyName)) : t('ui.none')}</>;
  if (value === '') return <>{t('ui.none')}</>;
  if (part === 'leadAgency') return <>{agencyName(value)}</>;
  if (part === 'priority') return <>{t(`state.priority.${value}`)}</>;
  if (part === 'lang') return <>{t(`language.${value}`)}</>;
  if (part === 'dueOn') return /^\d{4}-\d\d-\d\d$/.test(value) ? <DateText date={value} /> : value;
  return <span lang={textOf(values.lang)}>{value}</span>;
}

/** Whom to share with first, then what, then who. */
export const actionFormLook: FormLook<ActionView, Blank, ConclusionReference[]> = {
  room: actionRoom,
  words: 'action',
  lede: false,
  shared: 'OPEN',
  Above: Conclusion,
  Below: (form) => (
    <>
      <What {...form} />
      <When {...form} />
      <Who {...form} />
    </>
  ),
  order: [
    'conclusionId',
    'marking',
    'title',
    'description',
    'lang',
    'indicators',
    'dueOn',
    'priority',
    'leadAgency',
    'coLeads',
    'commitments',
  ],
  offered: (conclusions) => conclusions,
  Words,
};
