import type pg from 'pg';
import { type AuditLog, createAuditLog } from '../audit/append.ts';
import { assertDurable } from '../audit/durable.ts';
import { logState } from '../audit/query.ts';
import { type AuditSigner, loadOrCreateSigner } from '../audit/signer.ts';
import { findCheckpoint } from '../audit/stored-checkpoint.ts';
import type { Config } from './config.ts';

export interface OpenLog {
  audit: AuditLog;
  signer: AuditSigner;
}

/** Receipts of another key would promise entries in a log that is not this one. */
async function demandKeyOfLog(pool: pg.Pool, { vkey }: AuditSigner): Promise<void> {
  const { checkpoint, foreign } = await findCheckpoint(pool, vkey);
  if (checkpoint !== null || foreign === 0) return;
  throw new Error('the audit key is not the one that signed this log: restore it (AUDIT_KEY_FILE, AUDIT_ORIGIN)');
}

/**
 * Opens the log of a database with its key. Throws with a remedy when commits are not durable, when the key is missing,
 * or when another key signed this log. `deadline`: milliseconds that an entry may take, 2 s unless said.
 */
export async function openAuditLog(
  config: Config,
  pool: pg.Pool,
  instance: string,
  onProblem: (error: unknown) => void = () => undefined,
  deadline?: number,
): Promise<OpenLog> {
  await assertDurable(pool);
  const { size } = await logState(pool);
  const signer = loadOrCreateSigner({
    dataDir: config.DATA_DIR,
    origin: config.AUDIT_ORIGIN ?? 'seguito.demo/log',
    mayCreate: size === 0,
    ...(config.AUDIT_KEY_FILE ? { keyFile: config.AUDIT_KEY_FILE } : {}),
  });
  await demandKeyOfLog(pool, signer);
  const limit = deadline === undefined ? {} : { deadline };
  return { audit: createAuditLog({ pool, signer, instance, onProblem, ...limit }), signer };
}
