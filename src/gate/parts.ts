import type { AuditLog } from '../../audit/append.ts';
import type { Classification } from '../../policies/vocabulary.ts';
import type { AudienceDesk } from './audience.ts';
import type { FederationPort } from './federation-views.ts';
import type { JobFiles } from './job-file.ts';
import type { EffectDesk } from './policy-effect.ts';
import type { ReaderParts } from './reader.ts';
import type { SessionPort } from './signed-in.ts';

/** Everything the door holds; built once in app.ts, handed to no feature. */
export interface GateParts extends ReaderParts {
  audit: AuditLog;
  audience: AudienceDesk;
  effects: EffectDesk;
  sessions: SessionPort;
  federation: FederationPort;
  /** The log's public key (C2SP vkey). */
  vkey: string;
  /** Seals what jobs made. */
  jobFiles: JobFiles;
  /** Tells the worker of this instance that a job waits. */
  wakeJobs(): void;
  /** Nothing above it is taken in. */
  ceiling: Classification;
}
