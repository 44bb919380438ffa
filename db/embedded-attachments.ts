import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './process-lock.ts';

/** Processes that use the embedded server: one empty file each, named by process id. */
const folderOf = (dataDir: string) => join(dataDir, 'postgres.users');

export function attach(dataDir: string, pid: number): void {
  mkdirSync(folderOf(dataDir), { recursive: true });
  writeFileSync(join(folderOf(dataDir), String(pid)), '');
}

export function detach(dataDir: string, pid: number): void {
  rmSync(join(folderOf(dataDir), String(pid)), { force: true });
}

/** True while any attached process lives; files of dead ones are cleared away. */
export function isInUse(dataDir: string): boolean {
  const pids = readdirSync(folderOf(dataDir)).map(Number);
  for (const pid of pids.filter((one) => !isAlive(one))) detach(dataDir, pid);
  return pids.some(isAlive);
}
