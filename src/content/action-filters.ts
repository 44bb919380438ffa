import { inArray, type SQL, sql } from 'drizzle-orm';
import { commitment, followUpAction } from '../../db/schema/follow-up-action.ts';
import { amongIds, anyOf, type FilterValues, filtersOf, given, is, since, words } from '../gate/filter.ts';
import type { Lens } from '../gate/lens.ts';
import { unansweredStates } from './action-states.ts';
import { actionType } from './follow-up-action.ts';
import { commitmentGuard } from './guards.ts';

const open = sql`${followUpAction.state} = 'OPEN'`;

const bound = (lens: Lens): SQL =>
  sql`SELECT 1 FROM ${commitment} WHERE ${commitment.actionId} = ${followUpAction.id} AND ${commitment.agency} = ${lens.agency}
    AND ${lens.sees(commitmentGuard, ['acceptance'])}`;

const waiting = (lens: Lens): SQL =>
  sql`(${open} AND EXISTS (${bound(lens)} AND ${inArray(commitment.acceptance, [...unansweredStates])}))`;

const mine = (lens: Lens): SQL => sql`(${followUpAction.leadAgency} = ${lens.agency} OR EXISTS (${bound(lens)}))`;

/** What narrows a list of actions, wherever one stands: the same words on the home page, in the list and in the API. */
export const actionFilters = filtersOf(actionType, {
  q: words(),
  panel: anyOf('panel'),
  state: anyOf('state'),
  lead: is('leadAgency'),
  conclusion: is('conclusionId'),
  since: since(),
  /** `waiting`: the reader's agency has not answered; `mine`: it leads, or was asked to commit itself. */
  mine: given({
    waiting: { looksAt: ['myAcceptance'], sql: waiting },
    mine: { looksAt: ['leadAgency', 'myAcceptance'], sql: mine },
  }),
  /** Open actions only: `overdue`, or due within thirty days from today. */
  due: given({
    overdue: { looksAt: ['dueOn'], sql: () => sql`(${open} AND ${followUpAction.dueOn} < CURRENT_DATE)` },
    '30': {
      looksAt: ['dueOn'],
      sql: () => sql`(${open} AND ${followUpAction.dueOn} BETWEEN CURRENT_DATE AND CURRENT_DATE + 30)`,
    },
  }),
});
export type ActionFilterValues = FilterValues<typeof actionFilters>;

/** These actions, as far as they may be read. */
export const actionsById = filtersOf(actionType, { id: amongIds() });
