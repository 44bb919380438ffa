import { z } from 'zod';
import { type Classification, classifications } from '../policies/vocabulary.ts';
import { nearest } from './config-hint.ts';

/** The environment, parsed once at start (CONTRACT, Environment). Durations are seconds. */
export interface Config {
  HOST: string;
  PORT: number;
  BASE_URL: string;
  DATABASE_URL?: string | undefined;
  DATABASE_OWNER_URL?: string | undefined;
  DATA_DIR: string;
  FEDERATION_DIR?: string | undefined;
  POLICY_DIR?: string | undefined;
  SESSION_SECRET?: string | undefined;
  SAML_KEY_FILE?: string | undefined;
  AUDIT_KEY_FILE?: string | undefined;
  AUDIT_ORIGIN?: string | undefined;
  DEMO: boolean;
  NODE_ENV: 'development' | 'production' | 'test';
  SESSION_IDLE: number;
  SESSION_MAX: number;
  CLASSIFICATION_CEILING: Classification;
  SUPPORT_CONTACT: string;
  LOG_LEVEL: string;
  TRUST_PROXY?: string | undefined;
}

/** Everything that is wrong with the environment, each with its remedy. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: string[];

  constructor(problems: string[]) {
    super(`the configuration is not usable:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

const unit = { s: 1, m: 60, h: 3600, d: 86_400 } as const;
const duration = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((text, context) => {
      const found = /^(\d{1,6})([smhd])$/.exec(text);
      if (found) return Number(found[1]) * unit[found[2] as keyof typeof unit];
      context.addIssue({ code: 'custom', message: 'must be a number with s, m, h or d, such as 30m' });
      return z.NEVER;
    });
const postgresUrl = z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgres:// connection string');
const filled = z.string().min(1, 'must not be empty');

const schema = z.object({
  HOST: filled.default('127.0.0.1'),
  PORT: z.coerce.number('must be a number').int('must be a whole number').min(1, 'must be 1–65535').max(65_535, 'must be 1–65535').default(3000),
  BASE_URL: z.url({ protocol: /^https?$/, error: 'must be an http(s) address such as https://seguito.example' }).optional(),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_OWNER_URL: postgresUrl.optional(),
  DATA_DIR: filled.default('.data'),
  FEDERATION_DIR: filled.optional(),
  POLICY_DIR: filled.optional(),
  SESSION_SECRET: z.string().min(32, 'must have at least 32 random characters').optional(),
  SAML_KEY_FILE: filled.optional(),
  AUDIT_KEY_FILE: filled.optional(),
  AUDIT_ORIGIN: z.string().regex(/^[^\s+]+$/, 'must be a name without spaces or +, such as seguito.example/log').optional(),
  DEMO: z.enum(['0', '1'], 'must be 0 or 1').optional(),
  NODE_ENV: z.enum(['development', 'production', 'test'], 'must be development, production or test').default('development'),
  SESSION_IDLE: duration('30m'),
  SESSION_MAX: duration('12h'),
  CLASSIFICATION_CEILING: z.enum(classifications, `must be one of ${classifications.join(', ')}`).default('RESTRICTED'),
  SUPPORT_CONTACT: filled.default('support@seguito.example'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'must be a level such as info').default('info'),
  TRUST_PROXY: filled.optional(),
});

const names = Object.keys(schema.shape);

/** A variable nearly named like one of ours is a slip that would silently leave the default in force. */
function misspelt(env: Record<string, string | undefined>): string[] {
  return Object.keys(env)
    .filter((name) => !names.includes(name))
    .flatMap((name) => {
      const meant = nearest(name, names.filter((known) => known.length > 5));
      return meant ? [`${name} is not a variable of the portal: did you mean ${meant}?`] : [];
    });
}

const isLoopback = (host: string) => ['localhost', '127.0.0.1', '::1', '[::1]'].includes(host);

function productionProblems(config: Config): string[] {
  const problems: string[] = [];
  const url = new URL(config.BASE_URL);
  const needed = ['SESSION_SECRET', 'SAML_KEY_FILE', 'AUDIT_KEY_FILE', 'AUDIT_ORIGIN', 'DATABASE_URL', 'FEDERATION_DIR'] as const;
  for (const name of needed) if (!config[name]) problems.push(`${name} must be set in production`);
  if (config.DEMO) problems.push('DEMO must not be 1 in production: demo people could sign in');
  if (url.protocol !== 'https:' && !isLoopback(url.hostname)) problems.push('BASE_URL must be https in production, except on loopback');
  return problems;
}

function demoProblems(config: Config): string[] {
  const problems: string[] = [];
  if (!isLoopback(config.HOST)) problems.push('HOST must be loopback (127.0.0.1) while DEMO=1: anybody could sign in as anybody');
  if (!isLoopback(new URL(config.BASE_URL).hostname)) problems.push('BASE_URL must be on localhost while DEMO=1');
  if (config.TRUST_PROXY) problems.push('TRUST_PROXY must not be set while DEMO=1: demo sign-in answers loopback peers only');
  return problems;
}

/** Parses and checks the environment; empty values count as not set. Throws ConfigError with every problem at once. */
export function loadConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([name, value]) => names.includes(name) && value !== ''));
  const parsed = schema.safeParse(given);
  const problems = misspelt(env);
  // The value itself is never repeated: it may be a secret in the wrong place.
  if (!parsed.success) problems.push(...parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`));
  if (!parsed.success) throw new ConfigError(problems);
  const { data } = parsed;
  const config: Config = {
    ...data,
    BASE_URL: (data.BASE_URL ?? `http://localhost:${data.PORT}`).replace(/\/$/, ''),
    DEMO: data.DEMO === undefined ? data.NODE_ENV !== 'production' && !data.DATABASE_URL : data.DEMO === '1',
  };
  if (config.NODE_ENV === 'production') problems.push(...productionProblems(config));
  else if (config.DATABASE_URL && !config.DEMO) problems.push('DATABASE_URL needs NODE_ENV=production, or DEMO=1 and a database that is empty or demo');
  if (config.DEMO) problems.push(...demoProblems(config));
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

const secret = new Set(['SESSION_SECRET', 'DATABASE_URL', 'DATABASE_OWNER_URL']);

/** The configuration as it may be shown: secrets masked. */
export function maskConfig(config: Config): Record<string, string> {
  const shown = Object.entries(config).filter(([, value]) => value !== undefined);
  return Object.fromEntries(shown.map(([name, value]) => [name, secret.has(name) ? '(set)' : String(value)]));
}
