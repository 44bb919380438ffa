import pino, { type Logger } from 'pino';

/**
 * The portal's own log, JSON lines. It holds route patterns and request ids, never paths, queries, bodies or cookies
 * (THREATS 22): what was read stands in the audit log alone.
 */
export function createLog(level: string): Logger {
  return pino({
    level,
    base: { service: 'seguito' },
    redact: {
      paths: ['*.cookie', '*.authorization', '*.SAMLResponse', '*.SAMLRequest', '*.password', 'err.parameters', 'err.where', 'err.detail', 'err.query'],
      censor: '(redacted)',
    },
  });
}
