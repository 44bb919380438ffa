import type { SQL } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Resource } from '../../policies/resource.ts';
import type { ContentType, Marking, Phase } from '../../policies/vocabulary.ts';

/** A row as the database answers it; keys are the aliases of `ContentDefinition.select`. */
export type Row = Record<string, unknown>;

/** Where the facts of a marked row stand, so that the gate can put the policy into the WHERE clause. */
export interface Guard {
  /** The type under which the row is decided. */
  type: ContentType;
  columns: { id: AnyPgColumn; classId: AnyPgColumn; originator: AnyPgColumn; tlp: AnyPgColumn };
}

/** What every record shows besides its own fields (CONTRACT, Marking and record). */
export interface RecordView {
  id: string;
  type: ContentType;
  version: number;
  ref?: string;
  lang?: string;
  marking?: Marking;
  state?: string;
  title?: string;
  createdAt: string;
  updatedAt: string;
  createdBy?: { id: string; name: string };
  /** What this reader may do with it now, so that pages keep no second copy of the rules. */
  allowed: string[];
}

/** Attributes of one stored row that rules for other actions than `read` may look at. */
export type RecordAttributes = Pick<Resource, 'state' | 'lead' | 'coLeads' | 'agency' | 'agencyCountry'>;

/** A state machine: from → to → whether a reason is mandatory. */
export type StateMachine = Readonly<Record<string, Readonly<Record<string, { reason: boolean }>>>>;

/** One axis along which a record moves: its columns and its machine. Most records have the axis `state` alone. */
export interface Axis {
  column: string;
  reasonColumn: string;
  states: StateMachine;
}

/**
 * What a feature tells the gate about a type of record. The gate alone executes it.
 * `guards` must all be visible; the first is the record's own and supplies its class and originator.
 */
export interface ContentDefinition<View extends RecordView> {
  type: ContentType;
  table: string;
  from: SQL;
  guards: readonly [Guard, ...Guard[]];
  /** Result alias → column or expression; the record's own id is always selected as `id`. */
  select: Record<string, SQL | AnyPgColumn>;
  id: AnyPgColumn;
  /** Values computed from other records: only ever from what this reader may read (THREATS 17). */
  derived?(lens: Lens): Record<string, SQL>;
  attributes(row: Row): RecordAttributes;
  /** Names of the fields that `present` adds; what a rule with `fields` may hide. */
  fields: readonly string[];
  present(row: Row, record: RecordView): View;
  /** How it moves, by axis; absent = never. */
  axes?: Readonly<Record<string, Axis>>;
  /** What of the row stands against a move: the message that says so, or null. Who may move it is the policy's alone. */
  standsAgainst?(row: Row, axis: string, to: string): string | null;
  /** The parts that are created under it; each with what of the row stands against one more, or null. Who may is the policy's. */
  parts?: Readonly<Partial<Record<ContentType, (row: Row) => string | null>>>;
  /** The phase of a state, part of the access class; absent = always live. */
  phase?(state: string): Phase;
}

/** The reader, as a derived value may look through its eyes. */
export interface Lens {
  /** The condition that keeps out rows of another table which the reader may not read. */
  sees(guard: Guard): SQL;
  agency: string;
}

/** A definition whose view does not matter to the caller. */
export type AnyDefinition = ContentDefinition<RecordView>;

/** The page of a list: what was disclosed, and how to go on. */
export interface Page<View> {
  items: View[];
  /** Opaque, sealed to the person, the filters and the policy; null at the end. */
  next: string | null;
  /** Exact number of records that match and that this reader may read; null unless asked for. */
  total: number | null;
}

export interface ListQuery {
  /** Conditions on fields; user text only as bound parameters. */
  where?: SQL[];
  /** Fields that the conditions look at: only records whose field the reader may read can match. */
  looksAt?: string[];
  /** The filters as the reader gave them: a cursor is good for these only. */
  filters?: Record<string, string>;
  sort?: Sort;
  limit?: number;
  after?: string;
  /** True: count all matches too. */
  total?: boolean;
}

export interface Sort {
  name: string;
  column: AnyPgColumn;
  direction: 'asc' | 'desc';
  /** Cast of the cursor's value, e.g. `date`. */
  cast: 'text' | 'date' | 'timestamptz' | 'integer' | 'uuid';
}
