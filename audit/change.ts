import type { PoolClient } from 'pg';
import { canonicalise } from './canonical.ts';
import type { AuditEntry } from './entry.ts';
import { InvalidAuditEntry } from './entry.ts';
import type { ChangeMacs } from './parts.ts';

/**
 * Values before and after as HMACs under the record's own key, which dies with the record: percentages, states and
 * clearances are too few to be hidden by a bare hash (THREATS 2). The key stays in the database.
 */
export async function changeMacs(tx: PoolClient, entry: AuditEntry): Promise<ChangeMacs | undefined> {
  const { change, resource } = entry;
  if (!change) return undefined;
  if (resource?.originator === undefined) throw new InvalidAuditEntry('a change names its resource and originator');
  const before = Object.entries(change.before ?? {});
  const after = Object.entries(change.after ?? {});
  // Not the moment in the message: equal values show as equal, so that a value that was put back is seen.
  const messages = [...before, ...after].map(([field, value]) => canonicalise({ field, value: value ?? null }));
  const { rows } = await tx.query<{ macs: Buffer[] | null }>('SELECT audit_change_macs($1, $2, $3) AS macs', [
    resource.type,
    resource.id,
    messages,
  ]);
  const macs = (rows[0]?.macs ?? []).map((mac) => mac.toString('base64'));
  return {
    fields: change.fields,
    ...(change.before && { before: named(before, macs) }),
    ...(change.after && { after: named(after, macs.slice(before.length)) }),
  };
}

function named(values: [string, unknown][], macs: string[]): Record<string, string> {
  return Object.fromEntries(values.map(([field], i) => [field, macs[i] ?? '']));
}
