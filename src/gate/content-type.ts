import { getTableName, is } from 'drizzle-orm';
import { type AnyPgColumn, PgColumn } from 'drizzle-orm/pg-core';
import { declare } from './declared.ts';
import type { ContentDefinition, RecordView } from './definition.ts';
import type { Field, Source } from './field.ts';

type Fields = Readonly<Record<string, Field<unknown>>>;
type ValueOf<Of> = Of extends Field<infer Value> ? Value : never;

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
  return declare(definition);
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
