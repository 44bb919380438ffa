import { createHash, randomUUID } from 'node:crypto';
import type express from 'express';
import type { z } from 'zod';
import { AuditUnavailable } from '../../audit/entry.ts';
import { isDatabaseUnavailable } from '../../db/connect.ts';
import { AppError, type FieldProblem } from '../errors.ts';
import type { RequestFacts, Surface } from './exchange.ts';
import type { RawInput } from './route.ts';

/** Request ids are ours and random; a client's own goes to a field of its own, 64 safe characters at most (THREATS 11). */
export function factsOf(req: express.Request, method: string, path: string, surface: Surface): RequestFacts {
  const client = req.get('x-request-id');
  const site = req.get('sec-fetch-site');
  const dest = req.get('sec-fetch-dest');
  return {
    method,
    route: path,
    surface,
    requestId: randomUUID(),
    ...(client && /^[\w.-]{1,64}$/.test(client) ? { clientRequestId: client } : {}),
    ...(site && /^[a-z-]{1,20}$/.test(site) ? { fetchSite: site } : {}),
    ...(dest && /^[a-z-]{1,20}$/.test(dest) ? { fetchDest: dest } : {}),
    ip: req.ip ?? '',
    userAgentHash: createHash('sha256')
      .update(req.get('user-agent') ?? '')
      .digest('base64url')
      .slice(0, 22),
  };
}

export function rawInput(req: express.Request): RawInput {
  const body: unknown = req.body;
  const given =
    typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : {};
  // The token guards the form; it is no field of it.
  const { _csrf, ...fields } = given;
  return {
    params: { ...req.params },
    query: { ...req.query },
    body: fields,
  };
}

/**
 * One problem a field, under the name that the form and the API use for it. A schema's message is a message id;
 * zod's own messages are English sentences, so they become the generic one.
 */
export function inputProblem(error: z.ZodError): AppError {
  const fields = new Map<string, FieldProblem>();
  for (const issue of error.issues) {
    const path = issue.path.slice(1).map(String);
    const names = issue.code === 'unrecognized_keys' ? issue.keys : [path.join('.')];
    const messageId = issue.code === 'unrecognized_keys' ? 'input.unknown-field' : messageOf(issue.message);
    for (const field of names) if (!fields.has(field)) fields.set(field, { field, messageId, params: { field } });
  }
  return new AppError('invalid-input', { fields: [...fields.values()] });
}

function messageOf(message: string): string {
  return /^input\.[a-z.-]+$/.test(message) ? message : 'input.invalid';
}

/** Every failure as one of the catalogue: what is not known is `internal`, and a missing database is `unavailable`. */
export function asProblem(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof AuditUnavailable || isDatabaseUnavailable(error))
    return new AppError('unavailable', { cause: error });
  return new AppError('internal', { cause: error });
}
