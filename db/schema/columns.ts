import { customType, integer, jsonb, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Marking } from '../../policies/vocabulary.ts';

/** A calendar date as `YYYY-MM-DD`: due dates have no time and no zone. */
export const calendarDate = customType<{ data: string }>({ dataType: () => 'date' });
const searchVector = customType<{ data: string }>({ dataType: () => 'tsvector' });

/** The first columns of every marked table: identity, marking, access class, who and when. */
export const recordColumns = {
  id: uuid('id').primaryKey(),
  ref: text('ref').notNull(),
  version: integer('version').notNull(),
  lang: text('lang').notNull(),
  classId: integer('class_id').notNull(),
  marking: jsonb('marking').$type<Marking>().notNull(),
  tlp: text('tlp').notNull(),
  originator: text('originator').notNull(),
  state: text('state').notNull(),
  title: text('title').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true, mode: 'string' }).notNull(),
  updatedAt: timestamp('updated_at', { withTimezone: true, mode: 'string' }).notNull(),
  createdBy: uuid('created_by'),
  /** The record's folded text, kept by the database. */
  search: searchVector('search').notNull(),
};
