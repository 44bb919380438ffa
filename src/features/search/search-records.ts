import { z } from 'zod';
import type { ContentType } from '../../../policies/vocabulary.ts';
import type { AnyDefinition, RecordView } from '../../gate/definition.ts';
import type { Gate } from '../../gate/gate.ts';
import { nothing, wordsTyped } from '../../gate/input.ts';
import { recordOutput } from '../../gate/output.ts';
import type { Found } from '../../gate/search.ts';

/** What was found of one type. */
export interface Group {
  type: ContentType;
  count: number;
  items: RecordView[];
}

export interface SearchPage {
  q: string;
  /** The one type that is looked through; empty = all. */
  type: string;
  /** Types in which something was found. */
  groups: Group[];
  next: string | null;
  isFirst: boolean;
}

const limit = z.coerce
  .number('input.invalid')
  .int('input.invalid')
  .min(1, 'input.invalid')
  .max(100, 'input.invalid')
  .default(25);
const typed = z.string('input.required').overwrite(wordsTyped).max(200, 'input.too-long');

/** What a search over these types takes; a program says what it looks for, a page may be opened empty. */
export function searchInputs(definitions: readonly AnyDefinition[]) {
  const types = ['', ...definitions.map(({ type }) => type)] as [string, ...string[]];
  const how = {
    type: z.enum(types, 'input.invalid').default(''),
    after: z.string('input.cursor').max(1000, 'input.cursor').default(''),
    limit,
  };
  const asked = (q: z.ZodType<string>) => z.object({ params: nothing, query: z.object({ q, ...how }), body: nothing });
  return { api: asked(typed.pipe(z.string().min(1, 'input.required'))), page: asked(typed.default('')) };
}
export type SearchInput = z.infer<ReturnType<typeof searchInputs>['page']>;

export const searchOutput = z.object({
  items: z.array(recordOutput.extend({ type: z.string() }).loose()),
  next: z.string().nullable(),
  total: z.int(),
  counts: z.array(z.object({ type: z.string(), count: z.int() })),
});

/** One page of all that was found, type by type. */
export async function searchRecords(
  gate: Gate,
  definitions: readonly AnyDefinition[],
  { query }: SearchInput,
): Promise<Found & { total: number }> {
  const { q: words, type, limit, after } = query;
  const among = type ? definitions.filter((one) => one.type === type) : definitions;
  const found = await gate.search(among, after ? { words, limit, after } : { words, limit });
  return { ...found, total: found.counts.reduce((sum, { count }) => sum + count, 0) };
}

const shownOfEach = 5;

/** For people: the best of each type, or one type page by page. */
export async function searchPage(
  gate: Gate,
  definitions: readonly AnyDefinition[],
  input: SearchInput,
): Promise<SearchPage> {
  const { q, type, after } = input.query;
  const page = { q, type, next: null, isFirst: after === '' };
  if (q === '') return { ...page, groups: [] };
  if (type) {
    const { items, next, counts } = await searchRecords(gate, definitions, input);
    return { ...page, groups: counts.map((one) => ({ ...one, items })).filter(isFilled), next };
  }
  const groups: Group[] = [];
  for (const definition of definitions.filter((one) => gate.mayEver('read', one.type))) {
    const { items, counts } = await gate.search([definition], { words: q, limit: shownOfEach });
    groups.push(...counts.map((one) => ({ ...one, items })));
  }
  return { ...page, groups: groups.filter(isFilled) };
}

function isFilled({ count }: Group): boolean {
  return count > 0;
}
