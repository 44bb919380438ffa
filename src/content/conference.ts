import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { conference } from '../../db/schema/conference.ts';
import { contentType } from '../gate/content-type.ts';
import { date, flag, json, text, whole } from '../gate/field.ts';
import { filtersOf, is } from '../gate/filter.ts';
import { recordSelect } from '../gate/query.ts';
import { conferenceGuard } from './guards.ts';
import { organisers, textByLanguage, themes } from './shapes.ts';

/** One edition of the conference. */
export const conferenceType = contentType({
  type: 'conference',
  table: 'conference',
  from: sql`${conference}`,
  guards: [conferenceGuard],
  id: conference.id,
  base: recordSelect(conference),
  fields: {
    edition: whole(conference.edition),
    city: text(conference.city),
    startsOn: date(conference.startsOn),
    endsOn: date(conference.endsOn),
    /** Title by language tag. */
    names: json(conference.names, textByLanguage),
    description: text(conference.description),
    organisers: json(conference.organisers, organisers),
    themes: json(conference.themes, themes),
    /** What the record says otherwise than the report it comes from, and why. */
    notes: json(conference.notes, z.array(textByLanguage)),
    sourceTitle: text(conference.sourceTitle),
    /** Language tag of the report; empty when there is none. */
    sourceLang: text(conference.sourceLang),
    /** The report as it was received: long, so that lists never carry it. */
    sourceText: text(conference.sourceText),
    fictional: flag(conference.fictional),
  },
  search: {
    vector: conference.search,
    looksAt: ['city', 'names', 'description', 'themes', 'sourceTitle', 'sourceText'],
    shows: ['edition', 'city', 'names', 'fictional'],
  },
  attributes: { state: 'state' },
});

export const conferenceFilters = filtersOf(conferenceType, { edition: is('edition') });
