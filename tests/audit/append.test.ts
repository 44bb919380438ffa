import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AuditLog, createAuditLog } from '../../audit/append.ts';
import { startIntegrator } from '../../audit/checkpoint.ts';
import { assertDurable } from '../../audit/durable.ts';
import { AuditUnavailable, InvalidAuditEntry } from '../../audit/entry.ts';
import { hasLeaf, logState } from '../../audit/query.ts';
import { readReceipt } from '../../audit/receipt.ts';
import { verifyDatabase } from '../../audit/verify-database.ts';
import { openDatabase } from '../../db/connect.ts';
import { inTransaction } from '../../db/transaction.ts';
import { actor, arta, type LogFixture, openLogFixture, reading, record, update } from './log-fixture.ts';

let fixture: LogFixture;
let log: AuditLog;
beforeAll(async () => {
  fixture = await openLogFixture();
  log = createAuditLog({ pool: fixture.pool, signer: fixture.signer, instance: 'one' });
});
afterAll(async () => {
  await log.close();
  await fixture.close();
});

async function indexes(): Promise<number[]> {
  const { rows } = await fixture.owner.query<{ idx: number }>('SELECT idx FROM audit_leaf ORDER BY idx');
  return rows.map((row) => Number(row.idx));
}

async function expectGoodLog(): Promise<void> {
  const integrator = startIntegrator({ pool: fixture.pool, signer: fixture.signer, every: 60_000 });
  await integrator.checkpointNow();
  await integrator.stop();
  const verdict = await verifyDatabase({ pool: fixture.pool, vkey: fixture.signer.vkey });
  expect(verdict).toMatchObject({ good: true, problems: [] });
  const all = await indexes();
  expect(all).toEqual(all.map((_, i) => i));
}

describe('writing the log', () => {
  it('gives a receipt, signed, for an entry that is in the tree', async () => {
    const receipt = await log.append(reading([record('a', 'IT-DCSA')]));
    expect(readReceipt(receipt.header, fixture.signer.vkey)).toEqual({ leafHash: receipt.leafHash, at: receipt.at });
    expect(await hasLeaf(fixture.pool, receipt)).toBe(true);
    expect(Math.abs(Date.now() - receipt.at)).toBeLessThan(10_000);
  });

  it('has one order without gaps when 64 people work through two instances at once', async () => {
    const second = openDatabase(fixture.portalUrl, { max: 5 });
    const other = createAuditLog({ pool: second.pool, signer: fixture.signer, instance: 'two' });
    const before = await logState(fixture.pool);
    const clients = Array.from({ length: 64 }, async (_, client) => {
      const mine = client % 2 === 0 ? log : other;
      const hashes: string[] = [];
      for (let i = 0; i < 20; i += 1)
        hashes.push((await mine.append(reading([record(`${client}-${i}`, 'IT-DCSA')]))).leafHash);
      return hashes;
    });
    const hashes = (await Promise.all(clients)).flat();
    await other.close();
    await second.close();
    expect(new Set(hashes).size).toBe(1_280);
    expect((await logState(fixture.pool)).size).toBe(before.size + 1_280);
    const found = await fixture.owner.query<{ count: number }>(
      'SELECT count(*) FROM audit_leaf WHERE leaf_hash = ANY ($1)',
      [hashes.map((hash) => Buffer.from(hash, 'base64'))],
    );
    expect(Number(found.rows[0]?.count)).toBe(1_280);
    await expectGoodLog();
  });

  it('never lets time go back in the order of direct entries', async () => {
    const { rows } = await fixture.owner.query<{ ts: string }>(
      `SELECT b.leaf::json ->> 'ts' AS ts FROM audit_leaf l JOIN audit_body b USING (body_key) ORDER BY l.idx`,
    );
    const times = rows.map((row) => row.ts);
    expect(times).toEqual([...times].sort());
    expect(times[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
  });

  it('lets one bad entry fail alone', async () => {
    const good = [1, 2, 3].map((i) => log.append(reading([record(`good-${i}`, 'IT-DCSA')])));
    // Passes every check before the database, whose index takes no value of this length.
    const tooLong = randomBytes(20_000).toString('hex');
    const bad = log.append(reading([], { actor: { ...actor(arta, 'AL-ASP'), agency: tooLong } }));
    const worse = log.append(reading([], { action: 'no.such' as 'record.read' }));
    await expect(worse).rejects.toBeInstanceOf(InvalidAuditEntry);
    expect(await Promise.all(good)).toHaveLength(3);
    await expect(bad).rejects.toBeInstanceOf(InvalidAuditEntry);
    await expectGoodLog();
  });

  it('refuses a change outside its transaction', async () => {
    await expect(log.append(update('x'))).rejects.toBeInstanceOf(InvalidAuditEntry);
  });

  it('answers within the deadline when the head of the log is held by somebody else, and recovers', async () => {
    const slow = createAuditLog({
      pool: fixture.pool,
      signer: fixture.signer,
      instance: 'slow',
      deadline: 300,
      capacity: 5,
    });
    const holder = await fixture.owner.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT * FROM audit_head FOR UPDATE');
    const started = performance.now();
    const first = expect(slow.append(reading([]))).rejects.toBeInstanceOf(AuditUnavailable);
    await first;
    expect(performance.now() - started).toBeLessThan(1_500);
    const waiting = Array.from({ length: 5 }, () => slow.append(reading([])).catch((error: Error) => error.message));
    await expect(slow.append(reading([]))).rejects.toThrow('too many entries wait');
    await holder.query('ROLLBACK');
    holder.release();
    await Promise.all(waiting);
    expect((await slow.append(reading([]))).leafHash).toHaveLength(44);
    await slow.close();
    await expect(slow.append(reading([]))).rejects.toBeInstanceOf(AuditUnavailable);
    await expectGoodLog();
  });
});

describe('a change and its entry', () => {
  it('commit together and get their place in the tree before the answer', async () => {
    const ticket = await inTransaction(fixture.pool, (tx) => log.appendIn(tx, [update('r1'), update('r2')]));
    const receipts = await log.sequence(ticket);
    expect(receipts).toHaveLength(2);
    for (const receipt of receipts) expect(await hasLeaf(fixture.pool, receipt)).toBe(true);
    expect((await logState(fixture.pool)).pending).toBe(0);
  });

  it('vanish together when the change is rolled back', async () => {
    const before = await fixture.owner.query('SELECT count(*) FROM audit_body');
    const failed = inTransaction(fixture.pool, async (tx) => {
      await log.appendIn(tx, [update('r3')]);
      throw new Error('stale');
    });
    await expect(failed).rejects.toThrow('stale');
    expect((await fixture.owner.query('SELECT count(*) FROM audit_body')).rows).toEqual(before.rows);
    await expectGoodLog();
  });

  it('are swept into the tree when the portal died between commit and answer', async () => {
    await inTransaction(fixture.pool, (tx) => log.appendIn(tx, [update('r4')]));
    await expect.poll(async () => (await logState(fixture.pool)).pending, { timeout: 5_000 }).toBe(0);
    await expectGoodLog();
  });

  it('find their place also when another instance swept them first', async () => {
    const ticket = await inTransaction(fixture.pool, (tx) => log.appendIn(tx, [update('r5')]));
    await fixture.pool.query('SELECT audit_sweep(1000)');
    expect(await log.sequence(ticket)).toHaveLength(1);
    await expectGoodLog();
  });

  it('do not hold up other entries while the change is open', async () => {
    const tx = await fixture.pool.connect();
    await tx.query('BEGIN');
    const ticket = await log.appendIn(tx, [update('r6')]);
    expect((await log.append(reading([]))).leafHash).toHaveLength(44);
    await tx.query('COMMIT');
    tx.release();
    expect(await log.sequence(ticket)).toHaveLength(1);
    await expectGoodLog();
  });

  it('record values as codes that cannot be guessed without the key of the record', async () => {
    const { rows } = await fixture.owner.query<{ parts: string }>(
      `SELECT parts FROM audit_body WHERE action = 'record.update' ORDER BY body_key LIMIT 2`,
    );
    const macs = rows.map((row) => {
      const parts = JSON.parse(row.parts) as Record<string, { value: { change: { before: { percent: string } } } }>;
      return parts['originator:IT-DCSA']?.value.change.before.percent;
    });
    expect(macs[0]).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    // The same change of two records: two codes.
    expect(macs[0]).not.toBe(macs[1]);
  });
});

describe('a database that does not wait for the disk', () => {
  it('is refused at start and with every entry', async () => {
    await assertDurable(fixture.pool);
    const careless = openDatabase(fixture.portalUrl, { max: 1 });
    await careless.pool.query('SET synchronous_commit = off');
    await expect(assertDurable(careless.pool)).rejects.toThrow(/synchronous_commit is off/);
    const other = createAuditLog({ pool: careless.pool, signer: fixture.signer, instance: 'careless' });
    await expect(other.append(reading([]))).rejects.toBeInstanceOf(AuditUnavailable);
    await other.close();
    await careless.close();
  });
});
