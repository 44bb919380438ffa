import { boolean, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import { calendarDate, recordColumns } from './columns.ts';

export const followUpAction = pgTable('follow_up_action', {
  ...recordColumns,
  stateReason: text('state_reason'),
  conclusionId: uuid('conclusion_id').notNull(),
  panel: text('panel').notNull(),
  description: text('description').notNull(),
  leadAgency: text('lead_agency').notNull(),
  coLeads: text('co_leads').array().notNull(),
  priority: text('priority').notNull(),
  dueOn: calendarDate('due_on'),
  indicators: text('indicators').notNull(),
  fictional: boolean('fictional').notNull(),
});

export const commitment = pgTable('commitment', {
  id: uuid('id').primaryKey(),
  actionId: uuid('action_id').notNull(),
  agency: text('agency').notNull(),
  version: integer('version').notNull(),
  acceptance: text('acceptance').notNull(),
  acceptanceReason: text('acceptance_reason'),
  implementation: text('implementation').notNull(),
  implementationReason: text('implementation_reason'),
  weight: integer('weight').notNull(),
  createdAt: timestamp('created_at', { withTimezone: true, mode: 'string' }).notNull(),
  updatedAt: timestamp('updated_at', { withTimezone: true, mode: 'string' }).notNull(),
  createdBy: uuid('created_by'),
});

export const progressUpdate = pgTable('progress_update', {
  ...recordColumns,
  actionId: uuid('action_id').notNull(),
  commitmentId: uuid('commitment_id').notNull(),
  panel: text('panel').notNull(),
  percent: integer('percent').notNull(),
  text: text('text').notNull(),
  fictional: boolean('fictional').notNull(),
});
