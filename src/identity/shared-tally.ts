import type pg from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';

export interface TallyOptions {
  pool: pg.Pool;
  /** Before each key, in the table. */
  name: string;
  /** So many within `seconds`, and the key is blocked until they are over. */
  points: number;
  seconds: number;
  /** Keys that an instance remembers; what it forgets the database still knows. */
  mostKeys?: number;
  onProblem(error: unknown): void;
}

interface Count {
  /** Not yet told to the database. */
  pending: number;
  /** Of all instances, as the database last said. */
  known: number;
  /** Unix ms at which `known` runs out. */
  until: number;
}

/** How long what is counted here may stay unknown to the other instances, ms. */
const flushEvery = 250;
const mostKeysUsually = 20_000;

/**
 * A limit that all instances share by one table (`sign_in_limit`) and rate-limiter-flexible. Asking costs no query, and counting one query
 * a key and quarter of a second, however many are counted: a flood is no flood of queries.
 */
export class SharedTally {
  readonly #limiter: RateLimiterPostgres;
  readonly #options: TallyOptions;
  readonly #counts = new Map<string, Count>();
  readonly #timer: NodeJS.Timeout;
  #flushing: Promise<void> | null = null;

  constructor(options: TallyOptions) {
    const { pool, name, points, seconds } = options;
    this.#options = options;
    this.#limiter = new RateLimiterPostgres({
      storeClient: pool,
      storeType: 'pool',
      tableName: 'sign_in_limit',
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix: name,
      points,
      duration: seconds,
    });
    this.#timer = setInterval(() => void this.flush(), flushEvery);
    this.#timer.unref();
  }

  /** Milliseconds until the key may go on; 0 when it is within the limit. */
  blockedFor(key: string): number {
    const count = this.#counts.get(key);
    if (count === undefined) return 0;
    const left = Math.max(0, count.until - Date.now());
    const sum = (left > 0 ? count.known : 0) + count.pending;
    if (sum < this.#options.points) return 0;
    return left > 0 ? left : this.#options.seconds * 1000;
  }

  /** Counts, or takes back what was counted (below 0). */
  add(key: string, points: number): void {
    const count = this.#counts.get(key) ?? { pending: 0, known: 0, until: 0 };
    count.pending += points;
    this.#counts.set(key, count);
  }

  /** How many keys are remembered here. */
  get size(): number {
    return this.#counts.size;
  }

  /** Tells the database what was counted since the last time; one key after the other, so that the pool is left to others. */
  flush(): Promise<void> {
    this.#flushing ??= this.#tellAll().finally(() => {
      this.#flushing = null;
    });
    return this.#flushing;
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#flushing;
    await this.flush();
  }

  async #tellAll(): Promise<void> {
    const now = Date.now();
    const { mostKeys = mostKeysUsually } = this.#options;
    for (const [key, count] of this.#counts) {
      if (count.pending !== 0 && !(await this.#tell(key, count))) return;
      if (count.pending === 0 && (count.until <= now || this.#counts.size > mostKeys)) this.#counts.delete(key);
    }
  }

  async #tell(key: string, count: Count): Promise<boolean> {
    const { pending } = count;
    const now = Date.now();
    // Until the database answers, what is on its way counts as known.
    count.known = (count.until > now ? count.known : 0) + pending;
    count.until = Math.max(count.until, now + flushEvery);
    count.pending = 0;
    try {
      const { consumedPoints, msBeforeNext } = await this.#write(key, pending);
      count.known = consumedPoints;
      count.until = Date.now() + msBeforeNext;
      return true;
    } catch (error) {
      count.known -= pending;
      count.pending += pending;
      this.#options.onProblem(error);
      return false;
    }
  }

  async #write(key: string, points: number): Promise<RateLimiterRes> {
    if (points < 0) return this.#limiter.reward(key, -points);
    return this.#limiter.consume(key, points).catch((error: unknown) => {
      // Beyond the limit is an answer as well.
      if (error instanceof RateLimiterRes) return error;
      throw error;
    });
  }
}
