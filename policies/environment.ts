import type { Assurance, IdpStatus, PurposeCode } from './vocabulary.ts';

/** Here and now: what a rule may know of the moment of the request. */
export interface Environment {
  /** The declared purpose, or POLICY where none was stated. */
  purpose: PurposeCode;
  /** False while the purpose is only assumed. */
  purposeStated: boolean;
  assurance: Assurance;
  /** Decision time, ISO 8601 UTC. Read rules may not look at it. */
  now: string;
  idpStatus: IdpStatus;
  /** Seconds since sign-in. Read rules may not look at it. */
  sessionAge: number;
}
