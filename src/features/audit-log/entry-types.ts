import type { AuditDesk, ProvenEntry } from '../../gate/audit-desk.ts';

/** An entry as this auditor may see it; decided by the desk, never here. */
export type EntryView = ProvenEntry['view'];
export type ActorView = NonNullable<EntryView['actor']>;
export type LoggedRecord = EntryView['records'][number];
export type AuditScope = 'all' | 'agency';
export type Verdict = Awaited<ReturnType<AuditDesk['verify']>>;
export type Checkpoint = NonNullable<ProvenEntry['checkpoint']>;
