import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import type { ComposeContext } from './compose.ts';
import { Decoys } from './decoys.ts';
import { AuditUnavailable } from './entry.ts';
import { Handles } from './handles.ts';

/** Key of the handles, one for each log. */
export async function loadHandleKey(pool: Pool): Promise<Buffer> {
  const { rows } = await pool.query<{ key: Buffer }>('SELECT audit_handle_key() AS key');
  const key = rows[0]?.key;
  if (!key) throw new Error('the log has no handle key');
  return key;
}

/** What entries are composed with. Rejects with AuditUnavailable when the database does not answer. */
export async function loadContext(pool: Pool, instance: string): Promise<ComposeContext> {
  try {
    const key = await loadHandleKey(pool);
    const agencies = await pool.query<{ code: string }>('SELECT code FROM agency ORDER BY code');
    // Decoys need a secret of their own, the same in every process of this log.
    const secret = createHash('sha256').update('decoys\n').update(key).digest();
    const codes = agencies.rows.map(({ code }) => code);
    return { instance, handles: new Handles(key), decoys: new Decoys(secret, codes) };
  } catch (cause) {
    throw new AuditUnavailable('the log cannot be reached', { cause });
  }
}
