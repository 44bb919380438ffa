import type express from 'express';
import { AuditUnavailable } from '../../audit/entry.ts';
import { isDatabaseUnavailable } from '../../db/connect.ts';
import type { RequestFacts } from '../gate/exchange.ts';
import { factsOf } from '../gate/request.ts';
import { tellImpersonated } from './impersonation.ts';
import type { IdentityParts } from './parts.ts';
import { noteFailedTest } from './provider-test.ts';
import { Refusal } from './refusal.ts';
import type { Attempt } from './refusal-log.ts';

export type SamlHandler = (request: express.Request, response: express.Response, attempt: Attempt) => Promise<void>;

async function refuse(
  parts: IdentityParts,
  request: express.Request,
  response: express.Response,
  attempt: Attempt,
  refusal: Refusal,
) {
  if (refusal.verified) attempt.verified = true;
  parts.limiter.refuse(attempt, refusal);
  // Durable before the answer: an attempt that left no trace must not even learn that it failed.
  await parts.refusals.note(attempt, refusal);
  if (attempt.verified) await tellImpersonated(parts.pool, attempt.idp, refusal);
  if (attempt.test !== undefined) await noteFailedTest(parts.pool, attempt.test, refusal);
  parts.log.info(
    { reason: refusal.reason, idp: attempt.idp, requestId: attempt.facts.requestId },
    'a sign-in was refused',
  );
  response.setHeader('Cache-Control', 'no-store');
  if (refusal.retryAfter !== null) response.setHeader('Retry-After', String(refusal.retryAfter));
  // What was not read of the body is not waited for.
  if (!request.readableEnded && request.method === 'POST') response.setHeader('Connection', 'close');
  parts.pages.refused(request, response, {
    status: refusal.status,
    reference: attempt.facts.requestId,
    contact: parts.supportContact,
    messageId: refusal.messageId,
    retryAfter: refusal.retryAfter,
  });
}

/** Nothing was decided: the database or the log was away, or the program is wrong. No detail leaves either way. */
function fail(
  parts: IdentityParts,
  request: express.Request,
  response: express.Response,
  attempt: Attempt,
  error: unknown,
): void {
  if (response.headersSent) throw error;
  const away = error instanceof AuditUnavailable || isDatabaseUnavailable(error);
  parts.log.error({ err: error, requestId: attempt.facts.requestId }, 'a sign-in failed');
  response.setHeader('Cache-Control', 'no-store');
  const retryAfter = away ? 2 : null;
  if (retryAfter !== null) response.setHeader('Retry-After', String(retryAfter));
  const info = { reference: attempt.facts.requestId, contact: parts.supportContact };
  parts.pages.refused(request, response, {
    status: away ? 503 : 500,
    messageId: 'signin.refused.unavailable',
    retryAfter,
    ...info,
  });
}

/** An Express handler for one SAML endpoint: a Refusal becomes an entry and the page, whoever was refused too often is not
 * even listened to, and anything else goes on as an error. */
export function samlRoute(
  parts: IdentityParts,
  method: string,
  path: string,
  handler: SamlHandler,
): express.RequestHandler {
  return (request, response, next) => {
    const facts: RequestFacts = factsOf(request, method, path, 'page');
    const attempt: Attempt = { facts, idp: '', verified: false };
    response.setHeader('X-Request-Id', facts.requestId);
    const enter = async () => {
      parts.limiter.demandNetwork(facts.ip);
      await handler(request, response, attempt);
    };
    enter()
      .catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
        return refuse(parts, request, response, attempt, error);
      })
      .catch((error: unknown) => fail(parts, request, response, attempt, error))
      .catch(next);
  };
}
