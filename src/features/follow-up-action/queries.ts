import { type SQL, sql } from 'drizzle-orm';
import { conclusion } from '../../../db/schema/conference.ts';
import { commitment, followUpAction, progressUpdate } from '../../../db/schema/follow-up-action.ts';
import { commitmentType } from '../../content/commitment.ts';
import { actionType } from '../../content/follow-up-action.ts';
import { progressType } from '../../content/progress-update.ts';
import { where } from '../../gate/content-type.ts';
import type { Condition, FieldName, ListQuery } from '../../gate/definition.ts';
import { wordsOf } from '../../gate/search-words.ts';
import { type ActionView, conclusionReference } from './records.ts';

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

const sortBy = { created: 'created', due: 'dueOn', updated: 'updated', title: 'title' } as const;

/** The query of a filtered list for a member of `agency`. */
export function actionQuery(filters: ActionFilters, agency: string): ListQuery {
  const { q, panel, state, lead, conclusion, mine, due, sort, direction } = filters;
  const conditions: Condition[] = [];
  const narrow = (looksAt: FieldName<ActionView>[], sql: SQL) => conditions.push(where(actionType, looksAt, sql));
  const words = wordsOf(q);
  if (words) conditions.push(actionMatches(words));
  if (panel.length > 0) narrow(['panel'], sql`${followUpAction.panel} = ANY (${sql.param(panel)}::text[])`);
  if (state.length > 0) narrow([], sql`${followUpAction.state} = ANY (${sql.param(state)}::text[])`);
  if (lead) narrow(['leadAgency'], sql`${followUpAction.leadAgency} = ${lead}`);
  if (conclusion) narrow(['conclusionId'], sql`${followUpAction.conclusionId} = ${conclusion}::uuid`);
  if (mine === 'mine') narrow(['leadAgency', 'myAcceptance'], mineSql(agency));
  if (mine === 'waiting') narrow(['myAcceptance'], waitingSql(agency));
  if (due) narrow(['dueOn'], dueSql(due));
  const given = Object.entries(filters).map(([name, value]) => [name, String(value)]);
  return { where: conditions, filters: Object.fromEntries(given), sort: { by: sortBy[sort], direction } };
}

/** The folded words of a query against title, reference, description and indicators. */
export function actionMatches(words: string): Condition {
  return where(
    actionType,
    ['description', 'indicators'],
    sql`${followUpAction.search} @@ to_tsquery('simple', ${words})`,
  );
}

function boundSql(agency: string): SQL {
  return sql`SELECT 1 FROM ${commitment} WHERE ${commitment.actionId} = ${followUpAction.id} AND ${commitment.agency} = ${agency}`;
}

function mineSql(agency: string): SQL {
  return sql`(${followUpAction.leadAgency} = ${agency} OR EXISTS (${boundSql(agency)}))`;
}

function waitingSql(agency: string): SQL {
  return sql`(${followUpAction.state} = 'OPEN' AND EXISTS (${boundSql(agency)} AND ${commitment.acceptance} IN ('PROPOSED', 'UNDER_CONSIDERATION')))`;
}

function dueSql(due: 'overdue' | '30'): SQL {
  if (due === 'overdue') return sql`(${followUpAction.state} = 'OPEN' AND ${followUpAction.dueOn} < CURRENT_DATE)`;
  return sql`(${followUpAction.state} = 'OPEN' AND ${followUpAction.dueOn} BETWEEN CURRENT_DATE AND CURRENT_DATE + 30)`;
}

/** The commitments of one action, by agency. */
export function commitmentsOf(actionId: string, agency?: string): ListQuery {
  const conditions = [where(commitmentType, ['actionId'], sql`${commitment.actionId} = ${actionId}::uuid`)];
  if (agency) conditions.push(where(commitmentType, ['agency'], sql`${commitment.agency} = ${agency}`));
  return { where: conditions, sort: { by: 'agency', direction: 'asc' }, limit: 100 };
}

/** The reports on one action, newest first. */
export function progressOf(actionId: string): ListQuery {
  return {
    where: [where(progressType, ['actionId'], sql`${progressUpdate.actionId} = ${actionId}::uuid`)],
    limit: 100,
  };
}

/** As a list of at most one: a conclusion that may not be read is simply not there, and denies nothing. */
export function conclusionById(id: string): ListQuery {
  return { where: [where(conclusionReference, [], sql`${conclusion.id} = ${id}::uuid`)], limit: 1 };
}

/** Conclusions that a new action may follow up. */
export function openConclusions(): ListQuery {
  const open = where(conclusionReference, [], sql`${conclusion.state} = 'OPEN'`);
  return { where: [open], sort: { by: 'ref', direction: 'asc' }, limit: 100 };
}
