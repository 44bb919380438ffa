import { agencies, mark } from './mark.ts';
import type { SamplePractice } from './types.ts';

/** Best practices of the sample; all of it is invented. */
export const samplePractices: readonly SamplePractice[] = [
  {
    key: 'mixed-patrols',
    panel: 'J7-P4',
    state: 'PUBLISHED',
    lang: 'bs',
    title: 'Mješovite patrole na zelenoj granici',
    problem:
      'Grupe su prelazile granicu noću tamo gdje je jedna strana upravo završila smjenu. Dojave druge strane stizale su telefonom i prekasno.',
    response:
      'Dvije granične službe sastavile su mješovite patrole od po dva službenika sa svake strane, sa zajedničkim rasporedom, jednom radio-vezom i prevodiocem u smjeni.',
    results:
      'Za šest mjeseci vrijeme od dojave do izlaska patrole palo je sa četrdeset na dvanaest minuta. Mjesta prelaza su se dijelom pomjerila.',
    evidence: 'likely',
    author: 'dino',
    marking: mark({ originator: 'BA-GP', releasableTo: ['all'], caveats: ['LEA-ONLY'] }),
  },
  {
    key: 'patrol-language',
    panel: 'J7-P4',
    state: 'SHARED',
    lang: 'sr-Cyrl',
    title: 'Мешовите патроле: један образац за две службе',
    problem:
      'После сваке смене писала су се два извештаја на два језика, који се нису слагали ни у времену ни у месту.',
    response:
      'Мешовите патроле попуњавају један двојезични образац са мрежом квадраната, који обе службе чувају у истом облику.',
    results: 'Разлике у извештајима су нестале, а унос траје упола краће. Образац су преузеле још две испоставе.',
    evidence: 'beneficial',
    author: 'bojan',
    marking: mark({ originator: 'RS-MUP', releasableTo: ['all'] }),
  },
  {
    key: 'precursor-desk',
    panel: 'J7-P3',
    state: 'SHARED',
    lang: 'en',
    title: 'One desk for questions of chemical wholesalers',
    problem: 'Wholesalers noticed odd orders and did not know whom to call; most calls came after the goods had left.',
    response:
      'The directorate named one desk with one number, and answers within two hours whether an order may go out.',
    results: 'Calls before delivery rose from one to eleven a month. Three of four turned out to be harmless.',
    evidence: 'trade-off',
    author: 'chiara',
    marking: mark({ originator: 'IT-DCSA', tlp: 'AMBER', releasableTo: ['community:J7-P3'] }),
  },
  {
    key: 'harbour-list',
    panel: null,
    state: 'REVIEW_DUE',
    lang: 'en',
    title: 'A shared list of containers that came back empty',
    problem:
      'Containers with a hidden floor travelled several times because each harbour looked at its own papers alone.',
    response: 'Two agencies exchange each week the numbers of containers that were returned empty without a reason.',
    results: 'Two containers were found in the first month, and none in the eleven months after it.',
    evidence: 'ineffective',
    author: 'arta',
    marking: mark({
      originator: 'AL-ASP',
      tlp: 'AMBER+STRICT',
      releasableTo: agencies('AL-ASP', 'IT-DCSA'),
    }),
  },
  {
    key: 'fraud-recall',
    panel: 'J7-P5',
    state: 'SHARED',
    lang: 'en',
    title: 'Recall of transfers by a code word at the bank',
    problem:
      'Victims reached the bank after the transfer had been booked, and the branch asked for papers they did not have.',
    response: 'Branches accept a code word that the police gives the victim, and hold the transfer for one day.',
    results: 'Of twenty transfers held, fourteen were returned. Nobody has compared it with other branches yet.',
    evidence: 'unknown',
    author: 'fabio',
    marking: mark({ originator: 'PRV-BANKASSOC', releasableTo: ['all'] }),
  },
];
