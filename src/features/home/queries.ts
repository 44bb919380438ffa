import { type ActionFilterValues, actionFilters } from '../../content/action-filters.ts';
import { commitmentFilters } from '../../content/commitment.ts';
import type { ListQuery, Sort } from '../../gate/definition.ts';

/** What a number of the home page counts, said in the filters of /actions: its link leads to exactly that list. */
export const workFilters = {
  /** Open actions whose commitment the agency has not answered yet. */
  waiting: { mine: 'waiting' },
  /** Open actions of the agency whose due date has passed. */
  overdue: { mine: 'mine', due: 'overdue' },
  /** Open actions of the agency that are due within thirty days from today. */
  soon: { mine: 'mine', due: '30' },
} as const satisfies Record<string, ActionFilterValues>;
export type WorkList = keyof typeof workFilters;

const byDue: Sort = { by: 'dueOn', direction: 'asc' };

/** One of the reader's work lists, the earliest due first. */
export function workList(name: WorkList): ListQuery {
  return { filter: actionFilters.by(workFilters[name]), sort: byDue, total: true };
}

/** The commitment of one agency to an action. */
export function ownCommitment(action: string, agency: string): ListQuery {
  return { filter: commitmentFilters.by({ action, agency }), limit: 1 };
}

/** The newest edition, as a list of at most one. */
export function newestEdition(): ListQuery {
  return { sort: { by: 'edition', direction: 'desc' }, limit: 1 };
}
