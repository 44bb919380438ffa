import express from 'express';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { AuditLog } from '../../audit/append.ts';
import type { FederationPort } from '../gate/federation-views.ts';
import type { SessionPort, SignedIn } from '../gate/signed-in.ts';
import { acsByOtherMethod, acsRoute } from './acs-route.ts';
import { emptyBook } from './aggregate-book.ts';
import { openAggregateKeeper } from './aggregate-keeper.ts';
import { checkLimits, openChecks } from './checks.ts';
import { clearSessionCookie, cookieToken, sessionCookie } from './cookies.ts';
import { certificateFacts } from './idp-metadata.ts';
import type { IdpRegistration } from './idp-registration.ts';
import { openIdpRegistry, type Provider } from './idp-registry.ts';
import { loginRoute } from './login-route.ts';
import { logoutRoute } from './logout-route.ts';
import { sweepLogouts } from './logout-store.ts';
import type { IdentityLimits, IdentityPages, IdentityParts } from './parts.ts';
import { openPlaces } from './places.ts';
import { prepareApplication } from './provider-form.ts';
import { createRefusalLog } from './refusal-log.ts';
import { requestLimits, sweep } from './request-store.ts';
import { randomToken, tokenHash } from './secrets.ts';
import { createSessionCache } from './session-cache.ts';
import { signInsByProvider } from './session-row.ts';
import { createSessionPort } from './sessions.ts';
import { demoSignInLimits, openSignInLimiter, signInLimits, sweepSignInLimits } from './sign-in-limits.ts';
import { sloRoute } from './slo-route.ts';
import { loadPortalKeys } from './sp-keys.ts';
import { serviceProvider, serviceProviderMetadata } from './sp-metadata.ts';

export interface IdentityOptions {
  pool: pg.Pool;
  audit: AuditLog;
  config: {
    baseUrl: string;
    federationDir?: string | undefined;
    samlKeyFile?: string | undefined;
    samlOtherKeyFile?: string | undefined;
    dataDir: string;
    sessionIdleSeconds: number;
    sessionMaxSeconds: number;
    supportContact: string;
    production: boolean;
  };
  /** Demo or live is a property of the database (THREATS 12). */
  kind: 'demo' | 'live';
  log: Logger;
  /** Beside those of FEDERATION_DIR: in a demo database the demo IdPs' own. */
  registrations: IdpRegistration[];
  pages: IdentityPages;
  limits?: Partial<IdentityLimits>;
  /** Unix ms, by which the age of metadata is judged; the machine's clock unless given. */
  now?: () => number;
}

export interface Identity {
  /** `GET /saml/metadata`, `GET /saml/login`, `POST /saml/acs` (GET: 405), `GET /saml/logout`, `GET /saml/slo`. Mount it before any body parser. */
  router: express.Router;
  /** Who is behind a request, or null. Throws when the database is needed and unreachable (503 upstream). */
  signedIn(request: express.Request): Promise<SignedIn | null>;
  sessions: SessionPort;
  clearCookie(response: express.Response): void;
  /** For the sign-in page, as of the last sign-in or `refreshProviders`. */
  providers(): Provider[];
  /** Asks for them anew where that was more than three seconds ago; where the database is silent, what was known stays. */
  refreshProviders(): Promise<void>;
  /** For operators. */
  federation: FederationPort;
  /** Asks for the metadata of federations that is due, now. */
  refreshAggregates(): Promise<void>;
  /** Writes the refusals that were only counted this minute, now. */
  flushRefusals(): Promise<void>;
  stop(): Promise<void>;
}

function createRouter(parts: IdentityParts): express.Router {
  const router = express.Router();
  router.get('/saml/metadata', (_request, response) => {
    response.setHeader('Cache-Control', 'public, max-age=3600');
    response.type('application/samlmetadata+xml').send(serviceProviderMetadata(parts.sp, parts.keys));
  });
  router.get('/saml/login', loginRoute(parts));
  router.post('/saml/acs', acsRoute(parts));
  router.all('/saml/acs', acsByOtherMethod(parts));
  router.get('/saml/logout', logoutRoute(parts));
  router.get('/saml/slo', sloRoute(parts));
  return router;
}

function limitsOf(kind: 'demo' | 'live', given: Partial<IdentityLimits> = {}): IdentityLimits {
  const signIns = kind === 'demo' ? demoSignInLimits : signInLimits;
  return { requests: requestLimits, signIns, checks: checkLimits, newPeoplePerHour: 20, ...given };
}

async function assemble(options: IdentityOptions): Promise<IdentityParts> {
  const { pool, audit, config, kind, log, registrations, pages } = options;
  if (kind === 'live' && registrations.some((one) => one.source === 'demo')) {
    throw new Error('a live database never loads demo identity providers');
  }
  const keys = await loadPortalKeys(config);
  const sp = serviceProvider(config.baseUrl);
  const { federationDir } = config;
  const aggregates =
    federationDir === undefined
      ? null
      : await openAggregateKeeper({ pool, audit, log, federationDir, now: options.now ?? Date.now });
  const book = aggregates?.book ?? emptyBook;
  const registry = await openIdpRegistry({ pool, kind, registrations, federationDir, book, log });
  const { baseUrl, sessionIdleSeconds, sessionMaxSeconds, supportContact } = config;
  const limits = limitsOf(kind, options.limits);
  const refusals = createRefusalLog(audit);
  const checks = openChecks({ sp, keys }, log, limits.checks);
  return {
    pool,
    audit,
    registry,
    aggregates,
    refusals,
    checks,
    places: openPlaces(),
    limiter: openSignInLimiter(pool, limits.signIns, (error) =>
      log.warn({ err: error }, 'sign-ins were counted here alone: the database did not answer'),
    ),
    sp,
    keys,
    baseUrl,
    sessionIdleSeconds,
    sessionMaxSeconds,
    supportContact,
    limits,
    pages,
    log,
  };
}

function startSweeping(parts: IdentityParts): () => void {
  const timer = setInterval(() => {
    Promise.all([
      sweep(parts.pool, parts.limits.requests),
      sweepLogouts(parts.pool),
      sweepSignInLimits(parts.pool),
    ]).catch((error: unknown) => parts.log.warn({ err: error }, 'old sign-in requests were not swept'));
  }, 30_000);
  timer.unref();
  return () => clearInterval(timer);
}

/** Providers as they are registered now, whoever last asked, with the numbers of their sessions. */
function createFederationPort({ pool, registry, sessionIdleSeconds }: IdentityParts): FederationPort {
  return {
    known: async () => {
      await registry.refresh();
      return registry.providers().map(({ ended: _, ...provider }) => provider);
    },
    signIns: () => signInsByProvider(pool, sessionIdleSeconds),
    prepare: (form) => prepareApplication(pool, form),
    certificates: certificateFacts,
    newTestToken: () => {
      const token = randomToken();
      return { token, hash: tokenHash(token) };
    },
    testAddress: (entityId, token) => `/saml/login?idp=${encodeURIComponent(entityId)}&test=${token}`,
  };
}

/** However many open the sign-in page: the providers are asked for once in three seconds. */
function nowAndThen(refresh: () => Promise<void>, log: Logger): () => Promise<void> {
  let askedAt = Number.NEGATIVE_INFINITY;
  return async () => {
    if (performance.now() - askedAt < 3000) return;
    askedAt = performance.now();
    await refresh().catch((error: unknown) => log.warn({ err: error }, 'the providers were not asked for anew'));
  };
}

/** Sign-in and sessions: who is asking, never what they may do. */
export async function createIdentity(options: IdentityOptions): Promise<Identity> {
  const parts = await assemble(options);
  const cache = createSessionCache({ pool: parts.pool, idleSeconds: parts.sessionIdleSeconds, log: parts.log });
  const stopSweeping = startSweeping(parts);
  return {
    router: createRouter(parts),
    signedIn: async (request) => {
      const token = cookieToken(request, sessionCookie);
      return token === null ? null : cache.find(tokenHash(token));
    },
    sessions: createSessionPort(parts.pool, cache, parts.sessionIdleSeconds, parts.registry),
    clearCookie: clearSessionCookie,
    providers: () => parts.registry.providers(),
    federation: createFederationPort(parts),
    refreshProviders: nowAndThen(() => parts.registry.refresh(), parts.log),
    refreshAggregates: async () => parts.aggregates?.round(),
    flushRefusals: () => parts.refusals.flush(),
    stop: async () => {
      cache.stop();
      stopSweeping();
      await parts.checks.stop();
      await parts.limiter.stop();
      await parts.aggregates?.stop();
      await parts.refusals.stop();
    },
  };
}
