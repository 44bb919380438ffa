import type { Classification, PurposeCode } from '../../policies/vocabulary.ts';

/** A person of the sample whom a demo IdP signs in; db/sample/people.ts has the same fields and more. */
export interface DemoPerson {
  alias: string;
  idpAlias: string;
  /** `unique@scope`. */
  subjectId: string;
  name: string;
  agency: string;
  country: string;
  clearance: Classification;
  /** ISO date or time, or days from today (UTC) as the sample has it; null: none asserted. */
  clearanceExpires: string | number | null;
  purposes: readonly PurposeCode[];
  mail: string | null;
  /** `on-request`: signs in with a password, and gives the second factor where it is asked for. */
  mfa: boolean | 'on-request';
}
