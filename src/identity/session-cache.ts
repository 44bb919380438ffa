import { performance } from 'node:perf_hooks';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { SignedIn } from '../gate/signed-in.ts';
import { deadHandles, type LoadedSession, loadSession } from './session-row.ts';

/** A cached session is good only if the revocation counter was read less than this ago, by the monotonic clock (THREATS 43). */
export const trustMs = 3000;
const pollMs = 1000;
const mostEntries = 20_000;

interface Entry {
  hash: string;
  signedIn: SignedIn;
  epoch: number;
  /** Monotonic ms: when this entry was read, when it ends, when it goes idle, when `last_seen_at` was written. */
  readAt: number;
  endsAt: number;
  idleAt: number;
  seenAt: number;
}

export interface SessionCache {
  /** The live session of that token hash, from memory while it may be trusted. @throws when the database is unreachable */
  find(hash: string): Promise<SignedIn | null>;
  /** `silent`: nothing has been heard of the database for too long to say that the session has not ended. */
  stateOf(handle: string): 'good' | 'ended' | 'silent';
  /** This instance changes the session, or has just done so: it is read from the database until that is surely known. */
  touched(handle: string): void;
  stop(): void;
}

export interface SessionCacheOptions {
  pool: pg.Pool;
  idleSeconds: number;
  log: Logger;
  /** Monotonic milliseconds; replaced in tests that stop the clock. */
  monotonic?: () => number;
}

interface State extends Required<SessionCacheOptions> {
  byHash: Map<string, Entry>;
  byHandle: Map<string, Entry>;
  touchedUntil: Map<string, number>;
  epoch: number;
  /** When the reading of the epoch began that last confirmed every entry. */
  confirmedAt: number;
}

function drop(state: State, entry: Entry): void {
  state.byHash.delete(entry.hash);
  state.byHandle.delete(entry.signedIn.session);
}

/** Handed to every request of the session: nobody changes who somebody is. */
function frozen(signedIn: SignedIn): SignedIn {
  for (const value of Object.values(signedIn)) if (typeof value === 'object' && value !== null) Object.freeze(value);
  return Object.freeze(signedIn);
}

function remember(state: State, hash: string, loaded: LoadedSession, readAt: number): Entry {
  const entry = {
    hash,
    signedIn: frozen(loaded.signedIn),
    epoch: loaded.epoch,
    readAt,
    endsAt: readAt + loaded.secondsLeft * 1000,
    idleAt: readAt + (state.idleSeconds - loaded.secondsSinceSeen) * 1000,
    seenAt: readAt - loaded.secondsSinceSeen * 1000,
  };
  state.byHash.set(hash, entry);
  state.byHandle.set(loaded.signedIn.session, entry);
  const oldest = state.byHash.size > mostEntries ? state.byHash.values().next().value : undefined;
  if (oldest !== undefined) drop(state, oldest);
  return entry;
}

function trusted(state: State, entry: Entry, now: number): boolean {
  return now - Math.max(entry.readAt, state.confirmedAt) < trustMs && now < entry.endsAt;
}

function fresh(state: State, entry: Entry | undefined, now: number): entry is Entry {
  if (entry === undefined || entry.epoch < state.epoch || !trusted(state, entry, now) || now >= entry.idleAt)
    return false;
  return (state.touchedUntil.get(entry.signedIn.session) ?? 0) <= now;
}

/** Written at most once a minute: the write would cost more than everything else a request does (PERFORMANCE). */
async function noteSeen(state: State, entry: Entry): Promise<void> {
  const now = state.monotonic();
  const every = Math.min(60_000, (state.idleSeconds * 1000) / 10);
  if (now - entry.seenAt < every) return;
  entry.seenAt = now;
  entry.idleAt = now + state.idleSeconds * 1000;
  await state.pool.query('UPDATE session SET last_seen_at = now() WHERE token_hash = $1 AND ended_at IS NULL', [
    entry.hash,
  ]);
}

async function find(state: State, hash: string): Promise<SignedIn | null> {
  const cached = state.byHash.get(hash);
  if (fresh(state, cached, state.monotonic())) {
    await noteSeen(state, cached);
    return cached.signedIn;
  }
  const readAt = state.monotonic();
  const loaded = await loadSession(state.pool, hash, state.idleSeconds);
  if (loaded === null) {
    if (cached !== undefined) drop(state, cached);
    return null;
  }
  const entry = remember(state, hash, loaded, readAt);
  await noteSeen(state, entry);
  return entry.signedIn;
}

/** Reads the revocation counter; when it moved, asks which cached sessions died. */
async function poll(state: State): Promise<void> {
  const startedAt = state.monotonic();
  const read = await state.pool.query<{ epoch: number }>('SELECT epoch::float8 AS epoch FROM session_epoch');
  const epoch = read.rows[0]?.epoch;
  if (epoch === undefined) throw new Error('session_epoch is empty');
  if (epoch !== state.epoch) {
    const held = [...state.byHandle.keys()];
    const dead = held.length === 0 ? [] : await deadHandles(state.pool, held, state.idleSeconds);
    for (const handle of dead) {
      const entry = state.byHandle.get(handle);
      if (entry !== undefined) drop(state, entry);
    }
    state.epoch = epoch;
  }
  state.confirmedAt = startedAt;
  for (const [handle, until] of state.touchedUntil) if (until <= startedAt) state.touchedUntil.delete(handle);
}

function startPolling(state: State): () => void {
  let running = false;
  const timer = setInterval(() => {
    if (running) return;
    running = true;
    poll(state)
      // Nothing to do but wait: cached sessions lose their trust by themselves.
      .catch((error: unknown) => state.log.warn({ err: error }, 'the session epoch could not be read'))
      .finally(() => {
        running = false;
      });
  }, pollMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** Sessions in memory, as far as they may be trusted; it fails closed when the database is silent. */
export function createSessionCache(options: SessionCacheOptions): SessionCache {
  const state: State = {
    monotonic: () => performance.now(),
    ...options,
    byHash: new Map(),
    byHandle: new Map(),
    touchedUntil: new Map(),
    epoch: 0,
    confirmedAt: Number.NEGATIVE_INFINITY,
  };
  const stop = startPolling(state);
  return {
    find: (hash) => find(state, hash),
    stateOf: (handle) => {
      const entry = state.byHandle.get(handle);
      const now = state.monotonic();
      if (entry === undefined || now >= entry.endsAt) return 'ended';
      return trusted(state, entry, now) ? 'good' : 'silent';
    },
    touched: (handle) => {
      state.touchedUntil.set(handle, state.monotonic() + trustMs);
      const entry = state.byHandle.get(handle);
      // Older than any epoch: the next request asks the database, while a release that is under way still finds it.
      if (entry !== undefined) entry.epoch = -1;
    },
    stop,
  };
}
