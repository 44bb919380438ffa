import type pg from 'pg';
import { createAuditLog } from '../../audit/append.ts';
import type { AuditEntry } from '../../audit/entry.ts';
import { openDatabase } from '../../db/connect.ts';
import { newSigner, reading, record } from '../audit/log-fixture.ts';

export interface BenchLine {
  name: string;
  value: number;
  unit: string;
  against: string;
  ratio: number;
}

const rounds = 7;

/**
 * Durable appends through the log against what a portal without one would do: one INSERT of the same content for each
 * access, each committed by itself, over the same pool. Rounds are interleaved; medians.
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
  const append = (i: number) => log.append(entryOf(i));
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const a = await perSecond(clients, clients * 15, append);
    const b = await perSecond(clients, clients * 15, (i) => single(pool, i));
    // The first round warms up both sides.
    if (round === 0) continue;
    ours.push(a);
    theirs.push(b);
  }
  await log.close();
  const value = median(ours);
  return {
    name: `append-${clients}-clients`,
    value: Math.round(value),
    unit: 'entries/s',
    against: 'one committed INSERT for each access',
    ratio: Number((value / median(theirs)).toFixed(2)),
  };
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

async function perSecond(clients: number, operations: number, work: (i: number) => Promise<unknown>): Promise<number> {
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

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
