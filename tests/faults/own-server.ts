import { readdirSync, readFileSync } from 'node:fs';
import { embeddedBinaries } from '../../db/embedded-binaries.ts';
import { prepareDatabase } from '../../db/embedded-database.ts';
import { embeddedHome } from '../../db/embedded-home.ts';
import { readSecrets, saveSecrets, urlOf } from '../../db/embedded-secrets.ts';
import { initialise, runningServer, startServer, stopServer } from '../../db/embedded-server.ts';
import { freePort } from '../support/free-port.ts';

/** A PostgreSQL that nobody watches over: it is gone when the test says so, and comes back when the test says so. */
export interface OwnServer {
  superuserUrl: string;
  ownerUrl: string;
  portalUrl: string;
  start(): Promise<void>;
  /** `pg_ctl stop -m fast`: sessions are ended, data written. */
  stop(): Promise<void>;
  /** As `pg_ctl stop -m immediate`: every process drops what it is doing; the next start recovers. */
  crash(): Promise<void>;
  /** Stops the clock for the server: connections stay open and nothing answers. */
  freeze(): void;
  thaw(): void;
}

/** The server and its children. */
function processTree(root: number): number[] {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === root);
  return [root, ...children];
}

function parentOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // proc(5): after the name in brackets come the state and the parent.
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return 0;
  }
}

/** Makes and starts a server with the portal's roles and an empty database in the folder. */
export async function openOwnServer(folder: string): Promise<OwnServer> {
  const home = embeddedHome(folder);
  const bin = embeddedBinaries(home);
  const secrets = { ...readSecrets(home.dataDir), port: await freePort() };
  saveSecrets(home.dataDir, secrets);
  await initialise(home, bin, secrets);
  const start = () => startServer(home, bin, secrets.port);
  await start();
  await prepareDatabase(secrets, 'seguito');
  const signal = (name: NodeJS.Signals) => {
    for (const pid of processTree(runningServer(home))) process.kill(pid, name);
  };
  return {
    superuserUrl: urlOf('superuser', secrets, 'seguito'),
    ownerUrl: urlOf('owner', secrets, 'seguito'),
    portalUrl: urlOf('portal', secrets, 'seguito'),
    start,
    stop: () => stopServer(home, bin),
    crash: async () => {
      process.kill(runningServer(home), 'SIGQUIT');
      while (runningServer(home) !== 0) await new Promise((resolve) => setTimeout(resolve, 20));
    },
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
  };
}
