import type pg from 'pg';
import type { AuditLog } from '../../audit/append.ts';
import type { AuditEntry, DisclosedRecord } from '../../audit/entry.ts';
import { inTransaction } from '../../db/transaction.ts';
import { AppError } from '../errors.ts';
import type { RecordView } from './definition.ts';
import { entryOf } from './entry.ts';
import { disclosedPerson, type Exchange } from './exchange.ts';
import type { Presented } from './record.ts';

/** What a change tells the log beside the request itself. */
export interface ChangeFacts {
  resource: NonNullable<AuditEntry['resource']>;
  change: NonNullable<AuditEntry['change']>;
  /** What an API answer shows of the record. */
  shown: Pick<Presented<RecordView>, 'fields' | 'author'>;
  /** What is said of this record alone, where it is not what was asked for. */
  detail?: AuditEntry['detail'];
}

/** What the log takes of an act beside the request itself. */
export type ActFacts = Partial<Pick<AuditEntry, 'resource' | 'change' | 'purpose' | 'disclosed' | 'detail'>>;

/** Where acts are written and recorded. */
interface Books {
  pool: pg.Pool;
  audit: AuditLog;
}

/** Only an API answer to a change carries the record and names its author; a page answers with a redirect. */
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
      fields: shown.fields,
    },
    ...(shown.author ? [disclosedPerson(shown.author)] : []),
  ];
}

/**
 * Runs an act and its audit entries in one transaction. What was decided was decided under this policy: when another became
 * active meanwhile, nothing is written (PolicyMoved). The release waits until the entries are in the tree.
 */
export async function commitAct(
  { pool, audit }: Books,
  exchange: Exchange,
  work: (tx: pg.PoolClient) => Promise<ActFacts[]>,
): Promise<void> {
  const ticket = await inTransaction(pool, async (tx) => {
    // An act that no rule was asked about, such as a sign-out, does not depend on the policy.
    if (exchange.ledger.ruleIds.size > 0) await demandSamePolicy(tx, exchange);
    const facts = await work(tx);
    const { event, action, status } = exchange.success;
    return audit.appendIn(
      tx,
      facts.map((one) => ({ ...entryOf(exchange, event, action, 'permit', status), ...one })),
    );
  });
  exchange.ledger.tickets.push(ticket);
}

/** As `commitAct`, for steps that triggers hold as well: what the database refuses, somebody else did first. Throws `conflict`. */
export async function commitStep(...given: Parameters<typeof commitAct>): Promise<void> {
  try {
    await commitAct(...given);
  } catch (error) {
    if (isRefusal(error)) throw new AppError('conflict', { cause: error });
    throw error;
  }
}

/** A check or a unique index of the database said no (SQLSTATE 23514, 23505). */
function isRefusal(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'code' in error && (error.code === '23514' || error.code === '23505')
  );
}

/** Another policy, or other roles, became active after this act was decided: nothing was written, and it is decided anew. */
export class PolicyMoved extends AppError {
  constructor() {
    super('unavailable');
  }
}

async function demandSamePolicy(tx: pg.PoolClient, exchange: Exchange): Promise<void> {
  const { rows } = await tx.query<{ epoch: number }>('SELECT epoch FROM policy_epoch');
  if (Number(rows[0]?.epoch) !== exchange.sight.epoch) throw new PolicyMoved();
}

/** As `commitAct`, for changes of records: the answer carries the first of them, and its own entry discloses it. */
export async function commitChange(
  pool: pg.Pool,
  audit: AuditLog,
  exchange: Exchange,
  work: (tx: pg.PoolClient) => Promise<ChangeFacts[]>,
): Promise<void> {
  let covering: DisclosedRecord[] = [];
  await commitAct({ pool, audit }, exchange, async (tx) => {
    const facts = await work(tx);
    const [first] = facts;
    // The answer carries the first record of a change; parts written with it are not in the answer.
    covering = first ? disclosedBy(exchange, first) : [];
    return facts.map(({ resource, change, detail }, index) => ({
      resource,
      change,
      disclosed: index === 0 ? covering : [],
      ...(detail ? { detail } : {}),
    }));
  });
  for (const { id, version } of covering) exchange.ledger.covered.set(id, version);
}
