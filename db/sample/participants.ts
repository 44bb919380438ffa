import type { SampleParticipant } from './types.ts';

/** The wording used by the European Union and the Regional Cooperation Council; an installation may set another. */
const kosovoFootnote =
  '* This designation is without prejudice to positions on status, and is in line with UNSCR 1244/1999 and the ICJ Opinion on the Kosovo declaration of independence.';

export const sampleParticipants: readonly SampleParticipant[] = [
  { code: 'IT', kind: 'country', names: { en: 'Italy', 'sr-Cyrl': 'Италија', it: 'Italia' } },
  { code: 'AL', kind: 'country', names: { en: 'Albania', 'sr-Cyrl': 'Албанија', it: 'Albania', sq: 'Shqipëria' } },
  { code: 'RS', kind: 'country', names: { en: 'Serbia', 'sr-Cyrl': 'Србија', it: 'Serbia' } },
  {
    code: 'ME',
    kind: 'country',
    names: { en: 'Montenegro', 'sr-Cyrl': 'Црна Гора', it: 'Montenegro', cnr: 'Crna Gora' },
  },
  {
    code: 'MK',
    kind: 'country',
    names: {
      en: 'North Macedonia',
      'sr-Cyrl': 'Северна Македонија',
      it: 'Macedonia del Nord',
      mk: 'Северна Македонија',
    },
  },
  {
    code: 'BA',
    kind: 'country',
    names: {
      en: 'Bosnia and Herzegovina',
      'sr-Cyrl': 'Босна и Херцеговина',
      it: 'Bosnia-Erzegovina',
      bs: 'Bosna i Hercegovina',
    },
  },
  {
    code: 'XK',
    kind: 'economy',
    names: { en: 'Kosovo*', 'sr-Cyrl': 'Косово*', it: 'Kosovo*', sq: 'Kosova*' },
    footnote: kosovoFootnote,
  },
  { code: 'AT', kind: 'country', names: { en: 'Austria', 'sr-Cyrl': 'Аустрија', it: 'Austria', de: 'Österreich' } },
  { code: 'HR', kind: 'country', names: { en: 'Croatia', 'sr-Cyrl': 'Хрватска', it: 'Croazia', hr: 'Hrvatska' } },
  { code: 'SI', kind: 'country', names: { en: 'Slovenia', 'sr-Cyrl': 'Словенија', it: 'Slovenia', sl: 'Slovenija' } },
  { code: 'EL', kind: 'country', names: { en: 'Greece', 'sr-Cyrl': 'Грчка', it: 'Grecia', el: 'Ελλάδα' } },
  {
    code: 'EU',
    kind: 'eu-body',
    names: { en: 'European Union bodies', 'sr-Cyrl': 'Тела Европске уније', it: 'Organismi dell’Unione europea' },
  },
  {
    code: 'INT',
    kind: 'international-organisation',
    names: {
      en: 'International organisations',
      'sr-Cyrl': 'Међународне организације',
      it: 'Organizzazioni internazionali',
    },
  },
  {
    code: 'PRV',
    kind: 'private',
    names: {
      en: 'Private-sector partners',
      'sr-Cyrl': 'Партнери из приватног сектора',
      it: 'Partner del settore privato',
    },
  },
  {
    code: 'ACA',
    kind: 'academia',
    names: { en: 'Academic partners', 'sr-Cyrl': 'Академски партнери', it: 'Partner accademici' },
  },
];
