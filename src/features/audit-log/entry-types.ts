import type { DatabaseVerdict, ProvenEntry } from '../../gate/audit-desk.ts';

/** An entry as this auditor may see it; decided by the desk, never here. */
export type EntryView = ProvenEntry['view'];
export type ActorView = NonNullable<EntryView['actor']>;
export type LoggedRecord = EntryView['records'][number];
export type AuditScope = 'all' | 'agency';
export type Verdict = DatabaseVerdict;
export type Checkpoint = NonNullable<ProvenEntry['checkpoint']>;
