import type pg from 'pg';
import type { AuditLog } from '../../audit/append.ts';
import type { AuditEntry, DisclosedRecord } from '../../audit/entry.ts';
import { inTransaction } from '../../db/transaction.ts';
import { AppError } from '../errors.ts';
import { entryOf } from './entry.ts';
import type { Exchange } from './exchange.ts';

/** What a change tells the log beside the request itself. */
export interface ChangeFacts {
  resource: NonNullable<AuditEntry['resource']>;
  change: NonNullable<AuditEntry['change']>;
  /** The fields that an API answer shows of the record. */
  shown: string[];
}

/** Only an API answer to a change carries the record; a page answers with a redirect. */
function disclosedBy(exchange: Exchange, { resource, shown }: ChangeFacts): DisclosedRecord[] {
  if (exchange.facts.surface === 'page') return [];
  const { type, id, version, originator, ref, marking } = resource;
  return [
    {
      type,
      id,
      originator: originator ?? '',
      ...(version === undefined ? {} : { version }),
      ...(ref ? { ref } : {}),
      ...(marking ? { classification: marking.classification, tlp: marking.tlp } : {}),
      fields: shown,
    },
  ];
}

/**
 * Runs a change and its audit entries in one transaction, under the policy it was decided with: when a policy became
 * active meanwhile, nothing is written. The release waits until the entries are in the tree.
 */
export async function commitChange(
  pool: pg.Pool,
  audit: AuditLog,
  exchange: Exchange,
  work: (tx: pg.PoolClient) => Promise<ChangeFacts[]>,
): Promise<void> {
  let covering: DisclosedRecord[] = [];
  const ticket = await inTransaction(pool, async (tx) => {
    const { rows } = await tx.query<{ epoch: number }>('SELECT epoch FROM policy_epoch');
    if (Number(rows[0]?.epoch) !== exchange.sight.epoch) throw new AppError('unavailable');
    const facts = await work(tx);
    const { event, action, status } = exchange.success;
    const entries = facts.map((one, index) => ({
      ...entryOf(exchange, event, action, 'permit', status),
      resource: one.resource,
      change: one.change,
      // The answer carries the first record of a change; parts written with it are not in the answer.
      disclosed: index === 0 ? disclosedBy(exchange, one) : [],
    }));
    covering = entries[0]?.disclosed ?? [];
    return audit.appendIn(tx, entries);
  });
  for (const { id, version } of covering) exchange.ledger.covered.set(id, version);
  exchange.ledger.tickets.push(ticket);
}
