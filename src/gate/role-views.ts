import type { Role } from '../../policies/vocabulary.ts';

export const roleChangeKinds = ['grant', 'revoke'] as const;
export type RoleChangeKind = (typeof roleChangeKinds)[number];
export const roleScopes = ['agency', 'all'] as const;
export type RoleScope = (typeof roleScopes)[number];

/** A role that nobody said was still needed for so many days is due. */
export const recertifyDays = 180;
/** A proposal that nobody decided lapses after so many days. */
export const proposalDays = 14;

/** Somebody who holds a role that two persons gave. */
export interface RoleHolder {
  /** Of the assignment. */
  id: string;
  person: { id: string; name: string };
  subjectId: string;
  agency: string;
  provider: string;
  role: Role;
  scope: RoleScope;
  /** `change:<number>`, or who appointed before there were operators. */
  grantedBy: string;
  grantedAt: string;
  recertifiedAt: string | null;
  due: boolean;
  /** ISO 8601; null before the first sign-in. */
  lastSeenAt: string | null;
}

/** What an operator proposes. */
export interface RoleProposal {
  kind: RoleChangeKind;
  /** Alias of the person's provider. */
  provider: string;
  subjectId: string;
  agency: string;
  role: Role;
  scope: RoleScope;
  reason: string;
}

export const roleSteps = ['confirm', 'reject', 'withdraw'] as const;
export type RoleStep = (typeof roleSteps)[number];

export interface RoleChangeView {
  number: number;
  kind: RoleChangeKind;
  person: { id: string; name: string };
  subjectId: string;
  agency: string;
  provider: string;
  role: Role;
  scope: RoleScope;
  reason: string;
  /** LAPSED: nobody decided in time. */
  state: 'PROPOSED' | 'CONFIRMED' | 'REJECTED' | 'WITHDRAWN' | 'LAPSED';
  stateReason: string | null;
  /** Agency of who proposed; empty: the console. */
  by: string;
  mine: boolean;
  confirmations: { agency: string; at: string }[];
  /** How many confirmations it takes. */
  needed: number;
  createdAt: string;
  updatedAt: string;
  steps: { step: RoleStep; against: string | null }[];
}
