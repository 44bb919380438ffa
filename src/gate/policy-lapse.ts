import type pg from 'pg';
import type { AuditLog } from '../../audit/append.ts';
import { inTransaction } from '../../db/transaction.ts';
import { updateChange } from './policy-change.ts';
import { systemEntry } from './system-entry.ts';

const everyMs = 5_000;

/**
 * Ends a narrowing that nobody ratified within its day: the version before it comes back. Any instance may do it, one does.
 * Returns the version that is in force again, or null where nothing was due.
 */
export async function lapseDue(pool: pg.Pool, audit: AuditLog): Promise<number | null> {
  const due = await pool.query('SELECT 1 FROM active_policy() WHERE lapses_at <= now()');
  if (due.rowCount === 0) return null;
  let target: number | null = null;
  const ticket = await inTransaction(pool, async (tx) => {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('policy_activation'))`);
    const { rows } = await tx.query<{ version: number; change: number; before: number; earlier: number | null }>(
      `SELECT a.version, a.change, b.version AS before, b.change AS earlier FROM active_policy() a
       CROSS JOIN LATERAL (SELECT version, change FROM policy_activation WHERE id < a.activation ORDER BY id DESC LIMIT 1) b
       WHERE a.lapses_at <= now()`,
    );
    const [row] = rows;
    if (!row) return audit.appendIn(tx, []);
    target = row.before;
    await tx.query(
      `INSERT INTO policy_activation (version, kind, change, activated_by) VALUES ($1, 'lapse', $2, 'system:lapse')`,
      [row.before, row.earlier],
    );
    await updateChange(tx, row.change, { state: 'EXPIRED' });
    if (row.earlier !== null) await updateChange(tx, row.earlier, { state: 'ACTIVE' });
    return audit.appendIn(tx, [
      systemEntry('policy.lapse', 'system:lapse', { detail: { version: row.change, target: row.before } }),
    ]);
  });
  await audit.sequence(ticket);
  return target;
}

/** Looks for what lapses, until the returned function is called. */
export function keepLapsing(pool: pg.Pool, audit: AuditLog, onProblem: (error: unknown) => void): () => void {
  let running = false;
  const timer = setInterval(() => {
    if (running) return;
    running = true;
    lapseDue(pool, audit)
      .catch(onProblem)
      .finally(() => {
        running = false;
      });
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
