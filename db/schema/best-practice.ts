import { boolean, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { recordColumns } from './columns.ts';

export const bestPractice = pgTable('best_practice', {
  ...recordColumns,
  stateReason: text('state_reason'),
  panel: text('panel'),
  problem: text('problem').notNull(),
  response: text('response').notNull(),
  results: text('results').notNull(),
  assessment: text('assessment').notNull(),
  cost: text('cost').notNull(),
  evidence: text('evidence').notNull(),
  transferability: text('transferability').notNull(),
  harms: text('harms').notNull(),
  fictional: boolean('fictional').notNull(),
});

export const adoption = pgTable('adoption', {
  id: uuid('id').primaryKey(),
  practiceId: uuid('practice_id').notNull(),
  agency: text('agency').notNull(),
  version: integer('version').notNull(),
  state: text('state').notNull(),
  stateReason: text('state_reason'),
  outcome: text('outcome'),
  createdAt: timestamp('created_at', { withTimezone: true, mode: 'string' }).notNull(),
  updatedAt: timestamp('updated_at', { withTimezone: true, mode: 'string' }).notNull(),
  createdBy: uuid('created_by'),
});
