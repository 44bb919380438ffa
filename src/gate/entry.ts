import type { AuditActor, AuditEntry } from '../../audit/entry.ts';
import type { AuditAction } from '../../audit/events.ts';
import { maxDisclosed } from '../../audit/validate.ts';
import type { Action } from '../../policies/vocabulary.ts';
import type { Exchange, RequestFacts } from './exchange.ts';
import type { SignedIn } from './signed-in.ts';

/** The actor part of an entry. */
export function actorOf(signedIn: SignedIn): AuditActor {
  return {
    id: signedIn.person,
    name: signedIn.name,
    agency: signedIn.agency,
    country: signedIn.country,
    idp: signedIn.idp,
    roles: signedIn.roles,
    assurance: signedIn.assurance,
    session: signedIn.session,
    assertionId: signedIn.assertionId,
  };
}

/** The parts of an entry that follow from the request alone. */
export function requestParts(facts: RequestFacts, status: number): Pick<AuditEntry, 'http' | 'net'> {
  const { method, route, requestId, clientRequestId, fetchSite, fetchDest, ip, userAgentHash } = facts;
  return {
    http: {
      method,
      route,
      status,
      requestId,
      ...(clientRequestId ? { clientRequestId } : {}),
      ...(fetchSite ? { fetchSite } : {}),
      ...(fetchDest ? { fetchDest } : {}),
    },
    net: { ip, userAgentHash },
  };
}

/**
 * The entries of an exchange: one, unless more records were disclosed than an entry holds; then several that number
 * themselves, and all of them are durable before the answer leaves.
 */
export function entriesOf(...given: Parameters<typeof entryOf>): AuditEntry[] {
  const whole = entryOf(...given);
  const disclosed = whole.disclosed ?? [];
  if (disclosed.length <= maxDisclosed) return [whole];
  const parts = Math.ceil(disclosed.length / maxDisclosed);
  return Array.from({ length: parts }, (_, index) => ({
    ...whole,
    disclosed: disclosed.slice(index * maxDisclosed, (index + 1) * maxDisclosed),
    detail: { ...whole.detail, part: index + 1, parts },
  }));
}

/** The entry of an exchange: who, for what purpose, decided by which rules, with which records in the answer. */
export function entryOf(
  exchange: Exchange,
  event: AuditAction,
  decided: Action,
  outcome: AuditEntry['outcome'],
  status: number,
): AuditEntry {
  const { signedIn, sight, ledger, facts } = exchange;
  const detail = ledger.detailOf(event);
  return {
    action: event,
    outcome,
    actor: actorOf(signedIn),
    purpose: {
      code: sight.environment.purpose,
      legalBasis: signedIn.purpose?.legalBasis ?? '',
      reference: signedIn.purpose?.reference ?? '',
      stated: sight.environment.purposeStated,
    },
    ...(ledger.resource ? { resource: ledger.resource } : {}),
    disclosed: [...ledger.disclosed.values()],
    recipient: { agency: signedIn.agency, country: signedIn.country, channel: facts.surface },
    decision: {
      action: decided,
      policyVersion: sight.policy.version,
      policyHash: sight.policy.hash,
      ruleIds: [...ledger.ruleIds],
      obligations: [...ledger.obligations],
    },
    ...requestParts(facts, status),
    ...(Object.keys(detail).length > 0 ? { detail } : {}),
  };
}

/** The entry of a person who was shown the own session. */
export function sessionEntry(signedIn: SignedIn, facts: RequestFacts): AuditEntry {
  return {
    action: 'session.read',
    outcome: 'permit',
    actor: actorOf(signedIn),
    recipient: { agency: signedIn.agency, country: signedIn.country, channel: facts.surface },
    ...requestParts(facts, 200),
  };
}
