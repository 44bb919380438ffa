import type pg from 'pg';
import type { Ticket } from '../../audit/append.ts';
import type { AuditEntry } from '../../audit/entry.ts';
import { inTransaction } from '../../db/transaction.ts';
import type { PurposeCode } from '../../policies/vocabulary.ts';
import { requestParts } from '../gate/entry.ts';
import type { SignedIn } from '../gate/signed-in.ts';
import { type AssertedIdentity, assertedIdentity } from './asserted-identity.ts';
import type { Assertion } from './assertion.ts';
import type { IdpRegistration } from './idp-registration.ts';
import type { IdentityParts } from './parts.ts';
import { admitPerson, checkAgency } from './person-store.ts';
import type { Attempt } from './refusal-log.ts';
import { loadSession } from './session-row.ts';
import { endByToken, type Former, insertSession, type NewSession } from './sessions.ts';

/** An answer that passed every check of the message itself. */
export interface Proven {
  idp: IdpRegistration;
  assertion: Assertion;
  assurance: 'basic' | 'mfa';
  /** The answer to a step-up: the person goes on with what they were doing. */
  stepUp: boolean;
  /** Hash of the session that the browser had when it asked, if any: that one is replaced. */
  formerSession: string | null;
}

function loginEntry(attempt: Attempt, signedIn: SignedIn, firstSeen: boolean, dropped: string[]): AuditEntry {
  const { person, name, agency, country, idp, roles, assurance, session, assertionId } = signedIn;
  return {
    action: 'auth.login',
    outcome: 'permit',
    actor: { id: person, name, agency, country, idp, roles, assurance, session, assertionId },
    recipient: { agency, country, channel: 'saml' },
    ...requestParts(attempt.facts, 303),
    // What was asserted beyond scope or caps and therefore dropped stands as the reason beside a success.
    detail: { idp, assurance, firstSeen, ...(dropped.length > 0 ? { reason: `dropped:${dropped.join('.')}` } : {}) },
  };
}

/** The same person in the same browser goes on with what was stated, as far as the agency still gives that purpose. */
function goingOn({ purpose, lastVisit }: Former, purposes: readonly PurposeCode[]): NewSession['former'] {
  return { purpose: purpose && purposes.includes(purpose.code) ? purpose : null, lastVisit };
}

async function openSession(
  tx: pg.PoolClient,
  parts: IdentityParts,
  proven: Proven,
  identity: AssertedIdentity,
  from: string,
) {
  const { idp, assertion, assurance } = proven;
  await checkAgency(tx, identity, idp);
  const { person, firstSeen } = await admitPerson(tx, identity, idp, parts.limits.newPeoplePerHour);
  // Never an old session with new rights: session fixation (OWASP ASVS 5.0 V7.2.4).
  const replaced =
    proven.formerSession === null ? null : await endByToken(tx, proven.formerSession, 'replaced by a new sign-in');
  const { clearance, clearanceUntil, purposes, dropped } = identity;
  const attributes = { clearance, clearanceUntil, purposes, dropped };
  const session = {
    person,
    idp: idp.entityId,
    assertion,
    assurance,
    attributes,
    maxSeconds: parts.sessionMaxSeconds,
    from,
    former: proven.stepUp && replaced?.person === person ? goingOn(replaced, purposes) : null,
  };
  const { token, hash } = await insertSession(tx, session);
  const loaded = await loadSession(tx, hash, parts.sessionIdleSeconds);
  if (loaded === null) throw new Error('the new session is not live: its provider was suspended meanwhile');
  return { token, signedIn: loaded.signedIn, firstSeen };
}

/**
 * Scope and caps, the person, a new session and its entry, in one transaction; resolves when the entry is in the log.
 * @returns the token for the cookie
 * @throws Refusal; then nothing of it is kept
 */
export async function signIn(parts: IdentityParts, attempt: Attempt, proven: Proven): Promise<string> {
  const identity = assertedIdentity(proven.assertion, proven.idp, parts.sp.entityId);
  const done = await inTransaction(parts.pool, async (tx): Promise<{ token: string; ticket: Ticket }> => {
    const { token, signedIn, firstSeen } = await openSession(tx, parts, proven, identity, attempt.facts.ip);
    const ticket = await parts.audit.appendIn(tx, [loginEntry(attempt, signedIn, firstSeen, identity.dropped)]);
    return { token, ticket };
  });
  await parts.audit.sequence(done.ticket);
  return done.token;
}
