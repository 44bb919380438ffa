import { sql } from 'drizzle-orm';
import { followUpAction, progressUpdate } from '../../db/schema/follow-up-action.ts';
import { contentType } from '../gate/content-type.ts';
import { id, text, whole } from '../gate/field.ts';
import { filtersOf, is, since } from '../gate/filter.ts';
import { recordSelect } from '../gate/query.ts';
import { actionGuard, progressGuard } from './guards.ts';

/** A report on a commitment; it may be marked more narrowly than its action, and is visible only where the action is too. */
export const progressType = contentType({
  type: 'progress-update',
  table: 'progress_update',
  from: sql`${progressUpdate} JOIN ${followUpAction} ON ${followUpAction.id} = ${progressUpdate.actionId}`,
  guards: [progressGuard, actionGuard],
  id: progressUpdate.id,
  base: recordSelect(progressUpdate),
  fields: {
    actionId: id(progressUpdate.actionId),
    commitmentId: id(progressUpdate.commitmentId),
    agency: text(sql`(SELECT commitment.agency FROM commitment WHERE commitment.id = ${progressUpdate.commitmentId})`),
    /** 0–100. */
    percent: whole(progressUpdate.percent),
    text: text(progressUpdate.text),
  },
  facts: { panel: progressUpdate.panel, fictional: progressUpdate.fictional },
  search: { vector: progressUpdate.search, looksAt: ['text'], shows: ['actionId', 'agency', 'percent'] },
  attributes: { agency: 'agency' },
  classPanel: 'panel',
});

export const progressFilters = filtersOf(progressType, { action: is('actionId'), since: since() });
