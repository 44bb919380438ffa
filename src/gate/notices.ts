import type pg from 'pg';
import { uuidv7 } from '../../db/uuid.ts';
import type { Notice, NoticeKind } from './registry-words.ts';

/** What an agency is told; codes and numbers that its message puts into words. */
export interface NewNotice {
  agency: string;
  kind: NoticeKind;
  /** What it is about: the same again within an hour counts up. */
  about: string;
  detail: Record<string, string | number>;
}

type Db = Pick<pg.Pool, 'query'>;

/** Tells agencies; within the caller's transaction where it has one. */
export async function tellAgencies(db: Db, notices: readonly NewNotice[]): Promise<void> {
  for (const { agency, kind, about, detail } of notices) {
    const again = await db.query(
      `UPDATE agency_notice SET times = times + 1, last_at = now(), detail = $4
       WHERE agency = $1 AND kind = $2 AND about = $3 AND seen_at IS NULL AND at > now() - interval '1 hour'`,
      [agency, kind, about, JSON.stringify(detail)],
    );
    if (again.rowCount !== 0) continue;
    // An agency that left is told nothing.
    await db.query(
      `INSERT INTO agency_notice (id, agency, kind, about, detail) SELECT $1, code, $3, $4, $5 FROM agency WHERE code = $2`,
      [uuidv7(), agency, kind, about, JSON.stringify(detail)],
    );
  }
}

const iso = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** What an agency was told in the last 90 days and has not taken note of, the newest first; `all`: the rest too. */
export async function noticesOf(db: Db, agency: string, all = false): Promise<Notice[]> {
  const { rows } = await db.query<Notice>(
    `SELECT id, agency, kind, detail, times, ${iso('at')} AS at, ${iso('last_at')} AS "lastAt", ${iso('seen_at')} AS "seenAt" FROM agency_notice
     WHERE agency = $1 AND last_at > now() - interval '90 days' ${all ? '' : 'AND seen_at IS NULL'} ORDER BY agency_notice.last_at DESC LIMIT 100`,
    [agency],
  );
  return rows;
}

/** Takes note for an agency. @returns false where it has no such notice that is open */
export async function takeNote(tx: Db, id: string, agency: string, person: string): Promise<boolean> {
  const { rowCount } = await tx.query(
    'UPDATE agency_notice SET seen_by = $3, seen_at = now() WHERE id = $1 AND agency = $2 AND seen_at IS NULL',
    [id, agency, person],
  );
  return rowCount === 1;
}
