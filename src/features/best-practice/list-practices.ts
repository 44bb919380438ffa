import { z } from 'zod';
import { practiceFilters, practiceStates, practiceType } from '../../content/best-practice.ts';
import { contentLanguages } from '../../content/languages.ts';
import type { Page } from '../../gate/definition.ts';
import type { FacetValue } from '../../gate/facet-query.ts';
import type { Gate } from '../../gate/gate.ts';
import { nothing, wordsTyped } from '../../gate/input.ts';
import { type PracticeFilters, practiceQuery } from './queries.ts';
import { type PanelReference, type PracticeView, panelReference, practiceFacets } from './records.ts';

// A query parameter given once is a string, given twice a list.
const several = <One extends z.ZodType>(one: One) =>
  z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(one).max(20, 'input.too-long'),
  );

export const listInput = z.object({
  params: nothing,
  query: z.object({
    q: z.string('input.invalid').overwrite(wordsTyped).max(200, 'input.too-long').default(''),
    panel: several(z.string('input.invalid').regex(/^[A-Z0-9-]{1,30}$/, 'input.invalid')),
    state: several(z.enum(practiceStates.names, 'input.state')),
    lang: several(z.enum(contentLanguages, 'input.language')),
    originator: z
      .string('input.invalid')
      .regex(/^[A-Z0-9-]{0,30}$/, 'input.agency')
      .default(''),
    sort: z.enum(['created', 'updated', 'title'], 'input.invalid').default('created'),
    direction: z.enum(['asc', 'desc'], 'input.invalid').default('desc'),
    /** Names divided by commas. */
    facets: z
      .string('input.invalid')
      .max(100, 'input.too-long')
      .default('')
      .transform((names) => names.split(',').filter(Boolean))
      .pipe(z.array(z.enum(practiceFacets, 'input.invalid'))),
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

export type PracticeFacets = Record<(typeof practiceFacets)[number], FacetValue[]>;

/** A page of practices, with the facets that were asked for. */
export interface ListedPractices extends Page<PracticeView> {
  facets?: Partial<PracticeFacets>;
}

/** A page of practices, what it was filtered by, and what its filters offer. */
export interface PracticeList extends Page<PracticeView> {
  filters: PracticeFilters;
  panels: PanelReference[];
  facets: PracticeFacets;
  isFirst: boolean;
  mayCreate: boolean;
}

function filtersOf(query: ListInput['query']): PracticeFilters {
  const { after: _after, limit: _limit, facets: _facets, ...filters } = query;
  return filters;
}

/** The practices that the person may read and that match. */
export async function listPractices(gate: Gate, { query }: ListInput): Promise<ListedPractices> {
  const filters = filtersOf(query);
  const listed = { ...practiceQuery(filters), limit: query.limit, total: true };
  const page = await gate.list(practiceType, query.after ? { ...listed, after: query.after } : listed);
  if (query.facets.length === 0) return page;
  return { ...page, facets: await gate.facets(practiceFilters, filters, query.facets) };
}

/** The panels that the person may read, in the order of their references. */
export async function listPanels(gate: Gate): Promise<PanelReference[]> {
  const { items } = await gate.listAll(panelReference, {});
  return [...items].sort((a, b) => (a.ref ?? '').localeCompare(b.ref ?? ''));
}

/** The same with what the page's filters offer. */
export async function listPracticesPage(gate: Gate, input: ListInput): Promise<PracticeList> {
  const filters = filtersOf(input.query);
  const page = await listPractices(gate, { ...input, query: { ...input.query, facets: [] } });
  return {
    ...page,
    filters,
    facets: await gate.facets(practiceFilters, filters, practiceFacets),
    panels: await listPanels(gate),
    isFirst: !input.query.after,
    mayCreate: gate.mayEver('create', 'best-practice'),
  };
}
