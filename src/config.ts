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
  SAML_OTHER_KEY_FILE?: string | undefined;
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

type Env = Record<string, string | undefined>;

/** Everything that is wrong with the environment, each with its remedy. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: string[];

  constructor(problems: string[]) {
    super(`the configuration is not usable:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

function isOrigin(address: string): boolean {
  if (!URL.canParse(address)) return true;
  const { pathname, search, hash, username, password } = new URL(address);
  return pathname === '/' && `${search}${hash}${username}${password}` === '';
}

const unit = { s: 1, m: 60, h: 3600, d: 86_400 } as const;
const duration = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((text, context) => {
      const found = /^([1-9]\d{0,5})([smhd])$/.exec(text);
      if (found) return Number(found[1]) * unit[found[2] as keyof typeof unit];
      context.addIssue({ code: 'custom', message: `must be a number with s, m, h or d, such as ${fallback}` });
      return z.NEVER;
    });
const postgresUrl = z.string().regex(/^postgres(ql)?:\/\//, 'must be a postgres:// connection string');
const secretText = z
  .string()
  .min(32, 'must have at least 32 random characters, such as `openssl rand -base64 48` prints')
  .refine((text) => new Set(text).size >= 10, 'must be random, such as `openssl rand -base64 48` prints');
const origin = z
  .url({ protocol: /^https?$/, error: 'must be an http(s) address such as https://seguito.example' })
  .refine(isOrigin, 'must have no path, query or name in it, such as https://seguito.example');
const filled = z.string().min(1, 'must not be empty');

const schema = z.object({
  HOST: filled.default('127.0.0.1'),
  PORT: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(1, 'must be 1–65535')
    .max(65_535, 'must be 1–65535')
    .default(3000),
  BASE_URL: origin.optional(),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_OWNER_URL: postgresUrl.optional(),
  DATA_DIR: filled.default('.data'),
  FEDERATION_DIR: filled.optional(),
  POLICY_DIR: filled.optional(),
  SESSION_SECRET: secretText.optional(),
  SAML_KEY_FILE: filled.optional(),
  SAML_OTHER_KEY_FILE: filled.optional(),
  AUDIT_KEY_FILE: filled.optional(),
  AUDIT_ORIGIN: z
    .string()
    .regex(/^[^\s+]+$/, 'must be a name without spaces or +, such as seguito.example/log')
    .optional(),
  DEMO: z.enum(['0', '1'], 'must be 0 or 1').optional(),
  NODE_ENV: z
    .enum(['development', 'production', 'test'], 'must be development, production or test')
    .default('development'),
  SESSION_IDLE: duration('30m'),
  SESSION_MAX: duration('12h'),
  CLASSIFICATION_CEILING: z.enum(classifications, `must be one of ${classifications.join(', ')}`).default('RESTRICTED'),
  SUPPORT_CONTACT: filled.default('support@seguito.example'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'must be a level such as info')
    .default('info'),
  TRUST_PROXY: filled.optional(),
});

const names = Object.keys(schema.shape);
const neededInProduction = [
  'SESSION_SECRET',
  'SAML_KEY_FILE',
  'AUDIT_KEY_FILE',
  'AUDIT_ORIGIN',
  'DATABASE_URL',
  'FEDERATION_DIR',
];

/** A variable nearly named like one of ours is a slip that would silently leave the default in force. */
function misspelt(env: Env): string[] {
  const long = names.filter((name) => name.length > 5);
  return Object.keys(env)
    .filter((name) => !names.includes(name))
    .flatMap((name) => {
      const meant = nearest(name.toUpperCase(), long);
      return meant ? [`${name} is not a variable of the portal: did you mean ${meant}?`] : [];
    });
}

const isLoopback = (host: string) => ['localhost', '127.0.0.1', '::1', '[::1]'].includes(host);

/** What production refuses (CONTRACT, Environment; THREATS 12). */
function productionProblems(config: Config, given: Env): string[] {
  const url = new URL(config.BASE_URL);
  const problems = neededInProduction.filter((name) => !given[name]).map((name) => `${name} must be set in production`);
  if (config.DEMO) problems.push('DEMO must not be 1 in production, where demo people could sign in: remove it');
  if (url.protocol !== 'https:' && !isLoopback(url.hostname)) {
    problems.push('BASE_URL must be https in production, except on loopback');
  }
  return problems;
}

/** Demo sign-in asks for no password: nobody but this machine may reach it (THREATS 12). */
function demoProblems(config: Config): string[] {
  const problems: string[] = [];
  if (!isLoopback(config.HOST)) problems.push('HOST must be loopback (127.0.0.1) while DEMO=1: anybody could sign in');
  if (!isLoopback(new URL(config.BASE_URL).hostname)) problems.push('BASE_URL must be on localhost while DEMO=1');
  if (config.TRUST_PROXY)
    problems.push('TRUST_PROXY must not be set while DEMO=1: demo sign-in answers this machine only');
  return problems;
}

const roleOf = (url: string | undefined) => (url && URL.canParse(url) ? new URL(url).username : undefined);

function generalProblems(config: Config): string[] {
  const problems: string[] = [];
  const { DATABASE_URL, DATABASE_OWNER_URL, NODE_ENV, DEMO, SESSION_IDLE, SESSION_MAX } = config;
  if (NODE_ENV !== 'production' && DATABASE_URL && !DEMO) {
    problems.push('DATABASE_URL needs NODE_ENV=production, or DEMO=1 and a database that is empty or demo');
  }
  if (DATABASE_OWNER_URL && roleOf(DATABASE_OWNER_URL) === roleOf(DATABASE_URL)) {
    problems.push(
      'DATABASE_OWNER_URL must name another role than DATABASE_URL: the portal’s own role may not own tables',
    );
  }
  if (SESSION_IDLE > SESSION_MAX) problems.push('SESSION_IDLE must not be longer than SESSION_MAX');
  return problems;
}

function withDefaults(data: z.output<typeof schema>): Config {
  return {
    ...data,
    BASE_URL: (data.BASE_URL ?? `http://localhost:${data.PORT}`).replace(/\/$/, ''),
    DEMO: data.DEMO === undefined ? data.NODE_ENV !== 'production' && !data.DATABASE_URL : data.DEMO === '1',
  };
}

/** Parses and checks the environment; empty values count as not set. Throws ConfigError with every problem at once. */
export function loadConfig(env: Env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([name, value]) => names.includes(name) && value !== ''));
  const issues = schema.safeParse(given).error?.issues ?? [];
  const broken = new Map(issues.toReversed().map(({ path, message }) => [String(path[0]), message]));
  // The value itself is never repeated: it may be a secret in the wrong place.
  const problems = [...misspelt(env), ...[...broken].map(([name, message]) => `${name} ${message}`)];
  // The rest is judged as if the broken ones were not set, so that one start names everything.
  const config = withDefaults(
    schema.parse(Object.fromEntries(Object.entries(given).filter(([name]) => !broken.has(name)))),
  );
  problems.push(...generalProblems(config));
  if (config.NODE_ENV === 'production') problems.push(...productionProblems(config, given));
  if (config.DEMO) problems.push(...demoProblems(config));
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

const secrets = new Set(['SESSION_SECRET', 'DATABASE_URL', 'DATABASE_OWNER_URL']);

/** The configuration as it may be shown: secrets masked. */
export function maskConfig(config: Config): Record<string, string> {
  const shown = Object.entries(config).filter(([, value]) => value !== undefined);
  return Object.fromEntries(shown.map(([name, value]) => [name, secrets.has(name) ? '(set)' : String(value)]));
}
