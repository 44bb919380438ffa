import type { SQL } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { ContentType } from '../../policies/vocabulary.ts';

/** Where the facts of a marked row stand, so that the gate can put the policy into the WHERE clause. */
export interface Guard {
  /** The type under which the row is decided. */
  type: ContentType;
  columns: { id: AnyPgColumn; classId: AnyPgColumn; originator: AnyPgColumn; tlp: AnyPgColumn };
}

/** The reader, as a derived value may look through its eyes. */
export interface Lens {
  /** The condition that keeps out rows of another table which the reader may not read, or whose named fields are hidden. */
  sees(guard: Guard, looksAt?: readonly string[]): SQL;
  /** The reader's agency, as a parameter. */
  agency: SQL;
}
