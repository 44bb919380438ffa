import { sql } from 'drizzle-orm';
import { followUpAction } from '../../../db/schema/follow-up-action.ts';
import type { ContentDefinition, RecordView } from '../../gate/definition.ts';
import { guardOf, recordSelect } from '../../gate/query.ts';

/** As much of a follow-up action as the conclusion that it follows up shows. */
export type ActionReference = RecordView & { leadAgency?: string; dueOn?: string | null; fictional?: boolean };

export const actionReference: ContentDefinition<ActionReference> = {
  type: 'follow-up-action',
  table: 'follow_up_action',
  from: sql`${followUpAction}`,
  guards: [guardOf('follow-up-action', followUpAction)],
  id: followUpAction.id,
  select: {
    ...recordSelect(followUpAction),
    lead_agency: followUpAction.leadAgency,
    co_leads: followUpAction.coLeads,
    due_on: followUpAction.dueOn,
    fictional: followUpAction.fictional,
  },
  attributes: (row) => ({ state: String(row.state), lead: String(row.lead_agency), coLeads: row.co_leads as string[] }),
  fields: ['leadAgency', 'dueOn', 'fictional'],
  present: (row, record) => ({
    ...record,
    leadAgency: String(row.lead_agency),
    dueOn: row.due_on == null ? null : String(row.due_on),
    fictional: row.fictional === true,
  }),
};
