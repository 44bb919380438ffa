import { agencies, countries, mark } from './mark.ts';
import type { SampleAction } from './types.ts';

/** Follow-up of panel 1: management of critical events. */
export const criticalEventActions: readonly SampleAction[] = [
  {
    key: 'energy-crime-picture',
    conclusion: 'J7-P1-R01',
    lang: 'it',
    title: 'Quadro trimestrale dei reati legati alla crisi energetica',
    description:
      'Ogni trimestre i partecipanti descrivono in una pagina i reati che sfruttano i prezzi dell’energia: frodi sui carburanti, furti di rame, apparecchi contraffatti. Il servizio capofila confronta le pagine e segnala i metodi comparsi in più Paesi. Il quadro non contiene dati personali e può essere discusso con le imprese.',
    indicators: 'Quattro quadri all’anno; almeno otto partecipanti per trimestre.',
    lead: 'IT-SRI',
    coLeads: ['INT-RCC'],
    priority: 'normal',
    due: 28,
    state: 'OPEN',
    author: 'paolo',
    commitments: [
      { agency: 'RS-MUP', acceptance: 'ACCEPTED', implementation: 'IN_PROGRESS', weight: 1 },
      { agency: 'MK-MVR', acceptance: 'PROPOSED', implementation: 'NOT_STARTED', weight: 1 },
      { agency: 'EL-HP', acceptance: 'ACCEPTED', implementation: 'NOT_STARTED', weight: 1 },
    ],
    marking: mark({ originator: 'IT-SRI', releasableTo: ['all'], handling: ['H0'] }),
    fictional: true,
  },
  {
    key: 'energy-statistics-return',
    conclusion: 'J7-P1-R01',
    lang: 'en',
    title: 'Collect comparable figures on fuel fraud and metal theft',
    description:
      'The secretariat asks for yearly figures by type of offence, with the legal definition used in each country. The figures serve policy and statistics only and are not a basis for checks on companies. A note beside each figure tells what changed in the definition since the year before.',
    indicators: 'Figures of three years from at least nine participants.',
    lead: 'INT-RCC',
    coLeads: [],
    priority: 'low',
    due: 110,
    state: 'OPEN',
    author: 'sara',
    commitments: [
      { agency: 'AL-ASP', acceptance: 'ACCEPTED', implementation: 'NOT_STARTED', weight: 1 },
      { agency: 'IT-SRI', acceptance: 'ACCEPTED', implementation: 'IN_PROGRESS', weight: 1 },
    ],
    marking: mark({ originator: 'INT-RCC', releasableTo: ['all'], purposes: ['POLICY', 'STATISTICS'] }),
    fictional: true,
  },
  {
    key: 'interconnector-exercise',
    conclusion: 'J7-P1-R02',
    lang: 'en',
    title: 'Hold a table-top exercise on the loss of a power interconnector',
    description:
      'Five services rehearse the first six hours after damage to a cross-border line, with false reports on social media as a second thread. The scenario is read on screen only, because it describes weak points of existing stations. Each service brings its duty officer and one officer of the neighbouring country.',
    indicators: 'Exercise held; list of lessons agreed within four weeks.',
    lead: 'AT-BK',
    coLeads: ['HR-MUP'],
    priority: 'high',
    due: 52,
    state: 'OPEN',
    author: 'stefanie',
    commitments: [
      { agency: 'RS-MUP', acceptance: 'ACCEPTED', implementation: 'NOT_STARTED', weight: 1 },
      { agency: 'HR-MUP', acceptance: 'ACCEPTED', implementation: 'IN_PROGRESS', weight: 1 },
      { agency: 'ME-UP', acceptance: 'UNDER_CONSIDERATION', implementation: 'NOT_STARTED', weight: 1 },
    ],
    marking: mark({
      originator: 'AT-BK',
      tlp: 'AMBER',
      releasableTo: [...agencies('AT-BK'), ...countries('HR', 'ME', 'RS', 'SI')],
      caveats: ['DISPLAY-ONLY', 'LEA-ONLY'],
    }),
    fictional: true,
  },
  {
    key: 'radio-interoperability',
    conclusion: 'J7-P1-R03',
    lang: 'en',
    title: 'Test one common radio group for wildfire response',
    description:
      'The action planned a common talk group for police and civil protection on both sides of a border. The two networks turned out to use incompatible encryption, and a gateway would cost more than the participants can spend this year. The measurements are kept for whoever takes it up again.',
    indicators: 'Voice connection held for two hours during an exercise.',
    lead: 'SI-GPU',
    coLeads: [],
    priority: 'low',
    due: null,
    state: 'ABANDONED',
    stateReason: 'No gateway between the two networks can be bought within this year’s budgets.',
    author: 'matej',
    commitments: [
      {
        agency: 'HR-MUP',
        acceptance: 'DECLINED',
        acceptanceReason: 'The national network is being replaced and allows no new gateways before that.',
        implementation: 'NOT_STARTED',
        weight: 1,
      },
    ],
    marking: mark({ originator: 'SI-GPU', releasableTo: ['all'], caveats: ['LEA-ONLY'] }),
    fictional: true,
  },
];
