import { Param, SQL, StringChunk, sql } from 'drizzle-orm';
import { PgDialect } from 'drizzle-orm/pg-core';
import { Slot } from './slot.ts';

/** A statement as the driver takes it. */
export interface Rendered {
  text: string;
  values: unknown[];
}

const dialect = new PgDialect();
const constants = new WeakMap<object, string>();

/**
 * Text and values of a composed statement: what Drizzle's own `sqlToQuery` makes of it, at a fifth of its cost, which was
 * the largest single cost of a request. Chunks it does not know (columns, tables, names) are left to Drizzle, once each.
 */
export function render(query: SQL): Rendered {
  const rendered: Rendered = { text: '', values: [] };
  append(rendered, query);
  return rendered;
}

/**
 * A rendered part of a statement again, with slots in the place of its values, so that the whole may be kept for others;
 * what was a slot already stays that slot.
 */
export function withSlots<From>({ text, values }: Rendered, slotOf: (n: number) => Slot<From>): SQL {
  const used = new Set<number>();
  const pieces = text.split(/(\$\d+)/).map((piece, place) => {
    if (place % 2 === 0) return sql.raw(piece);
    const n = Number(piece.slice(1)) - 1;
    used.add(n);
    const value = values[n];
    return sql`${value instanceof Slot ? value : slotOf(n)}`;
  });
  // Nothing but a parameter may look like one: a dollar in the text of a condition would shift the values.
  if (used.size !== values.length || [...used].some((n) => n < 0 || n >= values.length))
    throw new Error('a condition holds a dollar sign that is no parameter');
  return sql.join(pieces);
}

function append(to: Rendered, chunk: unknown): void {
  if (chunk instanceof StringChunk) to.text += chunk.value.length === 1 ? chunk.value[0] : chunk.value.join('');
  else if (chunk instanceof SQL) for (const part of chunk.queryChunks) append(to, part);
  else if (chunk instanceof Param) appendParam(to, chunk);
  else if (chunk instanceof Slot) appendSlot(to, chunk);
  else if (chunk === undefined) return;
  else if (Array.isArray(chunk)) appendList(to, chunk);
  else if (isEntity(chunk)) to.text += constantOf(chunk);
  else appendValue(to, chunk);
}

/** Buffers and dates are values; every other object that a template may hold is an entity of Drizzle's. */
function isEntity(chunk: unknown): chunk is object {
  return typeof chunk === 'object' && chunk !== null && !(chunk instanceof Uint8Array) && !(chunk instanceof Date);
}

function appendParam(to: Rendered, { value, encoder }: Param): void {
  const mapped: unknown = value === null ? null : encoder.mapToDriverValue(value);
  if (mapped instanceof SQL) append(to, mapped);
  else appendValue(to, mapped);
}

function appendValue(to: Rendered, value: unknown): void {
  to.values.push(value);
  to.text += `$${to.values.length}`;
}

/** A slot stands once among the values, so that one bitmap or list of names is sent once. */
function appendSlot(to: Rendered, slot: Slot<never>): void {
  const known = to.values.indexOf(slot);
  if (known < 0) appendValue(to, slot);
  else to.text += `$${known + 1}`;
}

function appendList(to: Rendered, list: readonly unknown[]): void {
  to.text += '(';
  for (const [n, one] of list.entries()) {
    if (n > 0) to.text += ', ';
    append(to, one);
  }
  to.text += ')';
}

/** The text of an entity, which never changes. Throws where it holds values: such a chunk must be known above. */
function constantOf(entity: object): string {
  const known = constants.get(entity);
  if (known !== undefined) return known;
  const { sql: text, params } = dialect.sqlToQuery(new SQL([entity as SQL]));
  if (params.length > 0) throw new Error('a statement holds a part with values of its own: write it as sql`…`');
  constants.set(entity, text);
  return text;
}
