import { sql } from 'drizzle-orm';
import { conclusion, conference, panel } from '../../db/schema/conference.ts';
import { followUpAction } from '../../db/schema/follow-up-action.ts';
import { contentType } from '../gate/content-type.ts';
import { flag, id, json, text, whole } from '../gate/field.ts';
import { filtersOf, is } from '../gate/filter.ts';
import { recordSelect } from '../gate/query.ts';
import { actionCount } from './action-count.ts';
import { conferenceGuard, panelGuard } from './guards.ts';
import { textByLanguage } from './shapes.ts';

const itsConclusions = sql`SELECT ${conclusion.id} FROM ${conclusion} WHERE ${conclusion.panelId} = ${panel.id}`;

/** A technical panel of a conference; visible only where its conference is too. */
export const panelType = contentType({
  type: 'panel',
  table: 'panel',
  from: sql`${panel} JOIN ${conference} ON ${conference.id} = ${panel.conferenceId}`,
  guards: [panelGuard, conferenceGuard],
  id: panel.id,
  base: recordSelect(panel),
  fields: {
    conferenceId: id(panel.conferenceId),
    edition: whole(conference.edition),
    /** Place in the programme, from 1. */
    position: whole(panel.position),
    names: json(panel.names, textByLanguage),
    description: text(panel.description),
    /** Follow-up actions of the panel that the reader may read; 100 means "100 or more". */
    actions: whole(actionCount(sql`${followUpAction.conclusionId} IN (${itsConclusions})`)),
    fictional: flag(panel.fictional),
  },
  search: { vector: panel.search, looksAt: ['names', 'description'], shows: ['edition', 'names', 'fictional'] },
  attributes: { state: 'state' },
  classPanel: 'ref',
});

export const panelFilters = filtersOf(panelType, { conference: is('conferenceId') });
