import { conclusion, forAll, forPolice, publicForAll } from './conclusion.ts';
import { countries, mark } from './mark.ts';
import type { SampleConclusion } from './types.ts';

/** Invented: nothing of what the sixth edition concluded is known here. */
export const parisConclusions: readonly SampleConclusion[] = [
  conclusion({
    ref: 'J6-P1-R01',
    kind: 'recommendation',
    need: 'early-warning',
    title: 'Keep contact points that can be reached when borders close',
    text: 'In the pandemic, services learned of closed crossing points from the news. Participants keep one list of contact points that answer day and night, and try it out twice a year.',
    marking: forAll,
  }),
  conclusion({
    ref: 'J6-P2-R01',
    kind: 'recommendation',
    need: 'best-practice',
    title: 'Describe prevention programmes in one form',
    text: 'Programmes cannot be compared while each is described in its own way. Services should agree on one form, and fill it in for one programme each.',
    marking: forPolice,
  }),
  conclusion({
    ref: 'J6-P3-R01',
    kind: 'recommendation',
    need: 'harmonise-law',
    title: 'Exchange the national lists of watched drug precursors',
    text: 'A substance that is watched in one country is sold freely in the next. Services should exchange their lists, with thresholds and the day on which each entry took effect.',
    marking: forAll,
  }),
  conclusion({
    ref: 'J6-P3-R02',
    kind: 'conclusion',
    need: 'databases',
    title: 'Follow ephedrine consignments that change hands at the coast',
    text: 'Several consignments were seen at one port and lost at the next. The coastal services and their neighbours inland join what they know of couriers and warehouses.',
    // Narrower than the conclusion of Rome that carries it on: not every reader of that one may follow the link.
    marking: mark({
      originator: 'INT-RCC',
      tlp: 'AMBER',
      releasableTo: [...countries('IT', 'AL', 'EL', 'ME', 'RS'), 'agency:INT-RCC'],
      caveats: ['LEA-ONLY'],
    }),
  }),
  conclusion({
    ref: 'J6-P4-R01',
    kind: 'recommendation',
    need: 'databases',
    title: 'Agree on the words in which crossings are counted',
    text: 'One service counts attempts, another persons, a third groups. Before figures are exchanged, participants agree on the words and publish them.',
    marking: publicForAll,
  }),
  conclusion({
    ref: 'J6-P5-R01',
    kind: 'recommendation',
    need: 'capacity',
    title: 'Name one desk for payment fraud in every service',
    text: 'Banks do not know whom to call, and services pass the call on. Each service should name one desk that may ask for a transfer to be held.',
    marking: forAll,
  }),
];
