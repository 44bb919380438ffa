import { sql } from 'drizzle-orm';
import {
  conclusion,
  conference,
  type Organiser,
  panel,
  type TextByLanguage,
  type Theme,
} from '../../../db/schema/conference.ts';
import { followUpAction } from '../../../db/schema/follow-up-action.ts';
import type { ContentDefinition, RecordView, Row } from '../../gate/definition.ts';
import { guardOf, recordSelect } from '../../gate/query.ts';
import { actionCount } from './action-count.ts';
import type { ConclusionKind, Need } from './needs.ts';

/** One edition of the conference. What a rule hides is absent, so everything beside the record itself may be. */
export interface ConferenceFields {
  edition: number;
  city: string;
  /** Calendar dates. */
  startsOn: string;
  endsOn: string;
  /** Title by language tag. */
  names: TextByLanguage;
  description: string;
  organisers: Organiser[];
  themes: Theme[];
  /** What the record says otherwise than the report it comes from, and why. */
  notes: TextByLanguage[];
  sourceTitle: string;
  /** Language tag of the report; empty when there is none. */
  sourceLang: string;
  fictional: boolean;
}
export type ConferenceView = RecordView & Partial<ConferenceFields>;

const conferenceGuard = guardOf('conference', conference);

export const conferenceDefinition: ContentDefinition<ConferenceView> = {
  type: 'conference',
  table: 'conference',
  from: sql`${conference}`,
  guards: [conferenceGuard],
  id: conference.id,
  select: {
    ...recordSelect(conference),
    edition: conference.edition,
    city: conference.city,
    starts_on: conference.startsOn,
    ends_on: conference.endsOn,
    names: conference.names,
    description: conference.description,
    organisers: conference.organisers,
    themes: conference.themes,
    notes: conference.notes,
    source_title: conference.sourceTitle,
    source_lang: conference.sourceLang,
    fictional: conference.fictional,
  },
  attributes: (row) => ({ state: String(row.state) }),
  fields: [
    'edition',
    'city',
    'startsOn',
    'endsOn',
    'names',
    'description',
    'organisers',
    'themes',
    'notes',
    'sourceTitle',
    'sourceLang',
    'fictional',
  ],
  present: (row, record) => ({ ...record, ...conferenceFields(row) }),
};

function conferenceFields(row: Row): ConferenceFields {
  return {
    edition: Number(row.edition),
    city: String(row.city),
    startsOn: String(row.starts_on),
    endsOn: String(row.ends_on),
    names: row.names as TextByLanguage,
    description: String(row.description),
    organisers: row.organisers as Organiser[],
    themes: row.themes as Theme[],
    notes: row.notes as TextByLanguage[],
    sourceTitle: String(row.source_title),
    sourceLang: String(row.source_lang),
    fictional: row.fictional === true,
  };
}

/** A technical panel of a conference. */
export interface PanelFields {
  conferenceId: string;
  edition: number;
  /** Place in the programme, from 1. */
  position: number;
  names: TextByLanguage;
  description: string;
  /** Follow-up actions of the panel that the reader may read; 100 means "100 or more". */
  actions: number;
  fictional: boolean;
}
export type PanelView = RecordView & Partial<PanelFields>;

const panelGuard = guardOf('panel', panel);

/** Visible only where its conference is too. */
export const panelDefinition: ContentDefinition<PanelView> = {
  type: 'panel',
  table: 'panel',
  from: sql`${panel} JOIN ${conference} ON ${conference.id} = ${panel.conferenceId}`,
  guards: [panelGuard, conferenceGuard],
  id: panel.id,
  select: {
    ...recordSelect(panel),
    conference_id: panel.conferenceId,
    edition: conference.edition,
    position: panel.position,
    names: panel.names,
    description: panel.description,
    fictional: panel.fictional,
  },
  derived: (lens) => ({
    actions: actionCount(
      sql`${followUpAction.conclusionId} IN (SELECT ${conclusion.id} FROM ${conclusion} WHERE ${conclusion.panelId} = ${panel.id})`,
      lens,
    ),
  }),
  attributes: (row) => ({ state: String(row.state) }),
  fields: ['conferenceId', 'edition', 'position', 'names', 'description', 'actions', 'fictional'],
  present: (row, record) => ({
    ...record,
    conferenceId: String(row.conference_id),
    edition: Number(row.edition),
    position: Number(row.position),
    names: row.names as TextByLanguage,
    description: String(row.description),
    actions: Number(row.actions),
    fictional: row.fictional === true,
  }),
};

/** What a panel concluded or recommended. */
export interface ConclusionFields {
  panelId: string;
  /** Reference of the panel, e.g. `J7-P3`. */
  panel: string;
  panelNames: TextByLanguage;
  edition: number;
  kind: ConclusionKind;
  need: Need;
  text: string;
  /** Follow-up actions that the reader may read; 100 means "100 or more". */
  actions: number;
  fictional: boolean;
}
export type ConclusionView = RecordView & Partial<ConclusionFields>;

/** Visible only where its panel and its conference are too. */
export const conclusionDefinition: ContentDefinition<ConclusionView> = {
  type: 'conclusion',
  table: 'conclusion',
  from: sql`${conclusion} JOIN ${panel} ON ${panel.id} = ${conclusion.panelId}
    JOIN ${conference} ON ${conference.id} = ${panel.conferenceId}`,
  guards: [guardOf('conclusion', conclusion), panelGuard, conferenceGuard],
  id: conclusion.id,
  select: {
    ...recordSelect(conclusion),
    panel_id: conclusion.panelId,
    panel: conclusion.panel,
    panel_names: panel.names,
    edition: conference.edition,
    kind: conclusion.kind,
    need: conclusion.need,
    text: conclusion.text,
    fictional: conclusion.fictional,
  },
  derived: (lens) => ({ actions: actionCount(sql`${followUpAction.conclusionId} = ${conclusion.id}`, lens) }),
  attributes: (row) => ({ state: String(row.state) }),
  fields: ['panelId', 'panel', 'panelNames', 'edition', 'kind', 'need', 'text', 'actions', 'fictional'],
  present: (row, record) => ({
    ...record,
    panelId: String(row.panel_id),
    panel: String(row.panel),
    panelNames: row.panel_names as TextByLanguage,
    edition: Number(row.edition),
    kind: row.kind as ConclusionKind,
    need: row.need as Need,
    text: String(row.text),
    actions: Number(row.actions),
    fictional: row.fictional === true,
  }),
};
