import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createAuditLog } from '../../audit/append.ts';
import { checkpointOnce, LogForked, startIntegrator } from '../../audit/checkpoint.ts';
import { verifyDatabase } from '../../audit/verify-database.ts';
import { inTransaction } from '../../db/transaction.ts';
import { type LogFixture, newSigner, openLogFixture, reading, record, update } from './log-fixture.ts';

let fixture: LogFixture;
beforeAll(async () => {
  fixture = await openLogFixture();
  const log = createAuditLog({ pool: fixture.pool, signer: fixture.signer, instance: 'one' });
  for (let i = 0; i < 20; i += 1) await log.append(reading([record(`r${i}`, i % 2 === 0 ? 'IT-DCSA' : 'RS-MUP')]));
  await log.close();
  await checkpointOnce(fixture.pool, fixture.signer);
});
afterAll(() => fixture.close());

const tables = [
  'audit_head',
  'audit_leaf',
  'audit_body',
  'audit_tile',
  'audit_checkpoint',
  'audit_pending',
  'audit_handle_secret',
];
const verify = () => verifyDatabase({ pool: fixture.pool, vkey: fixture.signer.vkey });

describe('the tables of the log', () => {
  it.each([...tables, 'record_key', 'audit_body_default'])('%s is out of reach of the portal', async (table) => {
    for (const statement of [
      `SELECT * FROM ${table}`,
      `DELETE FROM ${table}`,
      `INSERT INTO ${table} DEFAULT VALUES`,
      `TRUNCATE ${table}`,
    ]) {
      await expect(fixture.pool.query(statement)).rejects.toThrow(/permission denied/);
    }
  });

  it('can be reached by the portal only through the functions meant for it', async () => {
    const { rows } = await fixture.pool.query<{ name: string }>(
      `SELECT proname AS name FROM pg_proc WHERE proname LIKE 'audit\\_%' AND has_function_privilege(oid, 'EXECUTE') ORDER BY 1`,
    );
    expect(rows.map((row) => row.name)).toEqual([
      'audit_add_checkpoint',
      'audit_append',
      'audit_append_pending',
      'audit_change_macs',
      'audit_chart',
      'audit_checkpoints',
      'audit_checkpoints_after',
      'audit_entries',
      'audit_given',
      'audit_handle_key',
      'audit_has_leaf',
      'audit_leaf_age',
      'audit_nodes',
      'audit_outside',
      'audit_own',
      'audit_prepare_partitions',
      'audit_readers',
      'audit_record_readers',
      'audit_refusals',
      'audit_search',
      'audit_state',
      'audit_stray_bodies',
      'audit_sweep',
      'audit_tell_originators',
      'audit_verify_page',
      'audit_wrong_tiles',
    ]);
  });

  it.each([
    'UPDATE audit_leaf SET at = now()',
    'DELETE FROM audit_leaf WHERE idx = 3',
    'TRUNCATE audit_leaf',
    `UPDATE audit_body SET outcome = 'deny'`,
    'DELETE FROM audit_body',
    'TRUNCATE audit_body',
    `DO $$ BEGIN EXECUTE 'TRUNCATE audit_body_' || to_char(now() AT TIME ZONE 'UTC', 'YYYY_MM'); END $$`,
    'UPDATE audit_head SET size = size - 1',
    `UPDATE audit_head SET last_at = '2001-01-01'`,
    'DELETE FROM audit_head',
    'TRUNCATE audit_head',
    'UPDATE audit_checkpoint SET size = size + 1',
    'DELETE FROM audit_checkpoint',
    'TRUNCATE audit_checkpoint',
    'TRUNCATE audit_tile',
    'TRUNCATE audit_pending',
    `UPDATE audit_handle_secret SET key = ''`,
  ])('refuse even their owner: %s', async (statement) => {
    await expect(fixture.owner.query(statement)).rejects.toThrow(/only grows/);
  });

  it('let no pending entry go anywhere but into the tree', async () => {
    const log = createAuditLog({ pool: fixture.pool, signer: fixture.signer, instance: 'one' });
    const kept = inTransaction(fixture.pool, async (tx) => {
      const ticket = await log.appendIn(tx, [update('p')]);
      return ticket.keys[0];
    });
    const key = await kept;
    await expect(fixture.owner.query('DELETE FROM audit_pending WHERE body_key = $1', [key])).rejects.toThrow(
      /only into the tree/,
    );
    await log.close();
    await fixture.pool.query('SELECT audit_sweep(1000)');
    await checkpointOnce(fixture.pool, fixture.signer);
    expect((await verify()).good).toBe(true);
  });

  it('make a month ready before it begins, and never lose an entry for want of one', async () => {
    const { rows } = await fixture.owner.query<{ name: string }>(
      `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'audit_body'::regclass ORDER BY 1`,
    );
    expect(rows.map((row) => row.name)).toHaveLength(4);
    expect(rows.map((row) => row.name)).toContain('audit_body_default');
  });
});

/** What an insider who owns the database can do: take the triggers away first. */
async function asInsider(table: string, statement: string): Promise<void> {
  await fixture.owner.query(
    `ALTER TABLE ${table} DISABLE TRIGGER USER; ${statement}; ALTER TABLE ${table} ENABLE TRIGGER USER`,
  );
}

describe('an insider who takes the triggers away is found', () => {
  const undo: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const step of undo.splice(0)) await step();
    expect(await verify()).toMatchObject({ good: true, problems: [] });
  });

  async function changeBody(index: number, column: string, from: string, to: string): Promise<void> {
    const where = `body_key = (SELECT body_key FROM audit_leaf WHERE idx = ${index})`;
    await asInsider(
      'audit_body',
      `UPDATE audit_body SET ${column} = replace(${column}, '${from}', '${to}') WHERE ${where}`,
    );
    undo.push(() =>
      asInsider(
        'audit_body',
        `UPDATE audit_body SET ${column} = replace(${column}, '${to}', '${from}') WHERE ${where}`,
      ),
    );
  }

  it('when he rewrites what a leaf says', async () => {
    await changeBody(4, 'leaf', 'REC02I', 'REC02W');
    expect((await verify()).problems).toEqual([{ code: 'leaf', index: 4 }]);
  });

  it('when he rewrites who it was', async () => {
    await changeBody(5, 'parts', 'Name of', 'Nome of');
    expect((await verify()).problems).toEqual([{ code: 'part', index: 5 }]);
  });

  it('when he hides an entry from searches by changing a column', async () => {
    await changeBody(6, 'agency', 'AL-ASP', 'RS-MUP');
    expect((await verify()).problems).toEqual([{ code: 'column', index: 6 }]);
    const where = 'body_key = (SELECT body_key FROM audit_leaf WHERE idx = 8)';
    const before = await fixture.owner.query<{ about: string[] }>(`SELECT about FROM audit_body WHERE ${where}`);
    await asInsider('audit_body', `UPDATE audit_body SET about = '{}' WHERE ${where}`);
    undo.push(() =>
      asInsider('audit_body', `UPDATE audit_body SET about = '{${before.rows[0]?.about.join(',')}}' WHERE ${where}`),
    );
    expect((await verify()).problems.map((problem) => problem.index)).toEqual([6, 8]);
  });

  it('when he takes a body away, or puts one in', async () => {
    await fixture.owner.query(
      'CREATE TABLE taken AS SELECT b.* FROM audit_body b JOIN audit_leaf USING (body_key) WHERE idx = 7',
    );
    await asInsider('audit_body', 'DELETE FROM audit_body WHERE body_key = (SELECT body_key FROM taken)');
    undo.push(async () => {
      await fixture.owner.query('INSERT INTO audit_body SELECT * FROM taken; DROP TABLE taken');
    });
    expect((await verify()).problems).toEqual([{ code: 'body', index: 7 }]);
    await fixture.owner.query(
      'INSERT INTO audit_body SELECT at, 999999, leaf, parts, person, agency, action, outcome, code, purpose, rules, resource, about FROM taken',
    );
    undo.push(() => asInsider('audit_body', 'DELETE FROM audit_body WHERE body_key = 999999'));
    expect((await verify()).problems).toContainEqual({ code: 'stray', index: null });
  });

  it('when he replaces an entry together with its leaf hash, by the signed root', async () => {
    const { rows } = await fixture.owner.query<{ hash: string }>(
      `SELECT encode(leaf_hash, 'hex') AS hash FROM audit_leaf WHERE idx = 9`,
    );
    await changeBody(9, 'leaf', 'REC02I', 'REC02W');
    await asInsider(
      'audit_leaf',
      `UPDATE audit_leaf l SET leaf_hash = sha256('\\x00'::bytea || convert_to(b.leaf, 'UTF8')) FROM audit_body b WHERE b.body_key = l.body_key AND idx = 9`,
    );
    undo.push(() => asInsider('audit_leaf', `UPDATE audit_leaf SET leaf_hash = '\\x${rows[0]?.hash}' WHERE idx = 9`));
    const { problems } = await verify();
    expect(problems).toContainEqual({ code: 'root', index: 0, until: 19 });
    // Nothing is signed any more on top of it.
    await fixture.pool.query(`SELECT audit_append('', '', '', '{}')`);
    const log = createAuditLog({ pool: fixture.pool, signer: fixture.signer, instance: 'one' });
    await log.append(reading([]));
    await log.close();
    await expect(checkpointOnce(fixture.pool, fixture.signer)).rejects.toBeInstanceOf(LogForked);
  });

  it('when he has another key', async () => {
    const other = await verifyDatabase({ pool: fixture.pool, vkey: newSigner().vkey });
    expect(other.problems).toEqual([{ code: 'signature', index: null }]);
    const log = createAuditLog({ pool: fixture.pool, signer: fixture.signer, instance: 'one' });
    await log.append(reading([]));
    await log.close();
    await expect(checkpointOnce(fixture.pool, newSigner())).rejects.toThrow(/another key/);
  });
});

describe('checkpoints', () => {
  it('are signed by themselves, by one instance at a time, and follow the log', async () => {
    const problems: unknown[] = [];
    const options = {
      pool: fixture.pool,
      signer: fixture.signer,
      every: 20,
      onProblem: (error: unknown) => problems.push(error),
    };
    const integrators = [startIntegrator(options), startIntegrator(options)];
    const log = createAuditLog({ pool: fixture.pool, signer: fixture.signer, instance: 'one' });
    await Promise.all(Array.from({ length: 700 }, (_, i) => log.append(reading([record(`c${i}`, 'IT-DCSA')]))));
    const [first] = integrators;
    const checkpoint = await first?.checkpointNow();
    const size = (await fixture.owner.query<{ size: number }>('SELECT size FROM audit_head')).rows[0]?.size;
    expect(checkpoint?.size).toBe(Number(size));
    await log.close();
    for (const integrator of integrators) await integrator.stop();
    expect(problems).toEqual([]);
    const tiles = await fixture.owner.query<{ idx: number }>('SELECT idx FROM audit_tile WHERE level = 1 ORDER BY idx');
    expect(tiles.rows.map((row) => Number(row.idx))).toEqual(
      Array.from({ length: Math.floor(Number(size) / 256) }, (_, i) => i),
    );
    expect(await verify()).toMatchObject({ good: true, checkpoint: Number(size) });
  });
});
