import { sql } from 'drizzle-orm';
import { commitment, followUpAction, progressUpdate } from '../../db/schema/follow-up-action.ts';
import { contentType } from '../gate/content-type.ts';
import { id, oneOf, text, textOrNull, whole, wholeOrNull } from '../gate/field.ts';
import { anyOf, filtersOf, is, since } from '../gate/filter.ts';
import { acceptanceStates, againstReport, againstStep, implementationStates } from './action-states.ts';
import { actionGuard, commitmentGuard, progressGuard } from './guards.ts';
import { newestPercent } from './newest-report.ts';

/** An agency's answer to an action, and what became of it. */
export const commitmentType = contentType({
  type: 'commitment',
  table: 'commitment',
  from: sql`${commitment} JOIN ${followUpAction} ON ${followUpAction.id} = ${commitment.actionId}`,
  guards: [commitmentGuard, actionGuard],
  id: commitment.id,
  base: { version: commitment.version, created_at: commitment.createdAt, updated_at: commitment.updatedAt },
  fields: {
    actionId: id(commitment.actionId),
    agency: text(commitment.agency),
    acceptance: oneOf(commitment.acceptance, acceptanceStates.names),
    acceptanceReason: textOrNull(commitment.acceptanceReason),
    implementation: oneOf(commitment.implementation, implementationStates.names),
    implementationReason: textOrNull(commitment.implementationReason),
    weight: whole(commitment.weight),
    /** By the newest report that the reader may read, 0–100; null where there is none. */
    percent: wholeOrNull(newestPercent),
  },
  facts: {
    actionState: followUpAction.state,
    leadAgency: followUpAction.leadAgency,
    coLeads: followUpAction.coLeads,
    agencyCountry: sql`(SELECT agency.participant FROM agency WHERE agency.code = ${commitment.agency})`,
    updates: (
      lens,
    ) => sql`(SELECT count(*) FROM ${progressUpdate} WHERE ${progressUpdate.commitmentId} = ${commitment.id}
      AND ${lens.sees(progressGuard)})`,
  },
  attributes: {
    state: 'actionState',
    lead: 'leadAgency',
    coLeads: 'coLeads',
    agency: 'agency',
    agencyCountry: 'agencyCountry',
  },
  axes: {
    acceptance: { field: 'acceptance', reasonField: 'acceptanceReason', states: acceptanceStates },
    implementation: { field: 'implementation', reasonField: 'implementationReason', states: implementationStates },
  },
  standsAgainst: againstStep,
  parts: { 'progress-update': againstReport },
});

export const commitmentFilters = filtersOf(commitmentType, {
  action: is('actionId'),
  agency: is('agency'),
  acceptance: anyOf('acceptance'),
  since: since(),
});
