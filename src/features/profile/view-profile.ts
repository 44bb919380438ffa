import type { Classification, PurposeCode } from '../../../policies/vocabulary.ts';
import type { Gate } from '../../gate/gate.ts';
import type { SignedIn, StatedPurpose } from '../../gate/signed-in.ts';
import { isHeld, subjectFrom } from '../../gate/subject-source.ts';

/** Why less clearance counts than the agency asserted. */
type ClearanceLimit = 'held' | 'undated' | 'expired';

export interface Profile
  extends Pick<
    SignedIn,
    | 'name'
    | 'subjectId'
    | 'agency'
    | 'country'
    | 'agencyType'
    | 'communities'
    | 'roles'
    | 'auditScope'
    | 'clearance'
    | 'clearanceUntil'
    | 'heldUntil'
  > {
  /** What decisions are made with now. */
  effectiveClearance: Classification;
  clearanceLimit: ClearanceLimit | null;
  purposes: PurposeCode[];
  /** Asserted at sign-in and left out. */
  dropped: readonly string[];
  purpose: StatedPurpose | null;
  idp: string;
  idpAlias: string;
  assurance: SignedIn['assurance'];
  session: string;
  signedInAt: string;
  expiresAt: string;
}

/** What the portal knows of the person who asks, as decisions use it. */
export function viewProfile(gate: Gate, now: number = Date.now()): Profile {
  const { me } = gate;
  const effectiveClearance = subjectFrom(me, now).clearance;
  return {
    name: me.name,
    subjectId: me.subjectId,
    agency: me.agency,
    country: me.country,
    agencyType: me.agencyType,
    communities: me.communities,
    roles: me.roles,
    auditScope: me.auditScope,
    clearance: me.clearance,
    clearanceUntil: me.clearanceUntil,
    heldUntil: isHeld(me, now) ? me.heldUntil : null,
    effectiveClearance,
    clearanceLimit: clearanceLimit(me, now),
    purposes: me.purposes,
    dropped: me.dropped ?? [],
    purpose: me.purpose,
    idp: me.idp,
    idpAlias: me.idpAlias,
    assurance: me.assurance,
    session: me.session,
    signedInAt: me.signedInAt,
    expiresAt: me.expiresAt,
  };
}

/** Null while what was asserted counts in full. */
export function clearanceLimit(signedIn: SignedIn, now: number): ClearanceLimit | null {
  if (subjectFrom(signedIn, now).clearance === signedIn.clearance) return null;
  if (isHeld(signedIn, now)) return 'held';
  return signedIn.clearanceUntil === null ? 'undated' : 'expired';
}
