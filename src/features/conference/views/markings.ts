import type { RecordView } from '../../../gate/definition.ts';

type Marking = NonNullable<RecordView['marking']>;

/** The markings of all records that a page shows, for its banner. */
export function markingsOf(records: readonly RecordView[]): Marking[] {
  return records.flatMap(({ marking }) => (marking ? [marking] : []));
}
