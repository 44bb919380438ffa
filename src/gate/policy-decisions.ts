import type pg from 'pg';
import { type ActiveVersion, type StoredChange, updateChange } from './policy-change.ts';
import type { PolicyDocuments } from './policy-documents.ts';
import type { Party } from './policy-separation.ts';
import { insertVersion } from './policy-store.ts';

/** A lone narrowing ends a day after, to the second before the database would call it longer. */
const loneEnd = `now() + interval '24 hours'`;

interface Written {
  change: StoredChange;
  active: ActiveVersion;
  by: string;
  /** Without a second person: it lapses. */
  alone: boolean;
}

export async function recordApproval(tx: pg.PoolClient, change: StoredChange, by: Party): Promise<void> {
  await tx.query(
    'INSERT INTO policy_approval (change, person, agency, country, idp, text_hash, effect_hash) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [change.number, by.person, by.agency, by.country, by.idp, change.textHash, change.effectHash],
  );
}

export async function recordRatification(tx: pg.PoolClient, active: ActiveVersion, by: Party): Promise<void> {
  await tx.query(
    'INSERT INTO policy_ratification (activation, person, agency, country, idp) VALUES ($1, $2, $3, $4, $5)',
    [active.activation, by.person, by.agency, by.country, by.idp],
  );
}

/** Stores the version, puts it into force, and moves what it replaces into history. */
export async function activateChange(
  tx: pg.PoolClient,
  written: Written,
  { documents, hash }: { documents: PolicyDocuments; hash: string },
): Promise<void> {
  const { change, by } = written;
  await insertVersion(tx, { version: change.number, hash, documents: documents.rules, cases: documents.cases, by });
  await activate(tx, written, 'activate', change.number);
}

/** Puts an earlier version into force again; the change that brought the current one is then rolled back. */
export async function activateRollback(tx: pg.PoolClient, written: Written): Promise<void> {
  await activate(tx, written, 'rollback', written.change.targetVersion ?? 0);
}

async function activate(
  tx: pg.PoolClient,
  { change, active, by, alone }: Written,
  kind: 'activate' | 'rollback',
  version: number,
): Promise<void> {
  await tx.query(
    `INSERT INTO policy_activation (version, kind, change, activated_by, lapses_at) VALUES ($1, $2, $3, $4, ${alone ? loneEnd : 'NULL'})`,
    [version, kind, change.number, by],
  );
  await endActive(tx, active, kind === 'rollback' ? change.reason : null);
  await updateChange(tx, change.number, { state: 'ACTIVE' });
}

async function endActive(tx: pg.PoolClient, active: ActiveVersion, rolledBack: string | null): Promise<void> {
  if (active.change === null) return;
  await updateChange(
    tx,
    active.change,
    rolledBack === null ? { state: 'SUPERSEDED' } : { state: 'ROLLED_BACK', stateReason: rolledBack },
  );
}
