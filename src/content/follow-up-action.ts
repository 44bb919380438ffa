import { inArray, type SQL, sql } from 'drizzle-orm';
import { conclusion, conference, panel } from '../../db/schema/conference.ts';
import { commitment, followUpAction } from '../../db/schema/follow-up-action.ts';
import { contentType } from '../gate/content-type.ts';
import { codes, dateOrNull, flag, idOrNull, oneOf, oneOfOrNull, text, textOrNull, wholeOrNull } from '../gate/field.ts';
import type { Lens } from '../gate/lens.ts';
import { recordSelect } from '../gate/query.ts';
import { acceptanceStates, acceptedStates, actionStates, againstCommitment } from './action-states.ts';
import { actionGuard, commitmentGuard, conclusionGuard, conferenceGuard, panelGuard } from './guards.ts';
import { newestPercent } from './newest-report.ts';

export const priorities = ['low', 'normal', 'high'] as const;

// A link shows only where its target may be read (DOMAIN, Leaks: a visible link to a hidden target).
const readableConclusion = (lens: Lens): SQL =>
  sql`(SELECT ${conclusion.id} FROM ${conclusion} JOIN ${panel} ON ${panel.id} = ${conclusion.panelId}
    JOIN ${conference} ON ${conference.id} = ${panel.conferenceId} WHERE ${conclusion.id} = ${followUpAction.conclusionId}
    AND ${lens.sees(conclusionGuard)} AND ${lens.sees(panelGuard)} AND ${lens.sees(conferenceGuard)})`;

// A commitment without a readable report counts for nothing: as 0 it would tell whoever may not read it that nothing was done.
function averageProgress(lens: Lens): SQL {
  return sql`(SELECT round(sum(reported.weight * reported.percent)::numeric / nullif(sum(reported.weight), 0))::integer
    FROM (SELECT ${commitment.weight} AS weight, ${newestPercent(lens)} AS percent FROM ${commitment}
      WHERE ${commitment.actionId} = ${followUpAction.id}
      AND ${inArray(commitment.acceptance, [...acceptedStates])}
      AND ${lens.sees(commitmentGuard, ['acceptance', 'weight'])}) reported WHERE reported.percent IS NOT NULL)`;
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
    /** Weighted average over the accepted commitments with a report that the reader may read, each by its newest, 0–100; null where there is none. */
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
