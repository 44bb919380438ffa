import { type SQL, sql } from 'drizzle-orm';
import { commitment, followUpAction } from '../../../db/schema/follow-up-action.ts';
import { where } from '../../gate/content-type.ts';
import type { ListQuery, Sort } from '../../gate/definition.ts';
import { actionReference } from './records.ts';

// The filters of /actions say the same things in the same way: a number here and the list behind it must agree.
const byDue: Sort = { by: 'dueOn', direction: 'asc' };
const open = where(actionReference, [], sql`${followUpAction.state} = 'OPEN'`);

function bound(agency: string): SQL {
  return sql`SELECT 1 FROM ${commitment} WHERE ${commitment.actionId} = ${followUpAction.id} AND ${commitment.agency} = ${agency}`;
}

/** Led by the agency, or the agency was asked to commit itself. */
function concerns(agency: string) {
  const led = sql`${followUpAction.leadAgency} = ${agency}`;
  return where(actionReference, ['leadAgency', 'myAcceptance'], sql`(${led} OR EXISTS (${bound(agency)}))`);
}

/** Open actions whose commitment the agency has not answered yet. */
export function waitingFor(agency: string): ListQuery {
  const unanswered = sql`EXISTS (${bound(agency)} AND ${commitment.acceptance} IN ('PROPOSED', 'UNDER_CONSIDERATION'))`;
  return { where: [open, where(actionReference, ['myAcceptance'], unanswered)], sort: byDue, total: true };
}

/** Open actions of the agency whose due date has passed. */
export function overdueOf(agency: string): ListQuery {
  const late = where(actionReference, ['dueOn'], sql`${followUpAction.dueOn} < CURRENT_DATE`);
  return { where: [open, concerns(agency), late], sort: byDue, total: true };
}

/** Open actions of the agency that are due within thirty days from today. */
export function dueSoonOf(agency: string): ListQuery {
  const within = sql`${followUpAction.dueOn} BETWEEN CURRENT_DATE AND CURRENT_DATE + 30`;
  const soon = where(actionReference, ['dueOn'], within);
  return { where: [open, concerns(agency), soon], sort: byDue, total: true };
}

/** What was written last, drafts included where they are the reader's own agency's. */
export function changedLately(): ListQuery {
  return { sort: { by: 'updated', direction: 'desc' } };
}

/** The newest edition, as a list of at most one. */
export function newestEdition(): ListQuery {
  return { sort: { by: 'edition', direction: 'desc' }, limit: 1 };
}
