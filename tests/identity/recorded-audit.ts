import type { AuditLog, Receipt, Ticket } from '../../audit/append.ts';
import type { AuditEntry } from '../../audit/entry.ts';
import { checkEntry } from '../../audit/validate.ts';

/** The log's promises in memory, held to the real catalogue: entries of a change count only once their ticket is sequenced, after the commit. */
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
      checkEntry(entry);
      log.entries.push(entry);
      return receipt;
    },
    appendIn: async (_tx, entries) => {
      if (log.broken !== null) throw log.broken;
      for (const entry of entries) checkEntry(entry);
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
