import { describe, expect, it } from 'vitest';
import { ConfigError, loadConfig, maskConfig } from '../../src/config.ts';

const secret = 'q8Vt2mZr5Kx0Lw7Yb3Nd9Hc4Jf6Ga1Se';
const production = {
  NODE_ENV: 'production',
  BASE_URL: 'https://seguito.example',
  DATABASE_URL: 'postgres://seguito_portal:hidden-word@db/seguito',
  SESSION_SECRET: secret,
  SAML_KEY_FILE: '/keys/saml.pem',
  AUDIT_KEY_FILE: '/keys/audit.pem',
  AUDIT_ORIGIN: 'seguito.example/log',
  FEDERATION_DIR: '/etc/federation',
};

function problemsOf(env: Record<string, string>): string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).problems;
  }
}

describe('the configuration', () => {
  it('of a fresh machine is a demo on loopback with an embedded database', () => {
    expect(loadConfig({})).toMatchObject({
      HOST: '127.0.0.1',
      PORT: 3000,
      BASE_URL: 'http://localhost:3000',
      DATA_DIR: '.data',
      DEMO: true,
      SESSION_IDLE: 1800,
      SESSION_MAX: 43_200,
      CLASSIFICATION_CEILING: 'RESTRICTED',
    });
    expect(loadConfig({ PORT: '8080' }).BASE_URL).toBe('http://localhost:8080');
  });

  it('of production is taken as it is, and is no demo', () => {
    expect(loadConfig(production)).toMatchObject({ DEMO: false, BASE_URL: 'https://seguito.example' });
  });

  it('a variable that is set to nothing counts as not set', () => {
    expect(loadConfig({ PORT: '', TRUST_PROXY: '', DEMO: '' })).toEqual(loadConfig({}));
  });

  it.each([
    ['PORT', '80a'],
    ['PORT', '70000'],
    ['PORT', '0'],
    ['BASE_URL', 'seguito.example'],
    ['BASE_URL', 'ftp://localhost'],
    ['BASE_URL', 'http://localhost/portal'],
    ['BASE_URL', 'http://name@localhost'],
    ['DATABASE_URL', 'mysql://db'],
    ['SESSION_SECRET', 'short'],
    ['SESSION_SECRET', 'a'.repeat(64)],
    ['SESSION_IDLE', '30'],
    ['SESSION_IDLE', '0m'],
    ['SESSION_MAX', 'half a day'],
    ['CLASSIFICATION_CEILING', 'SECRET'],
    ['LOG_LEVEL', 'loud'],
    ['NODE_ENV', 'prod'],
    ['DEMO', 'yes'],
    ['AUDIT_ORIGIN', 'two words'],
  ])('%s=%s is refused by name, with what it must be', (name, value) => {
    expect(problemsOf({ [name]: value })).toContainEqual(expect.stringMatching(new RegExp(`^${name} must .{6}`)));
  });

  it('everything that is wrong is said at once, in production too', () => {
    const problems = problemsOf({
      ...production,
      PORT: 'x',
      SESSION_IDLE: '1',
      DEMO: '1',
      BASE_URL: 'http://seguito.example',
      FEDERATION_DIR: '',
    });
    const about = problems.map((problem) => problem.split(' ')[0]);
    for (const name of ['PORT', 'SESSION_IDLE', 'DEMO', 'BASE_URL', 'FEDERATION_DIR']) expect(about).toContain(name);
  });

  it('a broken variable is named once, not again as missing', () => {
    const about = problemsOf({ ...production, SESSION_SECRET: 'short' });
    expect(about).toHaveLength(1);
  });

  it('no problem repeats a value: it may be a secret in the wrong place', () => {
    const message = problemsOf({
      PORT: secret,
      BASE_URL: secret,
      DATABASE_URL: secret,
      LOG_LEVEL: secret,
      DEMO: secret,
      SESSION_IDLE: secret,
    }).join('\n');
    expect(message).not.toContain(secret);
    expect(message).toContain('PORT');
  });

  it.each([
    ['SESION_IDLE', 'SESSION_IDLE'],
    ['SESSION_SECRETS', 'SESSION_SECRET'],
    ['BASEURL', 'BASE_URL'],
    ['data_dir', 'DATA_DIR'],
  ])('%s is a slip: did you mean %s?', (written, meant) => {
    expect(problemsOf({ [written]: '1' })).toEqual([expect.stringContaining(`did you mean ${meant}?`)]);
  });

  it('variables of other programs are none of its business', () => {
    expect(
      problemsOf({
        PATH: '/bin',
        HOSTNAME: 'x',
        EDITOR: 'vi',
        LANG: 'C',
        npm_config_cache: '/x',
        SMTP_URL: 'smtp://x',
      }),
    ).toEqual([]);
  });

  it('is shown with its secrets masked', () => {
    const shown = JSON.stringify(
      maskConfig(loadConfig({ ...production, DATABASE_OWNER_URL: 'postgres://owner:other-word@db/seguito' })),
    );
    for (const word of [secret, 'hidden-word', 'other-word']) expect(shown).not.toContain(word);
    expect(shown).toContain('https://seguito.example');
  });
});

describe('what production refuses', () => {
  it.each(['SESSION_SECRET', 'SAML_KEY_FILE', 'AUDIT_KEY_FILE', 'AUDIT_ORIGIN', 'DATABASE_URL', 'FEDERATION_DIR'])(
    'to start without %s',
    (name) => {
      expect(problemsOf({ ...production, [name]: '' })).toEqual([`${name} must be set in production`]);
    },
  );

  it('demo people', () => {
    expect(problemsOf({ ...production, DEMO: '1' })).toContainEqual(expect.stringContaining('DEMO must not be 1'));
  });

  it('plain http, except on loopback', () => {
    expect(problemsOf({ ...production, BASE_URL: 'http://seguito.example' })).toHaveLength(1);
    expect(problemsOf({ ...production, BASE_URL: 'http://localhost:3000' })).toEqual([]);
  });

  it('one role for the portal and for the owner of the tables', () => {
    expect(problemsOf({ ...production, DATABASE_OWNER_URL: production.DATABASE_URL })).toEqual([
      expect.stringContaining('another role'),
    ]);
  });
});

describe('a demo answers this machine only (THREATS 12)', () => {
  it.each([
    ['HOST', '0.0.0.0'],
    ['BASE_URL', 'https://seguito.example'],
    ['TRUST_PROXY', 'loopback'],
  ])('%s=%s is refused', (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual([expect.stringMatching(new RegExp(`^${name} `))]);
  });

  it('a database of one’s own is used by a demo only when DEMO=1 says so', () => {
    const { DATABASE_URL } = production;
    expect(problemsOf({ DATABASE_URL })).toEqual([
      expect.stringContaining('DATABASE_URL needs NODE_ENV=production, or DEMO=1'),
    ]);
    expect(loadConfig({ DATABASE_URL, DEMO: '1' }).DEMO).toBe(true);
  });
});
