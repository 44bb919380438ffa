import { unansweredStates } from '../../content/action-states.ts';
import { commitmentFilters } from '../../content/commitment.ts';
import { conclusionFilters } from '../../content/conclusion.ts';
import { progressFilters } from '../../content/progress-update.ts';
import type { ListQuery } from '../../gate/definition.ts';

/** The commitments of one action, by agency; of one agency alone, where it is given. */
export function commitmentsOf(action: string, agency = ''): ListQuery {
  return { filter: commitmentFilters.by({ action, agency }), sort: { by: 'agency', direction: 'asc' }, limit: 100 };
}

/** The commitments of one action that nobody has answered yet. */
export function unansweredRequestsOf(action: string): ListQuery {
  return { filter: commitmentFilters.by({ action, acceptance: unansweredStates }), limit: 1 };
}

/** The reports on one action, newest first. */
export function progressOf(action: string): ListQuery {
  return { filter: progressFilters.by({ action }), limit: 100 };
}

/** As a list of at most one: a conclusion that may not be read is simply not there, and denies nothing. */
export function conclusionById(id: string): ListQuery {
  return { filter: conclusionFilters.by({ id }), limit: 1 };
}

/** Conclusions that a new action may follow up. */
export function openConclusions(): ListQuery {
  return { filter: conclusionFilters.by({ state: 'OPEN' }), sort: { by: 'ref', direction: 'asc' }, limit: 100 };
}
