import pg from 'pg';

export interface Database {
  pool: pg.Pool;
  /** From now on somebody waits for an answer: a connection that does not come in two seconds is told of. */
  hurry(): void;
  close(): Promise<void>;
}

/** Milliseconds that a connection may take: while a portal starts on a busy machine, and once people wait for it. */
export const connectionPatience = { starting: 30_000, serving: 2000 };

// int8 holds counts and indexes, all far below 2^53; times leave the driver as ISO 8601 text in UTC.
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === pg.types.builtins.INT8) return Number;
    if (oid === pg.types.builtins.DATE) return (text: string) => text;
    if (oid === pg.types.builtins.TIMESTAMPTZ) return isoTime;
    return pg.types.getTypeParser(oid, format);
  },
} as pg.CustomTypesConfig;

function isoTime(text: string): string {
  // `infinity` is a time to PostgreSQL and stays a word here.
  if (text.endsWith('infinity')) return text;
  return `${text.replace(' ', 'T').replace(/([+-]00)(:?00)?$/, '')}Z`;
}

// Prepared statements are planned once a connection, not again for each set of values: what the guards look at (bits of a
// class, tokens of a subject) tells the planner nothing, and planning costs up to ten times the execution.
const keepPlans = '-c plan_cache_mode=force_generic_plan';

/** What every connection of ours is opened with; sessions run in UTC, so that times come back as UTC text. */
export function connectionTo(url: string, applicationName = 'seguito'): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: applicationName,
    connectionTimeoutMillis: connectionPatience.starting,
    statement_timeout: 5000,
    // For a server that no longer answers at all and so cannot end the statement either.
    query_timeout: 7000,
    keepAlive: true,
    options: `-c timezone=UTC -c datestyle=ISO ${keepPlans}`,
    types,
  };
}

/** A pool on a connection string, patient until it is told to hurry. */
export function openDatabase(url: string, options: { max?: number; applicationName?: string } = {}): Database {
  const pool = new pg.Pool({
    ...connectionTo(url, options.applicationName),
    max: options.max ?? 20,
    // A new connection costs a handshake of some ten milliseconds and all its plans.
    idleTimeoutMillis: 300_000,
  });
  // Without listeners a stopped database would end the process: the pool's own for connections that rest in it, one on
  // each connection for those that are lent out between two queries. Each query reports its own failure.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const hurry = () => {
    pool.options.connectionTimeoutMillis = connectionPatience.serving;
  };
  return { pool, hurry, close: () => pool.end() };
}

// Of the network, then of PostgreSQL (appendix A): administrator's stop, crash, starting up, cancelled by a time limit,
// a standby that takes no writes. Classes 08 (connection) and 53 (out of connections, memory or disk) are meant whole.
const network = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
];
const unavailable = new Set([...network, '57P01', '57P02', '57P03', '57014', '25006']);
const words =
  /connection terminated|timeout exceeded when trying to connect|^timeout expired$|query read timeout|client has encountered a connection error|not queryable|after calling end on the pool/i;

/** True when the database could not be reached or ended the connection: the answer is then 503. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (unavailable.has(code) || /^(08|53)[0-9A-Z]{3}$/.test(code)) return true;
  // A missing file is also ENOENT; only a missing socket means the database.
  if (code === 'ENOENT') return 'syscall' in error && error.syscall === 'connect';
  return words.test(error.message);
}
