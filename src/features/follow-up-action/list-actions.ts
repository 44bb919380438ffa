import { z } from 'zod';
import { actionStates } from '../../content/action-states.ts';
import { actionType } from '../../content/follow-up-action.ts';
import type { Page } from '../../gate/definition.ts';
import type { Gate } from '../../gate/gate.ts';
import { idInput, nothing } from '../../gate/input.ts';
import { type ActionFilters, actionQuery, conclusionById } from './queries.ts';
import { type ActionView, conclusionReference, type PanelReference, panelReference } from './records.ts';

// A query parameter given once is a string, given twice a list.
const several = z.preprocess(
  (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
  z.array(z.string().regex(/^[A-Z0-9_-]{0,40}$/, 'input.invalid')).max(20, 'input.too-long'),
);
const stateNames = Object.keys(actionStates) as [string, ...string[]];

export const listInput = z.object({
  params: nothing,
  query: z.object({
    q: z.string('input.invalid').trim().max(200, 'input.too-long').default(''),
    panel: several,
    state: several.pipe(z.array(z.enum(stateNames, 'input.state'))),
    lead: z
      .string('input.invalid')
      .regex(/^[A-Z0-9-]{0,30}$/, 'input.agency')
      .default(''),
    conclusion: z.union([z.literal(''), idInput]).default(''),
    mine: z.enum(['', 'waiting', 'mine'], 'input.invalid').default(''),
    due: z.enum(['', 'overdue', '30'], 'input.invalid').default(''),
    sort: z.enum(['created', 'due', 'updated', 'title'], 'input.invalid').default('due'),
    direction: z.enum(['asc', 'desc'], 'input.invalid').default('asc'),
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

/** A page of actions and what it was filtered by. */
export interface ActionList extends Page<ActionView> {
  filters: ActionFilters;
  limit: number;
  /** Panels for the filter. */
  panels: PanelReference[];
  isFirst: boolean;
  mayCreate: boolean;
}

function filtersOf(query: ListInput['query']): ActionFilters {
  const { after: _after, limit: _limit, ...filters } = query;
  return filters;
}

/** The actions that the person may read and that match. */
export async function listActions(gate: Gate, { query }: ListInput): Promise<Page<ActionView>> {
  // A conclusion that the reader may not read filters like one that never existed (DOMAIN, Leaks: filter values).
  const unknown = query.conclusion !== '' && !(await gate.find(conclusionReference, conclusionById(query.conclusion)));
  if (unknown) return { items: [], next: null, total: 0 };
  const listed = { ...actionQuery(filtersOf(query), gate.me.agency), limit: query.limit, total: true };
  return gate.list(actionType, query.after ? { ...listed, after: query.after } : listed);
}

/** The same with what the page's filters offer. */
export async function listActionsPage(gate: Gate, input: ListInput): Promise<ActionList> {
  const page = await listActions(gate, input);
  const panels = await gate.listAll(panelReference, {});
  return {
    ...page,
    filters: filtersOf(input.query),
    limit: input.query.limit,
    isFirst: !input.query.after,
    mayCreate: gate.mayEver('create', 'follow-up-action'),
    panels: [...panels.items].sort((a, b) => (a.ref ?? '').localeCompare(b.ref ?? '')),
  };
}
