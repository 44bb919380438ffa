import type express from 'express';
import { localPath } from '../gate/local-path.ts';
import { arrivalOf } from './same-origin.ts';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/**
 * A navigation from another site first gets a page without data that goes on from our own (THREATS 9): another site can
 * then not make an officer's browser "consult" a record, and its subresource requests get nothing at all (THREATS 23).
 */
export function crossSiteArrival(): express.RequestHandler {
  return (req, res, next) => {
    const arrival = req.method === 'GET' || req.method === 'HEAD' ? arrivalOf(req) : 'ours';
    if (arrival === 'ours') return next();
    res.setHeader('Cache-Control', 'no-store');
    if (arrival === 'embedded') return void res.status(403).end();
    // `//elsewhere` would leave the portal: only a path of ours is gone on to.
    const target = localPath(req.originalUrl).replace(/[&<>"']/g, (letter) => escapes[letter] ?? letter);
    res.setHeader('Content-Type', 'text/html; charset=utf-8');
    res.end(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${target}"><title>Seguito</title></head><body><p><a href="${target}">Seguito →</a></p></body></html>`,
    );
  };
}
