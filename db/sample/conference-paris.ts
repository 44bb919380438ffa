import { mark } from './mark.ts';
import type { SampleConference } from './types.ts';

/** The sixth edition: number, city and month are facts; whatever else is shown of it says that it is invented. */
export const parisConference: SampleConference = {
  ref: 'J6',
  edition: 6,
  state: 'CLOSED',
  city: 'Paris',
  // Only the month is known; the first note says so on the page.
  startsOn: '2021-12-01',
  endsOn: '2021-12-31',
  lang: 'en',
  titles: {
    en: 'Regional (JUMBO) Security Coordination Conference, 6th edition',
    'sr-Cyrl': 'Регионална (велика) конференција о координацији безбедности, шесто издање',
    it: 'Conferenza regionale (JUMBO) di coordinamento della sicurezza, 6ª edizione',
  },
  description:
    'The 6th edition met in Paris in December 2021. The portal holds no report of it. The edition is closed: each of its actions was closed, carried over to the 7th edition, or abandoned with a reason.',
  notes: [
    {
      en: 'Of the dates only the month is known. The record holds its first and its last day.',
      'sr-Cyrl': 'Од датума је познат само месец. У запису стоје његов први и последњи дан.',
      it: 'Delle date si conosce solo il mese. La scheda ne riporta il primo e l’ultimo giorno.',
    },
    {
      en: 'The panels, conclusions and actions of this edition are fictional. They show how work is carried on from one edition to the next.',
      'sr-Cyrl':
        'Панели, закључци и мере овог издања су измишљени. Они показују како се рад преноси из једног издања у следеће.',
      it: 'I panel, le conclusioni e le azioni di questa edizione sono di fantasia. Mostrano come il lavoro prosegue da un’edizione alla successiva.',
    },
  ],
  organisers: [],
  themes: [],
  sourceTitle: '',
  sourceLang: '',
  sourceText: '',
  marking: mark({ originator: 'INT-RCC', classification: 'PUBLIC', tlp: 'CLEAR', releasableTo: ['all'] }),
  fictional: false,
};
