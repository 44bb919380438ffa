import type pg from 'pg';
import type { Answers } from '../../db/lines.ts';
import { Plan } from '../../db/plan.ts';
import type { ContentType } from '../../policies/vocabulary.ts';
import { AppError } from '../errors.ts';
import { askedBy } from './asked.ts';
import type { ClassRegistry } from './class-registry.ts';
import type { CursorSeal, Position } from './cursor.ts';
import type { AnyDefinition, ContentDefinition, Filter, ListQuery, Page, RecordView, Row, Sort } from './definition.ts';
import type { Exchange } from './exchange.ts';
import { type Facet, type FacetValue, facetQuery } from './facet-query.ts';
import { pagePlan, refusalPlan, singlePlan } from './plans.ts';
import type { PolicyStore } from './policy-store.ts';
import { countsQuery } from './query.ts';
import { type Presented, presentRow, resourceFrom } from './record.ts';
import type { Sight, SightCache } from './sight.ts';
import type { Asking } from './visible.ts';

export interface ReaderParts {
  pool: pg.Pool;
  /** For statements that are short and stand alone; many requests share one. */
  lines: Answers;
  classes: ClassRegistry;
  policies: PolicyStore;
  sights: SightCache;
  cursors: CursorSeal;
}

const pageSize = 25;
const mostItems = 100;

/** Reading through the door: decides in SQL and again in memory, hands out records, and notes each in the ledger. */
export class Reader {
  readonly #parts: ReaderParts;
  readonly #exchange: Exchange;

  constructor(parts: ReaderParts, exchange: Exchange) {
    this.#parts = parts;
    this.#exchange = exchange;
  }

  /**
   * The record and what rules see of it, without disclosing it yet: the first step of every change, and once more inside
   * its transaction (`on`), where the rows are locked.
   */
  async readWithResource<View extends RecordView>(
    definition: ContentDefinition<View>,
    id: string,
    on: Answers = this.#parts.lines,
  ): Promise<Presented<View> & { row: Row }> {
    const [row] = await this.#fresh(on, (sight) => [singlePlan(definition), { sight, id }]);
    if (row?.id == null) return this.#refuse(definition, id);
    const presented = presentRow(definition, row, this.#parts.classes, this.#exchange.sight);
    this.#exchange.ledger.decided(presented.decision);
    this.#about(definition, row, presented.view);
    return { ...presented, row };
  }

  /** A page of the records that may be read and match; all of it is disclosed. */
  async list<View extends RecordView>(definition: ContentDefinition<View>, query: ListQuery = {}): Promise<Page<View>> {
    const { presented, next, total } = await this.#page(definition, query);
    for (const one of presented) this.#exchange.ledger.disclose(one);
    this.#noteList(query, presented.length, total);
    return { items: presented.map(({ view }) => view), next, total };
  }

  async listAll<View extends RecordView>(
    definition: ContentDefinition<View>,
    query: ListQuery,
    most: number,
  ): Promise<{ items: View[]; more: boolean }> {
    const items: View[] = [];
    let after: string | null = null;
    do {
      const page: Page<View> = await this.list(definition, {
        ...query,
        limit: mostItems,
        ...(after === null ? {} : { after }),
      });
      items.push(...page.items);
      after = page.next;
    } while (after !== null && items.length < most);
    return { items, more: after !== null };
  }

  /** What a page lists stands first in it; what follows are choices of its filters and parts. */
  #noteList({ filter = [], sort }: ListQuery, items: number, total: number | null): void {
    const { ledger } = this.#exchange;
    if (ledger.detailOf('record.list').items !== undefined) return;
    const words = filter.find(({ name }) => name === 'q')?.value;
    ledger.note('record.list', {
      items,
      ...(total === null ? {} : { total }),
      ...(sort ? { sort: `${sort.by}:${sort.direction}` } : {}),
      ...(filter.length > 0 ? { filters: [...new Set(filter.map(({ name }) => name))].join(',').slice(0, 80) } : {}),
      // Never the text itself (THREATS 22).
      ...(typeof words === 'string' ? { length: words.length } : {}),
    });
  }

  /** The first record that may be read and matches, only looked at; null when there is none. */
  async find<View extends RecordView>(definition: ContentDefinition<View>, query: ListQuery): Promise<View | null> {
    const { presented } = await this.#page(definition, { ...query, limit: 1 });
    const [first] = presented;
    if (!first) return null;
    this.#exchange.ledger.look(first);
    return first.view;
  }

  /** Per facet the values of the records that may be read, and how many have each; who counted by what is in the log. */
  async facets<View extends RecordView>(
    definition: ContentDefinition<View>,
    facets: readonly Facet[],
  ): Promise<Record<string, FacetValue[]>> {
    const counted: Record<string, FacetValue[]> = Object.fromEntries(facets.map(({ name }) => [name, []]));
    if (facets.length === 0) return counted;
    const rows = await this.#fresh(this.#parts.pool, (sight) => [new Plan(facetQuery(definition, facets)), { sight }]);
    for (const { facet, value, count } of rows)
      if (facet != null) counted[String(facet)]?.push({ value: String(value), count: Number(count) });
    this.#exchange.ledger.note('record.list', { facets: facets.map(({ name }) => name).join(',') });
    return counted;
  }

  /** How many records of each type match and may be read, by type. */
  async counts(
    counted: readonly { definition: AnyDefinition; filter: readonly Filter[] }[],
  ): Promise<ReadonlyMap<ContentType, number>> {
    if (counted.length === 0) return new Map();
    const [row] = await this.#fresh(this.#parts.pool, (sight) => [new Plan(countsQuery(counted)), { sight }]);
    return new Map(counted.map(({ definition: { type } }) => [type, Number(row?.[type] ?? 0)]));
  }

  /** Count, next and items come from one snapshot. */
  async #page<View extends RecordView>(
    definition: ContentDefinition<View>,
    query: ListQuery,
  ): Promise<{ presented: Presented<View>[]; next: string | null; total: number | null }> {
    const sort: Sort = query.sort ?? { by: 'created', direction: 'desc' };
    const limit = Math.min(Math.max(query.limit ?? pageSize, 1), mostItems);
    const bound = this.#boundTo(definition.type, query, sort);
    const after = query.after ? this.#parts.cursors.open(query.after, bound) : null;
    // Whatever counts or searches may take its time, and nobody is to stand behind it.
    const on = query.total || query.rankedBy !== undefined ? this.#parts.pool : this.#parts.lines;
    const rows = await this.#fresh(on, (sight) => {
      const { plan, where } = pagePlan(definition, sight, { query, sort, limit, after });
      return [plan, { sight, where, after, words: query.rankedBy }];
    });
    const found = rows.filter((row) => row.id != null);
    const presented = found.slice(0, limit).map((row) => this.#present(definition, row));
    const total = query.total ? Number(rows[0]?.total ?? 0) : null;
    return { presented, next: found.length > limit ? this.#nextOf(found[limit - 1], bound) : null, total };
  }

  #present<View extends RecordView>(definition: ContentDefinition<View>, row: Row): Presented<View> {
    const presented = presentRow(definition, row, this.#parts.classes, this.#exchange.sight);
    this.#exchange.ledger.decided(presented.decision);
    return presented;
  }

  #nextOf(last: Row | undefined, bound: string[]): string | null {
    if (!last) return null;
    const position: Position = { value: last.sort_value == null ? null : String(last.sort_value), id: String(last.id) };
    return this.#parts.cursors.seal(position, bound);
  }

  #boundTo(type: string, query: ListQuery, sort: Sort): string[] {
    const { signedIn, sight } = this.#exchange;
    const filters = (query.filter ?? []).map(({ name, value }) => [name, value]);
    return [signedIn.person, type, String(sight.policy.version), sort.by, sort.direction, JSON.stringify(filters)];
  }

  /**
   * Runs a query whose rows carry the policy epoch and the highest class of their own snapshot. Where they differ from
   * what the decision was made with, nothing is released: refresh, decide, run again.
   */
  async #fresh(on: Answers, ask: (sight: Sight) => [Plan<Asking>, Asking]): Promise<Row[]> {
    const { policies, classes, sights } = this.#parts;
    for (let attempt = 0; attempt < 3; attempt++) {
      const { epoch } = this.#exchange.sight;
      const { upto } = classes;
      const [plan, asking] = ask(this.#exchange.sight);
      const { rows } = await on.query<Row>(plan.for(asking));
      const fresh = rows[0];
      if (Number(fresh?.fresh_epoch) === epoch && Number(fresh?.fresh_upto) === upto) return rows;
      await Promise.all([policies.refresh(), classes.refresh()]);
      this.#exchange.sight = sights.of(this.#exchange.signedIn);
    }
    throw new AppError('unavailable');
  }

  /** The true reason goes into the ledger by one more statement, made in both cases so that time tells nothing. */
  async #refuse<View extends RecordView>(definition: ContentDefinition<View>, id: string): Promise<never> {
    const { sight, ledger } = this.#exchange;
    const { rows } = await this.#parts.pool.query<Row>(refusalPlan(definition).for({ sight, id }));
    const [row] = rows;
    if (!row) {
      ledger.resource = { type: definition.type, id };
      ledger.ruleIds.add('UNKNOWN-ID');
      throw new AppError('not-found');
    }
    const resource = resourceFrom(definition, row, this.#parts.classes, sight);
    const decision = sight.decide('read', resource);
    ledger.decided(decision);
    if (decision.effect === 'permit') ledger.ruleIds.add('PARENT-HIDDEN');
    this.#about(definition, row);
    // Nothing is asked of anybody to whom a parent is hidden or whom it would not help: the question would tell that
    // there is something.
    const asked = decision.effect === 'deny' && row.parents_visible === true ? askedBy(decision) : null;
    const helps = asked && sight.opensBy(asked.requires, this.#exchange.signedIn.purposes, resource);
    throw helps ? asked : new AppError('not-found');
  }

  #about<View extends RecordView>(definition: ContentDefinition<View>, row: Row, view?: RecordView): void {
    this.#exchange.ledger.resource = {
      type: definition.type,
      id: String(row.id),
      version: Number(row.version),
      originator: String(row.originator),
      ...(view?.ref ? { ref: view.ref } : {}),
      ...(view?.marking ? { marking: view.marking } : {}),
    };
  }
}
