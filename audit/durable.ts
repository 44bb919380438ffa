import type { Pool } from 'pg';

/** Refuses a database whose COMMIT does not wait for the disk. `audit_append` checks the same with every batch. */
export async function assertDurable(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ fsync: string; commit: string; pages: string }>(
    `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
            current_setting('full_page_writes') AS pages`,
  );
  const settings = rows[0];
  if (settings?.fsync !== 'on') throw new Error('PostgreSQL runs with fsync off: set fsync = on');
  if (settings.commit === 'off') throw new Error('synchronous_commit is off: set it to on');
  if (settings.pages !== 'on') throw new Error('full_page_writes is off: set it to on');
}
