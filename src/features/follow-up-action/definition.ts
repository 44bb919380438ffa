import { inArray, type SQL, sql } from 'drizzle-orm';
import { conclusion, conference, panel } from '../../../db/schema/conference.ts';
import { commitment, followUpAction, progressUpdate } from '../../../db/schema/follow-up-action.ts';
import type { ContentDefinition, Lens, RecordView } from '../../gate/definition.ts';
import { guardOf, recordSelect } from '../../gate/query.ts';
import {
  acceptanceStates,
  acceptedStates,
  actionStates,
  againstCommitment,
  againstReport,
  againstStep,
  implementationStates,
} from './states.ts';

/** A follow-up action as a reader may see it. */
export interface ActionView extends RecordView {
  description: string;
  panel: string;
  /** Null where the reader may not read the conclusion. */
  conclusionId: string | null;
  leadAgency: string;
  coLeads: string[];
  priority: 'low' | 'normal' | 'high';
  /** Calendar date, or null. */
  dueOn: string | null;
  indicators: string;
  stateReason: string | null;
  fictional: boolean;
  /** Weighted mean over accepted commitments of the newest report that this reader may read, 0–100; null = none accepted. */
  progress: number | null;
  /** How the reader's own agency has answered; null = it was not asked. */
  myAcceptance: string | null;
}

/** What one agency was asked to do about an action, on two axes. */
export interface CommitmentView extends RecordView {
  actionId: string;
  agency: string;
  acceptance: string;
  acceptanceReason: string | null;
  implementation: string;
  implementationReason: string | null;
  weight: number;
}

/** A report on a commitment; it may be marked more narrowly than its action. */
export interface ProgressView extends RecordView {
  actionId: string;
  commitmentId: string;
  agency: string;
  /** 0–100. */
  percent: number;
  text: string;
}

const actionGuard = guardOf('follow-up-action', followUpAction);
const progressGuard = guardOf('progress-update', progressUpdate);

function progressSql(lens: Lens): SQL {
  const newest = sql`SELECT ${progressUpdate.percent} FROM ${progressUpdate} WHERE ${progressUpdate.commitmentId} = ${commitment.id}
    AND ${lens.sees(progressGuard)} ORDER BY ${progressUpdate.createdAt} DESC LIMIT 1`;
  return sql`(SELECT round(sum(${commitment.weight} * coalesce((${newest}), 0))::numeric / sum(${commitment.weight}))::integer
    FROM ${commitment} WHERE ${commitment.actionId} = ${followUpAction.id}
    AND ${inArray(commitment.acceptance, [...acceptedStates])})`;
}

export const actionDefinition: ContentDefinition<ActionView> = {
  type: 'follow-up-action',
  table: 'follow_up_action',
  from: sql`${followUpAction}`,
  guards: [actionGuard],
  id: followUpAction.id,
  select: {
    ...recordSelect(followUpAction),
    state_reason: followUpAction.stateReason,
    panel: followUpAction.panel,
    description: followUpAction.description,
    lead_agency: followUpAction.leadAgency,
    co_leads: followUpAction.coLeads,
    priority: followUpAction.priority,
    due_on: followUpAction.dueOn,
    indicators: followUpAction.indicators,
    fictional: followUpAction.fictional,
  },
  derived: (lens) => ({
    // A link shows only where its target may be read (DOMAIN, Leaks: a visible link to a hidden target).
    conclusion_id: sql`(SELECT ${conclusion.id} FROM ${conclusion} JOIN ${panel} ON ${panel.id} = ${conclusion.panelId}
      JOIN ${conference} ON ${conference.id} = ${panel.conferenceId} WHERE ${conclusion.id} = ${followUpAction.conclusionId}
      AND ${lens.sees(guardOf('conclusion', conclusion))} AND ${lens.sees(guardOf('panel', panel))} AND ${lens.sees(guardOf('conference', conference))})`,
    progress: progressSql(lens),
    my_acceptance: sql`(SELECT ${commitment.acceptance} FROM ${commitment}
      WHERE ${commitment.actionId} = ${followUpAction.id} AND ${commitment.agency} = ${lens.agency})`,
  }),
  attributes: (row) => ({ state: String(row.state), lead: String(row.lead_agency), coLeads: row.co_leads as string[] }),
  fields: [
    'description',
    'panel',
    'conclusionId',
    'leadAgency',
    'coLeads',
    'priority',
    'dueOn',
    'indicators',
    'stateReason',
    'fictional',
    'progress',
    'myAcceptance',
  ],
  present: (row, record) => ({
    ...record,
    description: String(row.description),
    panel: String(row.panel),
    conclusionId: textOrNull(row.conclusion_id),
    leadAgency: String(row.lead_agency),
    coLeads: row.co_leads as string[],
    priority: row.priority as ActionView['priority'],
    dueOn: textOrNull(row.due_on),
    indicators: String(row.indicators),
    stateReason: textOrNull(row.state_reason),
    fictional: row.fictional === true,
    progress: row.progress == null ? null : Number(row.progress),
    myAcceptance: textOrNull(row.my_acceptance),
  }),
  axes: { state: { column: 'state', reasonColumn: 'state_reason', states: actionStates } },
  parts: { commitment: againstCommitment },
  phase: (state) => (state === 'DRAFT' ? 'draft' : state === 'OPEN' ? 'live' : 'retired'),
};

/** A commitment's existence has its action's marking: it is decided by the action's row. */
export const commitmentDefinition: ContentDefinition<CommitmentView> = {
  type: 'commitment',
  table: 'commitment',
  from: sql`${commitment} JOIN ${followUpAction} ON ${followUpAction.id} = ${commitment.actionId}`,
  guards: [guardOf('commitment', followUpAction), actionGuard],
  id: commitment.id,
  select: {
    version: commitment.version,
    created_at: commitment.createdAt,
    updated_at: commitment.updatedAt,
    action_id: commitment.actionId,
    agency: commitment.agency,
    acceptance: commitment.acceptance,
    acceptance_reason: commitment.acceptanceReason,
    implementation: commitment.implementation,
    implementation_reason: commitment.implementationReason,
    weight: commitment.weight,
    action_state: followUpAction.state,
    lead_agency: followUpAction.leadAgency,
    co_leads: followUpAction.coLeads,
    agency_country: sql`(SELECT agency.participant FROM agency WHERE agency.code = ${commitment.agency})`,
  },
  derived: (lens) => ({
    updates: sql`(SELECT count(*) FROM ${progressUpdate} WHERE ${progressUpdate.commitmentId} = ${commitment.id}
      AND ${lens.sees(progressGuard)})`,
  }),
  attributes: (row) => ({
    state: String(row.action_state),
    lead: String(row.lead_agency),
    coLeads: row.co_leads as string[],
    agency: String(row.agency),
    agencyCountry: String(row.agency_country),
  }),
  fields: ['actionId', 'agency', 'acceptance', 'acceptanceReason', 'implementation', 'implementationReason', 'weight'],
  present: (row, record) => ({
    ...record,
    actionId: String(row.action_id),
    agency: String(row.agency),
    acceptance: String(row.acceptance),
    acceptanceReason: textOrNull(row.acceptance_reason),
    implementation: String(row.implementation),
    implementationReason: textOrNull(row.implementation_reason),
    weight: Number(row.weight),
  }),
  axes: {
    acceptance: { column: 'acceptance', reasonColumn: 'acceptance_reason', states: acceptanceStates },
    implementation: { column: 'implementation', reasonColumn: 'implementation_reason', states: implementationStates },
  },
  standsAgainst: againstStep,
  parts: { 'progress-update': againstReport },
};

export const progressDefinition: ContentDefinition<ProgressView> = {
  type: 'progress-update',
  table: 'progress_update',
  from: sql`${progressUpdate} JOIN ${followUpAction} ON ${followUpAction.id} = ${progressUpdate.actionId}`,
  guards: [progressGuard, actionGuard],
  id: progressUpdate.id,
  select: {
    ...recordSelect(progressUpdate),
    action_id: progressUpdate.actionId,
    commitment_id: progressUpdate.commitmentId,
    agency: sql`(SELECT commitment.agency FROM commitment WHERE commitment.id = ${progressUpdate.commitmentId})`,
    percent: progressUpdate.percent,
    text: progressUpdate.text,
  },
  attributes: (row) => ({ agency: String(row.agency) }),
  fields: ['actionId', 'commitmentId', 'agency', 'percent', 'text'],
  present: (row, record) => ({
    ...record,
    actionId: String(row.action_id),
    commitmentId: String(row.commitment_id),
    agency: String(row.agency),
    percent: Number(row.percent),
    text: String(row.text),
  }),
};

function textOrNull(value: unknown): string | null {
  return value == null || value === '' ? null : String(value);
}
