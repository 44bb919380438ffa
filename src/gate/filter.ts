import { type SQL, sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { ContentDefinition, FieldName, Filter, RecordView } from './definition.ts';
import type { Facet } from './facet-query.ts';
import type { Source } from './field.ts';
import type { Lens } from './lens.ts';
import { searchQuery } from './query.ts';

/** Members of the base that a filter may compare; every reader of a record sees them. */
const baseNames = ['id', 'ref', 'state', 'lang', 'updated_at'] as const;
type BaseName = (typeof baseNames)[number];

/** Where a type's values stand, as a filter looks at them. */
interface Compared {
  source(lens: Lens): AnyPgColumn | SQL;
  /** The stored column behind a derived value: compared too, so that an index serves. */
  stored: AnyPgColumn | null;
}

interface Ground {
  compared(name: string): Compared;
  search: ContentDefinition<RecordView>['search'];
}

/** How one filter narrows a list, before a value is given. `Name`: the fields whose values it compares. */
export interface FilterKind<Name extends string, Value, By extends Name | null = Name | null> {
  /** The field that it compares as a whole: facets count by it. */
  by: By;
  looksAt(value: Value, ground: Ground): readonly string[];
  /** False where the value says nothing: empty = not at all. */
  narrows(value: Value): boolean;
  sql(value: Value, lens: Lens, ground: Ground): SQL;
}

/** One of several values; none = all. */
export function anyOf<Name extends string>(by: Name): FilterKind<Name, readonly string[], Name> {
  return {
    by,
    looksAt: () => [by],
    narrows: (values) => values.length > 0,
    sql: (values, lens, ground) =>
      comparison(ground.compared(by), lens, (source) => sql`${source} = ANY (${sql.param([...values])}::text[])`),
  };
}

/** The records of these ids; none = all. */
export function amongIds(): FilterKind<'id', readonly string[], 'id'> {
  return {
    by: 'id',
    looksAt: () => ['id'],
    narrows: (ids) => ids.length > 0,
    sql: (ids, lens, ground) =>
      comparison(ground.compared('id'), lens, (source) => sql`${source} = ANY (${sql.param([...ids])}::uuid[])`),
  };
}

/** Exactly this value; empty = any. */
export function is<Name extends string>(by: Name): FilterKind<Name, string | number, Name> {
  return {
    by,
    looksAt: () => [by],
    narrows: (value) => value !== '',
    sql: (value, lens, ground) => comparison(ground.compared(by), lens, (source) => sql`${source} = ${value}`),
  };
}

/** Written after this instant (ISO 8601); empty = at any time. */
export function since(): FilterKind<'updated_at', string, null> {
  return {
    by: null,
    looksAt: () => ['updated_at'],
    narrows: (instant) => instant !== '',
    sql: (instant, lens, ground) =>
      comparison(ground.compared('updated_at'), lens, (source) => sql`${source} > ${instant}::timestamptz`),
  };
}

/** What a word of the filter means, where no comparison of one field says it. */
interface Meaning<Name extends string> {
  looksAt: readonly Name[];
  sql(lens: Lens): SQL;
}

/** A choice of words, each with its meaning by hand; empty = any. Only here does a filter hold SQL of its own. */
export function given<Name extends string, Word extends string>(
  meanings: Readonly<Record<Word, Meaning<Name>>>,
): FilterKind<Name, Word | '', null> {
  const meaningOf = (word: Word | ''): Meaning<Name> => {
    if (word === '' || !Object.hasOwn(meanings, word)) throw new Error(`no meaning is given for ${word}`);
    return meanings[word];
  };
  return {
    by: null,
    looksAt: (word) => meaningOf(word).looksAt,
    narrows: (word) => word !== '',
    sql: (word, lens) => meaningOf(word).sql(lens),
  };
}

/** Words of the record's text, in either script, whole or their beginnings; the database folds them. */
export function words(): FilterKind<never, string, null> {
  return {
    by: null,
    looksAt: (_, ground) => searchOf(ground).looksAt,
    narrows: (text) => text.trim() !== '',
    sql: (text, _, ground) => sql`${searchOf(ground).vector} @@ ${searchQuery(text)}`,
  };
}

/** Filters of a type, by name. */
export type Kinds<Shown extends RecordView> = Readonly<Record<string, FilterKind<FieldName<Shown> | BaseName, never>>>;
type ValueOf<Kind> = Kind extends FilterKind<string, infer Value> ? Value : never;

/** Values of filters by name; absent and empty = not narrowed. */
export type ValuesOf<Named> = { [Name in keyof Named]?: ValueOf<Named[Name]> };

/** The values of a type's filters by name; absent and empty = not narrowed. */
export type FilterValues<Set extends { by(values: never): Filter[] }> = Parameters<Set['by']>[0];

/** The filters that compare one field as a whole: by these, records can be counted. */
export type FacetName<Named> = {
  [Name in keyof Named & string]: Named[Name] extends { by: null } ? never : Name;
}[keyof Named & string];

/** The filters of one type by name; what each looks at follows from its declaration. */
export class FilterSet<Shown extends RecordView, Named extends Kinds<Shown>> {
  readonly definition: ContentDefinition<Shown>;
  readonly #kinds: Named;
  readonly #ground: Ground;

  constructor(definition: ContentDefinition<Shown>, kinds: Named) {
    this.definition = definition;
    this.#kinds = kinds;
    this.#ground = groundOf(definition);
    for (const { by } of Object.values(kinds)) if (by !== null) this.#ground.compared(by);
  }

  /** These values as filters of a list. Other members, such as the order of the list, are none of its matter. */
  by(values: ValuesOf<Named>): Filter[] {
    return Object.entries(this.#kinds).flatMap(([name, kind]) => {
      const value = values[name] as never;
      return value === undefined || !kind.narrows(value) ? [] : [this.#filter(name, kind, value)];
    });
  }

  /** What to count beside a list with these values: each facet under all filters but its own. */
  facets(values: ValuesOf<Named>, names: readonly FacetName<Named>[]): Facet[] {
    const filter = this.by(values);
    return names.map((name) => {
      const by = this.#kinds[name]?.by ?? '';
      return {
        name,
        source: this.#ground.compared(by).source,
        looksAt: this.#hideable([by]),
        filter: filter.filter((one) => one.name !== name),
      };
    });
  }

  #filter(name: string, kind: FilterKind<string, never>, value: never): Filter {
    return {
      type: this.definition.type,
      name,
      value,
      looksAt: this.#hideable(kind.looksAt(value, this.#ground)),
      sql: (lens) => kind.sql(value, lens, this.#ground),
    };
  }

  /** All but the base, which every reader sees. Not "what this definition shows": an excerpt hides no less than the whole. */
  #hideable(names: readonly string[]): string[] {
    return names.filter((one) => one !== 'id' && !Object.hasOwn(this.definition.base, one));
  }
}

/** Declares the filters of a type. Throws at start where one compares what the type does not have. */
export function filtersOf<Shown extends RecordView, Named extends Kinds<Shown>>(
  definition: ContentDefinition<Shown>,
  kinds: Named,
): FilterSet<Shown, Named> {
  return new FilterSet(definition, kinds);
}

function groundOf<Shown extends RecordView>({ type, id, base, fields, search }: ContentDefinition<Shown>): Ground {
  const compared = (name: string): Compared => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const source: Source | undefined = name === 'id' ? id : (field?.source ?? base[name]);
    if (!source) throw new Error(`${type} has no ${name} to filter by`);
    return {
      source: (lens) => (typeof source === 'function' ? source(lens) : source),
      stored: field?.writes ?? null,
    };
  };
  return { compared, search };
}

function comparison({ source, stored }: Compared, lens: Lens, by: (value: AnyPgColumn | SQL) => SQL): SQL {
  const seen = by(source(lens));
  return stored ? sql`(${by(stored)} AND ${seen})` : seen;
}

function searchOf({ search }: Ground): NonNullable<Ground['search']> {
  if (!search) throw new Error('a type without text cannot be searched');
  return search;
}
