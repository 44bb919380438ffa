import pg from 'pg';

export interface Database {
  pool: pg.Pool;
  close(): Promise<void>;
}

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
  return `${text.replace(' ', 'T').replace(/([+-]00)(:?00)?$/, '')}Z`;
}

/** A pool on a connection string; sessions run in UTC, so that times come back as UTC text. */
export function openDatabase(url: string, options: { max?: number; applicationName?: string } = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 20,
    application_name: options.applicationName ?? 'seguito',
    connectionTimeoutMillis: 2000,
    statement_timeout: 5000,
    keepAlive: true,
    options: '-c timezone=UTC',
    types,
  });
  // Without a listener a stopped database would end the process; each query reports its own failure.
  pool.on('error', () => undefined);
  return { pool, close: () => pool.end() };
}

const systemCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOENT', '57P01', '57P02', '57P03', '57014', '53300']);

/** True when the database could not be reached or ended the connection: the answer is then 503. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (systemCodes.has(code) || code.startsWith('08')) return true;
  return /connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable/i.test(error.message);
}
