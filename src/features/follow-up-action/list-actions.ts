import { z } from 'zod';
import { actionFilters } from '../../content/action-filters.ts';
import { actionStates } from '../../content/action-states.ts';
import { actionType } from '../../content/follow-up-action.ts';
import type { Page } from '../../gate/definition.ts';
import type { FacetValue } from '../../gate/facet-query.ts';
import type { Gate } from '../../gate/gate.ts';
import { idInput, nothing, wordsTyped } from '../../gate/input.ts';
import { type ActionFilters, actionQuery } from './queries.ts';
import { type ActionView, actionFacets, type PanelReference, panelReference } from './records.ts';

// A query parameter given once is a string, given twice a list.
const several = z.preprocess(
  (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
  z.array(z.string().regex(/^[A-Z0-9_-]{0,40}$/, 'input.invalid')).max(20, 'input.too-long'),
);

export const listInput = z.object({
  params: nothing,
  query: z.object({
    q: z.string('input.invalid').overwrite(wordsTyped).max(200, 'input.too-long').default(''),
    panel: several,
    state: several.pipe(z.array(z.enum(actionStates.names, 'input.state'))),
    lead: z
      .string('input.invalid')
      .regex(/^[A-Z0-9-]{0,30}$/, 'input.agency')
      .default(''),
    conclusion: z.union([z.literal(''), idInput]).default(''),
    mine: z.enum(['', 'waiting', 'mine'], 'input.invalid').default(''),
    due: z.enum(['', 'overdue', '30'], 'input.invalid').default(''),
    sort: z.enum(['created', 'due', 'updated', 'title'], 'input.invalid').default('due'),
    direction: z.enum(['asc', 'desc'], 'input.invalid').default('asc'),
    /** Names divided by commas. */
    facets: z
      .string('input.invalid')
      .max(100, 'input.too-long')
      .default('')
      .transform((names) => names.split(',').filter(Boolean))
      .pipe(z.array(z.enum(actionFacets, 'input.invalid'))),
    after: z.string('input.cursor').max(1000, 'input.cursor').default(''),
    limit: z.coerce
      .number('input.invalid')
      .int('input.invalid')
      .min(1, 'input.invalid')
      .max(100, 'input.invalid')
      .default(25),
  }),
  body: nothing,
});

export type ListInput = z.infer<typeof listInput>;

type FacetName = (typeof actionFacets)[number];
export type ActionFacets = Record<FacetName, FacetValue[]>;

/** A page of actions, with the facets that were asked for. */
export interface ListedActions extends Page<ActionView> {
  facets?: Partial<ActionFacets>;
}

/** A page of actions and what it was filtered by. */
export interface ActionList extends Page<ActionView> {
  filters: ActionFilters;
  limit: number;
  /** Panels for the filter. */
  panels: PanelReference[];
  facets: ActionFacets;
  isFirst: boolean;
  mayCreate: boolean;
}

function filtersOf(query: ListInput['query']): ActionFilters {
  const { after: _after, limit: _limit, facets: _facets, ...filters } = query;
  return filters;
}

/** The actions that the person may read and that match. */
export async function listActions(gate: Gate, { query }: ListInput): Promise<ListedActions> {
  const filters = filtersOf(query);
  const listed = { ...actionQuery(filters), limit: query.limit, total: true };
  const page = await gate.list(actionType, query.after ? { ...listed, after: query.after } : listed);
  if (query.facets.length === 0) return page;
  return { ...page, facets: await gate.facets(actionFilters, filters, query.facets) };
}

/** The same with what the page's filters offer. */
export async function listActionsPage(gate: Gate, input: ListInput): Promise<ActionList> {
  const filters = filtersOf(input.query);
  const page = await listActions(gate, { ...input, query: { ...input.query, facets: [] } });
  const facets = await gate.facets(actionFilters, filters, actionFacets);
  const panels = await gate.listAll(panelReference, {});
  return {
    ...page,
    filters,
    facets,
    limit: input.query.limit,
    isFirst: !input.query.after,
    mayCreate: gate.mayEver('create', 'follow-up-action'),
    panels: [...panels.items].sort((a, b) => (a.ref ?? '').localeCompare(b.ref ?? '')),
  };
}
