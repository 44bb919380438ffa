import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEmbedded } from '../../db/embedded.ts';
import { migrate } from '../../db/migrate.ts';
import { ask, processesOf, startUser } from './embedded-process.ts';

describe('the embedded database', { timeout: 120_000 }, () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'seguito-embedded-'));
    chmodSync(folder, 0o755);
  });
  afterEach(async () => {
    await expect.poll(() => processesOf(folder), { timeout: 30_000 }).toEqual([]);
    rmSync(folder, { recursive: true, force: true });
  });

  it('keeps its data and its port from start to start, and leaves no process behind', async () => {
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

  it('listens on loopback only, with passwords, and its log holds no statement and no value', async () => {
    const server = await startEmbedded(folder);
    const setting = (name: string) => ask(server.superuserUrl, `SELECT current_setting('${name}') AS answer`);
    expect(await setting('listen_addresses')).toBe('127.0.0.1');
    expect(await setting('unix_socket_directories')).toBe('');
    expect(await setting('fsync')).toBe('on');
    expect(await setting('synchronous_commit')).toBe('on');
    expect(await setting('server_encoding')).toBe('UTF8');
    expect(
      await ask(server.superuserUrl, `SELECT datlocale AS answer FROM pg_database WHERE datname = 'seguito'`),
    ).toBe('C.UTF-8');
    expect(
      await ask(
        server.superuserUrl,
        `SELECT count(*)::int AS answer FROM pg_hba_file_rules WHERE auth_method <> 'scram-sha-256'`,
      ),
    ).toBe(0);
    expect(await ask(server.portalUrl.replace(/:[^:@]+@/, ':guessed@'))).toBe('away');
    expect(await ask(server.portalUrl, `SELECT 'looked for'::text || secret_word`)).toBe('away');
    await server.stop();
    expect(readFileSync(join(folder, 'postgres', 'server.log'), 'utf8')).not.toContain('looked for');
  });

  it('its passwords are in a file of 0600, its folder is closed to others', async () => {
    const server = await startEmbedded(folder);
    expect(statSync(join(folder, 'postgres.json')).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'postgres')).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'postgres', 'data')).mode & 0o777).toBe(0o700);
    await server.stop();
  });

  it('the owner is no superuser and the portal’s role owns nothing', async () => {
    const server = await startEmbedded(folder);
    const may = `SELECT string_agg(rolname || rolsuper || rolcreaterole || rolcreatedb || rolbypassrls, ' ' ORDER BY rolname) AS answer
                 FROM pg_roles WHERE rolname LIKE 'seguito%'`;
    expect(await ask(server.superuserUrl, may)).toBe(
      'seguito_ownerfalsefalsefalsefalse seguito_portalfalsefalsefalsefalse',
    );
    expect(await ask(server.portalUrl, 'CREATE TABLE mine AS SELECT 1 AS answer')).toBe('away');
    await server.stop();
  });

  it('migrating without the portal’s role says what to run', async () => {
    const server = await startEmbedded(folder);
    await ask(server.superuserUrl, 'DROP OWNED BY seguito_portal');
    await ask(server.superuserUrl, 'DROP ROLE seguito_portal');
    await expect(migrate(server.ownerUrl)).rejects.toThrow('seguito_portal is missing: run deploy/postgres-init.sql');
    await server.stop();
  });

  it('a second process joins; the server stops with the last one', async () => {
    const first = await startUser(folder);
    const second = await startUser(folder);
    expect(second.port).toBe(first.port);
    await first.leave();
    expect(await ask(second.portalUrl)).toBe(1);
    await second.leave();
    expect(await ask(second.portalUrl)).toBe('away');
  });

  it('used twice by one process, it stays until the second use ends', async () => {
    const [first, second] = await Promise.all([startEmbedded(folder), startEmbedded(folder)]);
    await first?.stop();
    expect(await ask(second?.portalUrl ?? '')).toBe(1);
    await second?.stop();
    expect(await ask(second?.portalUrl ?? '')).toBe('away');
  });

  it('a portal that is killed leaves no server behind, and what it wrote is there at the next start', async () => {
    const killed = await startUser(folder);
    await ask(killed.superuserUrl, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await killed.kill();
    await expect.poll(() => processesOf(folder), { timeout: 30_000 }).toEqual([]);
    const next = await startUser(folder);
    expect(await ask(next.superuserUrl, 'SELECT answer FROM kept')).toBe(42);
    await next.leave();
  });

  it('a portal that is killed does not take the server from another one', async () => {
    const killed = await startUser(folder);
    const other = await startUser(folder);
    await killed.kill();
    await new Promise((resolve) => setTimeout(resolve, 2000));
    expect(await ask(other.portalUrl)).toBe(1);
    await other.leave();
  });
});
