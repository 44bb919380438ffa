import { z } from 'zod';
import type { Page, RecordView } from '../gate/definition.ts';
import { facetsOutput, pageOutputOf } from '../gate/excerpt.ts';
import type { FacetValue } from '../gate/facet-query.ts';
import type { FacetName, FilterSet, Kinds, ValuesOf } from '../gate/filter.ts';
import type { Gate } from '../gate/gate.ts';
import { nothing, wordsTyped } from '../gate/input.ts';
import { listPanels, type PanelReference } from './panels.ts';

type Direction = 'asc' | 'desc';

/** What narrows and orders a list; the same on the page and in the API. */
export type Narrowed<Values, Sort extends string> = Values & { sort: Sort; direction: Direction };

/** What a request for a list may say. */
export interface ListInput<Values, Sort extends string, Facet extends string> {
  query: Narrowed<Values, Sort> & { facets: Facet[]; after: string; limit: number };
}

/** A page of records, with the facets that were asked for. */
export interface Listed<Shown, Facet extends string> extends Page<Shown> {
  facets?: Partial<Record<Facet, FacetValue[]>>;
}

/** A page of records, what it was narrowed by, and what its filters offer. */
export interface RecordList<Shown, Values, Sort extends string, Facet extends string> extends Page<Shown> {
  filters: Narrowed<Values, Sort>;
  /** What the filter `panel` offers; empty for a type that has none. */
  panels: PanelReference[];
  facets: Record<Facet, FacetValue[]>;
  isFirst: boolean;
  mayCreate: boolean;
}

type TypedFor<Named> = { [Name in keyof Named]: z.ZodType<Required<ValuesOf<Named>>[Name]> };
type OutputsOf<Typed extends Record<string, z.ZodType>> = { [Name in keyof Typed]: z.output<Typed[Name]> };

/** How a type of record is listed: what is said once, for the page, the API and the address. */
interface ListDeclaration<
  Shown extends RecordView,
  Named extends Kinds<Shown>,
  Typed extends Record<string, z.ZodType>,
  Sort extends string,
  Facet extends string,
> {
  href: `/${string}`;
  filters: FilterSet<Shown, Named>;
  /** The values of each filter as they may be typed. */
  typed: Typed & TypedFor<Named>;
  /** Orders by their names in the address, each with the field that it follows. */
  sorts: Readonly<Record<Sort, string>> & { title: string };
  usual: { sort: NoInfer<Sort>; direction: Direction };
  /** Filters whose values are offered with numbers. */
  facets: readonly [Facet & FacetName<Named>, ...(Facet & FacetName<Named>)[]];
}

/** A list of one type of record, ready to be routed. */
export interface Listing<Shown, Values, Sort extends string, Facet extends string> {
  href: `/${string}`;
  usual: { sort: Sort; direction: Direction };
  input: z.ZodType<ListInput<Values, Sort, Facet>>;
  /** The shape of the API's answer. */
  output: z.ZodType;
  /** The records that the person may read and that match. */
  list(gate: Gate, input: ListInput<Values, Sort, Facet>): Promise<Listed<Shown, Facet>>;
  /** The same with what the page's filters offer. */
  page(gate: Gate, input: ListInput<Values, Sort, Facet>): Promise<RecordList<Shown, Values, Sort, Facet>>;
  /** The address of the list with these filters; what is as usual is left out. */
  address(filters: Narrowed<Values, Sort>, change?: Partial<Narrowed<Values, Sort>> & { after?: string }): string;
}

/** Words to search by. */
export const wordsFilter = z.string('input.invalid').overwrite(wordsTyped).max(200, 'input.too-long').default('');

/** One code of an agency; empty = any. */
export const agencyFilter = z
  .string('input.invalid')
  .regex(/^[A-Z0-9-]{0,30}$/, 'input.agency')
  .default('');

// PostgreSQL takes neither the year 0 nor an offset of a day.
const instantInput = z.iso
  .datetime({ offset: true })
  .refine((text) => Date.parse(text) >= 0 && Date.parse(text) < Date.parse('9999-01-01T00:00:00Z'))
  .overwrite((text) => (text.endsWith('Z') ? text : new Date(text).toISOString()));

/** An instant after which something was written; empty = at any time. */
export const sinceFilter = z.union([z.literal(''), instantInput], 'input.invalid').default('');

/** Several values of one kind. A query parameter given once is a string, given twice a list. */
export function several<One extends z.ZodType<string>>(one: One): z.ZodType<z.output<One>[]> {
  return z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(one).max(20, 'input.too-long'),
  );
}

/** References of panels. */
export const panelsFilter = several(z.string('input.invalid').regex(/^[A-Z0-9-]{0,30}$/, 'input.invalid'));

/** Names divided by commas. */
const facetsInput = (names: readonly [string, ...string[]]) =>
  z
    .string('input.invalid')
    .max(100, 'input.too-long')
    .default('')
    .transform((text) => text.split(',').filter(Boolean))
    .pipe(z.array(z.enum(names, 'input.invalid')));

const limitInput = z.coerce
  .number('input.invalid')
  .int('input.invalid')
  .min(1, 'input.invalid')
  .max(100, 'input.invalid')
  .default(25);

function inputOf(
  typed: Record<string, z.ZodType>,
  sorts: readonly string[],
  usual: { sort: string; direction: Direction },
  facets: readonly [string, ...string[]],
): z.ZodType {
  const query = z.object({
    ...typed,
    sort: z.enum(sorts as [string, ...string[]], 'input.invalid').default(usual.sort),
    direction: z.enum(['asc', 'desc'], 'input.invalid').default(usual.direction),
    facets: facetsInput(facets),
    after: z.string('input.cursor').max(1000, 'input.cursor').default(''),
    limit: limitInput,
  });
  return z.object({ params: nothing, query, body: nothing });
}

function addressOf(href: string, usual: Readonly<Record<string, string>>, values: object): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values) as [string, string | string[]][]) {
    for (const one of Array.isArray(value) ? value : [value]) if (one && usual[name] !== one) query.append(name, one);
  }
  const text = query.toString();
  return text ? `${href}?${text}` : href;
}

/** Declares how a type of record is listed. */
export function listing<
  Shown extends RecordView,
  Named extends Kinds<Shown>,
  Typed extends Record<string, z.ZodType>,
  Sort extends string,
  Facet extends string,
>(declared: ListDeclaration<Shown, Named, Typed, Sort, Facet>): Listing<Shown, OutputsOf<Typed>, Sort, Facet> {
  type Input = ListInput<OutputsOf<Typed>, Sort, Facet>;
  const { href, filters, typed, sorts, usual, facets } = declared;
  const { definition } = filters;
  const narrowedBy = ({ query }: Input): Narrowed<OutputsOf<Typed>, Sort> => {
    const { after: _after, limit: _limit, facets: _facets, ...rest } = query;
    return rest as unknown as Narrowed<OutputsOf<Typed>, Sort>;
  };
  // `typed` has a schema for each filter, whose outputs are that filter's values.
  const valuesOf = (input: Input) => narrowedBy(input) as unknown as ValuesOf<Named>;
  const count = (gate: Gate, input: Input, names: readonly Facet[]): Promise<Record<Facet, FacetValue[]>> =>
    gate.facets(filters, valuesOf(input), names as readonly (Facet & FacetName<Named>)[]) as Promise<
      Record<Facet, FacetValue[]>
    >;
  const plain = (gate: Gate, input: Input) => {
    const { sort, direction, limit, after } = input.query;
    const query = { filter: filters.by(valuesOf(input)), sort: { by: sorts[sort], direction }, limit, total: true };
    return gate.list(definition, after ? { ...query, after } : query);
  };
  return {
    href,
    usual,
    // The parts are typed; zod cannot follow a spread of them through a generic function.
    input: inputOf(typed, Object.keys(sorts), usual, facets) as z.ZodType<Input>,
    output: pageOutputOf(definition).extend({ total: z.int().nullable(), facets: facetsOutput(facets).optional() }),
    list: async (gate, input) => {
      const page = await plain(gate, input);
      const asked = input.query.facets;
      return asked.length === 0 ? page : { ...page, facets: await count(gate, input, asked) };
    },
    page: async (gate, input) => ({
      ...(await plain(gate, input)),
      filters: narrowedBy(input),
      facets: await count(gate, input, facets),
      // Whatever is fetched is disclosed: panels are asked for where a filter offers them.
      panels: 'panel' in typed ? await listPanels(gate) : [],
      isFirst: input.query.after === '',
      mayCreate: gate.mayEver('create', definition.type),
    }),
    address: (narrowed, change = {}) => addressOf(href, usual, { ...narrowed, ...change }),
  };
}
