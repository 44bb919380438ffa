import type { Audience } from '../gate/audience.ts';
import type { AnyDefinition, RecordView } from '../gate/definition.ts';
import type { Explanation, Gate } from '../gate/gate.ts';

/** Who was given a record, and whether this reader may have names. */
export interface RecordReaders {
  record: RecordView;
  readers: Awaited<ReturnType<Gate['readers']>>;
  names: boolean;
}

/** Who has seen a record, from the log. Throws `not-found`. */
export async function readReaders(gate: Gate, definition: AnyDefinition, id: string): Promise<RecordReaders> {
  const record = await gate.read(definition, id);
  const readers = await gate.readers(definition, id);
  return { record, readers, names: readers.length === 0 || readers.some(({ person }) => person !== undefined) };
}

/** Why this reader can see a record, what else they may do with it, and who else can see it. */
export interface RecordAccess {
  record: RecordView;
  why: Explanation;
  whyUpdate: Explanation;
  audience: Audience;
  me: { agency: string };
}

/** Everything that the access page of a record tells. Throws `not-found`. */
export async function readAccess(gate: Gate, definition: AnyDefinition, id: string): Promise<RecordAccess> {
  const record = await gate.read(definition, id);
  const why = await gate.explain(definition, id, 'read');
  const whyUpdate = await gate.explain(definition, id, 'update');
  const audience = await gate.audience(definition, id);
  return { record, why, whyUpdate, audience, me: { agency: gate.me.agency } };
}
