import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { attach } from './embedded-attachments.ts';
import { embeddedBinaries } from './embedded-binaries.ts';
import { embeddedHome } from './embedded-home.ts';
import { freePort, initialise, isInitialised, newSecrets, type Secrets, startServer, stopServer } from './embedded-server.ts';
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

const urlOf = (role: string, password: string, port: number, database: string) =>
  `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;

function readSecrets(file: string): Secrets {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Secrets;
  const secrets = newSecrets();
  writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
}

async function answers(secrets: Secrets): Promise<boolean> {
  if (secrets.port === 0) return false;
  const client = new pg.Client({ connectionString: urlOf('postgres', secrets.superuser, secrets.port, 'postgres'), connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

/** Roles and database, once: the owner has no superuser rights, the portal's role not even DDL. */
async function prepareDatabase(secrets: Secrets, database: string): Promise<void> {
  const admin = new pg.Client(urlOf('postgres', secrets.superuser, secrets.port, 'postgres'));
  await admin.connect();
  try {
    for (const [role, password] of [['seguito_owner', secrets.owner], ['seguito_portal', secrets.portal]] as const) {
      const { rowCount } = await admin.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role]);
      if (!rowCount) await admin.query(`CREATE ROLE ${role} LOGIN PASSWORD '${password}'`);
    }
    const { rowCount } = await admin.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
    if (rowCount) return;
    await admin.query(`CREATE DATABASE ${pg.escapeIdentifier(database)} OWNER seguito_owner`);
  } finally {
    await admin.end();
  }
  const inside = new pg.Client(urlOf('postgres', secrets.superuser, secrets.port, database));
  await inside.connect();
  await inside.query(
    `ALTER SCHEMA public OWNER TO seguito_owner; REVOKE ALL ON SCHEMA public FROM PUBLIC; GRANT USAGE ON SCHEMA public TO seguito_portal;
     REVOKE ALL ON DATABASE ${pg.escapeIdentifier(database)} FROM PUBLIC; GRANT CONNECT ON DATABASE ${pg.escapeIdentifier(database)} TO seguito_portal`,
  );
  await inside.end();
}

function startWatchdog(dataDir: string): ChildProcess {
  const script = fileURLToPath(new URL('./embedded-watchdog.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, dataDir, String(process.pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: fileURLToPath(new URL('..', import.meta.url)),
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
  const home = embeddedHome(folder);
  const database = options.databaseName ?? 'seguito';
  const secretsFile = join(folder, 'postgres.json');
  const watchdog = await withProcessLock(join(folder, 'postgres.lock'), async () => {
    const bin = embeddedBinaries(home);
    const secrets = readSecrets(secretsFile);
    if (!isInitialised(home)) await initialise(home, bin, secrets);
    if (!(await answers(secrets))) {
      // One that does not answer is starting, stopping or hung: it must be gone before its data is touched.
      await stopServer(home, bin);
      secrets.port = await freePort(secrets.port);
      writeFileSync(secretsFile, JSON.stringify(secrets), { mode: 0o600 });
      await startServer(home, bin, secrets.port);
    }
    await prepareDatabase(secrets, database);
    attach(folder, process.pid);
    return startWatchdog(folder);
  });
  const { port, superuser, owner, portal } = readSecrets(secretsFile);
  return {
    superuserUrl: urlOf('postgres', superuser, port, database),
    ownerUrl: urlOf('seguito_owner', owner, port, database),
    portalUrl: urlOf('seguito_portal', portal, port, database),
    port,
    stop: () => letGo(watchdog),
  };
}

/** The watchdog does the work, so that there is one way to stop and not two. */
function letGo(watchdog: ChildProcess): Promise<void> {
  if (watchdog.exitCode !== null) return Promise.resolve();
  watchdog.ref();
  return new Promise((done) => {
    watchdog.once('exit', () => done());
    watchdog.stdin?.end();
  });
}
