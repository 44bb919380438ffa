import type { Environment } from '../../policies/environment.ts';
import type { Resource } from '../../policies/resource.ts';
import type { Subject } from '../../policies/subject.ts';
import { classifications } from '../../policies/vocabulary.ts';

const control: readonly string[] = ['policy-administrator', 'auditor', 'federation-operator'];
const content: readonly string[] = ['liaison-officer', 'conference-secretariat'];

function meets(some: readonly string[], others: readonly string[]): boolean {
  for (const one of some) if (others.includes(one)) return true;
  return false;
}

/**
 * Whether a follow-up action may be read, as a programmer would write the shipped rules by hand: fast, and impossible to
 * change, explain or turn into SQL without writing it again.
 */
export function mayReadAction(subject: Subject, environment: Environment, action: Resource): boolean {
  if (environment.idpStatus !== 'ACTIVE' || meets(subject.roles, control) || !meets(subject.roles, content))
    return false;
  if (subject.agencyType === 'private' && !isOpenToPrivate(subject, action)) return false;
  return isCleared(subject, environment, action) && isRecipient(subject, action) && hasPurpose(environment, action);
}

function isOpenToPrivate({ roles }: Subject, action: Resource): boolean {
  return roles.includes('liaison-officer') && (action.own || action.related || action.releasableTo.includes('all'));
}

function isCleared(subject: Subject, environment: Environment, action: Resource): boolean {
  if (classifications.indexOf(action.classification) > classifications.indexOf(subject.clearance)) return false;
  if (action.classification === 'RESTRICTED' && environment.assurance !== 'mfa') return false;
  const isPrivate = subject.agencyType === 'private' || subject.agencyType === 'academia';
  return !(isPrivate && action.caveats.includes('LEA-ONLY'));
}

function isRecipient(subject: Subject, action: Resource): boolean {
  if (action.phase === 'draft' && !action.own) return false;
  if (meets(action.except, subject.identityTokens)) return false;
  if (action.tlp === 'RED') return action.related;
  if (action.own || action.related) return true;
  if (action.tlp === 'AMBER') return meets(action.releasableTo, subject.recipientAudiences);
  if (action.tlp === 'AMBER+STRICT') return meets(action.releasableTo, subject.agencyAudiences);
  return meets(action.releasableTo, subject.audiences);
}

function hasPurpose(environment: Environment, action: Resource): boolean {
  const { classification, caveats, purposes } = action;
  if (environment.purposeStated) return purposes.length === 0 || purposes.includes(environment.purpose);
  return purposes.length === 0 && classification !== 'RESTRICTED' && !caveats.includes('PERSONAL-DATA');
}
