import type { SQL } from 'drizzle-orm';
import type pg from 'pg';
import { render } from './render.ts';
import { Slot } from './slot.ts';
import { statementNames } from './statement-names.ts';

/** A statement that was written once, with slots for what each run brings. */
export class Plan<From> {
  readonly #text: string;
  readonly #values: readonly unknown[];
  #name: string | undefined;

  constructor(query: SQL) {
    const { text, values } = render(query);
    this.#text = text;
    this.#values = values;
  }

  /** The statement with the values of one run; named, so prepared, once it has come often enough. */
  for(from: From): pg.QueryConfig {
    this.#name ??= statementNames.nameOf(this.#text);
    const values = this.#values.map((value) => (value instanceof Slot ? (value as Slot<From>).read(from) : value));
    const statement = { text: this.#text, values };
    return this.#name === undefined ? statement : { name: this.#name, ...statement };
  }
}
