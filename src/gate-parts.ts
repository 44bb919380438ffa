import type pg from 'pg';
import type { Answers } from '../db/lines.ts';
import type { PolicyFile } from '../policies/language.ts';
import type { OpenLog } from './audit-log.ts';
import type { Config } from './config.ts';
import { everyDefinition } from './content/types.ts';
import { AudienceDesk } from './gate/audience.ts';
import { ClassRegistry } from './gate/class-registry.ts';
import { CursorSeal } from './gate/cursor.ts';
import type { FederationPort } from './gate/federation-views.ts';
import { JobFiles } from './gate/job-file.ts';
import type { GateParts } from './gate/parts.ts';
import { EffectDesk } from './gate/policy-effect.ts';
import { PolicyStore } from './gate/policy-store.ts';
import { SightCache } from './gate/sight.ts';
import type { SessionPort } from './gate/signed-in.ts';

// Where nobody can be signed in (the console, a start before identity stands), nobody's session can be asked for.
const nobody: SessionPort = {
  statePurpose: () => Promise.reject(new Error('no session')),
  recentPurposes: () => Promise.resolve([]),
  lastVisit: () => Promise.resolve(null),
  find: () => Promise.resolve(null),
  ofPerson: () => Promise.resolve([]),
  endOf: () => Promise.reject(new Error('no session')),
  end: () => Promise.reject(new Error('no session')),
  changed: () => undefined,
  // Fails closed: parts whose sessions were never filled in release nothing.
  stillGood: () => {
    throw new Error('no session');
  },
};

// Nor are there any providers to ask about.
const noFederation: FederationPort = {
  known: () => Promise.resolve([]),
  signIns: () => Promise.resolve(new Map()),
  prepare: () => Promise.reject(new Error('no federation')),
  certificates: () => [],
  newTestToken: () => {
    throw new Error('no federation');
  },
  testAddress: () => {
    throw new Error('no federation');
  },
};

/**
 * Everything behind the door; `sessions` is filled in where people sign in. `lines`: for short reads, where there are any.
 * `cases`: the acceptance cases of the software.
 */
export function gatePartsOf(
  config: Config,
  { pool, lines = pool }: { pool: pg.Pool; lines?: Answers },
  { audit, signer }: OpenLog,
  cursorSecret: string,
  cases: PolicyFile[],
): GateParts {
  const policies = new PolicyStore(pool, cases);
  const classes = new ClassRegistry(pool);
  return {
    pool,
    lines,
    policies,
    classes,
    audit,
    sessions: nobody,
    federation: noFederation,
    sights: new SightCache(policies, classes),
    cursors: new CursorSeal(cursorSecret),
    audience: new AudienceDesk(pool),
    effects: new EffectDesk(pool, classes, everyDefinition),
    vkey: signer.vkey,
    jobFiles: new JobFiles(cursorSecret),
    wakeJobs: () => undefined,
    ceiling: config.CLASSIFICATION_CEILING,
  };
}
