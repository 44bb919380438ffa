import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type pg from 'pg';
import { inTransaction } from '../../db/transaction.ts';
import type { Fetched, Validators } from './aggregate-fetch.ts';
import type { PinnedAggregate } from './aggregate-files.ts';
import { type Aggregate, type Edition, isOlder, largestAggregate } from './metadata-aggregate.ts';

/** How an aggregate does, without its document. Times ISO 8601. */
export interface AggregateRow extends Validators {
  name: string;
  knownSince: string;
  asked: string | null;
  problem: string | null;
  refreshedAt: string | null;
  alarmSince: string | null;
  digest: string | null;
  /** Fingerprint of the pinned certificate that verified the copy. */
  signedBy: string | null;
  validUntil: string | null;
}

const columns = `name, known_since AS "knownSince", asked, problem, refreshed_at AS "refreshedAt", alarm_since AS "alarmSince",
  etag, last_modified AS "lastModified", digest, signed_by AS "signedBy", valid_until AS "validUntil"`;

const iso = (at: number) => new Date(at).toISOString();

/** Where and by whose key: what is asked for anew as soon as it changes. */
export function askedOf({ source, fingerprints }: PinnedAggregate): string {
  return [Object.values(source)[0], ...fingerprints].join(' ');
}

export async function aggregateRows(pool: pg.Pool): Promise<AggregateRow[]> {
  return (await pool.query<AggregateRow>(`SELECT ${columns} FROM metadata_aggregate ORDER BY name`)).rows;
}

/**
 * Takes the turn to ask for an aggregate, if it is due: one instance does, the others find it taken.
 * @param until unix ms; should this instance die meanwhile, another one asks from then on
 * @returns how it does, or null where it is not due
 */
export async function takeTurn(
  pool: pg.Pool,
  pin: PinnedAggregate,
  now: number,
  until: number,
): Promise<AggregateRow | null> {
  await pool.query(
    'INSERT INTO metadata_aggregate (name, known_since, next_at) VALUES ($1, $2, $2) ON CONFLICT DO NOTHING',
    [pin.name, iso(now)],
  );
  const taken = await pool.query<AggregateRow>(
    // Another server knows nothing of the copies of the last one.
    `UPDATE metadata_aggregate SET next_at = $3, asked = $4,
       etag = CASE WHEN asked = $4 THEN etag END, last_modified = CASE WHEN asked = $4 THEN last_modified END
     WHERE name = $1 AND (next_at <= $2 OR asked IS DISTINCT FROM $4) RETURNING ${columns}`,
    [pin.name, iso(now), iso(until), askedOf(pin)],
  );
  return taken.rows[0] ?? null;
}

/** The held copy is still what is published, or `problem` says why that is not known. */
export async function noteTurn(
  pool: pg.Pool,
  name: string,
  next: number,
  result: { heardAt: number } | { problem: string },
): Promise<void> {
  const problem = 'problem' in result ? result.problem.slice(0, 500) : null;
  const heardAt = 'heardAt' in result ? iso(result.heardAt) : null;
  await pool.query(
    `UPDATE metadata_aggregate SET next_at = $2, problem = $3, refreshed_at = greatest(refreshed_at, $4::timestamptz)
     WHERE name = $1`,
    [name, iso(next), problem, heardAt],
  );
}

interface Held {
  signedBy: string | null;
  publishedAt: string | null;
  validUntil: string | null;
}

/** Throws where what is held is newer, unless nothing of the key that signed it is pinned any more. */
function demandNewer(next: Edition, held: Held | undefined, pin: PinnedAggregate): void {
  if (held?.validUntil == null || !pin.fingerprints.includes(held.signedBy ?? '')) return;
  const edition = {
    validUntil: Date.parse(held.validUntil),
    publishedAt: held.publishedAt === null ? null : Date.parse(held.publishedAt),
  };
  if (isOlder(next, edition)) throw new Error('it is older than the copy that is held: somebody replays an old one');
}

/**
 * Keeps a verified copy as the last good one.
 * @throws Error with a sentence for the operator where an instance has taken a newer one
 */
export async function keepCopy(
  pool: pg.Pool,
  pin: PinnedAggregate,
  next: number,
  fetched: Fetched,
  aggregate: Aggregate,
): Promise<void> {
  const document = await promisify(gzip)(fetched.xml);
  await inTransaction(pool, async (tx) => {
    const held = await tx.query<Held>(
      `SELECT signed_by AS "signedBy", published_at AS "publishedAt", valid_until AS "validUntil" FROM metadata_aggregate
       WHERE name = $1 FOR UPDATE`,
      [pin.name],
    );
    demandNewer(aggregate, held.rows[0], pin);
    const { etag, lastModified } = fetched.validators;
    const { publishedAt, validUntil, signedBy } = aggregate;
    const times = [fetched.heardAt, publishedAt, validUntil].map((at) => (at === null ? null : iso(at)));
    await tx.query(
      `UPDATE metadata_aggregate SET next_at = $2, problem = NULL, etag = $3, last_modified = $4, digest = $5,
         signed_by = $6, refreshed_at = $7, published_at = $8, valid_until = $9, document = $10 WHERE name = $1`,
      [pin.name, iso(next), etag, lastModified, fetched.digest, signedBy, ...times, document],
    );
  });
}

/** The last good copy as it was kept; null where it is no longer the one of that digest. */
export async function heldDocument(pool: pg.Pool, name: string, digest: string): Promise<Buffer | null> {
  const found = await pool.query<{ document: Buffer }>(
    'SELECT document FROM metadata_aggregate WHERE name = $1 AND digest = $2',
    [name, digest],
  );
  return found.rows[0]?.document ?? null;
}

/** As it was signed. Throws where it was not kept by `keepCopy`. */
export async function unpacked(document: Buffer): Promise<string> {
  return (await promisify(gunzip)(document, { maxOutputLength: largestAggregate })).toString('utf8');
}
