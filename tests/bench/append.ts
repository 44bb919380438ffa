import type pg from 'pg';
import { createAuditLog } from '../../audit/append.ts';
import type { AuditEntry } from '../../audit/entry.ts';
import { openDatabase } from '../../db/connect.ts';
import { newSigner, reading, record } from '../audit/log-fixture.ts';
import { type BenchLine, interleave, lineOf } from './bench-line.ts';

const operationsOfEach = 30;

/**
 * Durable appends through the log against what a portal without one would do: one INSERT of the same content for each
 * access, each committed by itself, over the same pool.
 */
export async function benchAppend(
  urls: { ownerUrl: string; portalUrl: string },
  clients = [64, 256],
): Promise<BenchLine[]> {
  const owner = openDatabase(urls.ownerUrl, { max: 1 });
  await owner.pool.query(
    `CREATE TABLE IF NOT EXISTS bench_single (
       id bigserial PRIMARY KEY, at timestamptz NOT NULL DEFAULT now(), person text, resource text, body jsonb NOT NULL);
     CREATE INDEX ON bench_single (person, at);
     GRANT INSERT ON bench_single TO seguito_portal; GRANT USAGE ON SEQUENCE bench_single_id_seq TO seguito_portal`,
  );
  const { pool, close } = openDatabase(urls.portalUrl, { max: 32 });
  const lines: BenchLine[] = [];
  for (const count of clients) lines.push(await compare(pool, count));
  await close();
  await owner.pool.query('DROP TABLE bench_single');
  await owner.close();
  return lines;
}

async function compare(pool: pg.Pool, clients: number): Promise<BenchLine> {
  const log = createAuditLog({ pool, signer: newSigner(), instance: 'bench' });
  const measured = await interleave(
    () => perSecond(clients, (i) => log.append(entryOf(i))),
    () => perSecond(clients, (i) => single(pool, i)),
  );
  await log.close();
  const against = 'one committed INSERT for each access';
  return lineOf({ name: `append-${clients}-clients`, unit: 'entries/s', against }, measured);
}

function entryOf(i: number): AuditEntry {
  return reading([record(`01890000-0000-7000-8000-${String(i % 5_000).padStart(12, '0')}`, 'IT-DCSA')], {
    action: 'record.read',
  });
}

async function single(pool: pg.Pool, i: number): Promise<void> {
  const entry = entryOf(i);
  await pool.query({
    name: 'bench_single',
    text: 'INSERT INTO bench_single (person, resource, body) VALUES ($1, $2, $3)',
    values: [entry.actor?.id, entry.disclosed?.[0]?.id, JSON.stringify(entry)],
  });
}

async function perSecond(clients: number, work: (i: number) => Promise<unknown>): Promise<number> {
  const operations = clients * operationsOfEach;
  let next = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (next < operations) {
        next += 1;
        await work(next);
      }
    }),
  );
  return (operations / (performance.now() - started)) * 1_000;
}
