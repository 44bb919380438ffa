import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive, ownIdentity } from './process-identity.ts';

const patienceMs = 90_000;

/** A link appears with its content or not at all: nobody ever sees a lock without its holder. */
function tryTake(file: string): boolean {
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, ownIdentity(), { mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function isAbandoned(file: string): boolean {
  try {
    return !isAlive(readFileSync(file, 'utf8'));
  } catch {
    return false;
  }
}

/**
 * Removes the lock of a dead holder. One process at a time: of two that saw the same dead holder, the slower would else
 * remove the lock that the faster has just taken.
 */
function clearAbandoned(file: string): void {
  const breaker = `${file}.breaking`;
  if (!isAbandoned(file)) return;
  if (tryTake(breaker)) {
    if (isAbandoned(file)) rmSync(file, { force: true });
    rmSync(breaker, { force: true });
  } else if (isAbandoned(breaker)) {
    rmSync(breaker, { force: true });
  }
}

/** Runs `work` while no other process does; a lock whose holder died is taken over. Throws after 90 s of waiting. */
export async function withProcessLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + patienceMs;
  while (!tryTake(file)) {
    clearAbandoned(file);
    if (Date.now() > deadline) throw new Error(`another process has held ${file} for ${patienceMs / 1000} s: end it`);
    await pause(50);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}
