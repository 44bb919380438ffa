import { practiceFilters } from '../../content/best-practice.ts';
import type { ListQuery } from '../../gate/definition.ts';

/** What narrows and orders the list of practices; the same on the page and in the API. */
export interface PracticeFilters {
  q: string;
  panel: string[];
  state: string[];
  lang: string[];
  originator: string;
  sort: 'created' | 'updated' | 'title';
  direction: 'asc' | 'desc';
}

/** The query of a filtered list. */
export function practiceQuery(filters: PracticeFilters): ListQuery {
  const { sort, direction } = filters;
  return { filter: practiceFilters.by(filters), sort: { by: sort, direction } };
}
