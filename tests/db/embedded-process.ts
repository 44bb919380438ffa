import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { expect, vi } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface EmbeddedUser {
  child: ChildProcess;
  port: number;
  portalUrl: string;
  superuserUrl: string;
  /** Lets go in an orderly way; resolves with the exit code. */
  leave(): Promise<number | null>;
  /** kill -9; resolves when the process is gone. */
  kill(): Promise<void>;
}

interface Account {
  uid?: number;
  gid?: number;
  env?: NodeJS.ProcessEnv;
  /** Another copy of the project. */
  root?: string;
}

/** Starts the process and nothing more: it may be killed while it starts. */
export function spawnUser(dataDir: string, account: Account = {}): ChildProcess {
  const { root: home = root, ...as } = account;
  const script = `${home}/tests/db/embedded-child.ts`;
  return spawn(process.execPath, ['--import', 'tsx', script, dataDir], {
    cwd: home,
    stdio: ['pipe', 'pipe', 'pipe'],
    ...as,
  });
}

export function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.once('exit', resolve));
}

/** A process that uses the embedded server of `dataDir`, ready. */
export async function startUser(dataDir: string, account: Account = {}): Promise<EmbeddedUser> {
  const child = spawnUser(dataDir, account);
  const line = await new Promise<string>((resolve, reject) => {
    let errors = '';
    child.stderr?.on('data', (chunk: Buffer) => (errors += chunk));
    child.stdout?.once('data', (chunk: Buffer) => resolve(String(chunk)));
    child.once('exit', () => reject(new Error(`the process ended before it was ready: ${errors}`)));
  });
  return {
    child,
    ...(JSON.parse(line) as Pick<EmbeddedUser, 'port' | 'portalUrl' | 'superuserUrl'>),
    leave: () => {
      child.stdin?.write('stop');
      return ended(child);
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended(child);
    },
  };
}

/** Ids of the processes that mention the folder: the server, its watchdogs, their users. */
export function processesOf(folder: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder);
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** The answer to one question; `away` where nobody lets us in, `refused <SQLSTATE>` where the question fails. */
export async function ask(url: string, question = 'SELECT 1 AS answer'): Promise<unknown> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  const open = await client.connect().then(
    () => true,
    () => false,
  );
  if (!open) return 'away';
  try {
    const { rows } = await client.query<{ answer: unknown }>(question);
    return rows[0]?.answer;
  } catch (error) {
    return error instanceof pg.DatabaseError ? `refused ${error.code}` : 'away';
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Resolves when no process mentions the folder any more. */
export async function nothingRuns(folder: string): Promise<void> {
  await vi.waitFor(() => expect(processesOf(folder)).toEqual([]), { timeout: 60_000, interval: 200 });
}
