import { execFile, spawn } from 'node:child_process';
import {
  appendFileSync,
  chownSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { EmbeddedHome } from './embedded-home.ts';
import type { Secrets } from './embedded-secrets.ts';
import { commandOf } from './process-identity.ts';

const execute = promisify(execFile);
const environment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

// Written before every start, so that an old data folder gets the settings of a new version too.
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
async function asServer(home: EmbeddedHome, program: string, args: string[]): Promise<void> {
  const { uid, gid } = home.account;
  await execute(program, args, { uid, gid, cwd: home.folder, env: environment });
}

function writeAsServer(home: EmbeddedHome, file: string, content: string): void {
  writeFileSync(file, content, { mode: 0o600 });
  chownSync(file, home.account.uid, home.account.gid);
}

/** True once the data folder is whole: it gets its name last. */
export function isInitialised(home: EmbeddedHome): boolean {
  return existsSync(join(home.data, 'PG_VERSION'));
}

/** Creates the data folder; the password is never on a command line. A start that dies half-way leaves only a draft. */
export async function initialise(home: EmbeddedHome, bin: string, secrets: Secrets): Promise<void> {
  const drafts = readdirSync(home.folder).filter((name) => name.startsWith('data.new'));
  for (const name of drafts) rmSync(join(home.folder, name), { recursive: true, force: true, maxRetries: 3 });
  const draft = `${home.data}.new.${process.pid}`;
  const password = join(home.folder, 'password');
  writeAsServer(home, password, secrets.superuser);
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const access = ['--username=postgres', '--auth=scram-sha-256', `--pwfile=${password}`];
  try {
    await asServer(home, join(bin, 'initdb'), ['-D', draft, ...access, ...locale, '--data-checksums']);
  } finally {
    rmSync(password, { force: true });
  }
  appendFileSync(join(draft, 'postgresql.conf'), "include 'seguito.conf'\n");
  writeAsServer(home, join(draft, 'seguito.conf'), settings);
  renameSync(draft, home.data);
}

/** Process id of the server on this data; 0 when none runs, whatever a file that a crash left behind says. */
export function runningServer(home: EmbeddedHome): number {
  try {
    const pid = Number.parseInt(readFileSync(join(home.data, 'postmaster.pid'), 'utf8'), 10);
    return commandOf(pid).includes(` -D ${home.data} `) ? pid : 0;
  } catch {
    return 0;
  }
}

/** Starts the server and waits until it accepts connections. It outlives us: its watchdog ends it. */
export async function startServer(home: EmbeddedHome, bin: string, port: number): Promise<void> {
  // After a reboot the id in the file may be another process's: the server would take that one for itself and refuse.
  if (runningServer(home) === 0) rmSync(join(home.data, 'postmaster.pid'), { force: true });
  writeAsServer(home, join(home.data, 'seguito.conf'), settings);
  const { uid, gid } = home.account;
  const args = ['-D', home.data, '-l', home.log, '-o', `-p ${port}`, '-w', '-t', '60', '-s', 'start'];
  // pg_ctl must not inherit our pipes: the server would keep them open for as long as it lives.
  const child = spawn(join(bin, 'pg_ctl'), args, { uid, gid, cwd: home.folder, stdio: 'ignore', env: environment });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  if (code !== 0) throw new Error(`the embedded database did not start; its log says why: ${home.log}`);
}

/** Stops the server if it runs: at once and orderly, else as a crash, from which the next start recovers. */
export async function stopServer(home: EmbeddedHome, bin: string): Promise<void> {
  for (const mode of ['fast', 'immediate']) {
    if (runningServer(home) === 0) return;
    const args = ['-D', home.data, '-m', mode, '-w', '-t', '20', '-s', 'stop'];
    await asServer(home, join(bin, 'pg_ctl'), args).catch(() => undefined);
  }
}
