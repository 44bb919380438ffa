import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import type { AuditLog } from '../../audit/append.ts';
import { inTransaction } from '../../db/transaction.ts';
import { type CompiledPolicy, compilePolicy } from '../../policies/compile.ts';
import { checkInvariants } from '../../policies/invariants.ts';
import { type PolicyFile, parsePolicySet } from '../../policies/language.ts';
import { systemEntry } from './system-entry.ts';

/** Reads every `*.yaml` of a policy folder; the folder `policies/` itself does no I/O. */
export async function readPolicyFiles(directory: string): Promise<PolicyFile[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.yaml')).sort();
  if (names.length === 0)
    throw new Error(`no *.yaml policy file in ${directory}: set POLICY_DIR to a folder that has them`);
  return Promise.all(names.map(async (name) => ({ name, text: await readFile(join(directory, name), 'utf8') })));
}

/** Parses, checks the invariants and compiles; throws with every problem when a set must not load. */
export function loadPolicy(files: PolicyFile[], version: number): CompiledPolicy {
  const set = parsePolicySet(files);
  checkInvariants(set);
  return compilePolicy(set, version);
}

const pollMs = 1_000;
/** Longer than this without a word from the database, and nothing is decided before it was asked again. */
const trustMs = 3_000;

/** PAP: the active policy set, kept equal to the database's by its epoch. */
export class PolicyStore {
  readonly #pool: pg.Pool;
  #current: CompiledPolicy | null = null;
  #epoch = -1;
  /** When the reading began that last confirmed the epoch, by the monotonic clock. */
  #confirmedAt = Number.NEGATIVE_INFINITY;

  /** The acceptance cases that came with the software: what versions without cases of their own are held against. */
  readonly shippedCases: PolicyFile[];

  constructor(pool: pg.Pool, shippedCases: PolicyFile[] = []) {
    this.#pool = pool;
    this.shippedCases = shippedCases;
  }

  get epoch(): number {
    return this.#epoch;
  }

  /** The active policy. Throws before the first refresh: without a policy nothing is decided. */
  get current(): CompiledPolicy {
    if (!this.#current) throw new Error('no policy is active: nothing can be decided');
    return this.#current;
  }

  /**
   * Resolves once what is held was confirmed less than 3 s ago: a role, a session or the log is decided without a row whose
   * own snapshot would tell that the policy moved. Throws when the database cannot be asked.
   */
  async recent(): Promise<void> {
    if (performance.now() - this.#confirmedAt > trustMs) await this.refresh();
  }

  /** Asks for the epoch every second, until the returned function is called. */
  keepRecent(onProblem: (error: unknown) => void): () => void {
    let running = false;
    const timer = setInterval(() => {
      if (running) return;
      running = true;
      this.confirm()
        .catch(onProblem)
        .finally(() => {
          running = false;
        });
    }, pollMs);
    timer.unref();
    return () => clearInterval(timer);
  }

  /** Asks whether what is held is still in force, and reads it anew if not. */
  async confirm(): Promise<void> {
    const startedAt = performance.now();
    const { rows } = await this.#pool.query<{ epoch: number }>('SELECT epoch FROM policy_epoch');
    if (Number(rows[0]?.epoch) === this.#epoch) this.#confirmedAt = startedAt;
    else await this.refresh();
  }

  /** Reads the active version if it changed. */
  async refresh(): Promise<void> {
    const startedAt = performance.now();
    const { rows } = await this.#pool.query<{ epoch: number; version: number; documents: PolicyFile[] }>(
      'SELECT e.epoch, v.version, v.documents FROM policy_epoch e CROSS JOIN active_policy() a JOIN policy_version v ON v.version = a.version',
    );
    const row = rows[0];
    if (!row) throw new Error('no policy version is stored: start the portal with POLICY_DIR');
    if (row.version !== this.#current?.version) this.#current = loadPolicy(row.documents, row.version);
    this.#epoch = row.epoch;
    this.#confirmedAt = startedAt;
  }

  /**
   * Seeds the first version from the files. In a demo database files that changed since they were last taken become the next
   * version at once, with an audit entry; in a live one the stored version stays, because two persons publish there and no file
   * does. What people put into force since stays on a start with the same files. Returns false when files and active version differ.
   */
  async seed(files: PolicyFile[], kind: 'demo' | 'live', audit: AuditLog): Promise<boolean> {
    const candidate = loadPolicy(files, 0);
    const { rows } = await this.#pool.query<{ active: string; seeded: string }>(
      `SELECT v.hash AS active, (SELECT s.hash FROM policy_activation a JOIN policy_version s ON s.version = a.version
         WHERE a.kind = 'seed' ORDER BY a.id DESC LIMIT 1) AS seeded
       FROM active_policy() p JOIN policy_version v ON v.version = p.version`,
    );
    const stored = rows[0];
    if (stored?.active === candidate.hash) return true;
    if (stored && (kind === 'live' || stored.seeded === candidate.hash)) return false;
    await this.#store(files, candidate, audit);
    return true;
  }

  async #store(files: PolicyFile[], policy: CompiledPolicy, audit: AuditLog): Promise<void> {
    const ticket = await inTransaction(this.#pool, async (tx) => {
      const version = await nextNumber(tx);
      await insertVersion(tx, { version, hash: policy.hash, documents: files, cases: null, by: 'system:start' });
      await tx.query(
        `INSERT INTO policy_activation (version, kind, activated_by) VALUES ($1, 'seed', 'system:start')`,
        [version],
      );
      return audit.appendIn(tx, [
        systemEntry('policy.activate', 'system:start', {
          detail: { version, hash: policy.hash, rules: policy.rules.length },
        }),
      ]);
    });
    await audit.sequence(ticket);
  }
}

/** The next number of the one series of versions and changes; taken until the transaction ends. */
export async function nextNumber(tx: pg.PoolClient): Promise<number> {
  await tx.query(`SELECT pg_advisory_xact_lock(hashtext('policy_number'))`);
  const { rows } = await tx.query<{ next: number }>(
    `SELECT greatest((SELECT max(version) FROM policy_version), (SELECT max(number) FROM policy_change), 0) + 1 AS next`,
  );
  return Number(rows[0]?.next);
}

/** A version as it is written, once. `cases` null: those that came with the software. */
export interface NewVersion {
  version: number;
  hash: string;
  documents: PolicyFile[];
  cases: PolicyFile[] | null;
  by: string;
}

export async function insertVersion(
  tx: pg.PoolClient,
  { version, hash, documents, cases, by }: NewVersion,
): Promise<void> {
  await tx.query(
    'INSERT INTO policy_version (version, hash, documents, cases, activated_by) VALUES ($1, $2, $3, $4, $5)',
    [version, hash, JSON.stringify(documents), cases && JSON.stringify(cases), by],
  );
}
