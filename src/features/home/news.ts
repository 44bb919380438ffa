import { actionFilters, actionsById } from '../../content/action-filters.ts';
import { practiceFilters } from '../../content/best-practice.ts';
import { commitmentFilters } from '../../content/commitment.ts';
import { progressFilters } from '../../content/progress-update.ts';
import type { ListQuery } from '../../gate/definition.ts';
import type { Gate } from '../../gate/gate.ts';
import {
  type ActionReference,
  actionReference,
  type CommitmentReference,
  commitmentReference,
  type PracticeReference,
  type ProgressReference,
  practiceReference,
  progressReference,
} from './records.ts';

/** What happened to a record that this person may read, since they were last here. */
export type NewsItem =
  | { kind: 'action'; record: ActionReference }
  | { kind: 'practice'; record: PracticeReference }
  | { kind: 'report'; record: ProgressReference; action: ActionReference | null }
  | { kind: 'answer'; record: CommitmentReference; action: ActionReference | null };

/** News, the newest first, and how much there is of it. */
export interface News {
  /** ISO 8601; null at the first visit, where the newest records stand instead. */
  since: string | null;
  items: NewsItem[];
  actions: number;
  practices: number;
}

// Whatever is fetched is shown, so each list is as long as the page has room for.
const newest = { sort: { by: 'updated', direction: 'desc' }, limit: 4, total: true } as const satisfies ListQuery;

/** What changed for this person since the last visit: records that were written, answers, and reports. */
export async function newsOf(gate: Gate): Promise<News> {
  const last = await gate.session.lastVisit();
  const since = last ?? '';
  const actions = await gate.list(actionReference, { ...newest, filter: actionFilters.by({ since }) });
  const practices = await gate.list(practiceReference, { ...newest, filter: practiceFilters.by({ since }) });
  const parts = last === null ? [] : await partsSince(gate, since, actions.items);
  const items: NewsItem[] = [
    ...actions.items.map((record) => ({ kind: 'action', record }) as const),
    ...practices.items.map((record) => ({ kind: 'practice', record }) as const),
    ...parts,
  ];
  items.sort((a, b) => (a.record.updatedAt < b.record.updatedAt ? 1 : -1));
  return { since: last, items, actions: actions.total ?? 0, practices: practices.total ?? 0 };
}

/** Reports and answers, each with its action, which may stand among the news already. */
async function partsSince(gate: Gate, since: string, listed: readonly ActionReference[]): Promise<NewsItem[]> {
  const reports = await gate.list(progressReference, { ...newest, filter: progressFilters.by({ since }) });
  const answers = await gate.list(commitmentReference, { ...newest, filter: commitmentFilters.by({ since }) });
  const wanted = [...reports.items, ...answers.items].flatMap(({ actionId }) => actionId ?? []);
  const missing = [...new Set(wanted)].filter((id) => !listed.some((action) => action.id === id));
  const fetched = missing.length === 0 ? [] : (await gate.list(actionReference, byId(missing))).items;
  const actionOf = (id: string | undefined) => [...listed, ...fetched].find((action) => action.id === id) ?? null;
  return [
    ...reports.items.map((record) => ({ kind: 'report', record, action: actionOf(record.actionId) }) as const),
    ...answers.items.map((record) => ({ kind: 'answer', record, action: actionOf(record.actionId) }) as const),
  ];
}

const byId = (id: readonly string[]): ListQuery => ({ filter: actionsById.by({ id }), limit: id.length });
