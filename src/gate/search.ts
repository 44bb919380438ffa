import type { ContentType } from '../../policies/vocabulary.ts';
import { AppError } from '../errors.ts';
import type { CursorSeal } from './cursor.ts';
import type { AnyDefinition, Filter, RecordView } from './definition.ts';
import { excerpt } from './excerpt.ts';
import type { Exchange } from './exchange.ts';
import { filtersOf, words } from './filter.ts';
import type { Reader } from './reader.ts';

export interface SearchQuery {
  words: string;
  limit: number;
  /** Where the page before this one ended. */
  after?: string;
}

/** A page of what was found: type by type in the order that was asked for, within a type the best match first. */
export interface Found {
  items: RecordView[];
  /** Opaque, sealed to the person, the words, the types and the policy; null at the end. */
  next: string | null;
  /** How many records of each type match and may be read by this person; types that the role may not read are left out. */
  counts: { type: ContentType; count: number }[];
}

interface Wanted {
  definition: AnyDefinition;
  filter: readonly Filter[];
}

/** Where a page begins: at a type, behind a place in its list (empty = at its beginning). */
interface Start {
  type: string;
  after: string;
}

/** Searching across types, under the same decision as reading: what may not be read is neither found, counted nor ranked. */
export class Searcher {
  readonly #reader: Reader;
  readonly #exchange: Exchange;
  readonly #cursors: CursorSeal;

  constructor(reader: Reader, exchange: Exchange, cursors: CursorSeal) {
    this.#reader = reader;
    this.#exchange = exchange;
    this.#cursors = cursors;
  }

  /** Throws `forbidden` where the role may read none of the types, `invalid-input` for a cursor of another search. */
  async search(definitions: readonly AnyDefinition[], query: SearchQuery): Promise<Found> {
    const wanted = this.#wanted(definitions, query.words);
    const bound = this.#boundTo(wanted, query.words);
    const start = query.after ? this.#open(query.after, bound) : { type: wanted[0]?.definition.type ?? '', after: '' };
    const counts = await this.#reader.counts(wanted);
    const { items, next } = await this.#page(wanted.filter(isFound(counts)), start, wanted, query);
    const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
    const { length } = query.words;
    this.#exchange.ledger.note('record.search', {
      items: items.length,
      total,
      length,
      words: query.words.split(/\s+/).length,
    });
    return {
      items,
      next: next && this.#cursors.seal({ value: next.type, id: next.after }, bound),
      counts: [...counts].map(([type, count]) => ({ type, count })),
    };
  }

  /** As much of each type as a result shows. */
  #wanted(definitions: readonly AnyDefinition[], text: string): Wanted[] {
    const open = definitions.filter(({ type }) => this.#exchange.sight.mayEver('read', type));
    if (open.length === 0) throw new AppError('forbidden');
    return open.map((whole) => {
      const filter = filtersOf(whole, { q: words() }).by({ q: text });
      return { definition: excerpt(whole, (whole.search?.shows ?? []) as never[]), filter };
    });
  }

  async #page(
    found: readonly Wanted[],
    start: Start,
    order: readonly Wanted[],
    { words: rankedBy, limit }: SearchQuery,
  ): Promise<{ items: RecordView[]; next: Start | null }> {
    const place = (type: string) => order.findIndex(({ definition }) => definition.type === type);
    const rest = found.filter(({ definition }) => place(definition.type) >= place(start.type));
    const items: RecordView[] = [];
    for (const { definition, filter } of rest) {
      if (items.length >= limit) return { items, next: { type: definition.type, after: '' } };
      const begun = definition.type === start.type ? start.after : '';
      const list = { filter, rankedBy, limit: limit - items.length };
      const page = await this.#reader.list(definition, begun ? { ...list, after: begun } : list);
      items.push(...page.items);
      if (page.next) return { items, next: { type: definition.type, after: page.next } };
    }
    return { items, next: null };
  }

  #open(cursor: string, bound: string[]): Start {
    const { value, id } = this.#cursors.open(cursor, bound);
    return { type: value ?? '', after: id };
  }

  #boundTo(wanted: readonly Wanted[], text: string): string[] {
    const { signedIn, sight } = this.#exchange;
    const types = wanted.map(({ definition }) => definition.type).join(' ');
    return [signedIn.person, 'search', String(sight.policy.version), types, text];
  }
}

function isFound(counts: ReadonlyMap<ContentType, number>): (wanted: Wanted) => boolean {
  return ({ definition }) => (counts.get(definition.type) ?? 0) > 0;
}
