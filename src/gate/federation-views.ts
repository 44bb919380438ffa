import type { Refusals } from '../../audit/insight.ts';
import type { Classification, IdpStatus, PurposeCode } from '../../policies/vocabulary.ts';
import type { Prepared, Registration, StepName, StoredApplication } from './provider-application.ts';
import type { ApplicationStep } from './registry-words.ts';

/** A provider as it is registered; src/identity knows them. */
export interface KnownProvider {
  entityId: string;
  alias: string;
  names: Record<string, string>;
  participant: string;
  agencies: string[];
  status: IdpStatus;
  /**
   * ISO 8601: the sooner of its certificates' and its metadata's end, of an aggregate's provider the registration's own; null
   * where the registration cannot be read or names no end.
   */
  trustedUntil: string | null;
  /** Those it signs with now. */
  certificates: CertificateFacts[];
  /** Why nobody can sign in through it now. */
  broken?: string;
  /** Domains that its metadata claims (`shibmd:Scope`): to be compared, they grant nothing. */
  claimedScopes?: string[];
  /** Where its metadata comes from a signed aggregate. */
  aggregate?: AggregateHealth;
}

/** How the aggregate does that a provider's metadata comes from. Times ISO 8601. */
export interface AggregateHealth {
  name: string;
  /** Last good refresh; null where there was none. */
  refreshedAt: string | null;
  /** The copy that is held counts until then; null where none is held. */
  validUntil: string | null;
  /** Set where operators must look at it. */
  warning: string | null;
}

export interface CertificateFacts {
  /** SHA-256, lower-case hex. */
  fingerprint: string;
  /** ISO 8601. */
  notAfter: string;
}

/** What an operator says of a provider, beside its metadata; names as in a file of FEDERATION_DIR. */
export interface RegistrationForm {
  alias: string;
  /** XML as it was pasted. */
  metadata: string;
  /** Which provider of the metadata, where it holds several. */
  entityId: string;
  agencies: string[];
  scopes: string[];
  clearance: Classification;
  purposes: PurposeCode[];
  signature: 'both' | 'response' | 'assertion';
  /** Its people always sign in with a second factor. */
  mfa: boolean;
  allowCbc: boolean;
  /** `2027-12-31`; null where the metadata says it. */
  trustedUntil: string | null;
  /** Names of SAML attributes that differ from the usual ones, by what they carry. */
  attributes: Record<string, string>;
}

/** An application as operators and the agencies that it speaks for see it. */
export interface ApplicationView extends Omit<StoredApplication, 'author' | 'configuration'> {
  /** Of who applied; empty: a file. */
  agency: string;
  mine: boolean;
  registration: Registration;
  certificates: CertificateFacts[];
  /** ISO 8601; null where nothing waits. */
  waitsUntil: string | null;
  taken: { step: StepName; agency: string; at: string }[];
  /** Steps that this reader's role may take, and what stands against each now. */
  steps: { step: ApplicationStep; against: string | null }[];
}

/** What src/identity offers about providers; wired in start.ts. */
export interface FederationPort {
  known(): Promise<KnownProvider[]>;
  /** By entityID; a provider through which nobody signed in yet is missing. */
  signIns(): Promise<Map<string, SignIns>>;
  /** Reads and checks what is applied for. Throws AppError `invalid-input` naming the field. */
  prepare(form: RegistrationForm): Promise<Prepared>;
  certificates(pems: readonly string[]): CertificateFacts[];
  newTestToken(): { token: string; hash: string };
  /** Path of the sign-in that tries a provider. */
  testAddress(entityId: string, token: string): string;
}

export interface SignIns {
  /** ISO 8601; null where nobody signed in through it yet. */
  lastSignIn: string | null;
  /** Sessions that are live now. */
  sessions: number;
}

/** How a provider does. */
export interface ProviderHealth extends KnownProvider, SignIns {
  refusals: Omit<Refusals, 'idp'>[];
}

export interface Federation {
  providers: ProviderHealth[];
  /** Refused answers in the name of providers that are not registered here. */
  strangers: Refusals[];
}

/** Refusals are counted over these days. */
export const refusalDays = 30;
