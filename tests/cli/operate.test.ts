import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../support/database.ts';
import { openConsole, runWith, type TestConsole } from './console.ts';

let desk: TestConsole;

beforeAll(async () => {
  desk = await openConsole();
});
afterAll(() => desk.close());

describe('the console', () => {
  it('explains itself and each command', async () => {
    expect(await desk.portal('--help')).toMatchObject({ code: 0, out: expect.stringContaining('Exit codes') });
    expect(await desk.portal('role', 'grant', '--help')).toMatchObject({
      code: 0,
      out: expect.stringContaining('two people of two agencies'),
    });
  });

  it('answers a slip with exit code 2 and the nearest command', async () => {
    expect(await desk.portal('migrat')).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('Did you mean migrate?'),
    });
    expect(await desk.portal('audit', 'export')).toMatchObject({ code: 2, err: expect.stringContaining('--out') });
  });

  it('does not offer what does not work yet', async () => {
    for (const args of [['witness'], ['audit', 'retain'], ['policy', 'publish'], ['sample', '--people', '10']]) {
      expect([args, (await desk.portal(...args)).code]).toEqual([args, 2]);
    }
  });

  it('makes no database where a mistyped folder holds none', async () => {
    const said = await runWith({ DATA_DIR: join(desk.folder, 'mistyped') }, 'audit', 'query');
    expect(said).toMatchObject({ code: 2, err: expect.stringContaining('there is no database in') });
  });

  it('says plainly that the database does not answer', async () => {
    const env = {
      ...desk.env,
      DATABASE_URL: 'postgres://seguito_portal:x@127.0.0.1:1/seguito',
      DATABASE_OWNER_URL: '',
    };
    const said = await runWith(env, 'audit', 'query');
    expect(said.code).toBe(2);
    expect(said.err).toMatch(/does not answer/);
    expect(said.err).not.toMatch(/at .*:\d+:\d+/);
  });
});

describe('config', () => {
  it('shows what is in force and never a secret', async () => {
    const said = await runWith({ ...desk.env, SESSION_SECRET: 'Jq3vT8nWz5Lk0RfYb7Xc2MhPd9SgAe6UiOo1' }, 'config');
    expect(said.code).toBe(0);
    expect(said.out).toContain('SESSION_SECRET=(set)\n');
    expect(said.out).toContain('DATABASE_URL=(set)\n');
    expect(said.out).not.toContain('postgres://');
  });

  it('lists everything that is wrong at once', async () => {
    const said = await runWith({ PORT: 'three', SESSION_IDLE: 'soon', LOG_LEVLE: 'info' }, 'config');
    expect(said.code).toBe(2);
    for (const name of ['PORT', 'SESSION_IDLE', 'did you mean LOG_LEVEL']) expect(said.err).toContain(name);
  });
});

describe('migrate', () => {
  it('brings an empty database up, notes it in its log, and finds nothing to do the second time', async () => {
    const bare = await createTestDatabase('template0');
    const env = {
      ...desk.env,
      DATABASE_URL: bare.portalUrl,
      DATABASE_OWNER_URL: bare.ownerUrl,
      DATA_DIR: join(desk.folder, 'bare'),
    };
    try {
      expect(await runWith(env, 'migrate')).toMatchObject({
        code: 0,
        out: expect.stringContaining('applied 0001_ground.sql'),
      });
      expect(await runWith(env, 'migrate')).toMatchObject({
        code: 0,
        out: expect.stringContaining('nothing was to be done'),
      });
      expect((await runWith(env, 'audit', 'query', '--q', 'action:console.command', '--count')).out).toBe('3\n');
    } finally {
      await bare.drop();
    }
  });

  it('does not turn a demo into a live database', async () => {
    const live = {
      ...desk.env,
      NODE_ENV: 'production',
      DEMO: '',
      SESSION_SECRET: 'Jq3vT8nWz5Lk0RfYb7Xc2MhPd9SgAe6UiOo1',
      SAML_KEY_FILE: join(desk.folder, 'saml.pem'),
      AUDIT_KEY_FILE: join(desk.folder, 'audit.pem'),
      AUDIT_ORIGIN: 'seguito.example/log',
      FEDERATION_DIR: desk.folder,
    };
    await desk.portal('migrate');
    expect(await runWith(live, 'migrate')).toMatchObject({
      code: 2,
      err: expect.stringContaining('cannot become live'),
    });
  });
});

describe('sample', () => {
  it('is loaded once, into an empty database only', async () => {
    expect(await desk.portal('sample')).toMatchObject({ code: 0 });
    expect(await desk.portal('sample')).toMatchObject({
      code: 1,
      err: expect.stringContaining('empty demo database only'),
    });
    expect((await desk.portal('role', 'list')).out).toMatch(/^auditor +all +INT-RCC +ivo@rcc\.example /m);
  });
});

describe('openapi', () => {
  it('prints a document that names the paths of the API', async () => {
    const said = await desk.portal('openapi');
    const document = JSON.parse(said.out) as { openapi: string; paths: Record<string, unknown> };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toContain('/api/v1/follow-up-actions/{id}');
  });
});

describe('federation', () => {
  it('names every problem of a file, and counts what is right', async () => {
    const folder = join(desk.folder, 'federation');
    mkdirSync(folder);
    expect(await desk.portal('federation', 'check', folder)).toMatchObject({
      code: 0,
      out: 'OK 0 identity providers\n',
    });
    writeFileSync(join(folder, 'it.yaml'), 'entityId: https://idp.it.example\nparticipant: IT\nagency: [IT-SRI]\n');
    const said = await desk.portal('federation', 'check', folder);
    expect(said.code).toBe(1);
    expect(said.err).toContain(`${join(folder, 'it.yaml')} (agencies):`);
    expect(said.err).toContain(`${join(folder, 'it.yaml')} (scopes):`);
  });

  it('wants to know which folder', async () => {
    expect(await desk.portal('federation', 'check')).toMatchObject({
      code: 2,
      err: expect.stringContaining('FEDERATION_DIR'),
    });
  });

  it('lists aggregates with their last good refresh, and says where nobody could refresh one for too long', async () => {
    const owner = new pg.Client(desk.database.ownerUrl);
    await owner.connect();
    await owner.query(
      `INSERT INTO metadata_aggregate (name, known_since, next_at, problem, alarm_since)
       VALUES ('rcc', now(), now(), 'its address answers 500', '2026-01-03T00:00:00Z')`,
    );
    const { code, out } = await desk.portal('federation', 'list');
    await owner.query('DELETE FROM metadata_aggregate');
    await owner.end();
    expect(code).toBe(0);
    expect(out).toMatch(
      /aggregates\/rcc +refreshed never +until - +ALARM since 2026-01-03\S+: its address answers 500/,
    );
  });

  it('lists nothing where no provider was ever registered', async () => {
    expect(await desk.portal('federation', 'list')).toMatchObject({
      code: 0,
      out: expect.stringContaining('no identity provider is known'),
    });
  });
});
