import { boolean, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { calendarDate, recordColumns } from './columns.ts';

/** A text by language tag; `en` is there unless the record's own language is another. */
export type TextByLanguage = Record<string, string>;

/** One element of `conference.organisers`. */
export interface Organiser {
  names: TextByLanguage;
  /** Code of the agency that stands for it in the federation, where there is one. */
  agency?: string;
}

/** One element of `conference.themes`: what the conference was about, asked for, or adopted as a strategy. */
export interface Theme {
  /** Of a need: the code that conclusions carry. */
  key: string;
  kind: 'theme' | 'need' | 'strategy';
  names: TextByLanguage;
  summary: TextByLanguage;
}

export const conference = pgTable('conference', {
  ...recordColumns,
  edition: integer('edition').notNull(),
  city: text('city').notNull(),
  startsOn: calendarDate('starts_on').notNull(),
  endsOn: calendarDate('ends_on').notNull(),
  description: text('description').notNull(),
  names: jsonb('names').$type<TextByLanguage>().notNull(),
  organisers: jsonb('organisers').$type<Organiser[]>().notNull(),
  themes: jsonb('themes').$type<Theme[]>().notNull(),
  notes: jsonb('notes').$type<TextByLanguage[]>().notNull(),
  sourceTitle: text('source_title').notNull(),
  sourceText: text('source_text').notNull(),
  sourceLang: text('source_lang').notNull(),
  fictional: boolean('fictional').notNull(),
});

export const panel = pgTable('panel', {
  ...recordColumns,
  conferenceId: uuid('conference_id').notNull(),
  position: integer('position').notNull(),
  names: jsonb('names').$type<TextByLanguage>().notNull(),
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
  /** The conclusion of an earlier edition that this one carries on. */
  carriedFrom: uuid('carried_from'),
  fictional: boolean('fictional').notNull(),
});
