import { type Readers, readersOf } from '../../audit/insight.ts';
import type { ContentDefinition, RecordView } from './definition.ts';
import type { Exchange } from './exchange.ts';
import type { GateParts } from './parts.ts';
import type { Reader } from './reader.ts';

/** Who was given a record, for somebody who may read it. Throws `not-found` alike for a closed record and for none. */
export async function readersFor(
  { pool }: GateParts,
  { signedIn, ledger }: Exchange,
  reader: Reader,
  definition: ContentDefinition<RecordView>,
  id: string,
): Promise<Readers[]> {
  const { resource, view } = await reader.readWithResource(definition, id);
  const found = await readersOf(pool, signedIn.person, view.id);
  const agencies = new Set(found.map(({ agency }) => agency)).size;
  ledger.note('readers.view', { agencies, people: found.reduce((sum, { people }) => sum + people, 0) });
  // Once more what the log has decided by itself: it knows whose record it was when it was read.
  return resource.originator === signedIn.agency ? found : found.map(({ name: _name, ...one }) => one);
}
