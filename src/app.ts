import express from 'express';
import type { Logger } from 'pino';
import type { AuditLog } from '../audit/append.ts';
import { AppError } from './errors.ts';
import type { AnonymousRefusals } from './gate/anonymous.ts';
import type { Directory } from './gate/directory.ts';
import { Door } from './gate/door.ts';
import { sessionEntry } from './gate/entry.ts';
import type { GateParts } from './gate/parts.ts';
import type { Presenter } from './gate/presenter.ts';
import type { Route } from './gate/route.ts';
import { crossSiteArrival } from './http/arrival.ts';
import { readBody } from './http/body.ts';
import { healthRoutes } from './http/health.ts';
import { mountRoutes } from './http/mount-routes.ts';
import { forgetNotice, leaveNotice } from './http/notice.ts';
import { limitSignIn } from './http/rate-limit.ts';
import { isSameOrigin } from './http/same-origin.ts';
import { securityHeaders } from './http/security-headers.ts';
import type { Identity } from './identity/identity.ts';
import { publicRoutes } from './public-routes.tsx';

export interface AppOptions {
  baseUrl: string;
  supportContact: string;
  parts: GateParts;
  audit: AuditLog;
  /** What was asked without a session. */
  refusals: AnonymousRefusals;
  directory: Directory;
  identity: Identity;
  presenter: Presenter;
  routes: readonly Route[];
  /** Demo IdPs on their own host name; absent in a live database. */
  demoIdps?: express.RequestHandler;
  demo: boolean;
  trustProxy?: string;
  log: Logger;
}

/** The composition root: what every request passes, in this order. */
export function createApp(options: AppOptions): express.Express {
  const { baseUrl, parts, identity, presenter, directory, demo, log } = options;
  const origin = new URL(baseUrl).origin;
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  if (options.trustProxy) app.set('trust proxy', options.trustProxy);

  if (options.demoIdps) app.use(options.demoIdps);
  app.use(securityHeaders(baseUrl.startsWith('https:')));
  app.use(healthRoutes(parts.pool));
  app.use(limitSignIn(demo));
  app.use(
    publicRoutes({
      identity,
      presenter,
      directory,
      demo,
      origin,
      supportContact: options.supportContact,
      routes: options.routes,
      noteSession: (signedIn, facts) => options.audit.append(sessionEntry(signedIn, facts)),
    }),
  );
  app.use(identity.router);
  app.use(crossSiteArrival());

  const door = new Door({
    parts,
    directory,
    presenter,
    refusals: options.refusals,
    signedIn: (req) => identity.signedIn(req),
    demandSameOrigin: (req, signedIn) => {
      if (!isSameOrigin(req, origin, signedIn.csrfToken)) throw new AppError('cross-site');
    },
    readBody,
    passNotice: (req, res, { done, headers, body }) => {
      if (done && headers.Location) leaveNotice(res, done, headers.Location);
      else if (body !== '') forgetNotice(req, res);
    },
    clearCookie: (res) => identity.clearCookie(res),
    onFault: (error, facts) =>
      log.error({ err: error, route: facts.route, requestId: facts.requestId }, 'a request failed'),
  });
  mountRoutes(app, door, options.routes);
  app.use(door.unknown());
  app.use(door.broken());
  return app;
}
