/**
 * The closed lists of the federation: one source for types, SQL CHECKs, forms and rules.
 * Order matters where a list is an ordered enum (classification, TLP): a comparison is by rank.
 */

export const classifications = ['PUBLIC', 'OFFICIAL', 'RESTRICTED'] as const;
export const tlps = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const;
export const caveats = ['ORCON', 'LEA-ONLY', 'DISPLAY-ONLY', 'PERSONAL-DATA', 'NO-MT'] as const;
export const handlings = ['H0', 'H1', 'H2', 'H3'] as const;
export const existences = ['hidden', 'stub'] as const;

/** LED (Directive (EU) 2016/680) art. 1 purposes, then the federation's own. */
export const purposes = [
  'PREVENTION',
  'DETECTION',
  'INVESTIGATION',
  'PROSECUTION',
  'PENALTY',
  'PUBLIC-SECURITY',
  'TRAINING',
  'POLICY',
  'STATISTICS',
  'AUDIT',
] as const;

/** What a rule may decide on. *list* is not an action: a list is the set of records that may be read. */
export const actions = [
  'read',
  'create',
  'update',
  'transition',
  'comment',
  'export',
  'share',
  'simulate',
  'approve',
  'activate',
  'grant',
  'audit-read',
] as const;

/** Types whose rows carry a marking: nobody reads one except through the gate. */
export const contentTypes = [
  'conference',
  'panel',
  'conclusion',
  'follow-up-action',
  'commitment',
  'progress-update',
  'best-practice',
  'adoption',
] as const;

/** Types without a marking: the portal's own affairs. */
export const controlTypes = [
  'agency',
  'person',
  'session',
  'policy',
  'audit-entry',
  'identity-provider',
  'suspension',
  'notice',
  'role-assignment',
] as const;

export const resourceTypes = [...contentTypes, ...controlTypes] as const;

/** Words that stand for every type of a kind, today's and tomorrow's: what a forbid says of them, no new type escapes. */
export const resourceKinds = { content: contentTypes, control: controlTypes } as const;

export const contentRoles = ['liaison-officer', 'conference-secretariat'] as const;
export const controlRoles = ['policy-administrator', 'auditor', 'federation-operator'] as const;
export const roles = [...contentRoles, ...controlRoles] as const;

/** Along what a record moves: most have `state` alone, a commitment has two others. A transition always names one. */
export const axes = ['state', 'acceptance', 'implementation'] as const;

export const agencyTypes = [
  'police',
  'gendarmerie',
  'border',
  'customs',
  'prosecution',
  'ministry',
  'international',
  'private',
  'academia',
] as const;

export const participantKinds = [
  'country',
  'economy',
  'international-organisation',
  'eu-body',
  'private',
  'academia',
] as const;

/** A function of a record's type and state; part of its access class. */
export const phases = ['draft', 'live', 'retired'] as const;

/** How strongly the person was authenticated: `mfa` is the REFEDS MFA profile, exactly. */
export const assurances = ['basic', 'mfa'] as const;

export const idpStatuses = ['APPLIED', 'VETTED', 'PINNED', 'TESTED', 'ACTIVE', 'SUSPENDED', 'EXPELLED'] as const;

export type Classification = (typeof classifications)[number];
export type Tlp = (typeof tlps)[number];
export type Caveat = (typeof caveats)[number];
export type Handling = (typeof handlings)[number];
export type Existence = (typeof existences)[number];
export type PurposeCode = (typeof purposes)[number];
export type Action = (typeof actions)[number];
export type ContentType = (typeof contentTypes)[number];
export type ResourceType = (typeof resourceTypes)[number];
export type AxisName = (typeof axes)[number];
export type Role = (typeof roles)[number];
export type AgencyType = (typeof agencyTypes)[number];
export type ParticipantKind = (typeof participantKinds)[number];
export type Phase = (typeof phases)[number];
export type Assurance = (typeof assurances)[number];
export type IdpStatus = (typeof idpStatuses)[number];

/** The marking of a record, as JSON bodies, forms, rules and audit entries carry it (CONTRACT). */
export interface Marking {
  classification: Classification;
  tlp: Tlp;
  /** Audience tokens: `all`, `country:AL`, `agency:AL-ASP`, `community:J7-P3`, `person:<id>`. Empty = originator only. */
  releasableTo: string[];
  /** Audience tokens that never see the record, whatever else says so. */
  except: string[];
  caveats: Caveat[];
  handling: Handling[];
  /** Purposes the record may be read for; empty = any. */
  purposes: PurposeCode[];
  existence: Existence;
  /** Code of the agency that owns the record. */
  originator: string;
}
