import { z } from 'zod';
import { declare, demandDeclared } from './declared.ts';
import type { ContentDefinition, FieldName, RecordView } from './definition.ts';
import type { Source } from './field.ts';
import { recordOutput } from './output.ts';

/** What a reader is shown of a record. */
export type View<Definition> = Definition extends ContentDefinition<infer Shown> ? Shown : never;

/** As much of a type as some page needs: fewer fields, and nothing that moves. Decided exactly as the whole. */
export function excerpt<Whole extends RecordView, Name extends FieldName<Whole>>(
  whole: ContentDefinition<Whole>,
  names: readonly Name[],
): ContentDefinition<RecordView & Pick<Whole, Name>> {
  demandDeclared(whole);
  const wanted = new Set<string>(names);
  const { type, table, from, guards, id, base, attributes, columns, search } = whole;
  const needed = Object.values(attributes).filter((name) => !wanted.has(name) && !(name in base));
  const sourceOf = (name: string): Source | undefined => whole.facts[name] ?? whole.fields[name]?.source;
  return declare({
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
  });
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
