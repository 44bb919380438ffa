import { type SQL, sql } from 'drizzle-orm';
import { Slot } from '../../db/slot.ts';
import type { Position } from './cursor.ts';
import { demandDeclared } from './declared.ts';
import type { ContentDefinition, RecordView } from './definition.ts';
import type { Guard, Lens } from './lens.ts';
import { type BitsKey, bitsKey, type Sight } from './sight.ts';

/** What one run of a kept statement brings: who asks, for which record, by which filters, from where on. */
export interface Asking {
  sight: Sight;
  id?: string;
  /** Values of the filters, in the order of their conditions. */
  where?: readonly unknown[];
  /** Words of the search that the list is ordered by. */
  words?: string | undefined;
  after?: Position | null;
}

const ownAgency = new Slot<Asking>(({ sight }) => sight.ownAgency);
const tokens = new Slot<Asking>(({ sight }) => sight.tokens);
const agency = new Slot<Asking>(({ sight }) => sight.subject.agency);

interface BitsSlots {
  upto: Slot<Asking>;
  plain: Slot<Asking>;
  own: Slot<Asking>;
  related: Slot<Asking>;
  both: Slot<Asking>;
}
const kept = new Map<string, BitsSlots>();

// The same slots each time: a statement that asks twice for the same classes sends them once.
function bitsSlots(wanted: BitsKey): BitsSlots {
  const known = kept.get(wanted.text);
  if (known) return known;
  const slots = {
    upto: new Slot<Asking>(({ sight }) => sight.bits(wanted).upto),
    plain: new Slot<Asking>(({ sight }) => sight.bits(wanted).plain),
    own: new Slot<Asking>(({ sight }) => sight.bits(wanted).own),
    related: new Slot<Asking>(({ sight }) => sight.bits(wanted).related),
    both: new Slot<Asking>(({ sight }) => sight.bits(wanted).both),
  };
  kept.set(wanted.text, slots);
  return slots;
}

/** The condition that keeps out every row the asker may not read; NULL-free. `looksAt`: fields that must be readable too. */
export function visible(guard: Guard, looksAt: readonly string[] = []): SQL {
  const { classId, originator } = guard.columns;
  const bits = bitsSlots(bitsKey(guard.type, looksAt));
  const own = sql`(${originator} = ${ownAgency}::text) IS TRUE`;
  // The relations are looked up once and last: for most rows the class alone decides.
  return sql`(CASE WHEN ${classId} <= ${bits.upto} THEN
    get_bit(${bits.plain}::bytea, ${classId}) <> 0
    OR (get_bit(${bits.own}::bytea, ${classId}) <> 0 AND ${own})
    OR ((get_bit(${bits.related}::bytea, ${classId}) <> 0 OR (get_bit(${bits.both}::bytea, ${classId}) <> 0 AND ${own}))
      AND ${relatedFact(guard)})
    ELSE false END)`;
}

/** True when the asker is named, leads, co-leads or holds a live grant; on TLP:RED only a name counts. */
export function relatedFact(guard: Guard): SQL {
  const { id, tlp } = guard.columns;
  return sql`EXISTS (SELECT 1 FROM relation WHERE relation.record = ${id} AND relation.token = ANY (${tokens}::text[])
    AND relation.until > now() AND (relation.kind = 'named' OR ${tlp} <> 'RED'))`;
}

/** All guards of a definition, as one condition: a part is visible only if it and its parent both are. */
export function visibleSql<View extends RecordView>(
  definition: ContentDefinition<View>,
  looksAt: readonly string[] = [],
): SQL {
  demandDeclared(definition);
  const [own, ...parents] = definition.guards;
  return sql.join([visible(own, looksAt), ...parents.map((guard) => visible(guard))], sql` AND `);
}

/** The asker, as derived values look through their eyes. */
export const lens: Lens = { sees: visible, agency: sql`${agency}` };
