import { sql } from 'drizzle-orm';
import { conclusion, conference, panel } from '../../../db/schema/conference.ts';
import { followUpAction } from '../../../db/schema/follow-up-action.ts';
import { conclusionType } from '../../content/conclusion.ts';
import { actionType } from '../../content/follow-up-action.ts';
import { panelType } from '../../content/panel.ts';
import { where } from '../../gate/content-type.ts';
import type { Condition, ListQuery, Sort } from '../../gate/definition.ts';
import { conferenceAbout } from './records.ts';

const newestFirst: Sort = { by: 'edition', direction: 'desc' };
const inOrder: Sort = { by: 'position', direction: 'asc' };
const byRef: Sort = { by: 'ref', direction: 'asc' };

/** All editions, newest first. */
export function editions(): ListQuery {
  return { sort: newestFirst };
}

/** The edition of a number, as a list of at most one. */
export function editionNumbered(edition: number): ListQuery {
  const numbered = where(conferenceAbout, ['edition'], sql`${conference.edition} = ${edition}`);
  return { where: [numbered], sort: newestFirst, limit: 1 };
}

/** Panels in the order of the programme; of one conference, where it is given. */
export function panels(conferenceId: string): ListQuery {
  if (!conferenceId) return { sort: byRef };
  const ofIt = where(panelType, ['conferenceId'], sql`${panel.conferenceId} = ${conferenceId}::uuid`);
  return { where: [ofIt], filters: { conference: conferenceId }, sort: inOrder };
}

/** What narrows a list of conclusions; empty = not at all. */
export interface ConclusionFilters {
  /** Reference of a panel. */
  panel: string;
  need: string;
}

/** Conclusions by reference. */
export function conclusions({ panel: panelRef, need }: ConclusionFilters): ListQuery {
  const conditions: Condition[] = [];
  if (panelRef) conditions.push(where(conclusionType, ['panel'], sql`${conclusion.panel} = ${panelRef}`));
  if (need) conditions.push(where(conclusionType, ['need'], sql`${conclusion.need} = ${need}`));
  return { where: conditions, filters: { panel: panelRef, need }, sort: byRef };
}

/** The conclusions of one panel. */
export function conclusionsOf(panelId: string): ListQuery {
  return { where: [where(conclusionType, ['panelId'], sql`${conclusion.panelId} = ${panelId}::uuid`)], sort: byRef };
}

/** The actions that follow up a conclusion, the earliest due first. */
export function actionsOf(conclusionId: string): ListQuery {
  return {
    where: [where(actionType, ['conclusionId'], sql`${followUpAction.conclusionId} = ${conclusionId}::uuid`)],
    sort: { by: 'dueOn', direction: 'asc' },
  };
}

/** The folded words of a query against title, reference and text of a conclusion. */
export function conclusionMatches(words: string): Condition {
  const document = sql`fold_text(${conclusion.title} || ' ' || ${conclusion.ref} || ' ' || ${conclusion.text})`;
  return where(conclusionType, ['text'], sql`to_tsvector('simple', ${document}) @@ to_tsquery('simple', ${words})`);
}
