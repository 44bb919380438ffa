import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { EmbeddedHome } from './embedded-home.ts';
import { readSecrets, type Secrets, saveSecrets, urlOf } from './embedded-secrets.ts';
import { initialise, isInitialised, runningServer, startServer, stopServer } from './embedded-server.ts';

/** A port that nobody listens on: the wanted one if it is free. */
function freePort(wanted: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => (wanted === 0 ? reject(error) : resolve(freePort(0))));
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address();
      const port = address && typeof address === 'object' ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

/** SQLSTATE of a failed attempt to connect, `ok` when it worked. */
async function knock(secrets: Secrets): Promise<string> {
  const client = new pg.Client({
    connectionString: urlOf('superuser', secrets, 'postgres'),
    connectionTimeoutMillis: 2000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return 'ok';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : '';
  }
}

/** True when the server of this data accepts us; one that is still recovering from a crash (57P03) is waited for. */
async function answers(home: EmbeddedHome, secrets: Secrets): Promise<boolean> {
  if (secrets.port === 0 || runningServer(home) === 0) return false;
  const deadline = Date.now() + 60_000;
  for (;;) {
    const state = await knock(secrets);
    if (state === 'ok') return true;
    if (state !== '57P03' || Date.now() > deadline) return false;
    await pause(200);
  }
}

/**
 * Makes sure that the server of this data runs; one that runs already is adopted. Call it under the lock.
 * It keeps its port from start to start, unless somebody else has taken it.
 */
export async function ensureRunning(home: EmbeddedHome, bin: string): Promise<Secrets> {
  const secrets = readSecrets(home.dataDir);
  if (!isInitialised(home)) await initialise(home, bin, secrets);
  if (await answers(home, secrets)) return secrets;
  // One that runs and does not answer must be gone before its data is touched.
  await stopServer(home, bin);
  const start = async (port: number) => {
    secrets.port = await freePort(port);
    saveSecrets(home.dataDir, secrets);
    await startServer(home, bin, secrets.port);
  };
  // Between our look and the server's, somebody may take the port: then once more, with another.
  await start(secrets.port).catch(() => start(0));
  return secrets;
}
