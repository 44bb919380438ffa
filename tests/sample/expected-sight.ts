import type { PurposeCode } from '../../policies/vocabulary.ts';

/**
 * What each demo person may read of the sample, worked out by hand from the decision rules in the domain
 * document. It knows nothing of the engine: where the two disagree, one of them is wrong.
 */
export interface ExpectedSight {
  /** Keys of records readable with or without a stated purpose. */
  readonly free: readonly string[];
  /** Keys of records readable only once one of these purposes, all of them the person's own, is stated. */
  readonly onPurpose: Readonly<Record<string, readonly PurposeCode[]>>;
}

const nothing: ExpectedSight = { free: [], onPurpose: {} };

/** Control roles read no content, whatever their agency, clearance or purpose. */
const controlPeople = { giulia: nothing, hana: nothing, jelena: nothing, ivo: nothing, karl: nothing, lidia: nothing };

// Released to `all` and not closed to anybody: what every content role reads.
const everybody = ['energy-crime-picture', 'balkan-route-picture', 'crypto-tracing-course'];
// LEA-ONLY, released to `all`: every content role outside the private sector and academia.
const everyPolice = ['radio-interoperability', 'first-contact-course', 'pandemic-contact-list'];

const allOfArta: readonly PurposeCode[] = ['PREVENTION', 'DETECTION', 'INVESTIGATION', 'POLICY'];
const allOfBojan: readonly PurposeCode[] = ['PREVENTION', 'DETECTION', 'INVESTIGATION', 'PUBLIC-SECURITY'];
const allOfChiara: readonly PurposeCode[] = ['DETECTION', 'INVESTIGATION', 'PROSECUTION', 'POLICY', 'STATISTICS'];

/** Follow-up actions by demo person. */
export const expectedActionSight: Readonly<Record<string, ExpectedSight>> = {
  ...controlPeople,
  // AL-ASP: Albania, panels 1–5, RESTRICTED.
  arta: {
    free: [
      ...everybody,
      ...everyPolice,
      'ephedrine-map', // country:AL admits to AMBER
      'southern-route-alerts', // own
      'controlled-delivery-contact', // RED, named
      'ionian-speedboat-watch', // AMBER, named
      'precursor-law-comparison', // panel 3
      'liaison-roster-draft', // own draft
      'prevention-catalogue', // panel 2
      'mixed-patrols', // panel 4
      'crossing-point-peer-visit', // panel 4
      'bank-fraud-channel', // panel 5
      'card-testing-indicators', // panel 5
      'e-evidence-comparison', // panel 5
      'phishing-kit-exchange', // panel 5
      'prevention-programme-form', // country:AL admits to AMBER
      'courier-handover-list', // own
    ],
    onPurpose: {
      'precursor-watch-list': allOfArta, // RESTRICTED; agency:AL-ASP admits to AMBER+STRICT
      'ephedrine-seizure-annex': allOfArta, // RESTRICTED, any purpose
      'prison-release-notice': ['PREVENTION'], // the record names PREVENTION and PUBLIC-SECURITY
      'missing-minors-desks': allOfArta, // PERSONAL-DATA, any purpose
      'energy-statistics-return': ['POLICY'], // the record names POLICY and STATISTICS
    },
  },
  // RS-MUP: Serbia, panels 1–5, RESTRICTED; neither POLICY nor STATISTICS, so never the statistics return.
  bojan: {
    free: [
      ...everybody,
      ...everyPolice,
      'interconnector-exercise', // country:RS
      'ephedrine-map', // country:RS
      'precursor-law-comparison',
      'prevention-catalogue',
      'mixed-patrols',
      'crossing-point-peer-visit',
      'bank-fraud-channel',
      'card-testing-indicators',
      'e-evidence-comparison',
      'phishing-kit-exchange', // own
      'prevention-programme-form', // country:RS
      'checkpoint-video-trial', // RED, named
    ],
    onPurpose: {
      'precursor-watch-list': allOfBojan, // RESTRICTED; agency:RS-MUP
      'route-glossary': ['PREVENTION'], // own: the record names PREVENTION and STATISTICS, he may not state the latter
      'ephedrine-seizure-annex': allOfBojan, // country:RS
      'prison-release-notice': ['PREVENTION', 'PUBLIC-SECURITY'],
      'online-cell-assessment': ['PREVENTION', 'INVESTIGATION'], // RED, named
      'joint-analysis-draft': allOfBojan, // own draft, RESTRICTED
      'firearms-trace-protocol': ['DETECTION', 'INVESTIGATION'], // own: the purpose binds all the same
      'smuggler-debriefing': ['INVESTIGATION', 'PUBLIC-SECURITY'], // own
      'missing-minors-desks': allOfBojan,
    },
  },
  // IT-DCSA: Italy, panel 3 only, RESTRICTED; country:IT does not open another agency's draft.
  chiara: {
    free: [
      ...everybody,
      ...everyPolice,
      'ephedrine-map', // own
      'southern-route-alerts', // agency:IT-DCSA admits to AMBER+STRICT
      'controlled-delivery-contact', // RED, named
      'container-profiling-pilot', // released to nobody: own
      'precursor-law-comparison',
      'courier-handover-list', // country:IT; only IT-SRI is excepted
    ],
    onPurpose: {
      'precursor-watch-list': allOfChiara, // own
      'ephedrine-seizure-annex': allOfChiara, // own
      'energy-statistics-return': ['POLICY', 'STATISTICS'],
    },
  },
  // MK-MVR: North Macedonia, panels 1–5; the clearance ended yesterday, so OFFICIAL:
  // neither the annex, nor the release notices, nor the debriefing, nor the RED assessment that names her.
  elena: {
    free: [
      ...everybody,
      ...everyPolice,
      'ephedrine-map', // country:MK
      'precursor-law-comparison', // own
      'prevention-catalogue',
      'mixed-patrols',
      'crossing-point-peer-visit',
      'border-training-needs', // co-lead
      'bank-fraud-channel',
      'card-testing-indicators',
      'e-evidence-comparison',
      'phishing-kit-exchange',
      'prevention-programme-form', // own
    ],
    onPurpose: { 'missing-minors-desks': ['PREVENTION', 'INVESTIGATION', 'PUBLIC-SECURITY'] },
  },
  // BA-GP: Bosnia and Herzegovina, panels 1, 3, 4, RESTRICTED; excepted from the peer visit.
  dino: {
    free: [
      ...everybody,
      ...everyPolice,
      'ephedrine-map', // country:BA
      'precursor-law-comparison',
      'mixed-patrols', // own
      'border-training-needs', // lead
      'quarantine-shift-plan', // own
      'checkpoint-video-trial', // RED, named
    ],
    onPurpose: {
      'route-glossary': ['PREVENTION'], // country:BA
      'firearms-trace-protocol': ['DETECTION'], // he may not state INVESTIGATION
      'smuggler-debriefing': ['PUBLIC-SECURITY'],
      'missing-minors-desks': ['PREVENTION', 'DETECTION', 'PUBLIC-SECURITY', 'TRAINING'],
    },
  },
  // PRV-BANKASSOC: private, panel 5, OFFICIAL; LEA-ONLY is closed, and the comparison excepts the association.
  // Being in the panel is not enough: the channel is open as a co-lead's, the signs of card testing are closed.
  fabio: {
    free: [...everybody, 'bank-fraud-channel'],
    onPurpose: { 'energy-statistics-return': ['POLICY'] },
  },
  // INT-RCC: secretariat, panels 1–5, RESTRICTED; PREVENTION and PUBLIC-SECURITY are not hers to state.
  sara: {
    free: [
      ...everybody,
      ...everyPolice,
      'ephedrine-map', // agency:INT-RCC
      'precursor-law-comparison',
      'prevention-catalogue',
      'mixed-patrols',
      'crossing-point-peer-visit',
      'border-training-needs', // own
      'bank-fraud-channel',
      'card-testing-indicators',
      'e-evidence-comparison',
      'phishing-kit-exchange',
    ],
    onPurpose: {
      'energy-statistics-return': ['POLICY', 'STATISTICS'], // own: the purpose binds all the same
      'missing-minors-desks': ['POLICY', 'STATISTICS', 'TRAINING'],
    },
  },
};

// Updates that carry their action's audience.
const panelFourUpdate = 'mixed-patrols-me-up';
const panelFiveUpdates = ['bank-fraud-channel-hr-mup', 'crypto-tracing-course-rs-mup'];

/** Progress updates by demo person: readable only where the action is readable too. */
export const expectedProgressSight: Readonly<Record<string, ExpectedSight>> = {
  ...controlPeople,
  arta: {
    free: [
      'ephedrine-map-rs-mup',
      'southern-route-alerts-el-hp',
      'balkan-route-picture-mk-mvr',
      panelFourUpdate,
      ...panelFiveUpdates,
    ],
    onPurpose: {
      'ephedrine-seizure-annex-al-asp': allOfArta, // own
      'prison-release-notice-rs-mup': ['PREVENTION'],
    },
  },
  // The Montenegrin figures on ephedrine and the Albanian ones on the annex are for their recipients alone.
  bojan: {
    free: ['ephedrine-map-rs-mup', 'balkan-route-picture-mk-mvr', panelFourUpdate, ...panelFiveUpdates],
    onPurpose: { 'prison-release-notice-rs-mup': ['PREVENTION', 'PUBLIC-SECURITY'] },
  },
  chiara: {
    free: [
      'ephedrine-map-rs-mup',
      'ephedrine-map-me-up', // the only demo person who reads it
      'southern-route-alerts-el-hp',
      'balkan-route-picture-mk-mvr',
    ],
    onPurpose: { 'ephedrine-seizure-annex-al-asp': allOfChiara },
  },
  elena: {
    free: ['ephedrine-map-rs-mup', 'balkan-route-picture-mk-mvr', panelFourUpdate, ...panelFiveUpdates],
    onPurpose: {},
  },
  dino: { free: ['ephedrine-map-rs-mup', 'balkan-route-picture-mk-mvr', panelFourUpdate], onPurpose: {} },
  // The Croatian answer times are LEA-ONLY, though the action itself is open to him.
  fabio: { free: ['balkan-route-picture-mk-mvr', 'crypto-tracing-course-rs-mup'], onPurpose: {} },
  sara: {
    free: ['ephedrine-map-rs-mup', 'balkan-route-picture-mk-mvr', panelFourUpdate, ...panelFiveUpdates],
    onPurpose: {},
  },
};

const openConclusions = [
  'J6-P1-R01',
  'J6-P3-R01',
  'J6-P4-R01',
  'J6-P5-R01',
  'J7-P1-R01',
  'J7-P1-R03',
  'J7-P3-R04',
  'J7-P4-R01',
  'J7-P5-R01',
  'J7-P5-R02',
  'J7-P5-R03',
];
const policeConclusions = [
  'J6-P2-R01',
  'J7-P1-R02',
  'J7-P2-R01',
  'J7-P3-R01',
  'J7-P3-R03',
  'J7-P4-R02',
  'J7-P4-R03',
  'J7-P5-R04',
];

// AMBER to Italy, Albania, Greece, Montenegro, Serbia and the secretariat: neither Elena's country nor Dino's.
const coastal = ['J6-P3-R02'];

/** References of the conclusions each demo person may read; none of them needs a stated purpose. */
export const expectedConclusionSight: Readonly<Record<string, readonly string[]>> = {
  giulia: [],
  hana: [],
  jelena: [],
  ivo: [],
  karl: [],
  lidia: [],
  arta: [...openConclusions, ...policeConclusions, 'J7-P2-R02', 'J7-P3-R02', ...coastal],
  bojan: [...openConclusions, ...policeConclusions, 'J7-P2-R02', 'J7-P3-R02', ...coastal],
  chiara: [...openConclusions, ...policeConclusions, 'J7-P3-R02', ...coastal], // panel 3 only
  elena: [...openConclusions, ...policeConclusions, 'J7-P2-R02', 'J7-P3-R02'],
  dino: [...openConclusions, ...policeConclusions, 'J7-P3-R02'], // not in panel 2
  fabio: openConclusions,
  sara: [...openConclusions, ...policeConclusions, 'J7-P2-R02', 'J7-P3-R02', ...coastal],
};
