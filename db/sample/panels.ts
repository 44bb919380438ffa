import { mark } from './mark.ts';
import type { SamplePanel } from './types.ts';

const marking = mark({ originator: 'INT-RCC', classification: 'PUBLIC', tlp: 'CLEAR', releasableTo: ['all'] });

/** The five technical panels of Rome; the descriptions summarise the report in our words. */
const romePanels: readonly SamplePanel[] = [
  {
    ref: 'J7-P1',
    conference: 'J7',
    position: 1,
    lang: 'en',
    names: {
      en: 'Management of critical events',
      'sr-Cyrl': 'Управљање критичним догађајима',
      it: 'Gestione degli eventi critici',
    },
    description:
      'The panel looked at the energy crisis as a direct product of the Russian-Ukrainian war and at the crime that organised itself around the most profitable openings. It agreed on common, effective strategies to close the gap these extraordinary events left. Three new concepts for security work were set out: green, with more attention to climate change; smart, for dependable energy security and stable countries; and innovative.',
    marking,
    fictional: false,
  },
  {
    ref: 'J7-P2',
    conference: 'J7',
    position: 2,
    lang: 'en',
    names: {
      en: 'Radicalisation, violent extremism and terrorism',
      'sr-Cyrl': 'Радикализација, насилни екстремизам и тероризам',
      it: 'Radicalizzazione, estremismo violento e terrorismo',
    },
    description:
      'Speakers found much common ground, above all in preventing and countering radicalisation. They agreed that the war and the pandemic have each sharpened present terrorist threats and made it more urgent to protect security systems. The way forward they named is comprehensive programmes between different institutions, carried out together with other states.',
    marking,
    fictional: false,
  },
  {
    ref: 'J7-P3',
    conference: 'J7',
    position: 3,
    lang: 'en',
    names: {
      en: 'Transnational organised crime',
      'sr-Cyrl': 'Транснационални организовани криминал',
      it: 'Criminalità organizzata transnazionale',
    },
    description:
      'The panel described shifting dynamics in the trafficking of drugs, weapons and people. It named three main concerns: migration routes are used more and more for illicit traffic; a southern drug route has appeared from Africa to the Balkan countries; and there is an alarming new market for methamphetamine, with the misuse of its precursor ephedrine.',
    marking,
    fictional: false,
  },
  {
    ref: 'J7-P4',
    conference: 'J7',
    position: 4,
    lang: 'en',
    names: { en: 'Irregular migration', 'sr-Cyrl': 'Ирегуларне миграције', it: 'Immigrazione irregolare' },
    description:
      'Irregular flows along the Balkan route rose markedly in the year of the conference. The war in Ukraine continues to weigh on reception systems and on border and migration management in the Western Balkans. Positions converged on ever closer cooperation between countries of origin, transit and destination, and on a shared and responsible approach by European Union member states and their Western Balkan partners.',
    marking,
    fictional: false,
  },
  {
    ref: 'J7-P5',
    conference: 'J7',
    position: 5,
    lang: 'en',
    names: {
      en: 'Cybercrime and public-private cooperation',
      'sr-Cyrl': 'Сајбер криминал и јавно-приватна сарадња',
      it: 'Criminalità informatica e cooperazione pubblico-privato',
    },
    description:
      'Attacks are technologically more advanced and cross every border. All experts saw the need for closer cooperation between the public and the private sector, starting from police cooperation and reaching the academic and research world for capacity building, early warning and the exchange of information. Regional experts asked to go on with harmonised law, shared best practice, training, interconnected databases and joint operational activities, with the European Union keeping an active approach to the region.',
    marking,
    fictional: false,
  },
];

// The sixth edition's own panels are not known: it borrows the five themes, and says so.
const parisPanels: readonly SamplePanel[] = romePanels.map((panel) => ({
  ...panel,
  ref: panel.ref.replace('J7', 'J6'),
  conference: 'J6',
  description:
    'An invented panel of the 6th edition, under the theme of the 7th, so that what was concluded can be followed from one edition to the next.',
  fictional: true,
}));

/** The panels of all editions, the oldest edition first. */
export const samplePanels: readonly SamplePanel[] = [...parisPanels, ...romePanels];
