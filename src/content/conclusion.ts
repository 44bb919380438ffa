import { type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { conclusion, conference, panel } from '../../db/schema/conference.ts';
import { followUpAction } from '../../db/schema/follow-up-action.ts';
import { contentType } from '../gate/content-type.ts';
import { flag, id, idOrNull, json, oneOf, text, whole } from '../gate/field.ts';
import { filtersOf, is } from '../gate/filter.ts';
import type { Lens } from '../gate/lens.ts';
import { guardOf, recordSelect } from '../gate/query.ts';
import { actionCount } from './action-count.ts';
import { conclusionGuard, conferenceGuard, panelGuard } from './guards.ts';
import { conclusionKinds, needs } from './needs.ts';
import { textByLanguage } from './shapes.ts';

const earlier = alias(conclusion, 'earlier');
const earlierPanel = alias(panel, 'earlier_panel');
const earlierConference = alias(conference, 'earlier_conference');
const earlierGuards = [
  guardOf('conclusion', earlier),
  guardOf('panel', earlierPanel),
  guardOf('conference', earlierConference),
] as const;

// A link shows only where its target may be read (DOMAIN, Leaks: a visible link to a hidden target).
const readableEarlier = (lens: Lens): SQL =>
  sql`(SELECT ${earlier.id} FROM ${conclusion} ${sql.identifier('earlier')}
    JOIN ${panel} ${sql.identifier('earlier_panel')} ON ${earlierPanel.id} = ${earlier.panelId}
    JOIN ${conference} ${sql.identifier('earlier_conference')} ON ${earlierConference.id} = ${earlierPanel.conferenceId}
    WHERE ${earlier.id} = ${conclusion.carriedFrom} AND ${sql.join(
      earlierGuards.map((guard) => lens.sees(guard)),
      sql` AND `,
    )})`;

/** What a panel concluded or recommended; visible only where its panel and its conference are too. */
export const conclusionType = contentType({
  type: 'conclusion',
  table: 'conclusion',
  from: sql`${conclusion} JOIN ${panel} ON ${panel.id} = ${conclusion.panelId}
    JOIN ${conference} ON ${conference.id} = ${panel.conferenceId}`,
  guards: [conclusionGuard, panelGuard, conferenceGuard],
  id: conclusion.id,
  base: recordSelect(conclusion),
  fields: {
    panelId: id(conclusion.panelId),
    /** Reference of the panel, e.g. `J7-P3`. */
    panel: text(conclusion.panel),
    panelNames: json(panel.names, textByLanguage),
    edition: whole(conference.edition),
    kind: oneOf(conclusion.kind, conclusionKinds),
    need: oneOf(conclusion.need, needs),
    text: text(conclusion.text),
    /** The conclusion of an earlier edition that it carries on; null also where the reader may not read that one. */
    carriedFrom: { ...idOrNull(readableEarlier), writes: conclusion.carriedFrom },
    /** Follow-up actions that the reader may read; 100 means "100 or more". */
    actions: whole(actionCount(sql`${followUpAction.conclusionId} = ${conclusion.id}`)),
    fictional: flag(conclusion.fictional),
  },
  search: { vector: conclusion.search, looksAt: ['text'], shows: ['panel', 'kind', 'fictional'] },
  attributes: { state: 'state' },
  classPanel: 'panel',
});

export const conclusionFilters = filtersOf(conclusionType, {
  id: is('id'),
  state: is('state'),
  panelId: is('panelId'),
  /** By reference, as people know it. */
  panel: is('panel'),
  need: is('need'),
});
