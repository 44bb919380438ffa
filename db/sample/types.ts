import type {
  AgencyType,
  Classification,
  Marking,
  ParticipantKind,
  PurposeCode,
  Role,
} from '../../policies/vocabulary.ts';

/** Texts by language tag (`en`, `sr-Cyrl`, `it`, …). */
export type Texts = Readonly<Record<string, string>>;

/** English, Serbian (Cyrillic) and Italian, which the portal speaks completely, and any other language. */
export type PortalTexts = Texts & { readonly en: string; readonly 'sr-Cyrl': string; readonly it: string };

/** Languages in which the sample's records are written. */
export type SampleLanguage = 'en' | 'it' | 'sq' | 'sr-Cyrl' | 'mk' | 'bs';

/** A whole number of days counted from the day of loading: 0 = that day, -1 = the day before. See `days.ts`. */
export type DayOffset = number;

export interface SampleParticipant {
  /** What follows `country:` in an audience token; not an ISO list. */
  readonly code: string;
  readonly kind: ParticipantKind;
  readonly names: PortalTexts;
  /** Text shown wherever the name appears with an asterisk. */
  readonly footnote?: string;
}

export interface SampleAgency {
  readonly code: string;
  readonly participant: string;
  readonly type: AgencyType;
  /** The languages of the portal and that of the agency itself. */
  readonly names: PortalTexts;
  /** Proposed when a person of this agency states a purpose. */
  readonly defaultLegalBasis: string;
  /** Names of communities, e.g. `J7-P3`. */
  readonly communities: readonly string[];
  readonly fictional: true;
}

export interface SampleCommunity {
  readonly name: string;
  readonly names: PortalTexts;
}

export interface SampleRole {
  readonly role: Role;
  /** Only an auditor has a scope that matters; `agency` where absent. */
  readonly scope?: 'all' | 'agency';
}

export interface SamplePurpose {
  readonly code: PurposeCode;
  readonly legalBasis: string;
  readonly reference: string;
}

export interface SamplePerson {
  /** Short name of the demo sign-in, and of `person:<alias>` tokens in the sample's markings. */
  readonly alias: string;
  readonly idpAlias: string;
  /** subject-id (SAML V2.0 Subject Identifier Attributes, 3.3): `unique@scope`. */
  readonly subjectId: string;
  readonly name: string;
  readonly rank: string;
  readonly function: string;
  readonly agency: string;
  /** Participant code of the agency. */
  readonly country: string;
  readonly clearance: Classification;
  /** Last day of the clearance; null = asserted without an end, which counts as OFFICIAL. */
  readonly clearanceExpires: DayOffset | null;
  readonly purposes: readonly PurposeCode[];
  readonly mail: string;
  /** Language of the portal's pages for this person. */
  readonly language: 'en' | 'it' | 'sr-Cyrl';
  readonly roles: readonly SampleRole[];
  /** Signs in with the REFEDS MFA profile. */
  /** `on-request`: signs in with a password, and gives the second factor where it is asked for. */
  readonly mfa: boolean | 'on-request';
  /** Stated on the day before loading. */
  readonly lastPurpose?: SamplePurpose;
  readonly fictional: true;
}

export interface SampleOrganiser {
  readonly names: PortalTexts;
  /** Agency of the federation that stands for it, where there is one. */
  readonly agency?: string;
}

export interface SampleTheme {
  readonly key: string;
  readonly kind: 'theme' | 'need' | 'strategy';
  readonly names: PortalTexts;
  /** What the report says about it, in our words. */
  readonly summary: PortalTexts;
}

export interface SampleConference {
  readonly ref: string;
  readonly edition: number;
  readonly state: 'OPEN' | 'CLOSED';
  readonly city: string;
  /** Calendar dates, YYYY-MM-DD: a fact, not an offset. */
  readonly startsOn: string;
  readonly endsOn: string;
  readonly lang: 'en';
  readonly titles: PortalTexts;
  readonly description: string;
  /** Where the sample departs from the letter of the report, and why; shown on the page. */
  readonly notes: readonly PortalTexts[];
  readonly organisers: readonly SampleOrganiser[];
  readonly themes: readonly SampleTheme[];
  /** Title, language and text of the organisers' report; empty where the sample has none. */
  readonly sourceTitle: string;
  readonly sourceLang: 'ru' | '';
  readonly sourceText: string;
  readonly marking: Marking;
  readonly fictional: false;
}

export interface SamplePanel {
  readonly ref: string;
  readonly conference: string;
  readonly position: number;
  readonly lang: 'en';
  readonly names: PortalTexts;
  /** Summary of what the report says about this panel; where there is no report, what is invented. */
  readonly description: string;
  readonly marking: Marking;
  readonly fictional: boolean;
}

export type Need =
  | 'harmonise-law'
  | 'best-practice'
  | 'training'
  | 'databases'
  | 'joint-operations'
  | 'early-warning'
  | 'capacity';

export interface SampleConclusion {
  readonly ref: string;
  readonly panel: string;
  readonly kind: 'conclusion' | 'recommendation';
  readonly need: Need;
  readonly lang: SampleLanguage;
  readonly title: string;
  readonly text: string;
  /** Reference of the conclusion of an earlier edition that it carries on. */
  readonly carriedFrom?: string;
  readonly marking: Marking;
  readonly fictional: true;
}

export type Acceptance = 'PROPOSED' | 'UNDER_CONSIDERATION' | 'ACCEPTED' | 'ACCEPTED_WITH_RESERVATION' | 'DECLINED';
export type Implementation =
  | 'NOT_STARTED'
  | 'IN_PROGRESS'
  | 'BLOCKED'
  | 'REPORTED_DONE'
  | 'VERIFIED'
  | 'RETURNED'
  | 'CLOSED';

export interface SampleCommitment {
  readonly agency: string;
  readonly acceptance: Acceptance;
  /** Mandatory for a reservation and for a refusal. */
  readonly acceptanceReason?: string;
  readonly implementation: Implementation;
  /** Mandatory for BLOCKED and RETURNED. */
  readonly implementationReason?: string;
  readonly weight: number;
}

export interface SampleAction {
  /** Stable name inside the sample; the reference with its random part is made when it is loaded. */
  readonly key: string;
  readonly conclusion: string;
  readonly lang: SampleLanguage;
  readonly title: string;
  readonly description: string;
  readonly indicators: string;
  readonly lead: string;
  readonly coLeads: readonly string[];
  readonly priority: 'low' | 'normal' | 'high';
  readonly due: DayOffset | null;
  readonly state: 'DRAFT' | 'OPEN' | 'CLOSED' | 'CARRIED_OVER' | 'ABANDONED';
  /** Mandatory for ABANDONED. */
  readonly stateReason?: string;
  /** Alias of a person of the originator's agency. */
  readonly author: string;
  readonly commitments: readonly SampleCommitment[];
  /** Named persons stand as `person:<alias>`. */
  readonly marking: Marking;
  readonly fictional: true;
}

export interface SampleProgress {
  readonly key: string;
  /** Key of the action. */
  readonly action: string;
  /** Agency whose commitment it reports on; also its originator. */
  readonly agency: string;
  readonly author: string;
  readonly lang: SampleLanguage;
  readonly percent: number;
  readonly text: string;
  readonly marking: Marking;
  readonly fictional: true;
}

/** How the records of the sample are marked; named persons stand as `person:<alias>`. */
export type SampleMarking = Marking;

/** A best practice; all of them are invented. */
export interface SamplePractice {
  key: string;
  /** Reference of the panel it belongs to, e.g. `J7-P4`; null = none. */
  panel: string | null;
  state: 'SHARED' | 'PUBLISHED' | 'REVIEW_DUE' | 'DEPRECATED';
  lang: string;
  title: string;
  problem: string;
  response: string;
  results: string;
  evidence: 'beneficial' | 'likely' | 'trade-off' | 'unknown' | 'ineffective';
  /** Alias of a person of the originator's agency. */
  author: string;
  marking: SampleMarking;
}

/** How an agency stands to a practice of another one. */
export interface SampleAdoption {
  /** Key of the practice. */
  practice: string;
  agency: string;
  state: 'INTERESTED' | 'PILOTING' | 'ADOPTED' | 'EVALUATED' | 'DISCONTINUED';
  outcome?: 'benefit' | 'mixed' | 'no-effect' | 'harm';
  /** What was said with the last step; empty = nothing. */
  reason: string;
}
