import { type SQL, sql } from 'drizzle-orm';
import { conclusion, conference, panel } from '../../../db/schema/conference.ts';
import { followUpAction } from '../../../db/schema/follow-up-action.ts';
import type { ListQuery, Sort } from '../../gate/definition.ts';

const newestFirst: Sort = { name: 'edition', column: conference.edition, direction: 'desc', cast: 'integer' };
const inOrder: Sort = { name: 'position', column: panel.position, direction: 'asc', cast: 'integer' };
const byRef: Sort = { name: 'ref', column: conclusion.ref, direction: 'asc', cast: 'text' };

/** All editions, newest first. */
export function editions(): ListQuery {
  return { sort: newestFirst };
}

/** The edition of a number, as a list of at most one. */
export function editionNumbered(edition: number): ListQuery {
  return { where: [sql`${conference.edition} = ${edition}`], looksAt: ['edition'], sort: newestFirst, limit: 1 };
}

/** Panels in the order of the programme; of one conference, where it is given. */
export function panels(conferenceId: string): ListQuery {
  if (!conferenceId) return { sort: { name: 'ref', column: panel.ref, direction: 'asc', cast: 'text' } };
  const where = [sql`${panel.conferenceId} = ${conferenceId}::uuid`];
  return { where, looksAt: ['conferenceId'], filters: { conference: conferenceId }, sort: inOrder };
}

/** What narrows a list of conclusions; empty = not at all. */
export interface ConclusionFilters {
  /** Reference of a panel. */
  panel: string;
  need: string;
}

/** Conclusions by reference. */
export function conclusions({ panel: panelRef, need }: ConclusionFilters): ListQuery {
  const where: SQL[] = [];
  const looksAt: string[] = [];
  if (panelRef) {
    where.push(sql`${conclusion.panel} = ${panelRef}`);
    looksAt.push('panel');
  }
  if (need) {
    where.push(sql`${conclusion.need} = ${need}`);
    looksAt.push('need');
  }
  return { where, looksAt, filters: { panel: panelRef, need }, sort: byRef };
}

/** The conclusions of one panel. */
export function conclusionsOf(panelId: string): ListQuery {
  return { where: [sql`${conclusion.panelId} = ${panelId}::uuid`], looksAt: ['panelId'], sort: byRef };
}

/** The actions that follow up a conclusion, the earliest due first. */
export function actionsOf(conclusionId: string): ListQuery {
  return {
    where: [sql`${followUpAction.conclusionId} = ${conclusionId}::uuid`],
    sort: { name: 'due', column: followUpAction.dueOn, direction: 'asc', cast: 'date' },
  };
}

/** The folded words of a query against title, reference and text of a conclusion. */
export function conclusionMatches(words: string): SQL {
  return sql`to_tsvector('simple', fold_text(${conclusion.title} || ' ' || ${conclusion.ref} || ' ' || ${conclusion.text})) @@ to_tsquery('simple', ${words})`;
}
