import type pg from 'pg';
import type { AuditEntry } from '../../audit/entry.ts';
import { inTransaction } from '../../db/transaction.ts';
import { requestParts } from '../gate/entry.ts';
import {
  applicationByTest,
  applicationOf,
  recordTest,
  type StoredApplication,
  type TestResult,
} from '../gate/provider-application.ts';
import { systemEntry } from '../gate/system-entry.ts';
import { type AssertedIdentity, assertedIdentity } from './asserted-identity.ts';
import type { IdpRegistration } from './idp-registration.ts';
import { registered } from './idp-registry.ts';
import type { IdentityParts } from './parts.ts';
import { checkAgency } from './person-store.ts';
import { Refusal } from './refusal.ts';
import { type Attempt, asCode } from './refusal-log.ts';
import { tokenHash } from './secrets.ts';
import type { Proven } from './sign-in.ts';

/** A provider that is not in force, with the application that tries it. */
export interface Tried {
  application: number;
  idp: IdpRegistration;
}

function triedOf(application: StoredApplication | null): Tried {
  if (application === null) throw new Refusal('provider-not-active', 'no test');
  return { application: application.number, idp: registered(application.registration) };
}

/** The provider that a test link tries. @throws Refusal where the link is worth nothing any more */
export async function triedByToken(pool: pg.Pool, token: string): Promise<Tried> {
  return triedOf(await applicationByTest(pool, tokenHash(token)));
}

/** The provider of a test under way. @throws Refusal where its application went on or ended meanwhile */
export async function triedByNumber(pool: pg.Pool, number: number): Promise<Tried> {
  const application = await applicationOf(pool, number);
  return triedOf(application && ['PINNED', 'TESTED'].includes(application.state) ? application : null);
}

function testEntry(attempt: Attempt, { application, idp }: Tried, result: TestResult): AuditEntry {
  const dropped = result.dropped?.join('.') ?? '';
  return systemEntry('federation.test', 'system:sign-in', {
    recipient: { agency: result.agency ?? '', country: idp.participant, channel: 'saml' },
    resource: { type: 'identity-provider', id: String(application) },
    ...requestParts(attempt.facts, 200),
    detail: {
      alias: idp.alias,
      application,
      ...(result.assurance ? { assurance: result.assurance } : {}),
      ...(dropped ? { dropped } : {}),
    },
  });
}

/**
 * Ends a test sign-in that passed every check: who it was is told to nobody but the person who tried, nobody is made a
 * person of the portal, and no session begins.
 * @returns what was read, for the page of the person who tried
 * @throws Refusal
 */
export async function endTest(
  parts: IdentityParts,
  attempt: Attempt,
  application: number,
  { idp, assertion, assurance }: Omit<Proven, 'stepUp' | 'formerSession'>,
): Promise<AssertedIdentity> {
  const identity = assertedIdentity(assertion, idp, parts.sp.entityId);
  const result: TestResult = {
    at: new Date().toISOString(),
    outcome: 'good',
    agency: identity.agency,
    assurance,
    clearance: identity.clearance,
    purposes: identity.purposes,
    named: identity.name !== identity.subjectId,
    mail: identity.mail !== null,
    dropped: identity.dropped,
  };
  const ticket = await inTransaction(parts.pool, async (tx) => {
    await checkAgency(tx, identity, idp);
    await recordTest(tx, application, result);
    return parts.audit.appendIn(tx, [testEntry(attempt, { application, idp }, result)]);
  });
  await parts.audit.sequence(ticket);
  return identity;
}

/** Operators see why a test failed; the entry of the refusal says it too. */
export async function noteFailedTest(pool: pg.Pool, application: number, refusal: Refusal): Promise<void> {
  const check = asCode(refusal.note);
  await recordTest(pool, application, {
    at: new Date().toISOString(),
    outcome: 'refused',
    reason: refusal.reason,
    ...(check ? { check } : {}),
  });
}
