import { mark } from './mark.ts';
import type { SampleConclusion } from './types.ts';

const publicForAll = mark({ originator: 'INT-RCC', classification: 'PUBLIC', tlp: 'CLEAR', releasableTo: ['all'] });
const forAll = mark({ originator: 'INT-RCC', releasableTo: ['all'] });
const forPolice = mark({ originator: 'INT-RCC', releasableTo: ['all'], caveats: ['LEA-ONLY'] });

/** A conclusion in English: the secretariat's working language. */
function conclusion(given: Omit<SampleConclusion, 'panel' | 'lang' | 'fictional'>): SampleConclusion {
  return { ...given, panel: given.ref.slice(0, 'J7-P1'.length), lang: 'en', fictional: true };
}

/** Invented from the themes of the report, which names needs but no conclusions. */
export const sampleConclusions: readonly SampleConclusion[] = [
  conclusion({
    ref: 'J7-P1-R01',
    kind: 'conclusion',
    need: 'early-warning',
    title: 'Keep a shared picture of crime that profits from the energy crisis',
    text: 'Fuel fraud, theft of copper and equipment, and counterfeit heating devices follow price shocks within weeks. Participants keep one shared picture of these offences, renewed every quarter, so that a pattern seen in one country warns the others.',
    marking: forAll,
  }),
  conclusion({
    ref: 'J7-P1-R02',
    kind: 'recommendation',
    need: 'joint-operations',
    title: 'Exercise the protection of cross-border energy infrastructure together',
    text: 'Interconnectors, pumping stations and control rooms are protected by several services on both sides of a border. Each pair of neighbouring countries should hold one joint exercise a year and share what failed.',
    marking: forPolice,
  }),
  conclusion({
    ref: 'J7-P1-R03',
    kind: 'recommendation',
    need: 'best-practice',
    title: 'Learn from each other’s command of floods and wildfires',
    text: 'Climate events now tie up police for days and open the door to looting and fraud. Services should describe how they kept command, communications and staffing, and what they would do otherwise.',
    marking: publicForAll,
  }),
  conclusion({
    ref: 'J7-P2-R01',
    kind: 'recommendation',
    need: 'best-practice',
    title: 'Compare prevention programmes that join police, schools and social services',
    text: 'Programmes between several institutions are the common ground of all speakers. They should be described in one format, with their target group, cost and measured effect.',
    marking: forPolice,
  }),
  conclusion({
    ref: 'J7-P2-R02',
    kind: 'conclusion',
    need: 'early-warning',
    title: 'Agree which signals of online radicalisation justify a warning to partners',
    text: 'The same channels recruit across several languages of the region. Panel members agree on a short list of signals, and on who may be told what when one of them appears.',
    marking: mark({
      originator: 'INT-RCC',
      tlp: 'AMBER',
      releasableTo: ['community:J7-P2'],
      caveats: ['LEA-ONLY'],
    }),
  }),
  conclusion({
    ref: 'J7-P3-R01',
    kind: 'recommendation',
    need: 'databases',
    title: 'Map the diversion of ephedrine toward methamphetamine laboratories',
    text: 'Ephedrine leaves the licit trade at few points: wholesale, re-packaging and transit under customs seal. Participants should join their seizure and licence data into one map that shows where diversion begins and which laboratories it feeds.',
    marking: forPolice,
  }),
  conclusion({
    ref: 'J7-P3-R02',
    kind: 'conclusion',
    need: 'joint-operations',
    title: 'Answer the southern drug route from Africa with joint maritime and port checks',
    text: 'Consignments from African ports reach the Adriatic and Ionian coasts in containers and small craft. Panel members check them on common risk indicators and follow them up jointly.',
    marking: mark({
      originator: 'INT-RCC',
      tlp: 'AMBER',
      releasableTo: ['community:J7-P3'],
      caveats: ['LEA-ONLY'],
    }),
  }),
  conclusion({
    ref: 'J7-P3-R03',
    kind: 'conclusion',
    need: 'databases',
    title: 'Recognise firearms and people trafficked along migration routes',
    text: 'Trafficking groups move weapons and victims with the flows of migration. Checks on the routes should record firearms and signs of trafficking in a form that neighbours can query.',
    marking: forPolice,
  }),
  conclusion({
    ref: 'J7-P3-R04',
    kind: 'recommendation',
    need: 'harmonise-law',
    title: 'Bring the control of drug precursors closer to the law of the Union',
    text: 'Thresholds, licences and penalties for precursors differ from one jurisdiction to the next, and diversion follows the weakest. Legal services should compare their provisions and name the gaps to close first.',
    marking: forAll,
  }),
  conclusion({
    ref: 'J7-P4-R01',
    kind: 'recommendation',
    need: 'databases',
    title: 'Keep one risk picture of the Balkan route',
    text: 'Each service counts detections in its own way, so that the same group appears several times or not at all. A common monthly return, with agreed definitions, gives one picture of the route.',
    marking: publicForAll,
  }),
  conclusion({
    ref: 'J7-P4-R02',
    kind: 'recommendation',
    need: 'joint-operations',
    title: 'Extend mixed patrols and peer visits at the green border and at crossing points',
    text: 'Where officers of two countries patrol together, groups are found earlier and complaints are fewer. Neighbouring services should extend mixed patrols and visit each other’s crossing points.',
    marking: forPolice,
  }),
  conclusion({
    ref: 'J7-P4-R03',
    kind: 'recommendation',
    need: 'training',
    title: 'Train first-contact staff to recognise victims and minors',
    text: 'The first hours after detection decide whether a victim of trafficking or an unaccompanied minor is recognised. Border and reception staff should be trained to the same standard, in their own language.',
    marking: forPolice,
  }),
  conclusion({
    ref: 'J7-P5-R01',
    kind: 'recommendation',
    need: 'capacity',
    title: 'Open one channel between police and banks for payment fraud',
    text: 'A fraudulent transfer can be recalled for a few hours only. Police and banks should have one standing channel, with named desks and an answer within the banking day.',
    marking: forAll,
  }),
  conclusion({
    ref: 'J7-P5-R02',
    kind: 'conclusion',
    need: 'harmonise-law',
    title: 'Compare the law on electronic evidence held by companies',
    text: 'Preservation, production and admissibility follow different rules in each country. A comparison of provisions and forms shows what can be asked of whom, and how fast.',
    marking: forAll,
  }),
  conclusion({
    ref: 'J7-P5-R03',
    kind: 'recommendation',
    need: 'training',
    title: 'Train investigators in tracing crypto-assets together with universities',
    text: 'Few services of the region can follow crypto-assets without outside help. Universities should offer a course built on closed cases, open to investigators and prosecutors.',
    marking: publicForAll,
  }),
  conclusion({
    ref: 'J7-P5-R04',
    kind: 'recommendation',
    need: 'databases',
    title: 'Interconnect the collections of phishing kits and malware samples',
    text: 'The same kits attack banks and administrations in several languages within days. Cyber units should make their collections searchable to one another by fingerprint.',
    marking: forPolice,
  }),
];
