import { sql } from 'drizzle-orm';
import { conference, type TextByLanguage } from '../../../db/schema/conference.ts';
import type { ContentDefinition, RecordView } from '../../gate/definition.ts';
import { guardOf, recordSelect } from '../../gate/query.ts';
import type { ConferenceFields } from './definition.ts';

/** The report of an edition, as it was received. */
export interface ReportFields extends Pick<ConferenceFields, 'edition' | 'names' | 'sourceTitle' | 'sourceLang'> {
  sourceText: string;
}
export type ReportView = RecordView & Partial<ReportFields>;

/** The same record with the whole text of its report, which lists do not carry. */
export const reportDefinition: ContentDefinition<ReportView> = {
  type: 'conference',
  table: 'conference',
  from: sql`${conference}`,
  guards: [guardOf('conference', conference)],
  id: conference.id,
  select: {
    ...recordSelect(conference),
    edition: conference.edition,
    names: conference.names,
    source_title: conference.sourceTitle,
    source_lang: conference.sourceLang,
    source_text: conference.sourceText,
  },
  attributes: (row) => ({ state: String(row.state) }),
  fields: ['edition', 'names', 'sourceTitle', 'sourceLang', 'sourceText'],
  present: (row, record) => ({
    ...record,
    edition: Number(row.edition),
    names: row.names as TextByLanguage,
    sourceTitle: String(row.source_title),
    sourceLang: String(row.source_lang),
    sourceText: String(row.source_text),
  }),
};
