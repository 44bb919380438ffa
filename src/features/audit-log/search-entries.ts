import { purposes } from '../../../policies/vocabulary.ts';
import type { AppError } from '../../errors.ts';
import { loggedActions } from '../../gate/audit-desk.ts';
import type { Gate } from '../../gate/gate.ts';
import type { RawInput } from '../../gate/route.ts';
import { todayInUtc } from '../../ui/calendar.ts';
import { composeQuery, type Filters } from './compose-query.ts';
import type { AuditScope, EntryView } from './entry-types.ts';
import { filterFields, type SearchInput, searchInput } from './inputs.ts';
import { type LogState, readLogState } from './log-state.ts';
import { type CommonSearch, commonSearches } from './qualifiers.ts';
import { explainQueryProblem } from './query-problem.ts';

/** Newest first; `next` leads to older ones. */
export interface FoundEntries {
  items: EntryView[];
  /** Indexes of entries that match and cannot be read: their stored text is not what was recorded. */
  damaged: number[];
  next: string | null;
  /** The conditions of the query, one by one. */
  terms: string[];
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
  /** What the filter form offers. */
  agencies: string[];
  actions: readonly string[];
  purposes: readonly string[];
}

/** Entries that match the qualifiers and that this auditor may see. Throws `invalid-input` naming what is not understood. */
export async function searchEntries(gate: Gate, { query }: SearchInput): Promise<FoundEntries> {
  const { q: typed, after, limit, ...filters } = query;
  return findEntries(gate, { q: composeQuery(typed, filters), after, limit });
}

/** The same for a query that is written already. */
export async function findEntries(
  gate: Gate,
  { q, after, limit }: { q: string; after: string; limit: number },
): Promise<FoundEntries> {
  const page = await gate.auditLog
    .search({ q, limit, ...(after && { before: after }) })
    .catch((error: unknown) => explainQueryProblem(error, after));
  return { items: page.entries, damaged: page.damaged, next: page.next, terms: page.terms };
}

export async function searchPage(gate: Gate, input: SearchInput): Promise<SearchPageView> {
  const found = await searchEntries(gate, input);
  const { q: typed, after, limit: _limit, ...filters } = input.query;
  return {
    ...frame(gate, composeQuery(typed, filters)),
    found,
    state: await readLogState(gate),
    isNewest: after === '',
  };
}

const onPage = ['q', ...Object.keys(filterFields.shape)];

/** The page again after a query that was not understood: nothing of the log, and the query as it was typed. */
export function refusedSearch(gate: Gate, { query }: RawInput, problem: AppError): SearchPageView {
  // What was chosen in the fields stands in the query too: nothing is lost.
  const typed = searchInput.shape.query.safeParse({ ...query, after: undefined, limit: undefined });
  const { q: kept = '', after: _after, limit: _limit, ...filters } = typed.data ?? {};
  const q = typed.data
    ? composeQuery(kept, { ...filters } as Filters)
    : typeof query['q'] === 'string'
      ? query['q']
      : '';
  // What has a field on the page is told there: what is wrong elsewhere belongs to the page as a whole.
  const problems = problem.fields.map((one) => (onPage.includes(one.field) ? one : { ...one, field: '' }));
  return { ...frame(gate, q), problems };
}

function frame(gate: Gate, q: string): SearchPageView {
  const { auditScope, agency } = gate.me;
  const scope = auditScope ?? 'agency';
  const common = commonSearches(scope, agency, todayInUtc());
  const agencies = gate.agencies().map(({ code }) => code);
  return {
    q,
    found: null,
    state: null,
    isNewest: true,
    scope,
    common,
    problems: [],
    agencies,
    actions: loggedActions,
    purposes,
  };
}
