import pg from 'pg';
import { connectionTo } from './connect.ts';

/** What answers a statement that stands alone: a pool, or lines that many share. */
export interface Answers {
  query<Row extends pg.QueryResultRow>(statement: pg.QueryConfig): Promise<{ rows: Row[] }>;
}

interface Line {
  client: pg.Client;
  open: Promise<unknown>;
  waiting: number;
  gathers: boolean;
}

/**
 * A few connections that many requests share at the same time: statements are sent one behind the other without waiting
 * for answers (PostgreSQL, libpq pipeline mode; each has its own Sync, so an error is its own statement's alone). That
 * halves what a short read costs here, because many travel in one packet.
 *
 * For short SELECTs that stand alone: no transaction, no setting, nothing that runs long, because who stands behind waits.
 */
export class Lines implements Answers {
  readonly #config: pg.ClientConfig;
  readonly #most: number;
  #lines: Line[] = [];
  #closed = false;

  constructor(url: string, most: number) {
    this.#config = { ...connectionTo(url, 'seguito-lines'), pipeline: true } as pg.ClientConfig;
    this.#most = most;
  }

  async query<Row extends pg.QueryResultRow>(statement: pg.QueryConfig): Promise<{ rows: Row[] }> {
    if (this.#closed) throw new Error('Cannot use lines after calling end on the pool');
    const line = this.#shortest();
    line.waiting += 1;
    try {
      await line.open;
      gather(line);
      return await line.client.query<Row>(statement);
    } finally {
      line.waiting -= 1;
    }
  }

  /** Lets statements under way come to their end. */
  async close(): Promise<void> {
    this.#closed = true;
    const lines = this.#lines;
    this.#lines = [];
    await Promise.allSettled(lines.map(({ client, open }) => open.then(() => client.end())));
  }

  /** The line with the fewest statements under way, or a new one while all are busy and there may be more. */
  #shortest(): Line {
    let best: Line | undefined;
    for (const line of this.#lines) if (best === undefined || line.waiting < best.waiting) best = line;
    if (best !== undefined && (best.waiting === 0 || this.#lines.length >= this.#most)) return best;
    return this.#add();
  }

  #add(): Line {
    const client = new pg.Client(this.#config);
    const line: Line = { client, open: client.connect(), waiting: 0, gathers: false };
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
