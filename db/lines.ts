import pg from 'pg';
import { connectionPatience, connectionTo } from './connect.ts';

/** What answers a statement that stands alone: a pool, or lines that many share. */
export interface Answers {
  query<Row extends pg.QueryResultRow>(statement: pg.QueryConfig): Promise<{ rows: Row[] }>;
}

interface Line {
  client: pg.Client;
  open: Promise<unknown>;
  waiting: number;
  /** When the statement that is under way came to the head of the line: monotonic milliseconds. */
  since: number;
  gathers: boolean;
}

// Nobody is put behind a statement that has taken this long: it may be waiting for a lock.
const patience = 50;

/**
 * A few connections that many requests share at the same time: statements are sent one behind the other without waiting
 * for answers (PostgreSQL, libpq pipeline mode; each has its own Sync, so an error is its own statement's alone). That
 * halves what a short read costs here, because many travel in one packet.
 *
 * For short SELECTs that stand alone: no transaction, no setting. Where all lines are held up, the pool answers.
 */
export class Lines implements Answers {
  readonly #config: pg.ClientConfig;
  readonly #most: number;
  readonly #pool: Answers;
  #lines: Line[] = [];
  #closed = false;

  constructor(url: string, most: number, pool: Answers) {
    this.#config = { ...connectionTo(url, 'seguito-lines'), pipeline: true } as pg.ClientConfig;
    this.#most = most;
    this.#pool = pool;
  }

  /** As a pool's: lines that are opened from now on are opened for somebody who waits. */
  hurry(): void {
    this.#config.connectionTimeoutMillis = connectionPatience.serving;
  }

  async query<Row extends pg.QueryResultRow>(statement: pg.QueryConfig): Promise<{ rows: Row[] }> {
    const line = this.#closed ? undefined : this.#shortest();
    if (line === undefined) return this.#pool.query<Row>(statement);
    if (line.waiting === 0) line.since = performance.now();
    line.waiting += 1;
    try {
      await line.open;
      gather(line);
      return await line.client.query<Row>(statement);
    } finally {
      line.waiting -= 1;
      // Answers come in the order of the statements: the next one is at the head now.
      line.since = performance.now();
    }
  }

  /** Lets statements under way come to their end. */
  async close(): Promise<void> {
    this.#closed = true;
    const lines = this.#lines;
    this.#lines = [];
    await Promise.allSettled(lines.map(({ client, open }) => open.then(() => client.end())));
  }

  /** The line with the fewest statements under way, a new one while all are busy and there may be more, or none. */
  #shortest(): Line | undefined {
    const heldSince = performance.now() - patience;
    let best: Line | undefined;
    for (const line of this.#lines) {
      if (line.waiting > 0 && line.since < heldSince) continue;
      if (best === undefined || line.waiting < best.waiting) best = line;
    }
    return best?.waiting === 0 || this.#lines.length >= this.#most ? best : this.#add();
  }

  #add(): Line {
    const client = new pg.Client(this.#config);
    const line: Line = { client, open: client.connect(), waiting: 0, since: 0, gathers: false };
    // A line that broke takes no more statements; those under way fail by themselves, and the next one opens another.
    const drop = () => {
      this.#lines = this.#lines.filter((one) => one !== line);
    };
    client.on('error', drop);
    client.on('end', drop);
    line.open.catch(drop);
    this.#lines.push(line);
    return line;
  }
}

/** What is asked in one turn of the event loop travels in one packet: writing it costs more than anything else of a short read. */
function gather(line: Line): void {
  if (line.gathers) return;
  const { stream } = line.client.connection;
  line.gathers = true;
  stream.cork();
  setImmediate(() => {
    line.gathers = false;
    stream.uncork();
  });
}
