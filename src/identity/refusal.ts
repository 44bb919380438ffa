/**
 * Why a sign-in was refused: the truth, for the log alone. The page shows one of few texts and a reference
 * (FEDERATION, What must be refused).
 */
export const refusalReasons = [
  'method',
  'content-type',
  'too-large',
  'parameters',
  'base64',
  'utf8',
  'xml',
  'request-unknown',
  'request-expired',
  'other-browser',
  'structure',
  'algorithm',
  'encrypted',
  'version',
  'destination',
  'issuer',
  'in-response-to',
  'status',
  'signature',
  'markup-in-value',
  'subject',
  'subject-confirmation',
  'recipient',
  'conditions',
  'audience',
  'expired',
  'not-yet-valid',
  'authentication',
  'mfa',
  'replay',
  'attributes',
  'identifier',
  'scope',
  'agency',
  'country',
  'person-suspended',
  'agency-suspended',
  'too-many-new-people',
  'too-many-requests',
  'too-many-refused',
  'too-slow',
  'too-costly',
  'overloaded',
  'provider-unknown',
  'provider-not-active',
  'return-to',
  'logout',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** Reasons whose text helps an honest person; every other reason, all cryptographic ones included, reads alike. */
const helpful: Partial<Record<RefusalReason, string>> = {
  'request-unknown': 'signin.refused.again',
  'request-expired': 'signin.refused.again',
  'other-browser': 'signin.refused.again',
  replay: 'signin.refused.again',
  mfa: 'signin.refused.mfa',
  'person-suspended': 'signin.refused.account',
  'agency-suspended': 'signin.refused.account',
  'too-many-new-people': 'signin.refused.busy',
  'too-many-requests': 'signin.refused.busy',
  'too-many-refused': 'signin.refused.network',
  'too-costly': 'signin.refused.busy',
  overloaded: 'signin.refused.busy',
  'provider-unknown': 'signin.refused.provider',
  'provider-not-active': 'signin.refused.provider',
};

const statuses: Partial<Record<RefusalReason, number>> = {
  method: 405,
  'content-type': 415,
  'too-large': 413,
  'too-many-new-people': 429,
  'too-many-requests': 429,
  'too-many-refused': 429,
  'too-slow': 408,
  'too-costly': 503,
  overloaded: 503,
};

/** An agency, the scope of a subject-id, a participant: as asserted. */
export interface Claimed {
  agency?: string;
  scope?: string;
  country?: string;
}

/** What a Refusal may carry beside its reason. */
export interface RefusalFacts {
  /** The provider's signature was good: it said this itself. */
  verified?: boolean;
  /** Whole seconds after which it may go otherwise. */
  retryAfter?: number;
  /** In whose name the answer spoke, where it was not its provider's own to speak. */
  claimed?: Claimed;
}

/** Thrown wherever a sign-in or a logout message must not be accepted; `note` is short, for the log, never shown. */
export class Refusal extends Error {
  readonly reason: RefusalReason;
  readonly note: string;
  readonly verified: boolean;
  readonly retryAfter: number | null;
  /** In whose name the answer spoke, where it was not its provider's own to speak. */
  readonly claimed: Claimed;

  constructor(reason: RefusalReason, note = '', { verified = false, retryAfter, claimed = {} }: RefusalFacts = {}) {
    super(note === '' ? reason : `${reason}: ${note}`);
    this.name = 'Refusal';
    this.reason = reason;
    this.note = note.slice(0, 200);
    this.verified = verified;
    this.retryAfter = retryAfter ?? null;
    this.claimed = claimed;
  }

  /** Status of the answer: 4xx, and 503 where nobody could look at the message. */
  get status(): number {
    return statuses[this.reason] ?? 403;
  }

  /** Key of the sentence that the page shows. */
  get messageId(): string {
    return helpful[this.reason] ?? 'signin.refused.general';
  }
}
