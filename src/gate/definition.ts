import type { SQL } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';
import type { Resource } from '../../policies/resource.ts';
import type { AxisName, ContentType, Marking, Phase } from '../../policies/vocabulary.ts';
import type { Field, Source } from './field.ts';
import type { Guard, Lens } from './lens.ts';
import type { StateMachine } from './machine.ts';

/** A row as the database answers it; keys are names of base members, fields and facts. */
export type Row = Record<string, unknown>;

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

/** One axis along which a record moves: its fields and its machine. */
export interface Axis {
  /** Field (or base member) that holds the state. */
  field: string;
  reasonField: string;
  states: StateMachine;
  /** Fields that a step may set beside its reason. */
  says?: readonly string[];
}

/** What a step makes of another record, whoever takes it: a rule of the house, and no right of that person. */
export interface Consequence {
  definition: AnyDefinition;
  id: string;
  /** Nothing follows unless the other record stands here. */
  from: string;
  to: string;
}

/** The text of a record as it is searched: whoever may not read one of its fields finds nothing by any of them. */
export interface SearchText {
  vector: SQL | AnyPgColumn;
  looksAt: readonly string[];
  /** What a result shows beside the base. */
  shows: readonly string[];
}

/** Columns that every record has, under the aliases that the gate reads. */
export type BaseColumns = Readonly<Record<string, SQL | AnyPgColumn>>;

/**
 * What the house knows of a type of record, or of as much of it as a page needs. The gate alone executes it.
 * `guards` must all be visible; the first is the record's own and supplies its class and originator.
 * Made by `contentType` and `excerpt` (content-type.ts), never by hand.
 */
export interface ContentDefinition<View extends RecordView> {
  type: ContentType;
  table: string;
  from: SQL;
  guards: readonly [Guard, ...Guard[]];
  id: AnyPgColumn;
  base: BaseColumns;
  /** What views show beside the base, and what a rule with `fields` may hide. */
  fields: Readonly<Record<string, Field<unknown>>>;
  /** Values that rules and machines look at and no view shows. */
  facts: Readonly<Record<string, Source>>;
  /** Attributes for rules, each by the name of its field, fact or base member. */
  attributes: Readonly<Partial<Record<keyof RecordAttributes, string>>>;
  /** Whom the record relates to itself beside those its marking names: fields that hold agency codes. They see it. */
  relates?: Readonly<Partial<Record<'lead' | 'co-lead', string>>>;
  /** The field or base member that names the panel of the record's class; absent = it stands outside panels. */
  classPanel?: string;
  /** Columns of the record's own table that may be written, by name of field, fact or base member. */
  columns: ReadonlyMap<string, AnyPgColumn>;
  /** Its text, where it can be searched. */
  search?: SearchText;
  /** How it moves, by axis; absent = never. */
  axes?: Readonly<Partial<Record<AxisName, Axis>>>;
  /** What of the row stands against a move: the message that says so, or null. Who may move it is the policy's alone. */
  standsAgainst?(row: Row, axis: AxisName, to: string): string | null;
  /** What follows for the record above from a step with these values; in the same transaction, with an entry of its own. */
  consequence?(row: Row, to: string, values: Readonly<Record<string, unknown>>): Consequence | null;
  /** The parts that are created under it; each with what of the row stands against one more, or null. Who may is the policy's. */
  parts?: Readonly<Partial<Record<ContentType, (row: Row) => string | null>>>;
  /** The phase of a state, part of the access class; absent = always live. */
  phase?(state: string): Phase;
  /** Carries the view's type and nothing else. */
  readonly view?: View;
}

/** Names of the fields that a view of this definition may show. */
export type FieldName<View extends RecordView> = Exclude<keyof View, keyof RecordView> & string;

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

/** A declared filter with the value that was given (filter.ts). */
export interface Filter {
  /** The type whose records it narrows. */
  type: ContentType;
  name: string;
  /** As it was given: a cursor is good for this value only. */
  value: unknown;
  /** The fields that it looks at: only a record whose fields the reader may read can match. */
  looksAt: readonly string[];
  /** User text only as bound parameters. */
  sql(lens: Lens): SQL;
}

export interface ListQuery {
  filter?: readonly Filter[];
  /** Words of the search by which the list is ordered, the best match first, in place of a sort. */
  rankedBy?: string;
  sort?: Sort;
  limit?: number;
  after?: string;
  /** True: count all matches too. */
  total?: boolean;
}

/** An order: a field with a cast, or one of the base. A value that the reader may not read sorts as if there were none. */
export interface Sort {
  by: string;
  direction: 'asc' | 'desc';
}

/** What lists can be sorted by beside fields. */
export const baseSorts = { created: 'uuid', updated: 'timestamptz', title: 'text', ref: 'text' } as const;
