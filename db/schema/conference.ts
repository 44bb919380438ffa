import { boolean, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { calendarDate, recordColumns } from './columns.ts';

export const conference = pgTable('conference', {
  ...recordColumns,
  edition: integer('edition').notNull(),
  city: text('city').notNull(),
  startsOn: calendarDate('starts_on').notNull(),
  endsOn: calendarDate('ends_on').notNull(),
  description: text('description').notNull(),
  organisers: jsonb('organisers').$type<string[]>().notNull(),
  themes: jsonb('themes').$type<string[]>().notNull(),
  sourceTitle: text('source_title').notNull(),
  sourceText: text('source_text').notNull(),
  sourceLang: text('source_lang').notNull(),
  fictional: boolean('fictional').notNull(),
});

export const panel = pgTable('panel', {
  ...recordColumns,
  conferenceId: uuid('conference_id').notNull(),
  position: integer('position').notNull(),
  names: jsonb('names').$type<Record<string, string>>().notNull(),
  description: text('description').notNull(),
  fictional: boolean('fictional').notNull(),
});

export const conclusion = pgTable('conclusion', {
  ...recordColumns,
  panelId: uuid('panel_id').notNull(),
  panel: text('panel').notNull(),
  kind: text('kind').notNull(),
  need: text('need').notNull(),
  text: text('text').notNull(),
  fictional: boolean('fictional').notNull(),
});
