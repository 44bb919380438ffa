import type pg from 'pg';
import type { AgencyType, Assurance, Classification, IdpStatus, PurposeCode, Role } from '../../policies/vocabulary.ts';

/** A purpose of access as the person stated it (CONTRACT, Purpose). */
export interface StatedPurpose {
  code: PurposeCode;
  legalBasis: string;
  reference: string;
  /** ISO 8601 UTC. */
  statedAt: string;
}

/**
 * The person behind a request, as src/identity established it: everything came from the session's own row,
 * inside the scope and the caps of the identity provider. The gate derives subject and environment from it.
 */
export interface SignedIn {
  /** Handle of the session, shown on pages and in the log; never the token. */
  session: string;
  person: string;
  subjectId: string;
  name: string;
  language: string;
  idp: string;
  idpAlias: string;
  idpStatus: IdpStatus;
  assertionId: string;
  agency: string;
  country: string;
  agencyType: AgencyType;
  communities: string[];
  /** As asserted and capped; `clearanceUntil` null = no expiry asserted, counts as OFFICIAL. */
  clearance: Classification;
  clearanceUntil: string | null;
  /** Held to OFFICIAL / GREEN until this instant (first-seen persons); null = not held. */
  heldUntil: string | null;
  roles: Role[];
  /** What an auditor may look at: everything as handles, or the own agency's part in clear. */
  auditScope: 'all' | 'agency' | null;
  assurance: Assurance;
  /** Purposes the person may state. */
  purposes: PurposeCode[];
  /** What the provider asserted at sign-in beyond its scope or caps, and was left out: `clearance`, `purposes`, `mail`. */
  dropped?: readonly string[];
  purpose: StatedPurpose | null;
  csrfToken: string;
  signedInAt: string;
  /** When the identity provider saw who the person is: at sign-in here, or earlier in a session of its own. */
  authenticatedAt: string;
  expiresAt: string;
}

/** A live session as its person recognises it. */
export interface OpenSession {
  /** Handle, never the token. */
  session: string;
  idp: string;
  assurance: Assurance;
  signedInAt: string;
  lastSeenAt: string;
  expiresAt: string;
  /** Network address at sign-in; null for sessions that are older than this was kept. */
  from: string | null;
}

/** A purpose that was stated before, and the page for which it was stated last; empty = for none in particular. */
export interface RecentPurpose extends StatedPurpose {
  path: string;
}

/** What src/identity offers to the gate about sessions; wired in app.ts. */
export interface SessionPort {
  /** Writes the purpose into the session and among the person's own, inside the caller's transaction. `path`: for which page. */
  statePurpose(tx: pg.PoolClient, signedIn: SignedIn, purpose: StatedPurpose, path: string): Promise<void>;
  /** The purposes that this person stated, each once, the last one first. */
  recentPurposes(person: string): Promise<RecentPurpose[]>;
  /** When the person was last seen before this session began; null at the first visit. */
  lastVisit(session: string): Promise<string | null>;
  /** The person behind a live session, by its handle, as the database knows them now; null when it ended. */
  find(session: string): Promise<SignedIn | null>;
  /** The live sessions of a person, the last used first. */
  ofPerson(person: string): Promise<OpenSession[]>;
  /** Ends these sessions of the person inside the caller's transaction; how many there were. */
  endOf(tx: pg.PoolClient, person: string, sessions: readonly string[], because: string): Promise<number>;
  /** Ends the session inside the caller's transaction. @returns the handle by which its agency may be asked to end its own, or null */
  end(tx: pg.PoolClient, signedIn: SignedIn, because: string): Promise<string | null>;
  /** After the commit of a change to the session: whatever this instance remembers of it is forgotten. */
  changed(signedIn: SignedIn): void;
  /** Throws when the session was ended or may not be trusted any more: asked again right before release. */
  stillGood(signedIn: SignedIn): void;
}
