import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ended } from '../db/embedded-process.ts';

/** Starts the bare server as a process of its own; resolves when it answers. */
export async function startBare(databaseUrl: string, port: number): Promise<{ url: string; stop(): Promise<unknown> }> {
  const script = join(import.meta.dirname, 'bare-child.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      DATABASE_URL: databaseUrl,
      NODE_ENV: 'production',
    },
  });
  await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => Promise.reject(new Error('the bare server did not start'))),
  ]);
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () => {
      child.kill('SIGKILL');
      return ended(child);
    },
  };
}
