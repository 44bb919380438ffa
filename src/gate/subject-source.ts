import type { Environment } from '../../policies/environment.ts';
import { type Subject, subjectOf } from '../../policies/subject.ts';
import type { Classification, PurposeCode } from '../../policies/vocabulary.ts';
import type { SignedIn } from './signed-in.ts';

/** An undated or expired clearance counts as OFFICIAL: nobody keeps RESTRICTED by forgetting a date. */
export function effectiveClearance(clearance: Classification, until: string | null, now: number): Classification {
  if (clearance !== 'RESTRICTED') return clearance;
  return until !== null && Date.parse(until) > now ? 'RESTRICTED' : 'OFFICIAL';
}

/** PIP: the subject attributes of a signed-in person at this instant. */
export function subjectFrom(signedIn: SignedIn, now: number): Subject {
  const held = isHeld(signedIn, now);
  const subject = subjectOf({
    person: signedIn.person,
    agency: signedIn.agency,
    country: signedIn.country,
    agencyType: signedIn.agencyType,
    communities: signedIn.communities,
    clearance: held ? 'OFFICIAL' : effectiveClearance(signedIn.clearance, signedIn.clearanceUntil, now),
    roles: signedIn.roles,
  });
  if (!held) return subject;
  // A person seen for the first time reads up to OFFICIAL / GREEN and nothing addressed to the agency.
  const audiences = subject.audiences.filter((token) => !token.startsWith('agency:'));
  return { ...subject, audiences, recipientAudiences: [], agencyAudiences: [] };
}

/** True during the first 24 hours of a person whom the agency has not announced. */
export function isHeld(signedIn: SignedIn, now: number): boolean {
  return signedIn.heldUntil !== null && Date.parse(signedIn.heldUntil) > now;
}

/** When time alone next changes what `subjectFrom` and `isHeld` say: Unix milliseconds, Infinity for never. */
export function nextChange({ clearanceUntil, heldUntil }: SignedIn, now: number): number {
  const ends = [clearanceUntil, heldUntil].map((end) => (end === null ? Number.POSITIVE_INFINITY : Date.parse(end)));
  return Math.min(...ends.filter((end) => end > now), Number.POSITIVE_INFINITY);
}

/** The environment of a request; where no purpose was stated, POLICY is assumed. */
export function environmentFrom(signedIn: SignedIn, now: number): Environment {
  return {
    purpose: signedIn.purpose?.code ?? ('POLICY' satisfies PurposeCode),
    purposeStated: signedIn.purpose !== null,
    assurance: signedIn.assurance,
    now: new Date(now).toISOString(),
    idpStatus: signedIn.idpStatus,
    sessionAge: Math.max(0, Math.floor((now - Date.parse(signedIn.authenticatedAt)) / 1000)),
  };
}
