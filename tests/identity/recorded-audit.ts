import type { AuditLog, Receipt, Ticket } from '../../audit/append.ts';
import type { AuditEntry } from '../../audit/entry.ts';

/** The log's promises in memory: entries of a change count only once their ticket is sequenced, after the commit. */
export interface RecordedAudit extends AuditLog {
  entries: AuditEntry[];
  /** Set to make every append fail, as when the log cannot be written. */
  broken: Error | null;
}

export function recordedAudit(): RecordedAudit {
  const receipt: Receipt = { leafHash: '', at: 0, header: '' };
  const waiting = new Map<Ticket, AuditEntry[]>();
  const log: RecordedAudit = {
    entries: [],
    broken: null,
    append: async (entry) => {
      if (log.broken !== null) throw log.broken;
      log.entries.push(entry);
      return receipt;
    },
    appendIn: async (_tx, entries) => {
      if (log.broken !== null) throw log.broken;
      const ticket = {} as Ticket;
      waiting.set(ticket, entries);
      return ticket;
    },
    sequence: async (ticket) => {
      const entries = waiting.get(ticket) ?? [];
      log.entries.push(...entries);
      return entries.map(() => receipt);
    },
    close: async () => undefined,
  };
  return log;
}
