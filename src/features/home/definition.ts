import { sql } from 'drizzle-orm';
import { conference, type TextByLanguage } from '../../../db/schema/conference.ts';
import { commitment, followUpAction } from '../../../db/schema/follow-up-action.ts';
import type { ContentDefinition, RecordView } from '../../gate/definition.ts';
import { guardOf, recordSelect } from '../../gate/query.ts';

/** As much of an action as the home page shows. */
interface ActionFields {
  panel: string;
  leadAgency: string;
  /** Calendar date, or null. */
  dueOn: string | null;
  /** How the reader's own agency has answered; null = it was not asked. */
  myAcceptance: string | null;
  fictional: boolean;
}
export type ActionReference = RecordView & Partial<ActionFields>;

export const actionReference: ContentDefinition<ActionReference> = {
  type: 'follow-up-action',
  table: 'follow_up_action',
  from: sql`${followUpAction}`,
  guards: [guardOf('follow-up-action', followUpAction)],
  id: followUpAction.id,
  select: {
    ...recordSelect(followUpAction),
    panel: followUpAction.panel,
    lead_agency: followUpAction.leadAgency,
    co_leads: followUpAction.coLeads,
    due_on: followUpAction.dueOn,
    fictional: followUpAction.fictional,
  },
  derived: (lens) => ({
    my_acceptance: sql`(SELECT ${commitment.acceptance} FROM ${commitment}
      WHERE ${commitment.actionId} = ${followUpAction.id} AND ${commitment.agency} = ${lens.agency})`,
  }),
  attributes: (row) => ({ state: String(row.state), lead: String(row.lead_agency), coLeads: row.co_leads as string[] }),
  fields: ['panel', 'leadAgency', 'dueOn', 'myAcceptance', 'fictional'],
  present: (row, record) => ({
    ...record,
    panel: String(row.panel),
    leadAgency: String(row.lead_agency),
    dueOn: row.due_on == null ? null : String(row.due_on),
    myAcceptance: row.my_acceptance == null ? null : String(row.my_acceptance),
    fictional: row.fictional === true,
  }),
};

/** As much of a conference as the home page shows. */
interface ConferenceFields {
  edition: number;
  city: string;
  startsOn: string;
  names: TextByLanguage;
  fictional: boolean;
}
export type ConferenceReference = RecordView & Partial<ConferenceFields>;

export const conferenceReference: ContentDefinition<ConferenceReference> = {
  type: 'conference',
  table: 'conference',
  from: sql`${conference}`,
  guards: [guardOf('conference', conference)],
  id: conference.id,
  select: {
    ...recordSelect(conference),
    edition: conference.edition,
    city: conference.city,
    starts_on: conference.startsOn,
    names: conference.names,
    fictional: conference.fictional,
  },
  attributes: (row) => ({ state: String(row.state) }),
  fields: ['edition', 'city', 'startsOn', 'names', 'fictional'],
  present: (row, record) => ({
    ...record,
    edition: Number(row.edition),
    city: String(row.city),
    startsOn: String(row.starts_on),
    names: row.names as TextByLanguage,
    fictional: row.fictional === true,
  }),
};
