import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withProcessLock } from '../../db/process-lock.ts';
import { ended } from './embedded-process.ts';

const child = fileURLToPath(new URL('./lock-child.ts', import.meta.url));

/** Every two that were in at the same time; whoever was killed inside was out by that. */
function overlaps(journal: string, killed: Set<string>): string[] {
  const inside = new Set<string>();
  const found: string[] = [];
  for (const line of journal.trim().split('\n')) {
    const [word, pid = ''] = line.split(' ');
    if (word === 'out') inside.delete(pid);
    else {
      for (const other of inside) {
        if (!killed.has(other)) found.push(`${pid} while ${other}`);
        inside.delete(other);
      }
      inside.add(pid);
    }
  }
  return found;
}

describe('the lock between processes', () => {
  let folder: string;
  let lock: string;
  let journal: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'seguito-lock-'));
    lock = join(folder, 'lock');
    journal = join(folder, 'journal');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('of six processes that are killed in turn, never are two in, and the others always go on', async () => {
    const start = () => spawn(process.execPath, ['--import', 'tsx', child, lock, journal], { stdio: 'ignore' });
    const running: ChildProcess[] = Array.from({ length: 6 }, start);
    const killed = new Set<string>();
    const kill = async (one: ChildProcess | undefined) => {
      if (!one) return;
      killed.add(String(one.pid));
      one.kill('SIGKILL');
      await ended(one);
    };
    await expect.poll(() => existsSync(journal), { timeout: 30_000 }).toBe(true);
    for (let round = 0; round < 40; round++) {
      await pause(150 + Math.random() * 100);
      await kill(running.shift());
      running.push(start());
    }
    const before = readFileSync(journal, 'utf8').length;
    await expect.poll(() => readFileSync(journal, 'utf8').length, { timeout: 30_000 }).toBeGreaterThan(before + 200);
    for (const one of running) await kill(one);
    const text = readFileSync(journal, 'utf8');
    expect(text.split('\n').length).toBeGreaterThan(200);
    expect(overlaps(text, killed)).toEqual([]);
  });

  it.each([
    ['a process that is gone', '999999999 1'],
    ['a process whose id another one has now', `${process.pid} 1`],
    ['nobody, after a power failure', ''],
  ])('held by %s, it is taken over', async (_, holder) => {
    writeFileSync(lock, holder);
    expect(await withProcessLock(lock, async () => 'in')).toBe('in');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('work that fails gives it back', async () => {
    await expect(withProcessLock(lock, () => Promise.reject(new Error('half-way')))).rejects.toThrow('half-way');
    expect(await withProcessLock(lock, async () => 'in')).toBe('in');
  });
});
