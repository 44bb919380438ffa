import { createHash, randomUUID } from 'node:crypto';
import type express from 'express';
import { AuditUnavailable } from '../../audit/entry.ts';
import { isDatabaseUnavailable } from '../../db/connect.ts';
import { AppError } from '../errors.ts';
import type { RequestFacts, Surface } from './exchange.ts';
import { localPath } from './local-path.ts';
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

/** The page that a person is on: what was asked for, or where the form stands that was sent; `/` where it did not say. */
export function pageOf(req: express.Request): string {
  if (req.method === 'GET') return req.originalUrl;
  const body = req.body as Record<string, unknown> | null | undefined;
  return localPath(body?._page);
}

export function rawInput(req: express.Request): RawInput {
  const body: unknown = req.body;
  const given =
    typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : {};
  // The token guards the form, and the page is where it stands; neither is a field of it.
  const { _csrf, _page, ...fields } = given;
  return {
    params: { ...req.params },
    query: { ...req.query },
    body: fields,
  };
}

/** Every failure as one of the catalogue: what is not known is `internal`, and a missing database is `unavailable`. */
export function asProblem(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof AuditUnavailable || isDatabaseUnavailable(error))
    return new AppError('unavailable', { cause: error });
  return new AppError('internal', { cause: error });
}
