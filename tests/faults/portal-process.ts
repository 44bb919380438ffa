import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ended } from '../db/embedded-process.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The portal as a process of its own, as `npm start` runs it. */
export interface PortalProcess {
  url: string;
  child: ChildProcess;
  /** kill -9; resolves when the process is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
}

export interface PortalProcessOptions {
  dataDir: string;
  port: number;
  /** Further variables of the environment. */
  env?: Record<string, string>;
  /** Arguments for Node before the program. */
  node?: string[];
}

function waitUntilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let out = '';
    let errors = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      errors += chunk;
    });
    child.stdout?.on('data', (chunk: Buffer) => {
      out += chunk;
      if (/^ready /m.test(out)) resolve();
    });
    child.once('exit', (code) => reject(new Error(`the portal ended (${code}) before it was ready: ${errors || out}`)));
  });
}

/** Starts the portal and waits until it says `ready`. Rejects with what it wrote when it ends before. */
export async function startPortalProcess(options: PortalProcessOptions): Promise<PortalProcess> {
  const { dataDir, port, env = {}, node = [] } = options;
  const child = spawn(process.execPath, [...node, '--import', 'tsx', 'src/main.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      DATA_DIR: dataDir,
      PORT: String(port),
      LOG_LEVEL: 'fatal',
      ...env,
    },
  });
  await waitUntilReady(child);
  return {
    url: `http://localhost:${port}`,
    child,
    kill: async () => {
      child.kill('SIGKILL');
      await ended(child);
    },
    stop: () => {
      child.kill('SIGTERM');
      return ended(child);
    },
  };
}
