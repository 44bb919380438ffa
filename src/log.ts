import pino, { type DestinationStream, type Logger } from 'pino';

const secretNames = [
  'cookie',
  '["set-cookie"]',
  'authorization',
  'SAMLRequest',
  'SAMLResponse',
  'RelayState',
  'password',
];
const depths = ['', '*.', '*.*.'];
const paths = depths.flatMap((depth) => secretNames.map((name) => `${depth}${name}`.replace('.[', '[')));
// Of a request only its route pattern and its id are logged; should somebody hand over a whole one, this is what it holds.
const request = ['url', 'originalUrl', 'path', 'query', 'params', 'body', 'headers'].map((name) => `req.${name}`);

const text = (error: Error, name: string): string | undefined => {
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' ? value : undefined;
};

/** Messages of PostgreSQL and of parsers quote what they were given: a search text, a name, a body. */
function mayQuote(error: Error): boolean {
  return text(error, 'severity') !== undefined || error instanceof SyntaxError || error instanceof URIError;
}

/**
 * A failure as the log may hold it: kind, code, place, never the values it quotes (THREATS 22).
 * Of PostgreSQL's fields only names of tables and constraints stay; `detail` and `where` hold values.
 */
export function faultOf(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    message: mayQuote(error) ? '(withheld: it may quote values)' : error.message,
    code: text(error, 'code'),
    table: text(error, 'table'),
    constraint: text(error, 'constraint'),
    stack: frames.join('\n'),
    ...(error.cause !== undefined && depth < 3 ? { cause: faultOf(error.cause, depth + 1) } : {}),
  };
}

/**
 * The portal's own log, JSON lines. It holds route patterns and request ids, never paths, queries, bodies or cookies
 * (THREATS 22): what was read stands in the audit log alone.
 */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { service: 'seguito' },
    serializers: { err: (error: unknown) => faultOf(error), error: (error: unknown) => faultOf(error) },
    redact: { paths: [...paths, ...request], censor: '(redacted)' },
  };
  return destination ? pino(options, destination) : pino(options);
}
