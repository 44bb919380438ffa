import type { SQL } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import type { Lens } from './lens.ts';

/** Where a value stands: a column, an expression, or one computed from other records through the reader's eyes (THREATS 17). */
export type Source = AnyPgColumn | SQL | ((lens: Lens) => SQL);

/** One field of a type of record, in the one place that says all of it. A field that a policy hides is absent, never null. */
export interface Field<Value> {
  source: Source;
  /** The value as views and answers carry it, from what the database gave. */
  read(stored: unknown): Value;
  /** What API answers promise of it. */
  output: z.ZodType<Value>;
  /** Cast of a cursor's value; absent: lists cannot be sorted by it. */
  cast?: 'text' | 'integer' | 'date';
  /** The column that a write goes to, where the source is not itself one of the record's own columns. */
  writes?: AnyPgColumn;
}

export function text(source: Source): Field<string> {
  return { source, read: String, output: z.string(), cast: 'text' };
}

/** Empty and absent are the same: null. */
export function textOrNull(source: Source): Field<string | null> {
  return {
    source,
    read: (stored) => (stored == null || stored === '' ? null : String(stored)),
    output: z.string().nullable(),
  };
}

export function id(source: Source): Field<string> {
  return { source, read: String, output: z.uuid() };
}

export function idOrNull(source: Source): Field<string | null> {
  return { ...textOrNull(source), output: z.uuid().nullable() };
}

/** A calendar date, `2026-12-31`. */
export function date(source: Source): Field<string> {
  return { source, read: String, output: z.iso.date(), cast: 'date' };
}

export function dateOrNull(source: Source): Field<string | null> {
  return { ...textOrNull(source), output: z.iso.date().nullable(), cast: 'date' };
}

export function whole(source: Source): Field<number> {
  return { source, read: Number, output: z.int(), cast: 'integer' };
}

export function wholeOrNull(source: Source): Field<number | null> {
  return { source, read: (stored) => (stored == null ? null : Number(stored)), output: z.int().nullable() };
}

export function flag(source: Source): Field<boolean> {
  return { source, read: (stored) => stored === true, output: z.boolean() };
}

/** One word of a closed list; the database holds no other. */
export function oneOf<Word extends string>(source: Source, words: readonly [Word, ...Word[]]): Field<Word> {
  return { source, read: (stored) => stored as Word, output: z.enum(words) as unknown as z.ZodType<Word> };
}

/** The same, or null. */
export function oneOfOrNull<Word extends string>(
  source: Source,
  words: readonly [Word, ...Word[]],
): Field<Word | null> {
  const { output } = oneOf(source, words);
  return { source, read: (stored) => (stored == null ? null : (stored as Word)), output: output.nullable() };
}

/** Codes, such as those of agencies. */
export function codes(source: Source): Field<string[]> {
  return { source, read: (stored) => stored as string[], output: z.array(z.string()) };
}

/** Stored as JSON of this shape. */
export function json<Value>(source: Source, output: z.ZodType<Value>): Field<Value> {
  return { source, read: (stored) => stored as Value, output };
}
