import { AppError } from '../../errors.ts';
import type { AuditDesk } from '../../gate/audit-desk.ts';
import type { Gate } from '../../gate/gate.ts';
import { type ChartView, readCharts } from './chart-data.ts';
import type { ActorView, LoggedRecord } from './entry-types.ts';
import { type FoundEntries, findEntries } from './search-entries.ts';

/** `searchable`: under this name the reader's entries can be found; scope `all` finds others by pseudonym alone (THREATS 3). */
export type RecordReader = Awaited<ReturnType<AuditDesk['recordReaders']>>[number] & { searchable: boolean };

interface Timeline {
  /** `rec-…`, `per-…` or the id of a person. */
  handle: string;
  /** The search that lists the same. */
  q: string;
  found: FoundEntries;
  isNewest: boolean;
}

/** All that happened to one record: who was given it, and every entry, newest first. */
export interface RecordTimeline extends Timeline {
  /** The record as the newest entry shows it to this auditor. */
  record: LoggedRecord;
  readers: RecordReader[];
}

/** All that one person did, as far as this auditor may know. */
export interface PersonTimeline extends Timeline {
  actor: ActorView;
  charts: ChartView;
}

const shown = 50;

/** Throws `not-found` when no entry that this auditor may see names the record. */
export async function recordTimeline(gate: Gate, handle: string, after: string): Promise<RecordTimeline> {
  const q = `record:${handle}`;
  const found = await findEntries(gate, { q, after, limit: shown });
  const records = found.items.flatMap((entry) => entry.records).filter((one) => one.handle === handle);
  // An own record has its reference in the entries that disclose it.
  const record = records.find(({ ref }) => ref !== undefined) ?? records[0];
  if (!record) throw new AppError('not-found');
  const { auditScope, agency } = gate.me;
  const readers = (await gate.auditLog.recordReaders(handle, 200)).map((reader) => ({
    ...reader,
    searchable: reader.person.startsWith('per-') || auditScope === 'agency' || reader.agency === agency,
  }));
  return { handle, q, found, isNewest: after === '', record, readers };
}

/** Throws `not-found` when this auditor may see nothing of that person under that name. */
export async function personTimeline(gate: Gate, handle: string, after: string): Promise<PersonTimeline> {
  const q = `person:${handle}`;
  const found = await findEntries(gate, { q, after, limit: shown });
  // A pseudonym stays one: an entry that names the person to this auditor must not give the others away.
  const actors = found.items.flatMap(({ actor }) => (actor ? [actor] : []));
  const closed = actors.find(({ inClear }) => !inClear);
  const [actor] = closed ? [closed] : actors;
  if (!actor) throw new AppError('not-found');
  return { handle, q, found, isNewest: after === '', actor, charts: await readCharts(gate, q) };
}
