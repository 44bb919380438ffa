import type express from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';

/**
 * Slows down whoever hammers the doors that need no session, per network address and minute.
 * Demo databases answer loopback only, where tests sign in hundreds of times.
 */
export function limitSignIn(demo: boolean): express.RequestHandler {
  const limiter = new RateLimiterMemory({ points: demo ? 6000 : 120, duration: 60 });
  return (req, res, next) => {
    if (!req.path.startsWith('/saml/') && req.path !== '/sign-in') return next();
    limiter.consume(req.ip ?? '').then(
      () => next(),
      () =>
        res
          .status(429)
          .setHeader('Retry-After', '60')
          .type('text/plain')
          .send('Too many requests from this address: wait a minute.\n'),
    );
  };
}
