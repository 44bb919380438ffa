import { sql } from 'drizzle-orm';
import { run } from '../../db/run.ts';
import { AppError } from '../errors.ts';
import { type Probe, relatedTokens } from './audience.ts';
import type { AnyDefinition } from './definition.ts';
import type { GateParts } from './parts.ts';
import { relationsOf } from './statements.ts';

interface GuardRow {
  id: string;
  classId: number;
  originator: string;
  tlp: string;
}

/**
 * What decides who sees a stored record: itself, and everything that it stands under. Whoever sees it sees all of them, so
 * an audience counts nobody who is kept out by its conclusion, panel or action. Call it for a record that the asker may read.
 */
export async function probesOf(parts: GateParts, definition: AnyDefinition, id: string): Promise<Probe[]> {
  const guards = definition.guards.map(({ columns }) => {
    const fields = sql`'id', ${columns.id}, 'classId', ${columns.classId}, 'originator', ${columns.originator}, 'tlp', ${columns.tlp}`;
    return sql`json_build_object(${fields})`;
  });
  const [row] = await run<{ guards: GuardRow[] }>(
    parts.pool,
    sql`SELECT json_build_array(${sql.join(guards, sql`, `)}) AS guards FROM ${definition.from} WHERE ${definition.id} = ${id}`,
  );
  if (!row) throw new AppError('not-found');
  return Promise.all(definition.guards.map(({ type }, place) => probeOf(parts, type, row.guards[place])));
}

async function probeOf(parts: GateParts, type: Probe['type'], row: GuardRow | undefined): Promise<Probe> {
  const accessClass = row && parts.classes.get(row.classId);
  // A class that came up this moment: the next question finds it.
  if (!row || !accessClass) throw new AppError('unavailable');
  const related = relatedTokens(row.tlp, await relationsOf(parts.pool, row.id));
  return { type, accessClass, originator: row.originator, related };
}
