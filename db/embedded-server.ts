import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { EmbeddedHome } from './embedded-home.ts';

const execute = promisify(execFile);

/** What connects to the server; kept in a 0600 file of the portal's own account. */
export interface Secrets {
  port: number;
  superuser: string;
  owner: string;
  portal: string;
}

// THREATS 22: the server's own log holds neither statements nor their values.
const settings = `
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
shared_buffers = 128MB
timezone = 'UTC'
log_timezone = 'UTC'
log_statement = none
log_min_error_statement = panic
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
`;

/** Runs one of the server's programs as the server's account. */
export async function asServer(home: EmbeddedHome, program: string, args: string[]): Promise<void> {
  const { uid, gid } = home.account;
  await execute(program, args, { uid, gid, cwd: home.folder, env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } });
}

/** Creates the data folder; passwords are random and never on a command line. */
export async function initialise(home: EmbeddedHome, bin: string, secrets: Secrets): Promise<void> {
  const password = join(home.folder, 'password');
  writeFileSync(password, secrets.superuser, { mode: 0o600 });
  chownSync(password, home.account.uid, home.account.gid);
  try {
    await asServer(home, join(bin, 'initdb'), [
      '-D', home.data, '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${password}`,
      '-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--data-checksums',
    ]);
  } finally {
    rmSync(password, { force: true });
  }
  const file = join(home.data, 'postgresql.conf');
  writeFileSync(file, readFileSync(file, 'utf8') + settings);
}

export function newSecrets(): Secrets {
  const password = () => randomBytes(24).toString('base64url');
  return { port: 0, superuser: password(), owner: password(), portal: password() };
}

/** A port that nobody listens on, the last one if it still is free. */
export function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => (wanted === 0 ? reject(error) : resolve(freePort(0))));
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port'))));
    });
  });
}

/** Starts the server and waits until it accepts connections. It outlives us: its watchdog ends it. */
export async function startServer(home: EmbeddedHome, bin: string, port: number): Promise<void> {
  const { uid, gid } = home.account;
  const args = ['-D', home.data, '-l', home.log, '-o', `-p ${port}`, '-w', '-t', '60', '-s', 'start'];
  // pg_ctl must not inherit our pipes: the server would keep them open for as long as it lives.
  const child = spawn(join(bin, 'pg_ctl'), args, { uid, gid, cwd: home.folder, stdio: 'ignore', env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  if (code !== 0) throw new Error(`the embedded database did not start; its log says why: ${home.log}`);
}

export function isInitialised(home: EmbeddedHome): boolean {
  return existsSync(join(home.data, 'PG_VERSION'));
}

export async function stopServer(home: EmbeddedHome, bin: string): Promise<void> {
  if (!existsSync(join(home.data, 'postmaster.pid'))) return;
  await asServer(home, join(bin, 'pg_ctl'), ['-D', home.data, '-m', 'fast', '-w', '-s', 'stop']).catch(() => undefined);
}
