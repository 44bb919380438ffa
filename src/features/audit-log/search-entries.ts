import type { AppError } from '../../errors.ts';
import type { Gate } from '../../gate/gate.ts';
import type { RawInput } from '../../gate/route.ts';
import { todayInUtc } from '../../ui/calendar.ts';
import type { AuditScope, EntryView } from './entry-types.ts';
import type { SearchInput } from './inputs.ts';
import { type LogState, readLogState } from './log-state.ts';
import { type CommonSearch, commonSearches } from './qualifiers.ts';
import { explainQueryProblem } from './query-problem.ts';

/** Newest first; `next` leads to older ones. */
export interface FoundEntries {
  items: EntryView[];
  /** Indexes of entries that match and cannot be read: their stored text is not what was recorded. */
  damaged: number[];
  next: string | null;
}

/** What the search page shows. `found` and `state` are null where the query was refused. */
export interface SearchPageView {
  q: string;
  found: FoundEntries | null;
  state: LogState | null;
  isNewest: boolean;
  scope: AuditScope;
  common: CommonSearch[];
  problems: AppError['fields'];
}

/** Entries that match the qualifiers and that this auditor may see. Throws `invalid-input` naming what is not understood. */
export async function searchEntries(gate: Gate, { query }: SearchInput): Promise<FoundEntries> {
  const { q, after, limit } = query;
  const page = await gate.auditLog
    .search({ q, limit, ...(after && { before: after }) })
    .catch((error: unknown) => explainQueryProblem(error, after));
  return { items: page.entries, damaged: page.damaged, next: page.next };
}

export async function searchPage(gate: Gate, input: SearchInput): Promise<SearchPageView> {
  const found = await searchEntries(gate, input);
  const { q, after } = input.query;
  return { ...frame(gate, q), found, state: await readLogState(gate), isNewest: after === '' };
}

/** The page again after a query that was not understood: nothing of the log, and the query as it was typed. */
export function refusedSearch(gate: Gate, { query }: RawInput, problem: AppError): SearchPageView {
  const q = typeof query['q'] === 'string' ? query['q'] : '';
  // Only the query has a field on the page: what is wrong elsewhere belongs to the page as a whole.
  const problems = problem.fields.map((one) => (one.field === 'q' ? one : { ...one, field: '' }));
  return { ...frame(gate, q), problems };
}

function frame(gate: Gate, q: string): SearchPageView {
  const { auditScope, agency } = gate.me;
  const scope = auditScope ?? 'agency';
  const common = commonSearches(scope, agency, todayInUtc());
  return { q, found: null, state: null, isNewest: true, scope, common, problems: [] };
}
