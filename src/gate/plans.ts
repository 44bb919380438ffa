import { Plan } from '../../db/plan.ts';
import { type Rendered, render, withSlots } from '../../db/render.ts';
import { Slot } from '../../db/slot.ts';
import type { AnyDefinition, ListQuery, Sort } from './definition.ts';
import { filtersFor, isBaseSort, type PageShape, pageQuery, refusalQuery, singleQuery } from './query.ts';
import type { Sight } from './sight.ts';
import { type Asking, lens } from './visible.ts';

/*
 * Statements are written once for each definition and shape of a page. What a kept statement holds is text alone; every
 * value, and with them every right, is put in at each run from the sight of whoever asks then.
 */
const singles = new WeakMap<AnyDefinition, Plan<Asking>>();
const refusals = new WeakMap<AnyDefinition, Plan<Asking>>();
const pages = new WeakMap<AnyDefinition, Map<string, Plan<Asking>>>();

// Filters make ever new shapes, and what a reader types in must not be kept for ever.
const mostPages = 300;

export function singlePlan(definition: AnyDefinition): Plan<Asking> {
  return keptIn(singles, definition, () => new Plan(singleQuery(definition)));
}

export function refusalPlan(definition: AnyDefinition): Plan<Asking> {
  return keptIn(refusals, definition, () => new Plan(refusalQuery(definition)));
}

/** A page as it is asked for; `limit` within bounds. */
export interface PageWish {
  query: ListQuery;
  sort: Sort;
  limit: number;
  after: Asking['after'];
}

/** The statement of a page and the values of its filters. */
export function pagePlan(
  definition: AnyDefinition,
  sight: Sight,
  wish: PageWish,
): { plan: Plan<Asking>; where: unknown[] } {
  const { query, sort, limit, after } = wish;
  const filter = filtersFor(definition, query.filter ?? []);
  const rendered = filter.map((one) => render(one.sql(lens)));
  const shape = {
    looksAt: [...new Set(filter.flatMap(({ looksAt }) => looksAt))],
    ranked: query.rankedBy !== undefined,
    sort,
    // By the sight of this very run: a policy that begins to hide a field makes another statement.
    hidden: !isBaseSort(sort.by) && sight.hides(definition.guards[0].type, sort.by),
    limit,
    after: !after ? 'start' : after.value === null ? 'null' : 'value',
    total: query.total === true,
  } satisfies Omit<PageShape, 'where'>;
  // Slots are told apart by number: the same text may ask for other bits.
  const slots = rendered.map(({ values }) => values.map((value) => (value instanceof Slot ? value.id : 0)));
  const key = JSON.stringify([shape, rendered.map(({ text }) => text), slots]);
  const ofType = keptIn(pages, definition, () => new Map<string, Plan<Asking>>());
  let plan = ofType.get(key);
  if (plan === undefined) {
    plan = new Plan<Asking>(pageQuery(definition, { ...shape, where: conditionsOf(rendered) }));
    if (ofType.size >= mostPages) ofType.clear();
    ofType.set(key, plan);
  }
  return { plan, where: rendered.flatMap(({ values }) => values) };
}

const valueSlots: Slot<Asking>[] = [];

function valueSlot(n: number): Slot<Asking> {
  const slot = valueSlots[n] ?? new Slot<Asking>(({ where }) => where?.[n]);
  valueSlots[n] = slot;
  return slot;
}

function conditionsOf(rendered: readonly Rendered[]): PageShape['where'] {
  let first = 0;
  return rendered.map((condition) => {
    const before = first;
    first += condition.values.length;
    return withSlots(condition, (n) => valueSlot(before + n));
  });
}

function keptIn<Kept>(where: WeakMap<AnyDefinition, Kept>, definition: AnyDefinition, make: () => Kept): Kept {
  const known = where.get(definition) ?? make();
  where.set(definition, known);
  return known;
}
