import type pg from 'pg';
import type { Logger } from 'pino';
import type { AuditLog } from '../../audit/append.ts';
import { settleAlarms } from './aggregate-alarm.ts';
import { type AggregateBook, type AggregateState, bookOf, isPinned, type VerifiedCopy } from './aggregate-book.ts';
import { fetchAggregate } from './aggregate-fetch.ts';
import { type PinnedAggregate, readAggregates } from './aggregate-files.ts';
import {
  type AggregateRow,
  aggregateRows,
  heldDocument,
  keepCopy,
  noteTurn,
  takeTurn,
  unpacked,
} from './aggregate-store.ts';
import { demandTimely, isOlder } from './metadata-aggregate.ts';
import { verifyApart } from './verify-apart.ts';

const minute = 60_000;
/** ms to the next refresh; `turn`: how long one may last before another instance takes over. */
const waits = { url: 60 * minute, file: 5 * minute, failed: 10 * minute, turn: 5 * minute };
/** How often an instance looks for what is due, and for what others have read, ms. */
const beat = minute;

export interface KeeperOptions {
  pool: pg.Pool;
  audit: AuditLog;
  log: Logger;
  federationDir: string;
  /** Unix ms. */
  now: () => number;
}

/** Keeps the pinned aggregates fresh. */
export interface AggregateKeeper {
  book: AggregateBook;
  /** Asks for what is due, settles alarms, and takes in what other instances have read. */
  round(): Promise<void>;
  stop(): Promise<void>;
}

interface Keeping extends KeeperOptions {
  copies: Map<string, VerifiedCopy>;
  states: Map<string, AggregateState>;
  /** Copies of the database that did not verify: they are not tried again and again. */
  spoilt: Set<string>;
  stop: AbortSignal;
}

/** A tenth sooner or later: instances and portals do not all ask at the same moment. */
const jittered = (wait: number) => wait * (0.9 + Math.random() / 5);

async function refresh(keeping: Keeping, pin: PinnedAggregate, row: AggregateRow): Promise<void> {
  const { pool, copies, now, stop } = keeping;
  const copy = copies.get(pin.name);
  const held = isPinned(pin, copy) && copy.digest === row.digest ? copy : null;
  const { etag, lastModified } = row;
  const validators = held === null ? { etag: null, lastModified: null } : { etag, lastModified };
  const fetched = await fetchAggregate(pin, validators, now(), stop);
  const next = now() + jittered('url' in pin.source ? waits.url : waits.file);
  if (fetched === 'unchanged' || fetched.digest === held?.digest) {
    if (held === null) throw new Error('its address answers 304, but no copy is held');
    demandTimely(held.aggregate, now());
    await noteTurn(pool, pin.name, next, { heardAt: fetched === 'unchanged' ? now() : fetched.heardAt });
    return;
  }
  const aggregate = await verifyApart({ xml: fetched.xml, certificates: pin.certificates }, stop);
  demandTimely(aggregate, now());
  await keepCopy(pool, pin, next, fetched, aggregate);
  copies.set(pin.name, { digest: fetched.digest, aggregate });
}

async function takeTurns(keeping: Keeping, pins: readonly PinnedAggregate[]): Promise<void> {
  const { pool, log, now, stop } = keeping;
  for (const pin of pins) {
    const row = await takeTurn(pool, pin, now(), now() + waits.turn);
    if (row === null) continue;
    try {
      await refresh(keeping, pin, row);
    } catch (error) {
      if (stop.aborted) return;
      const problem = error instanceof Error ? error.message : String(error);
      log.warn(
        { aggregate: pin.name, problem },
        'a metadata aggregate could not be refreshed; its last good copy counts on',
      );
      await noteTurn(pool, pin.name, now() + jittered(waits.failed), { problem });
    }
  }
}

/** Verifies the copy in the database itself: another instance's word is not enough, nor is that of whoever writes there. */
async function takeIn(keeping: Keeping, pin: PinnedAggregate, digest: string): Promise<void> {
  const { pool, log, copies, spoilt, stop } = keeping;
  const copy = copies.get(pin.name);
  const key = [digest, ...pin.fingerprints].join(' ');
  if ((isPinned(pin, copy) && copy.digest === digest) || spoilt.has(key)) return;
  const document = await heldDocument(pool, pin.name, digest);
  if (document === null) return;
  try {
    const aggregate = await verifyApart({ xml: await unpacked(document), certificates: pin.certificates }, stop);
    if (isPinned(pin, copy) && isOlder(aggregate, copy.aggregate)) throw new Error('it is older than the one in use');
    copies.set(pin.name, { digest, aggregate });
  } catch (error) {
    if (stop.aborted) return;
    spoilt.add(key);
    log.warn(
      { aggregate: pin.name, problem: String(error) },
      'the copy of a metadata aggregate in the database cannot be used',
    );
  }
}

/** What the database holds, as far as it is pinned here. */
async function load(keeping: Keeping, pins: readonly PinnedAggregate[]): Promise<void> {
  const { pool, copies, states } = keeping;
  const rows = pins.length === 0 ? [] : await aggregateRows(pool);
  for (const name of new Set([...copies.keys(), ...states.keys()])) {
    if (pins.some((pin) => pin.name === name)) continue;
    copies.delete(name);
    states.delete(name);
  }
  for (const pin of pins) {
    const row = rows.find(({ name }) => name === pin.name);
    if (row === undefined) continue;
    states.set(pin.name, row);
    if (row.digest !== null) await takeIn(keeping, pin, row.digest);
  }
}

async function round(keeping: Keeping): Promise<void> {
  const { aggregates: pins } = await readAggregates(keeping.federationDir);
  if (pins.length > 0) {
    await takeTurns(keeping, pins);
    await settleAlarms(
      keeping,
      pins.map(({ name }) => name),
      keeping.now(),
    );
  }
  await load(keeping, pins);
}

/**
 * Opens what the database holds, without asking anybody, and from then on asks for what is due: the first time at once, but
 * nobody waits for it.
 */
export async function openAggregateKeeper(options: KeeperOptions): Promise<AggregateKeeper> {
  const stopping = new AbortController();
  const maps = { copies: new Map<string, VerifiedCopy>(), states: new Map<string, AggregateState>() };
  const keeping: Keeping = { ...options, ...maps, spoilt: new Set(), stop: stopping.signal };
  await load(keeping, (await readAggregates(options.federationDir)).aggregates);
  let running: Promise<void> = Promise.resolve();
  const next = () => {
    running = running.catch(() => undefined).then(() => (stopping.signal.aborted ? undefined : round(keeping)));
    return running;
  };
  const beaten = (): void => {
    next().catch((error: unknown) => {
      if (!stopping.signal.aborted) options.log.warn({ err: error }, 'metadata aggregates could not be looked after');
    });
  };
  beaten();
  const timer = setInterval(beaten, beat);
  timer.unref();
  return {
    book: bookOf(maps.copies, maps.states),
    round: next,
    stop: async () => {
      clearInterval(timer);
      stopping.abort();
      await running.catch(() => undefined);
    },
  };
}
