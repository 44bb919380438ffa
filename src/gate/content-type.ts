import { getTableName, is } from 'drizzle-orm';
import { type AnyPgColumn, PgColumn } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import type { ContentDefinition, FieldName, RecordView } from './definition.ts';
import type { Field, Source } from './field.ts';
import { recordOutput } from './output.ts';

type Fields = Readonly<Record<string, Field<unknown>>>;
type ValueOf<Of> = Of extends Field<infer Value> ? Value : never;

/** What a reader is shown of a record. */
export type View<Definition> = Definition extends ContentDefinition<infer Shown> ? Shown : never;

/** Every field may be hidden by a policy, so every field may be absent. */
type ViewOf<Of extends Fields> = RecordView & { [Name in keyof Of]?: ValueOf<Of[Name]> };

type Given<Of extends Fields> = Omit<ContentDefinition<ViewOf<Of>>, 'fields' | 'columns' | 'facts' | 'view'> & {
  fields: Of;
  facts?: Readonly<Record<string, Source>>;
};

/**
 * A type of record from what is said of its fields: views, select lists, output schemas, what filters look at and what
 * may be written all follow from it. Throws at start when a name has two meanings or an attribute has none.
 */
export function contentType<Of extends Fields>(given: Given<Of>): ContentDefinition<ViewOf<Of>> {
  const facts = given.facts ?? {};
  const definition = { ...given, facts, columns: columnsOf(given.table, { ...given.base, ...facts }, given.fields) };
  const names = [...Object.keys(given.base), ...Object.keys(given.fields), ...Object.keys(facts)];
  const twice = names.find((name, place) => names.indexOf(name) !== place || reserved.has(name));
  if (twice !== undefined) throw new Error(`${given.type}: the name ${twice} has two meanings`);
  for (const name of [...(given.search?.looksAt ?? []), ...(given.search?.shows ?? [])])
    demandName(given.type, Object.keys(given.fields), name);
  const used = [...Object.values(given.attributes), ...Object.values(given.relates ?? {}), given.classPanel ?? 'ref'];
  for (const name of used) demandName(given.type, [...names, 'ref'], name);
  for (const { field, reasonField } of Object.values(given.axes ?? {})) {
    demandName(given.type, names, field);
    demandName(given.type, names, reasonField);
  }
  return definition;
}

/** As much of a type as some page needs: fewer fields, and nothing that moves. Decided exactly as the whole. */
export function excerpt<Whole extends RecordView, Name extends FieldName<Whole>>(
  whole: ContentDefinition<Whole>,
  names: readonly Name[],
): ContentDefinition<RecordView & Pick<Whole, Name>> {
  const wanted = new Set<string>(names);
  const { type, table, from, guards, id, base, attributes, columns, search } = whole;
  const needed = Object.values(attributes).filter((name) => !wanted.has(name) && !(name in base));
  const sourceOf = (name: string): Source | undefined => whole.facts[name] ?? whole.fields[name]?.source;
  return {
    type,
    table,
    from,
    guards,
    id,
    base,
    attributes,
    columns,
    ...(search ? { search } : {}),
    fields: Object.fromEntries(Object.entries(whole.fields).filter(([name]) => wanted.has(name))),
    facts: Object.fromEntries(needed.flatMap((name) => [[name, sourceOf(name)]])) as Record<string, Source>,
  };
}

/** What API answers promise of a record of this type. */
export function outputOf<Shown extends RecordView>({ type, fields }: ContentDefinition<Shown>) {
  const shape = Object.fromEntries(Object.entries(fields).map(([name, { output }]) => [name, output.optional()]));
  return recordOutput.extend({ type: z.literal(type), ...shape });
}

/** What API answers promise of a page of a list: `next` is an opaque cursor, null at the end. */
export function pageOutputOf<Shown extends RecordView>(of: ContentDefinition<Shown>) {
  return z.object({ items: z.array(outputOf(of)), next: z.string().nullable() });
}

/** What API answers promise of facets: by name the values and how many records have each. */
export function facetsOutput<Name extends string>(names: readonly [Name, ...Name[]]) {
  return z.partialRecord(z.enum(names), z.array(z.object({ value: z.string(), count: z.int() })));
}

// Aliases that the gate itself selects.
const reserved = new Set([
  'id',
  'class_id',
  'originator',
  'related',
  'parents_visible',
  'sort_value',
  'total',
  'fresh_epoch',
  'fresh_upto',
]);

function demandName(type: string, names: readonly string[], name: string): void {
  if (!names.includes(name)) throw new Error(`${type}: nothing is called ${name}`);
}

function columnsOf(table: string, plain: Readonly<Record<string, Source>>, fields: Fields): Map<string, AnyPgColumn> {
  const sources = Object.entries(fields).map(([name, { source, writes }]): [string, Source] => [
    name,
    writes ?? source,
  ]);
  const own = [...Object.entries(plain), ...sources].filter(
    (entry): entry is [string, AnyPgColumn] => is(entry[1], PgColumn) && getTableName(entry[1].table) === table,
  );
  return new Map(own);
}
