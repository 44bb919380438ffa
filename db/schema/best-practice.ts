import { boolean, pgTable, text } from 'drizzle-orm/pg-core';
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
