import { type SQL, sql } from 'drizzle-orm';
import { conference } from '../../../db/schema/conference.ts';
import { commitment, followUpAction } from '../../../db/schema/follow-up-action.ts';
import type { ListQuery, Sort } from '../../gate/definition.ts';

// The filters of /actions say the same things in the same way: a number here and the list behind it must agree.
const byDue: Sort = { name: 'due', column: followUpAction.dueOn, direction: 'asc', cast: 'date' };
const open = sql`${followUpAction.state} = 'OPEN'`;

function bound(agency: string): SQL {
  return sql`SELECT 1 FROM ${commitment} WHERE ${commitment.actionId} = ${followUpAction.id} AND ${commitment.agency} = ${agency}`;
}

/** Led by the agency, or the agency was asked to commit itself. */
function concerns(agency: string): SQL {
  return sql`(${followUpAction.leadAgency} = ${agency} OR EXISTS (${bound(agency)}))`;
}

/** Open actions whose commitment the agency has not answered yet. */
export function waitingFor(agency: string): ListQuery {
  const unanswered = sql`EXISTS (${bound(agency)} AND ${commitment.acceptance} IN ('PROPOSED', 'UNDER_CONSIDERATION'))`;
  return { where: [open, unanswered], looksAt: ['myAcceptance'], sort: byDue, total: true };
}

/** Open actions of the agency whose due date has passed. */
export function overdueOf(agency: string): ListQuery {
  const late = sql`${followUpAction.dueOn} < CURRENT_DATE`;
  return {
    where: [open, concerns(agency), late],
    looksAt: ['myAcceptance', 'dueOn', 'leadAgency'],
    sort: byDue,
    total: true,
  };
}

/** Open actions of the agency that are due within thirty days from today. */
export function dueSoonOf(agency: string): ListQuery {
  const soon = sql`${followUpAction.dueOn} BETWEEN CURRENT_DATE AND CURRENT_DATE + 30`;
  return {
    where: [open, concerns(agency), soon],
    looksAt: ['myAcceptance', 'dueOn', 'leadAgency'],
    sort: byDue,
    total: true,
  };
}

/** What was written last, drafts included where they are the reader's own agency's. */
export function changedLately(): ListQuery {
  return { sort: { name: 'updated', column: followUpAction.updatedAt, direction: 'desc', cast: 'timestamptz' } };
}

/** The newest edition, as a list of at most one. */
export function newestEdition(): ListQuery {
  return { sort: { name: 'edition', column: conference.edition, direction: 'desc', cast: 'integer' }, limit: 1 };
}
