import type { Marking } from '../policies/vocabulary.ts';
import type { AuditAction, DetailOf, Outcome } from './events.ts';

/** Who acted. The system's own acts have ids such as `system:start` and an empty agency. */
export interface AuditActor {
  id: string;
  name?: string;
  agency: string;
  country: string;
  idp: string;
  roles: string[];
  assurance: string;
  session: string;
  assertionId: string;
}

/** A record whose content was serialised into the answer. */
export interface DisclosedRecord {
  type: string;
  id: string;
  version?: number;
  originator: string;
  ref?: string;
  classification?: string;
  tlp?: string;
  fields?: readonly string[];
}

export interface AuditPurpose {
  code: string;
  legalBasis: string;
  reference: string;
  /** False when the portal assumed POLICY because nothing was stated. */
  stated: boolean;
}

export interface AuditResource {
  type: string;
  /** The id as it was asked for, even when no such record exists. */
  id: string;
  version?: number;
  originator?: string;
  ref?: string;
  marking?: Marking;
}

export interface AuditRecipient {
  agency: string;
  country: string;
  channel: 'page' | 'api' | 'saml' | 'cli' | 'system';
}

export interface AuditDecision {
  /** What the policy was asked. */
  action: string;
  policyVersion: number;
  policyHash: string;
  ruleIds: string[];
  obligations: string[];
}

/** Values before and after; what is kept is an HMAC of each under a key that dies with the record. */
export interface AuditChange {
  fields: string[];
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
}

export interface AuditHttp {
  method: string;
  /** The route's pattern, never the path. */
  route: string;
  status: number;
  requestId: string;
  clientRequestId?: string;
  fetchSite?: string;
  fetchDest?: string;
}

/** One access, as its author hands it to the log. */
export interface AuditEntry<A extends AuditAction = AuditAction> {
  action: A;
  outcome: Outcome;
  /** Null: nobody is signed in. */
  actor: AuditActor | null;
  purpose?: AuditPurpose;
  resource?: AuditResource;
  disclosed?: DisclosedRecord[];
  recipient?: AuditRecipient;
  decision?: AuditDecision;
  /** Only with `appendIn`, because its key is made in the change's transaction. */
  change?: AuditChange;
  http?: AuditHttp;
  net?: { ip: string; userAgentHash: string };
  detail?: DetailOf<A>;
}

/** The entry does not fit the catalogue: a mistake of the program, never of a person. Its request must fail. */
export class InvalidAuditEntry extends Error {
  override readonly name = 'InvalidAuditEntry';
}

/** The entry could not be made durable in time: 503, and no byte of the answer. */
export class AuditUnavailable extends Error {
  override readonly name = 'AuditUnavailable';
  /** Seconds, for Retry-After. */
  readonly retryAfter = 2;
}
