import type { AgencyEntry, Directory } from './directory.ts';
import { type Exchange, Ledger } from './exchange.ts';
import { Gate } from './gate.ts';
import type { GateParts } from './parts.ts';
import type { SignedIn } from './signed-in.ts';

/** An act of the portal itself for one agency: decided, written and logged like anybody's, under a system name. */
export interface SystemAct {
  gate: Gate;
  /** Waits until every entry of the act is in the tree. */
  finish(): Promise<void>;
}

/** The system as a subject: it holds a content role and belongs to the agency whose records it writes. */
function systemIdentity(id: `system:${string}`, agency: AgencyEntry): SignedIn {
  const now = Date.now();
  return {
    session: id,
    person: id,
    subjectId: id,
    name: id,
    language: 'en',
    idp: 'system',
    idpAlias: 'system',
    idpStatus: 'ACTIVE',
    assertionId: '',
    agency: agency.code,
    country: agency.participant,
    // The loader writes for members of every kind, also those whose own people may not write this type.
    agencyType: 'international',
    communities: agency.communities,
    clearance: 'RESTRICTED',
    clearanceUntil: new Date(now + 3_600_000).toISOString(),
    heldUntil: null,
    roles: ['conference-secretariat'],
    auditScope: null,
    assurance: 'mfa',
    purposes: ['POLICY'],
    purpose: { code: 'POLICY', legalBasis: '', reference: id, statedAt: new Date(now).toISOString() },
    csrfToken: '',
    signedInAt: new Date(now).toISOString(),
    authenticatedAt: new Date(now).toISOString(),
    expiresAt: new Date(now + 3_600_000).toISOString(),
  };
}

/** Opens the gate for the system; used by the sample only, in demo databases only. */
export function systemAct(
  parts: GateParts,
  directory: Directory,
  id: `system:${string}`,
  agency: AgencyEntry,
): SystemAct {
  const signedIn = systemIdentity(id, agency);
  const exchange: Exchange = {
    facts: { method: 'SYSTEM', route: id, surface: 'page', requestId: id, ip: '', userAgentHash: '' },
    success: { event: 'record.create', action: 'create', status: 201 },
    signedIn,
    sight: parts.sights.of(signedIn),
    ledger: new Ledger(),
  };
  return {
    gate: new Gate(parts, exchange, directory),
    finish: async () => {
      for (const ticket of exchange.ledger.tickets) await parts.audit.sequence(ticket);
    },
  };
}
