import type { Classification, PurposeCode } from '../../policies/vocabulary.ts';

/** Which SAML attribute carries what (FEDERATION, Registration). */
export interface AttributeNames {
  subjectId: string;
  displayName: string;
  mail: string;
  agency: string;
  country: string;
  clearance: string;
  clearanceExpires: string;
  purposes: string;
}

export const defaultAttributeNames: AttributeNames = {
  subjectId: 'urn:oasis:names:tc:SAML:attribute:subject-id',
  displayName: 'urn:oid:2.16.840.1.113730.3.1.241',
  mail: 'urn:oid:0.9.2342.19200300.100.1.3',
  agency: 'urn:oid:2.5.4.10',
  country: 'urn:oid:2.5.4.6',
  clearance: 'urn:seguito:attribute:clearance',
  clearanceExpires: 'urn:seguito:attribute:clearance-expires',
  purposes: 'urn:seguito:attribute:purposes',
};

/** The REFEDS MFA profile v2, compared exactly. */
export const refedsMfa = 'https://refeds.org/profile/mfa';

/** One identity provider as it was registered: what it may say, for whom, and with which keys it signs. */
export interface IdpRegistration {
  /** Short name in addresses and file names: `it`. */
  alias: string;
  entityId: string;
  /** Single sign-on address, HTTP-Redirect binding. */
  ssoUrl: string;
  /** Where a LogoutRequest and a LogoutResponse go (HTTP-Redirect), if the IdP takes them. */
  logout: { requestUrl: string; responseUrl: string } | null;
  /** One or two signing certificates, PEM. */
  certificates: string[];
  /** ISO 8601; nobody signs in through it from then on. */
  trustedUntil: string;
  /** Participant code, e.g. `IT`. */
  participant: string;
  agencies: string[];
  /** Exact domains for scoped values, lower case. */
  scopes: string[];
  caps: { clearance: Classification; purposes: PurposeCode[] };
  requireAuthnContext: string | null;
  signature: 'both' | 'response' | 'assertion';
  allowCbc: boolean;
  attributes: AttributeNames;
  /** `file`: FEDERATION_DIR; `portal`: registered by two operators; `demo`: answered by this process itself, in a demo database. */
  source: 'file' | 'portal' | 'demo';
  /** Names for people, by language tag. */
  names: Record<string, string>;
  /** `shibmd:Scope` of the metadata, to be shown: it grants nothing. */
  claimedScopes?: string[];
  /** Set where the metadata comes from an aggregate: then its publisher says with which keys the IdP signs. */
  aggregate?: {
    name: string;
    /** SHA-256 of the certificates that are pinned for it. */
    fingerprints: string[];
    /** ISO 8601; of the registration itself, null where it names none. */
    trustedUntil: string | null;
  };
}
