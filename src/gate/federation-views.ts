import type { Refusals } from '../../audit/insight.ts';
import type { IdpStatus } from '../../policies/vocabulary.ts';

/** A provider as it is registered; src/identity knows them. */
export interface KnownProvider {
  entityId: string;
  alias: string;
  names: Record<string, string>;
  participant: string;
  agencies: string[];
  status: IdpStatus;
  /** ISO 8601: the sooner of its certificates' and its metadata's end; null where the registration cannot be read. */
  trustedUntil: string | null;
  /** Why nobody can sign in through it now. */
  broken?: string;
}

/** What src/identity offers about providers; wired in start.ts. */
export interface FederationPort {
  known(): Promise<KnownProvider[]>;
  /** By entityID; a provider through which nobody signed in yet is missing. */
  signIns(): Promise<Map<string, SignIns>>;
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
