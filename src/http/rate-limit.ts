import { createHash, randomBytes } from 'node:crypto';
import type express from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { clientNetwork } from '../gate/client-network.ts';

/** Pages that anybody may ask for and that no table remembers; sign-ins themselves are counted in the database (ADR 0026). */
const limited = /^\/(?:sign-in|saml\/metadata)\/?$/i;
/** Networks share so many counters, so that memory is bounded whoever comes; which ones share is nobody's to foresee. */
const counters = 4096;

/**
 * Slows down whoever hammers the doors that need no session: per network, minute and instance. Behind one address many officers may
 * begin their shift. Demo databases answer loopback only, where tests sign in hundreds of times.
 */
export function limitSignIn(demo: boolean): express.RequestHandler {
  const limiter = new RateLimiterMemory({ points: demo ? 6000 : 600, duration: 60 });
  const salt = randomBytes(16);
  const counterOf = (ip: string) =>
    createHash('sha256').update(salt).update(clientNetwork(ip)).digest().readUInt32BE() % counters;
  return (req, res, next) => {
    if (!limited.test(req.path)) return next();
    limiter.consume(counterOf(req.ip ?? '')).then(
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
