import type express from 'express';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { AuditLog } from '../../audit/append.ts';
import type { AssertedIdentity } from './asserted-identity.ts';
import type { IdpRegistry } from './idp-registry.ts';
import type { RefusalLog } from './refusal-log.ts';
import type { RequestLimits } from './request-store.ts';
import type { SamlLibrary } from './saml-strategy.ts';
import type { PortalKeys } from './sp-keys.ts';
import type { ServiceProvider } from './sp-metadata.ts';

/** What the refusal page shows: no technical detail, a number to quote, whom to call. */
export interface RefusedInfo {
  status: number;
  reference: string;
  contact: string;
  messageId: string;
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
  /** New people let in per IdP and hour. */
  newPeoplePerHour: number;
}

/** What the SAML routes share. */
export interface IdentityParts {
  pool: pg.Pool;
  audit: AuditLog;
  registry: IdpRegistry;
  refusals: RefusalLog;
  library: SamlLibrary;
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
