import { hasLeaf, logState } from '../../audit/query.ts';
import { readReceipt } from '../../audit/receipt.ts';
import { loadOrCreateSigner } from '../../audit/signer.ts';
import { type DatabaseVerdict, verifyDatabase } from '../../audit/verify-database.ts';
import { openDatabase } from '../../db/connect.ts';
import type { Answered } from './answered.ts';

/** What the log holds against what was answered. */
export interface LogCheck {
  /** Answers without a receipt that the log's key signed. */
  withoutReceipt: Answered[];
  /** Answers whose receipt names a leaf that the log does not have. */
  missing: Answered[];
  /** Answers whose leaf is there, but is not the entry of that request. */
  another: Answered[];
  /** Entries, and the holes between the first and the last. */
  size: number;
  holes: number;
  pending: number;
  verdict: DatabaseVerdict;
}

/** The log's public key, from the data folder of the portal that wrote it. */
export function vkeyOf(dataDir: string): string {
  return loadOrCreateSigner({ dataDir, origin: 'seguito.demo/log', mayCreate: false }).vkey;
}

/** Compares every answer with the log: by the receipt as its reader would, and by the entry's own request id. */
export async function checkLog(ownerUrl: string, vkey: string, answered: readonly Answered[]): Promise<LogCheck> {
  const { pool, close } = openDatabase(ownerUrl, { max: 4 });
  try {
    const { rows } = await pool.query<{ hash: string; parts: string }>(
      `SELECT encode(l.leaf_hash, 'base64') AS hash, b.parts FROM audit_leaf l JOIN audit_body b USING (body_key)`,
    );
    const partsOf = new Map(rows.map(({ hash, parts }) => [hash, parts]));
    const check: Pick<LogCheck, 'withoutReceipt' | 'missing' | 'another'> = {
      withoutReceipt: [],
      missing: [],
      another: [],
    };
    for (const one of answered) {
      const receipt = readReceipt(one.receipt, vkey);
      if (receipt === null) check.withoutReceipt.push(one);
      else if (!(await hasLeaf(pool, receipt))) check.missing.push(one);
      else if (!partsOf.get(receipt.leafHash)?.includes(`"requestId":"${one.requestId}"`)) check.another.push(one);
    }
    const { size, pending } = await logState(pool);
    const { rows: counted } = await pool.query<{ holes: number }>(
      'SELECT (SELECT size FROM audit_head) - count(*) + coalesce(max(idx) + 1 - count(*), 0) AS holes FROM audit_leaf',
    );
    const verdict = await verifyDatabase({ pool, vkey });
    return { ...check, size, pending, holes: counted[0]?.holes ?? -1, verdict };
  } finally {
    await close();
  }
}
