import type express from 'express';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Says whether a request that changes something comes from our own pages: `Sec-Fetch-Site: same-origin`, else a
 * matching `Origin`. Programs that send neither present the session's CSRF token (CONTRACT, Web).
 */
export function isSameOrigin(req: express.Request, origin: string, csrfToken: string | undefined): boolean {
  if (safe.has(req.method)) return true;
  const site = req.get('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const from = req.get('origin');
  if (from !== undefined) return from === origin;
  return csrfToken !== undefined && req.get('x-csrf-token') === csrfToken;
}

export type Arrival = 'ours' | 'navigation' | 'embedded';

/**
 * How a GET arrives (THREATS 9 and 23): from our own pages or typed; by a navigation from another site, which first
 * gets a page without data; or as another site's subresource, which gets nothing.
 */
export function arrivalOf(req: express.Request): Arrival {
  const site = req.get('sec-fetch-site');
  if (site === undefined || site === 'same-origin' || site === 'none') return 'ours';
  return req.get('sec-fetch-mode') === 'navigate' ? 'navigation' : 'embedded';
}
