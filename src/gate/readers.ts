import { type Readers, readersOf } from '../../audit/insight.ts';
import type { ContentDefinition, RecordView } from './definition.ts';
import type { Exchange } from './exchange.ts';
import { nameable } from './naming.ts';
import type { GateParts } from './parts.ts';
import type { Reader } from './reader.ts';

/** Who was given a record, for somebody who may read it. Throws `not-found` alike for a closed record and for none. */
export async function readersFor(
  { pool }: GateParts,
  exchange: Exchange,
  reader: Reader,
  definition: ContentDefinition<RecordView>,
  id: string,
): Promise<Readers[]> {
  const { resource, view } = await reader.readWithResource(definition, id);
  const found = await readersOf(pool, exchange.signedIn.person, view.id);
  const agencies = new Set(found.map(({ agency }) => agency)).size;
  exchange.ledger.note('readers.view', { agencies, people: found.reduce((sum, { people }) => sum + people, 0) });
  // Once more what the log has decided by itself: it knows whose record it was when it was read.
  const persons = resource.originator === exchange.signedIn.agency ? found.flatMap(({ person }) => person ?? []) : [];
  const named = new Set(nameable(exchange, persons).map(({ id: of }) => of));
  const told = found.map((one) => (one.person && named.has(one.person.id) ? one : { ...one, person: null }));
  return [...told.filter(({ person }) => person), ...byAgency(told.filter(({ person }) => !person))]
    .map(({ person, ...one }): Readers => (person ? { ...one, person: { id: person.id, name: person.name } } : one))
    .sort((a, b) => (a.lastAt < b.lastAt ? 1 : -1));
}

type Found = Awaited<ReturnType<typeof readersOf>>[number];

/** Of people who are not named, no more than their agency: nobody is told apart without a name. */
function byAgency(found: readonly Found[]): Found[] {
  const agencies = new Map<string, Found>();
  for (const one of found) {
    const known = agencies.get(one.agency);
    agencies.set(one.agency, known ? joined(known, one) : one);
  }
  return [...agencies.values()];
}

function joined(a: Found, b: Found): Found {
  return {
    agency: a.agency,
    person: null,
    people: a.people + b.people,
    entries: a.entries + b.entries,
    firstAt: a.firstAt < b.firstAt ? a.firstAt : b.firstAt,
    lastAt: a.lastAt > b.lastAt ? a.lastAt : b.lastAt,
  };
}
