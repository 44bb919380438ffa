import { sql } from 'drizzle-orm';
import { conclusion, conference, panel } from '../../../db/schema/conference.ts';
import type { ContentDefinition, RecordView } from '../../gate/definition.ts';
import { guardOf, recordSelect } from '../../gate/query.ts';

const panelGuard = guardOf('panel', panel);
const conferenceGuard = guardOf('conference', conference);

/** As much of a conclusion as an action shows of the one that it follows up. */
export interface ConclusionReference extends RecordView {
  panel: string;
}

export const conclusionReference: ContentDefinition<ConclusionReference> = {
  type: 'conclusion',
  table: 'conclusion',
  from: sql`${conclusion} JOIN ${panel} ON ${panel.id} = ${conclusion.panelId}
    JOIN ${conference} ON ${conference.id} = ${panel.conferenceId}`,
  guards: [guardOf('conclusion', conclusion), panelGuard, conferenceGuard],
  id: conclusion.id,
  select: { ...recordSelect(conclusion), panel: conclusion.panel },
  attributes: (row) => ({ state: String(row.state) }),
  fields: ['panel'],
  present: (row, record) => ({ ...record, panel: String(row.panel) }),
};

/** As much of a panel as filters and forms show. */
export interface PanelReference extends RecordView {
  position: number;
  names: Record<string, string>;
}

export const panelReference: ContentDefinition<PanelReference> = {
  type: 'panel',
  table: 'panel',
  from: sql`${panel} JOIN ${conference} ON ${conference.id} = ${panel.conferenceId}`,
  guards: [panelGuard, conferenceGuard],
  id: panel.id,
  select: { ...recordSelect(panel), position: panel.position, names: panel.names },
  attributes: (row) => ({ state: String(row.state) }),
  fields: ['position', 'names'],
  present: (row, record) => ({
    ...record,
    position: Number(row.position),
    names: row.names as Record<string, string>,
  }),
};
