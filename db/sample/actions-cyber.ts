import { mark } from './mark.ts';
import type { SampleAction } from './types.ts';

/** Follow-up of panel 5: cybercrime and public-private cooperation. */
export const cyberActions: readonly SampleAction[] = [
  {
    key: 'bank-fraud-channel',
    conclusion: 'J7-P5-R01',
    lang: 'en',
    title: 'Open the standing channel for recalling fraudulent transfers',
    description:
      'Cyber units and banks name one desk each and test the channel with invented cases before it is used. A request holds the reference of the transfer, the time and the legal basis, and nothing about the victim that the bank does not need. The association reports every quarter how many transfers were stopped and how long it took.',
    indicators: 'Answer within the banking day; share of stopped transfers reported every quarter.',
    lead: 'EU-EUROPOL',
    coLeads: ['PRV-BANKASSOC'],
    priority: 'high',
    due: 31,
    state: 'OPEN',
    author: 'anneke',
    commitments: [
      { agency: 'PRV-BANKASSOC', acceptance: 'PROPOSED', implementation: 'NOT_STARTED', weight: 2 },
      { agency: 'HR-MUP', acceptance: 'ACCEPTED', implementation: 'IN_PROGRESS', weight: 1 },
      { agency: 'RS-MUP', acceptance: 'ACCEPTED', implementation: 'NOT_STARTED', weight: 1 },
    ],
    marking: mark({ originator: 'EU-EUROPOL', releasableTo: ['community:J7-P5'] }),
    fictional: true,
  },
  {
    key: 'e-evidence-comparison',
    conclusion: 'J7-P5-R02',
    lang: 'en',
    title: 'Compare orders for electronic evidence and the answers they receive',
    description:
      'The comparison sets provisions and forms side by side and adds how long companies took to answer in closed cases. Banks are addressees of such orders, so their association does not read along while the figures are collected. The legal part alone is offered to all members afterwards.',
    indicators: 'Provisions of eight countries compared; median answer time for each kind of order.',
    lead: 'SI-GPU',
    coLeads: ['AT-BK'],
    priority: 'normal',
    due: 64,
    state: 'OPEN',
    author: 'matej',
    commitments: [
      { agency: 'AT-BK', acceptance: 'ACCEPTED', implementation: 'IN_PROGRESS', weight: 1 },
      { agency: 'AL-ASP', acceptance: 'PROPOSED', implementation: 'NOT_STARTED', weight: 1 },
      { agency: 'ACA-SECLAB', acceptance: 'ACCEPTED', implementation: 'IN_PROGRESS', weight: 1 },
    ],
    marking: mark({
      originator: 'SI-GPU',
      releasableTo: ['community:J7-P5'],
      except: ['agency:PRV-BANKASSOC'],
    }),
    fictional: true,
  },
  {
    key: 'crypto-tracing-course',
    conclusion: 'J7-P5-R03',
    lang: 'en',
    title: 'Run the first regional course on tracing crypto-assets',
    description:
      'The course of five days was built on three closed cases and held for thirty investigators and prosecutors. Participants traced payments through two mixers and wrote the report that a court would need. Material and results are open, so that other universities can repeat it.',
    indicators: 'Thirty participants; average test result above seventy per cent.',
    lead: 'ACA-SECLAB',
    coLeads: ['IT-SRI'],
    priority: 'normal',
    due: -40,
    state: 'CLOSED',
    author: 'teodora',
    commitments: [{ agency: 'RS-MUP', acceptance: 'ACCEPTED', implementation: 'CLOSED', weight: 1 }],
    marking: mark({ originator: 'ACA-SECLAB', classification: 'PUBLIC', tlp: 'CLEAR', releasableTo: ['all'] }),
    fictional: true,
  },
  {
    key: 'phishing-kit-exchange',
    conclusion: 'J7-P5-R04',
    lang: 'sr-Cyrl',
    title: 'Претрага збирки фишинг алата по отиску',
    description:
      'Јединице за високотехнолошки криминал објављују отиске фишинг алата које су прикупиле, без података о жртвама. Упит враћа само да ли је отисак познат и којој служби се треба обратити. Сам алат се размењује одвојено, на захтев и уз евиденцију.',
    indicators: 'Пет збирки претраживо; одговор на упит у року од једног дана.',
    lead: 'RS-MUP',
    coLeads: ['SI-GPU'],
    priority: 'normal',
    due: 47,
    state: 'OPEN',
    author: 'dragana',
    commitments: [
      { agency: 'SI-GPU', acceptance: 'ACCEPTED', implementation: 'IN_PROGRESS', weight: 1 },
      { agency: 'HR-MUP', acceptance: 'UNDER_CONSIDERATION', implementation: 'NOT_STARTED', weight: 1 },
      { agency: 'AL-ASP', acceptance: 'ACCEPTED', implementation: 'NOT_STARTED', weight: 1 },
    ],
    marking: mark({ originator: 'RS-MUP', releasableTo: ['community:J7-P5'], caveats: ['LEA-ONLY'] }),
    fictional: true,
  },
];
