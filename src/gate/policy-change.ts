import type pg from 'pg';
import type { PolicyFile } from '../../policies/language.ts';
import type { Effect } from '../../policies/simulate.ts';
import type { PolicyDocuments, PolicyEdit } from './policy-documents.ts';
import type { Party } from './policy-separation.ts';

export type ChangeState =
  | 'DRAFT'
  | 'CHECKED'
  | 'SIMULATED'
  | 'IN_REVIEW'
  | 'APPROVED'
  | 'ACTIVE'
  | 'SUPERSEDED'
  | 'REJECTED'
  | 'EXPIRED'
  | 'ROLLED_BACK';

/** A change of the policy as it is stored. */
export interface StoredChange {
  number: number;
  kind: 'rules' | 'rollback';
  baseVersion: number;
  targetVersion: number | null;
  title: string;
  reason: string;
  edits: PolicyEdit[];
  textHash: string;
  state: ChangeState;
  stateReason: string | null;
  effect: Effect | null;
  effectHash: string | null;
  simulatedAt: string | null;
  rowVersion: number;
  author: Party;
  createdAt: string;
  updatedAt: string;
}

export interface Approval extends Party {
  at: string;
  textHash: string;
  effectHash: string;
}

/** The version in force, and until when where its author alone put it there. */
export interface ActiveVersion {
  version: number;
  activation: number;
  change: number | null;
  lapsesAt: string | null;
}

export interface ActivationRow {
  id: number;
  version: number;
  kind: 'seed' | 'activate' | 'rollback' | 'lapse';
  change: number | null;
  at: string;
  lapsesAt: string | null;
  ratifiedAt: string | null;
}

export interface VersionRow {
  version: number;
  hash: string;
  documents: PolicyFile[];
  cases: PolicyFile[] | null;
}

type Db = Pick<pg.Pool, 'query'>;

const iso = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const changeColumns = `number, kind, base_version AS "baseVersion", target_version AS "targetVersion", title, reason, edits,
  text_hash AS "textHash", state, state_reason AS "stateReason", effect, effect_hash AS "effectHash",
  ${iso('simulated_at')} AS "simulatedAt", row_version AS "rowVersion",
  json_build_object('person', author, 'agency', author_agency, 'country', author_country, 'idp', author_idp) AS author,
  ${iso('created_at')} AS "createdAt", ${iso('updated_at')} AS "updatedAt"`;

export async function changeOf(db: Db, number: number, lock: '' | 'FOR UPDATE' = ''): Promise<StoredChange | null> {
  const { rows } = await db.query<StoredChange>(
    `SELECT ${changeColumns} FROM policy_change WHERE number = $1 ${lock}`,
    [number],
  );
  return rows[0] ?? null;
}

/** Newest first; `open`: only those that still lead somewhere. */
export async function changesOf(db: Db, open = false): Promise<StoredChange[]> {
  const where = open ? `WHERE state IN ('DRAFT', 'CHECKED', 'SIMULATED', 'IN_REVIEW', 'APPROVED')` : '';
  const { rows } = await db.query<StoredChange>(
    `SELECT ${changeColumns} FROM policy_change ${where} ORDER BY number DESC LIMIT 200`,
  );
  return rows;
}

export async function approvalsOf(db: Db, number: number): Promise<Approval[]> {
  const { rows } = await db.query<Approval>(
    `SELECT person, agency, country, idp, ${iso('at')} AS at, text_hash AS "textHash", effect_hash AS "effectHash"
     FROM policy_approval WHERE change = $1 ORDER BY policy_approval.at`,
    [number],
  );
  return rows;
}

export async function activeVersion(db: Db): Promise<ActiveVersion> {
  const { rows } = await db.query<ActiveVersion>(
    `SELECT version, activation::integer AS activation, change, ${iso('lapses_at')} AS "lapsesAt" FROM active_policy()`,
  );
  const [row] = rows;
  if (!row) throw new Error('no policy is active');
  return row;
}

/** What was in force when, newest first. */
export async function activationsOf(db: Db): Promise<ActivationRow[]> {
  const { rows } = await db.query<ActivationRow>(
    `SELECT a.id::integer AS id, a.version, a.kind, a.change, ${iso('a.at')} AS at, ${iso('a.lapses_at')} AS "lapsesAt",
       ${iso('r.at')} AS "ratifiedAt"
     FROM policy_activation a LEFT JOIN policy_ratification r ON r.activation = a.id ORDER BY a.id DESC LIMIT 200`,
  );
  return rows;
}

export async function versionOf(db: Db, version: number): Promise<VersionRow | null> {
  const { rows } = await db.query<VersionRow>(
    'SELECT version, hash, documents, cases FROM policy_version WHERE version = $1',
    [version],
  );
  return rows[0] ?? null;
}

/** The rules of a stored version, with its cases or those that came with the software. */
export function documentsOf({ documents, cases }: VersionRow, shippedCases: PolicyFile[]): PolicyDocuments {
  return { rules: documents, cases: cases ?? shippedCases };
}

export type NewChange = Pick<
  StoredChange,
  'number' | 'kind' | 'baseVersion' | 'targetVersion' | 'title' | 'reason' | 'edits' | 'textHash' | 'state' | 'author'
>;

export async function insertChange(tx: pg.PoolClient, change: NewChange): Promise<void> {
  const { person, agency, country, idp } = change.author;
  await tx.query(
    `INSERT INTO policy_change (number, kind, base_version, target_version, title, reason, edits, text_hash, state, author, author_agency, author_country, author_idp)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      change.number,
      change.kind,
      change.baseVersion,
      change.targetVersion,
      change.title,
      change.reason,
      JSON.stringify(change.edits),
      change.textHash,
      change.state,
      person,
      agency,
      country,
      idp,
    ],
  );
}

/** What a step may change of a change. */
export interface ChangeStep {
  state: ChangeState;
  stateReason?: string;
  baseVersion?: number;
  edits?: PolicyEdit[];
  textHash?: string;
  effect?: Effect | null;
  effectHash?: string | null;
}

const columnOf = {
  state: 'state',
  stateReason: 'state_reason',
  baseVersion: 'base_version',
  edits: 'edits',
  textHash: 'text_hash',
  effect: 'effect',
  effectHash: 'effect_hash',
} as const satisfies Record<keyof ChangeStep, string>;

/** Writes a step; the caller holds the row. */
export async function updateChange(tx: pg.PoolClient, number: number, step: ChangeStep): Promise<void> {
  const entries = Object.entries(step) as [keyof ChangeStep, unknown][];
  const assignments = entries.map(([name], index) => `${columnOf[name]} = $${index + 2}`);
  const simulated = step.effect ? ', simulated_at = now()' : '';
  const values = entries.map(([name, value]) =>
    (name === 'edits' || name === 'effect') && value !== null ? JSON.stringify(value) : value,
  );
  await tx.query(
    `UPDATE policy_change SET ${assignments.join(', ')}${simulated}, row_version = row_version + 1, updated_at = now() WHERE number = $1`,
    [number, ...values],
  );
}
