import { inArray, type SQL, sql } from 'drizzle-orm';
import { conclusion, conference, panel } from '../../db/schema/conference.ts';
import { commitment, followUpAction, progressUpdate } from '../../db/schema/follow-up-action.ts';
import { contentType } from '../gate/content-type.ts';
import { codes, dateOrNull, flag, idOrNull, oneOf, oneOfOrNull, text, textOrNull, wholeOrNull } from '../gate/field.ts';
import type { Lens } from '../gate/lens.ts';
import { recordSelect } from '../gate/query.ts';
import { acceptanceStates, acceptedStates, actionStates, againstCommitment } from './action-states.ts';
import { actionGuard, commitmentGuard, conclusionGuard, conferenceGuard, panelGuard, progressGuard } from './guards.ts';

export const priorities = ['low', 'normal', 'high'] as const;

// A link shows only where its target may be read (DOMAIN, Leaks: a visible link to a hidden target).
const readableConclusion = (lens: Lens): SQL =>
  sql`(SELECT ${conclusion.id} FROM ${conclusion} JOIN ${panel} ON ${panel.id} = ${conclusion.panelId}
    JOIN ${conference} ON ${conference.id} = ${panel.conferenceId} WHERE ${conclusion.id} = ${followUpAction.conclusionId}
    AND ${lens.sees(conclusionGuard)} AND ${lens.sees(panelGuard)} AND ${lens.sees(conferenceGuard)})`;

function averageProgress(lens: Lens): SQL {
  const newest = sql`SELECT ${progressUpdate.percent} FROM ${progressUpdate} WHERE ${progressUpdate.commitmentId} = ${commitment.id}
    AND ${lens.sees(progressGuard, ['percent'])} ORDER BY ${progressUpdate.createdAt} DESC LIMIT 1`;
  return sql`(SELECT round(sum(${commitment.weight} * coalesce((${newest}), 0))::numeric / sum(${commitment.weight}))::integer
    FROM ${commitment} WHERE ${commitment.actionId} = ${followUpAction.id}
    AND ${inArray(commitment.acceptance, [...acceptedStates])} AND ${lens.sees(commitmentGuard, ['acceptance', 'weight'])})`;
}

const ownAnswer = (lens: Lens): SQL =>
  sql`(SELECT ${commitment.acceptance} FROM ${commitment}
    WHERE ${commitment.actionId} = ${followUpAction.id} AND ${commitment.agency} = ${lens.agency}
    AND ${lens.sees(commitmentGuard, ['acceptance'])})`;

/** What agencies agreed to do about a conclusion. */
export const actionType = contentType({
  type: 'follow-up-action',
  table: 'follow_up_action',
  from: sql`${followUpAction}`,
  guards: [actionGuard],
  id: followUpAction.id,
  base: recordSelect(followUpAction),
  fields: {
    description: text(followUpAction.description),
    /** Reference of the panel, e.g. `J7-P3`. */
    panel: text(followUpAction.panel),
    /** Null where the reader may not read the conclusion. */
    conclusionId: { ...idOrNull(readableConclusion), writes: followUpAction.conclusionId },
    leadAgency: text(followUpAction.leadAgency),
    coLeads: codes(followUpAction.coLeads),
    priority: oneOf(followUpAction.priority, priorities),
    /** Calendar date, or null. */
    dueOn: dateOrNull(followUpAction.dueOn),
    indicators: text(followUpAction.indicators),
    stateReason: textOrNull(followUpAction.stateReason),
    fictional: flag(followUpAction.fictional),
    /** Weighted average of the newest readable report of every accepted commitment, 0–100; null while nothing is accepted. */
    progress: wholeOrNull(averageProgress),
    /** How the reader's own agency has answered; null = it was not asked. */
    myAcceptance: oneOfOrNull(ownAnswer, acceptanceStates.names),
  },
  search: {
    vector: followUpAction.search,
    looksAt: ['description', 'indicators'],
    shows: ['panel', 'leadAgency', 'dueOn', 'fictional'],
  },
  attributes: { state: 'state', lead: 'leadAgency', coLeads: 'coLeads' },
  relates: { lead: 'leadAgency', 'co-lead': 'coLeads' },
  classPanel: 'panel',
  axes: { state: { field: 'state', reasonField: 'stateReason', states: actionStates } },
  parts: { commitment: againstCommitment },
  phase: (state) => (state === 'DRAFT' ? 'draft' : state === 'OPEN' ? 'live' : 'retired'),
});
