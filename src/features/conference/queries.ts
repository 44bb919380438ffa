import { actionFilters } from '../../content/action-filters.ts';
import { conclusionFilters } from '../../content/conclusion.ts';
import { conferenceFilters } from '../../content/conference.ts';
import { panelFilters } from '../../content/panel.ts';
import type { ListQuery, Sort } from '../../gate/definition.ts';

const newestFirst: Sort = { by: 'edition', direction: 'desc' };
const inOrder: Sort = { by: 'position', direction: 'asc' };
const byRef: Sort = { by: 'ref', direction: 'asc' };

/** All editions, newest first. */
export function editions(): ListQuery {
  return { sort: newestFirst };
}

/** The edition of a number, as a list of at most one. */
export function editionNumbered(edition: number): ListQuery {
  return { filter: conferenceFilters.by({ edition }), sort: newestFirst, limit: 1 };
}

/** Panels in the order of the programme; of one conference, where it is given. */
export function panels(conference: string): ListQuery {
  return { filter: panelFilters.by({ conference }), sort: conference ? inOrder : byRef };
}

/** What narrows a list of conclusions; empty = not at all. */
export interface ConclusionFilters {
  /** Reference of a panel. */
  panel: string;
  need: string;
}

/** Conclusions by reference. */
export function conclusions({ panel, need }: ConclusionFilters): ListQuery {
  return { filter: conclusionFilters.by({ panel, need }), sort: byRef };
}

/** The conclusions of one panel. */
export function conclusionsOf(panelId: string): ListQuery {
  return { filter: conclusionFilters.by({ panelId }), sort: byRef };
}

/** The conclusion of an id, as a list of at most one. */
export function conclusionById(id: string): ListQuery {
  return { filter: conclusionFilters.by({ id }), sort: byRef, limit: 1 };
}

/** The actions that follow up a conclusion, the earliest due first. */
export function actionsOf(conclusion: string): ListQuery {
  return { filter: actionFilters.by({ conclusion }), sort: { by: 'dueOn', direction: 'asc' } };
}
