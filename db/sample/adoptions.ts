import type { SampleAdoption } from './types.ts';

/** Which agencies use which practice, and what came of it. Fictional, as everything that they say. */
export const sampleAdoptions: readonly SampleAdoption[] = [
  { practice: 'mixed-patrols-drina', agency: 'RS-MUP', state: 'ADOPTED', reason: 'Two shifts a week since spring.' },
  { practice: 'mixed-patrols-drina', agency: 'ME-UP', state: 'INTERESTED', reason: '' },
  {
    practice: 'mixed-patrols-drina',
    agency: 'HR-MUP',
    state: 'PILOTING',
    reason: 'Tried on one stretch of the river until the end of the year.',
  },
  {
    practice: 'document-second-look',
    agency: 'HR-MUP',
    state: 'EVALUATED',
    outcome: 'no-effect',
    reason: 'Six months at one crossing: the second look found what the first had found, and the queue doubled.',
  },
  {
    practice: 'ephedrine-pharmacy-alert',
    agency: 'AL-ASP',
    state: 'ADOPTED',
    reason: 'The chamber of pharmacists passes the alert on within a day.',
  },
  { practice: 'ephedrine-pharmacy-alert', agency: 'MK-MVR', state: 'INTERESTED', reason: '' },
  {
    practice: 'flood-command-cell',
    agency: 'RS-MUP',
    state: 'EVALUATED',
    outcome: 'benefit',
    reason: 'One cell in two exercises: orders reached the second bank in ten minutes instead of forty.',
  },
  {
    practice: 'crisis-rumour-desk',
    agency: 'AT-BK',
    state: 'EVALUATED',
    outcome: 'harm',
    reason:
      'Denials spread two rumours further than they had come by themselves; the desk now answers only what is asked.',
  },
  {
    practice: 'speedboat-harbour-watch',
    agency: 'EL-HP',
    state: 'DISCONTINUED',
    reason: 'The harbour master has no night shift to answer the call.',
  },
  { practice: 'bank-recall-call', agency: 'IT-SRI', state: 'ADOPTED', reason: 'Agreed with four banks.' },
];
