import type express from 'express';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { AuditLog } from '../../audit/append.ts';
import type { AggregateKeeper } from './aggregate-keeper.ts';
import type { AssertedIdentity } from './asserted-identity.ts';
import type { Checks } from './checks.ts';
import type { IdpRegistry } from './idp-registry.ts';
import type { Places } from './places.ts';
import type { RefusalLog } from './refusal-log.ts';
import type { RequestLimits } from './request-store.ts';
import type { SignInLimiter, SignInLimits } from './sign-in-limits.ts';
import type { PortalKeys } from './sp-keys.ts';
import type { ServiceProvider } from './sp-metadata.ts';
import type { PoolLimits } from './worker-pool.ts';

/** What the refusal page shows: no technical detail, a number to quote, whom to call. */
export interface RefusedInfo {
  status: number;
  reference: string;
  contact: string;
  messageId: string;
  /** Seconds after which it may go otherwise; null where waiting does not help. */
  retryAfter: number | null;
}

/** What a test sign-in read, for the person who tried it. */
export interface TestedInfo {
  idp: string;
  identity: AssertedIdentity;
  assurance: 'basic' | 'mfa';
}

export interface IdentityPages {
  tested(request: express.Request, response: express.Response, info: TestedInfo): void;
  refused(request: express.Request, response: express.Response, info: RefusedInfo): void;
}

export interface IdentityLimits {
  requests: RequestLimits;
  signIns: SignInLimits;
  checks: PoolLimits;
  /** New people let in per IdP and hour. */
  newPeoplePerHour: number;
}

/** What the SAML routes share. */
export interface IdentityParts {
  pool: pg.Pool;
  audit: AuditLog;
  registry: IdpRegistry;
  /** Null where there is no FEDERATION_DIR. */
  aggregates: AggregateKeeper | null;
  refusals: RefusalLog;
  checks: Checks;
  places: Places;
  limiter: SignInLimiter;
  sp: ServiceProvider;
  keys: PortalKeys;
  baseUrl: string;
  sessionMaxSeconds: number;
  sessionIdleSeconds: number;
  supportContact: string;
  limits: IdentityLimits;
  pages: IdentityPages;
  log: Logger;
}
