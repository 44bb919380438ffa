import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type EmbeddedServer, startEmbedded } from '../../db/embedded.ts';
import { migrate } from '../../db/migrate.ts';
import { ask, nothingRuns, processesOf, startUser } from './embedded-process.ts';

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'seguito-embedded-'));
  chmodSync(folder, 0o755);
  return folder;
}

async function clear(folder: string): Promise<void> {
  await nothingRuns(folder);
  rmSync(folder, { recursive: true, force: true });
}

describe('what the embedded database lets in and out', () => {
  let folder: string;
  let server: EmbeddedServer;

  beforeAll(async () => {
    folder = newFolder();
    server = await startEmbedded(folder);
  });
  afterAll(async () => {
    await server.stop();
    await clear(folder);
  });

  it.each([
    ['listen_addresses', '127.0.0.1'],
    ['unix_socket_directories', ''],
    ['fsync', 'on'],
    ['synchronous_commit', 'on'],
    ['server_encoding', 'UTF8'],
    ['log_statement', 'none'],
    ['log_min_error_statement', 'panic'],
    ['log_parameter_max_length', '0'],
    ['log_parameter_max_length_on_error', '0'],
  ])('%s = %s', async (name, value) => {
    expect(await ask(server.superuserUrl, `SELECT current_setting('${name}') AS answer`)).toBe(value);
  });

  it('sorts by code points everywhere alike, whatever the machine’s locale', async () => {
    const locale = `SELECT datlocprovider::text || ' ' || datlocale AS answer FROM pg_database WHERE datname = 'seguito'`;
    expect(await ask(server.superuserUrl, locale)).toBe('b C.UTF-8');
  });

  it('wants a password on every way in', async () => {
    const open = `SELECT count(*)::int AS answer FROM pg_hba_file_rules WHERE auth_method <> 'scram-sha-256'`;
    expect(await ask(server.superuserUrl, open)).toBe(0);
    expect(await ask(server.portalUrl)).toBe(1);
    expect(await ask(server.portalUrl.replace(/:[^:@/]+@/, ':guessed@'))).toBe('away');
  });

  it('a failed statement stands in its log without its text', async () => {
    expect(await ask(server.portalUrl, `SELECT 'looked for'::text || secret_word AS answer`)).toBe('refused 42703');
    const log = readFileSync(join(folder, 'postgres', 'server.log'), 'utf8');
    expect(log).toContain('secret_word');
    expect(log).not.toContain('looked for');
  });

  it('keeps its passwords in a file of 0600 and its data in a folder of 0700', () => {
    const modeOf = (...path: string[]) => statSync(join(folder, ...path)).mode & 0o777;
    expect(modeOf('postgres.json')).toBe(0o600);
    expect(modeOf('postgres')).toBe(0o700);
    expect(modeOf('postgres', 'data')).toBe(0o700);
  });

  it('its owner is no superuser, and its portal’s role may not even create a table', async () => {
    const may = `SELECT string_agg(rolname || ' ' || (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls), ', '
                   ORDER BY rolname) AS answer FROM pg_roles WHERE rolname LIKE 'seguito%'`;
    expect(await ask(server.superuserUrl, may)).toBe('seguito_owner false, seguito_portal false');
    expect(await ask(server.portalUrl, 'CREATE TABLE mine AS SELECT 1 AS answer')).toBe('refused 42501');
    expect(await ask(server.superuserUrl, `SELECT to_regclass('mine') AS answer`)).toBeNull();
  });
});

describe('the embedded database starts and stops', () => {
  let folder: string;

  beforeEach(() => {
    folder = newFolder();
  });
  afterEach(() => clear(folder));

  it('it keeps its data and its port from start to start, and leaves no process behind', async () => {
    const first = await startEmbedded(folder);
    await ask(first.ownerUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    expect(await ask(first.portalUrl)).toBe('away');
    expect(processesOf(folder)).toEqual([]);
    const second = await startEmbedded(folder);
    expect(second.port).toBe(first.port);
    expect(await ask(second.ownerUrl, 'SELECT answer FROM kept')).toBe(42);
    await second.stop();
  });

  it('migrating without the portal’s role says what to run', async () => {
    const server = await startEmbedded(folder);
    await ask(server.superuserUrl, 'DROP OWNED BY seguito_portal');
    await ask(server.superuserUrl.replace(/[^/]+$/, 'postgres'), 'REVOKE ALL ON DATABASE seguito FROM seguito_portal');
    await ask(server.superuserUrl, 'DROP ROLE seguito_portal');
    await expect(migrate(server.ownerUrl)).rejects.toThrow('seguito_portal is missing: run deploy/postgres-init.sql');
    await server.stop();
  });

  it('a second process joins, and the server stops with the last one', async () => {
    const first = await startUser(folder);
    const second = await startUser(folder);
    expect(second.port).toBe(first.port);
    expect(await first.leave()).toBe(0);
    expect(await ask(second.portalUrl)).toBe(1);
    expect(await second.leave()).toBe(0);
    expect(await ask(second.portalUrl)).toBe('away');
  });

  it('used twice by one process, it stays until the second use ends', async () => {
    const uses = await Promise.all([startEmbedded(folder), startEmbedded(folder)]);
    for (const { stop, portalUrl } of uses) {
      expect(await ask(portalUrl)).toBe(1);
      await stop();
    }
    expect(await ask(uses[1].portalUrl)).toBe('away');
  });
});
