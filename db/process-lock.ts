import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** True while a process of that id lives. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function tryLock(file: string): boolean {
  try {
    const handle = openSync(file, 'wx', 0o600);
    writeSync(handle, String(process.pid));
    closeSync(handle);
    return true;
  } catch {
    return false;
  }
}

function holderOf(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return 0;
  }
}

/** Runs `work` while no other process does; a lock whose holder died is taken over. Throws after 60 s. */
export async function withProcessLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + 60_000;
  for (let empty = 0; !tryLock(file); ) {
    const holder = holderOf(file);
    // Between creation and its first byte a lock is empty for a moment; one that stays empty belongs to nobody.
    empty = holder === 0 ? empty + 1 : 0;
    if ((holder > 0 && !isAlive(holder)) || empty > 40) rmSync(file, { force: true });
    if (Date.now() > deadline) throw new Error(`another process holds ${file}: end it, or remove the file if none does`);
    await pause(50);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
