import { type SQL, sql } from 'drizzle-orm';
import { commitment, progressUpdate } from '../../db/schema/follow-up-action.ts';
import type { Lens } from '../gate/lens.ts';
import { progressGuard } from './guards.ts';

/** How far a commitment is by the newest report on it that the reader may read, 0–100; null where there is none. */
export function newestPercent(lens: Lens): SQL {
  return sql`(SELECT ${progressUpdate.percent} FROM ${progressUpdate} WHERE ${progressUpdate.commitmentId} = ${commitment.id}
    AND ${lens.sees(progressGuard, ['percent'])} ORDER BY ${progressUpdate.createdAt} DESC LIMIT 1)`;
}
