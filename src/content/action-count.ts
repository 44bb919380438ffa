import { type SQL, sql } from 'drizzle-orm';
import { followUpAction } from '../../db/schema/follow-up-action.ts';
import type { Lens } from '../gate/lens.ts';
import { actionGuard } from './guards.ts';

/** Counting stops here: pages then say "100 or more", and no page waits for a count of everything. */
export const mostCounted = 100;

/** How many follow-up actions that this reader may read fulfil a condition, at most `mostCounted`. */
export function actionCount(condition: SQL): (lens: Lens) => SQL {
  return (
    lens,
  ) => sql`(SELECT count(*) FROM (SELECT 1 FROM ${followUpAction} WHERE ${condition} AND ${lens.sees(actionGuard)}
    LIMIT ${mostCounted}) AS counted)`;
}
