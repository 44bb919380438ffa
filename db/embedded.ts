import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { attach } from './embedded-attachments.ts';
import { embeddedBinaries } from './embedded-binaries.ts';
import { prepareDatabase } from './embedded-database.ts';
import { embeddedHome } from './embedded-home.ts';
import { ensureRunning } from './embedded-running.ts';
import { urlOf } from './embedded-secrets.ts';
import { withProcessLock } from './process-lock.ts';

/** A running embedded PostgreSQL; the portal only ever sees its connection strings. */
export interface EmbeddedServer {
  superuserUrl: string;
  /** Owns the tables; migrations only. */
  ownerUrl: string;
  /** The portal's role: no DDL. */
  portalUrl: string;
  port: number;
  /** Lets go of the server; it stops when nobody else uses it. */
  stop(): Promise<void>;
}

function startWatchdog(dataDir: string, attachment: string): ChildProcess {
  const script = fileURLToPath(new URL('./embedded-watchdog.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, dataDir, attachment], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    // Nothing of ours (test runners, debuggers) may find its way into a process that outlives us.
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', TMPDIR: process.env.TMPDIR ?? '' },
  });
  // Neither the watchdog nor its pipe keeps our event loop alive.
  child.unref();
  if (child.stdin && 'unref' in child.stdin && typeof child.stdin.unref === 'function') child.stdin.unref();
  child.stdin?.on('error', () => undefined);
  return child;
}

/**
 * Starts PostgreSQL under `dataDir`, or joins the one that runs there already (also one that a killed portal left).
 * First start 1–4.5 s, later 0.03–0.3 s. Throws with the place of the server's log when it does not start.
 */
export async function startEmbedded(dataDir: string, options: { databaseName?: string } = {}): Promise<EmbeddedServer> {
  const folder = resolve(dataDir);
  mkdirSync(folder, { recursive: true });
  const database = options.databaseName ?? 'seguito';
  const attachments: ChildProcess[] = [];
  const starting = withProcessLock(join(folder, 'postgres.lock'), async () => {
    const home = embeddedHome(folder);
    // The watchdog comes first: from here on, however we end, the server ends too.
    attachments.push(startWatchdog(folder, attach(folder)));
    const secrets = await ensureRunning(home, embeddedBinaries(home));
    await prepareDatabase(secrets, database);
    return secrets;
  });
  const letGoOfAll = async () => void (await Promise.all(attachments.map(letGo)));
  const secrets = await starting.catch(async (error) => {
    await letGoOfAll();
    throw error;
  });
  return {
    superuserUrl: urlOf('superuser', secrets, database),
    ownerUrl: urlOf('owner', secrets, database),
    portalUrl: urlOf('portal', secrets, database),
    port: secrets.port,
    stop: letGoOfAll,
  };
}

/** The watchdog does the work, so that there is one way to stop and not two. */
function letGo(watchdog: ChildProcess): Promise<void> {
  if (watchdog.exitCode !== null || watchdog.signalCode !== null) return Promise.resolve();
  watchdog.ref();
  return new Promise((done) => {
    watchdog.once('exit', () => done());
    // The word tells an orderly end from a death; see embedded-watchdog.ts.
    watchdog.stdin?.end('stop');
  });
}
