import { type SQL, sql } from 'drizzle-orm';
import { conclusion } from '../../../db/schema/conference.ts';
import { commitment, followUpAction, progressUpdate } from '../../../db/schema/follow-up-action.ts';
import type { ListQuery, Sort } from '../../gate/definition.ts';
import { wordsOf } from '../../gate/search-words.ts';

/** What narrows and orders the list of actions; the same on the page and in the API. */
export interface ActionFilters {
  q: string;
  panel: string[];
  state: string[];
  lead: string;
  conclusion: string;
  /** `waiting`: my agency has not answered; `mine`: my agency leads or is bound. */
  mine: '' | 'waiting' | 'mine';
  due: '' | 'overdue' | '30';
  sort: 'created' | 'due' | 'updated' | 'title';
  direction: 'asc' | 'desc';
}

const sorts: Record<ActionFilters['sort'], Omit<Sort, 'direction'>> = {
  created: { name: 'created', column: followUpAction.id, cast: 'uuid' },
  due: { name: 'due', column: followUpAction.dueOn, cast: 'date' },
  updated: { name: 'updated', column: followUpAction.updatedAt, cast: 'timestamptz' },
  title: { name: 'title', column: followUpAction.title, cast: 'text' },
};

/** The query of a filtered list for a member of `agency`. */
export function actionQuery(filters: ActionFilters, agency: string): ListQuery {
  const { q, panel, state, lead, conclusion, mine, due, sort, direction } = filters;
  const where: SQL[] = [];
  const looksAt = new Set<string>();
  const narrow = (field: string, condition: SQL) => {
    looksAt.add(field);
    where.push(condition);
  };
  const words = wordsOf(q);
  if (words) narrow('description', actionMatches(words));
  if (panel.length > 0) narrow('panel', sql`${followUpAction.panel} = ANY (${sql.param(panel)}::text[])`);
  if (state.length > 0) where.push(sql`${followUpAction.state} = ANY (${sql.param(state)}::text[])`);
  if (lead) narrow('leadAgency', sql`${followUpAction.leadAgency} = ${lead}`);
  if (conclusion) narrow('conclusionId', sql`${followUpAction.conclusionId} = ${conclusion}::uuid`);
  if (mine) narrow('myAcceptance', mineSql(mine, agency));
  if (due) narrow('dueOn', dueSql(due));
  const given = Object.entries(filters).map(([name, value]) => [name, String(value)]);
  return { where, looksAt: [...looksAt], filters: Object.fromEntries(given), sort: { ...sorts[sort], direction } };
}

/** The folded words of a query against title, reference, description and indicators. */
export function actionMatches(words: string): SQL {
  return sql`${followUpAction.search} @@ to_tsquery('simple', ${words})`;
}

function mineSql(mine: 'waiting' | 'mine', agency: string): SQL {
  const bound = sql`SELECT 1 FROM ${commitment} WHERE ${commitment.actionId} = ${followUpAction.id} AND ${commitment.agency} = ${agency}`;
  if (mine === 'mine') return sql`(${followUpAction.leadAgency} = ${agency} OR EXISTS (${bound}))`;
  return sql`(${followUpAction.state} = 'OPEN' AND EXISTS (${bound} AND ${commitment.acceptance} IN ('PROPOSED', 'UNDER_CONSIDERATION')))`;
}

function dueSql(due: 'overdue' | '30'): SQL {
  if (due === 'overdue') return sql`(${followUpAction.state} = 'OPEN' AND ${followUpAction.dueOn} < CURRENT_DATE)`;
  return sql`(${followUpAction.state} = 'OPEN' AND ${followUpAction.dueOn} BETWEEN CURRENT_DATE AND CURRENT_DATE + 30)`;
}

/** The commitments of one action, by agency. */
export function commitmentsOf(actionId: string, agency?: string): ListQuery {
  const where = [sql`${commitment.actionId} = ${actionId}::uuid`];
  if (agency) where.push(sql`${commitment.agency} = ${agency}`);
  return { where, sort: { name: 'agency', column: commitment.agency, direction: 'asc', cast: 'text' }, limit: 100 };
}

/** The reports on one action, newest first. */
export function progressOf(actionId: string): ListQuery {
  return { where: [sql`${progressUpdate.actionId} = ${actionId}::uuid`], limit: 100 };
}

/** As a list of at most one: a conclusion that may not be read is simply not there, and denies nothing. */
export function conclusionById(id: string): ListQuery {
  return { where: [sql`${conclusion.id} = ${id}::uuid`], limit: 1 };
}

/** Conclusions that a new action may follow up. */
export function openConclusions(): ListQuery {
  return {
    where: [sql`${conclusion.state} = 'OPEN'`],
    sort: { name: 'ref', column: conclusion.ref, direction: 'asc', cast: 'text' },
    limit: 100,
  };
}
