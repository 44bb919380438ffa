import { z } from 'zod';
import { evidenceLevels, firstPracticeStates, practiceType } from '../../content/best-practice.ts';
import { contentLanguages } from '../../content/languages.ts';
import type { View } from '../../gate/excerpt.ts';
import { freeTextInput, markingInput, optionalTextInput, textInput, versionInput } from '../../gate/input.ts';
import { listPanels, type PanelReference, usePanelName } from '../../record/panels.ts';
import { FormDesk, type RecordForm, type Typed } from '../../record/record-form.ts';
import type { FormLook } from '../../record/record-form-page.tsx';
import { Disclosure } from '../../ui/components/card.tsx';
import { Radios, Select } from '../../ui/components/choices.tsx';
import { TextArea } from '../../ui/components/text-area.tsx';
import { TextField } from '../../ui/components/text-field.tsx';
import { useUi } from '../../ui/context.tsx';

/** What this feature shows of a practice. */
export type PracticeView = View<typeof practiceType>;

const part = textInput(5000);

/** The fields of a practice that its editors type: the first four are all that sharing asks for. */
const practiceFields = {
  title: textInput(200),
  problem: part,
  response: part,
  results: part,
  lang: z.enum(contentLanguages, 'input.language').default('en'),
  evidence: z.enum(evidenceLevels, 'input.evidence').default('unknown'),
  assessment: optionalTextInput(5000),
  cost: optionalTextInput(2000),
  transferability: optionalTextInput(5000),
  harms: optionalTextInput(5000),
};

export const newPracticeBody = z.strictObject({
  ...practiceFields,
  /** Reference of the panel whose subject it touches; empty or absent = none. */
  panel: z
    .string('input.panel')
    .regex(/^[A-Z0-9-]{0,30}$/, 'input.panel')
    .default(''),
  marking: markingInput,
  state: z.enum(firstPracticeStates, 'input.state').default('SHARED'),
});
export type NewPractice = z.infer<typeof newPracticeBody>;

export const editedPracticeBody = z.strictObject({
  version: versionInput,
  title: practiceFields.title.optional(),
  problem: part.optional(),
  response: part.optional(),
  results: part.optional(),
  lang: z.enum(contentLanguages, 'input.language').optional(),
  evidence: z.enum(evidenceLevels, 'input.evidence').optional(),
  assessment: freeTextInput(5000).optional(),
  cost: freeTextInput(2000).optional(),
  transferability: freeTextInput(5000).optional(),
  harms: freeTextInput(5000).optional(),
  marking: markingInput.optional(),
});

const blank = {
  title: '',
  problem: '',
  response: '',
  results: '',
  panel: '',
  /** Empty: the page proposes the language that it is read in. */
  lang: '',
  evidence: 'unknown',
  assessment: '',
  cost: '',
  transferability: '',
  harms: '',
  state: 'SHARED',
};
type Blank = typeof blank;
type PracticeForm = RecordForm<PracticeView, Blank, PanelReference[]>;

/** Five fields and no more: whom it is shared with, and the story. The rest waits until somebody asks for it. */
export const practiceDesk = new FormDesk({
  definition: practiceType,
  blank,
  fields: practiceFields,
  parts: [
    'marking',
    'title',
    'problem',
    'response',
    'results',
    'lang',
    'evidence',
    'assessment',
    'cost',
    'transferability',
    'harms',
  ],
  // Nothing wide is chosen for the author: who sees it beside the own agency is the one question of this form.
  share: 'agencies',
  offer: async (gate, record): Promise<PanelReference[]> => (record ? [] : listPanels(gate)),
  panel: (_gate, { panel }) => (/^[A-Z0-9-]{1,30}$/.test(panel) ? panel : null),
});

/** What happened, in three texts: with the title and the audience all that sharing asks for. */
function What({ values, shown }: PracticeForm) {
  const { t } = useUi();
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

function PanelField({ values, offer }: PracticeForm) {
  const { t } = useUi();
  const nameOf = usePanelName();
  return (
    <>
      {offer.map(({ id }) => (
        <span key={id} data-id={id} />
      ))}
      <Select
        name="panel"
        label={t('record.panel')}
        hint={t('practice.panel.hint')}
        optional
        value={values.panel}
        empty={t('practice.panel.none')}
        options={offer.map((panel) => ({ value: panel.ref ?? '', label: nameOf(panel) }))}
        size="full"
      />
    </>
  );
}

const further = { assessment: 5000, cost: 2000, transferability: 5000, harms: 5000 } as const;
const furtherNames = ['assessment', 'cost', 'transferability', 'harms'] as const;

/** True where something was said that lies under "More": it is not to look lost when the form comes back. */
function saidMore({ values, record, problems }: PracticeForm): boolean {
  const inside = ['lang', 'evidence', 'panel', ...furtherNames];
  const typed = (['panel', 'evidence', ...furtherNames] as const).some((name) => values[name] !== blank[name]);
  return record !== null || typed || problems.some(({ field }) => inside.includes(field));
}

/** What a reviewer would ask for later: nobody is kept from sharing by it. */
function More(form: PracticeForm) {
  const { t, lang } = useUi();
  const { values, record, shown } = form;
  return (
    <Disclosure summary={t('practice.form.more')} open={saidMore(form)}>
      <Select
        name="lang"
        label={t('field.lang')}
        value={values.lang || lang}
        options={contentLanguages.map((tag) => ({ value: tag, label: t(`language.${tag}`) }))}
      />
      {!record && <PanelField {...form} />}
      {shown.has('evidence') && (
        <Radios
          name="evidence"
          label={t('field.evidence')}
          value={values.evidence}
          options={evidenceLevels.map((value) => ({ value, label: t(`practice.evidence.${value}`) }))}
        />
      )}
      {furtherNames
        .filter((name) => shown.has(name))
        .map((name) => (
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

function Words({ part: name, values }: { part: string; values: Typed }) {
  const { t } = useUi();
  const value = String(values[name]);
  if (value === '') return <>{t('ui.none')}</>;
  if (name === 'lang') return <>{t(`language.${value}`)}</>;
  if (name === 'evidence') return <>{t(`practice.evidence.${value}`)}</>;
  return <span lang={String(values.lang)}>{value}</span>;
}

/** The story in five fields, everything else behind "More". */
export const practiceFormLook: FormLook<PracticeView, Blank, PanelReference[]> = {
  room: { href: '/practices', nav: 'practices', messageId: 'ui.nav.practices' },
  words: 'practice',
  lede: true,
  shared: 'SHARED',
  Above: What,
  Below: More,
  order: ['title', 'problem', 'response', 'results', 'marking', 'lang', 'panel', 'evidence', ...furtherNames],
  offered: (panels) => panels,
  Words,
};
