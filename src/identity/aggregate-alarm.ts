import type pg from 'pg';
import type { Logger } from 'pino';
import type { AuditLog } from '../../audit/append.ts';
import { inTransaction } from '../../db/transaction.ts';
import { systemEntry } from '../gate/system-entry.ts';

/** Hours without a good refresh after which operators are told (FEDERATION, Aggregates). */
export const alarmHours = 48;

interface Change {
  name: string;
  /** ISO 8601, or null where there never was one. */
  refreshedAt: string | null;
}

const lastGood = 'coalesce(refreshed_at, known_since)';

/** Moves those over the limit into the alarm, and those that are well again out of it. */
const statements = {
  begins: `UPDATE metadata_aggregate SET alarm_since = $2 WHERE name = ANY($1) AND alarm_since IS NULL AND ${lastGood} < $3`,
  ends: `UPDATE metadata_aggregate SET alarm_since = NULL WHERE name = ANY($1) AND alarm_since <= $2 AND ${lastGood} >= $3`,
};

/**
 * Begins and ends alarms, with one entry and one line in the portal's log each: whichever instance comes first.
 * @param names those that are pinned now
 * @param now unix ms
 */
export async function settleAlarms(
  { pool, audit, log }: { pool: pg.Pool; audit: AuditLog; log: Logger },
  names: readonly string[],
  now: number,
): Promise<void> {
  const values = [names, new Date(now).toISOString(), new Date(now - alarmHours * 3_600_000).toISOString()];
  for (const [stage, statement] of Object.entries(statements)) {
    const changes: Change[] = [];
    const ticket = await inTransaction(pool, async (tx) => {
      const { rows } = await tx.query<Change>(`${statement} RETURNING name, refreshed_at AS "refreshedAt"`, values);
      changes.push(...rows);
      const entries = rows.map(({ name, refreshedAt }) =>
        systemEntry('federation.aggregate', 'system:aggregate', {
          detail: { aggregate: name, alarm: stage, lastGood: refreshedAt ?? 'never' },
        }),
      );
      return audit.appendIn(tx, entries);
    });
    await audit.sequence(ticket);
    for (const change of changes)
      log.warn(change, `the alarm of a metadata aggregate ${stage}: ${alarmHours} hours without a good refresh`);
  }
}
