import { afterEach, describe, expect, it } from 'vitest';
import { JobAborted, PoolBusy, type PoolLimits, WorkerPool } from '../../src/identity/worker-pool.ts';

interface Job {
  kind: 'echo' | 'hang' | 'hoard' | 'fail' | 'quit';
  value?: number;
}

const usual: PoolLimits = { workers: 1, waiting: 4, patience: 10_000, deadline: 400, memory: 32 };
let pool: WorkerPool<Job, number>;
const problems: unknown[] = [];
afterEach(() => pool.close());

function open(limits: Partial<PoolLimits> = {}): typeof pool {
  pool = new WorkerPool({
    file: new URL('./pool-child.mjs', import.meta.url),
    workerData: null,
    limits: { ...usual, ...limits },
    onProblem: (error) => problems.push(error),
  });
  return pool;
}
const echo = (value: number, urgent = false) => pool.run({ kind: 'echo', value }, { urgent });

describe('a message that would keep the portal busy', () => {
  it('for longer than it may costs its sender the answer, and nobody else theirs', async () => {
    open();
    const hanging = pool.run({ kind: 'hang' });
    const next = echo(7);
    await expect(hanging).rejects.toThrow(JobAborted);
    await expect(hanging).rejects.toThrow('no result within 400 ms');
    expect(await next).toBe(7);
  });

  it('with more memory than it may is ended, and the next one is looked at', async () => {
    open({ deadline: 20_000 });
    const hoarding = pool.run({ kind: 'hoard' });
    const next = echo(8);
    await expect(hoarding).rejects.toThrow(JobAborted);
    await expect(hoarding).rejects.toThrow('out of memory');
    expect(await next).toBe(8);
    expect(problems).toEqual([expect.objectContaining({ code: 'ERR_WORKER_OUT_OF_MEMORY' })]);
  });

  it('and takes the thread with it is a fault that is told, and another thread goes on', async () => {
    open();
    await expect(pool.run({ kind: 'fail' })).rejects.toThrow('no such sign-in');
    await expect(pool.run({ kind: 'quit' })).rejects.toThrow('ended before it answered');
    expect(await echo(9)).toBe(9);
  });
});

describe('more messages than can be looked at', () => {
  it('are turned away at once when the queue is full, except what was let in before', async () => {
    open({ waiting: 1, deadline: 2000 });
    await echo(0);
    const hanging = pool.run({ kind: 'hang' });
    hanging.catch(() => undefined);
    const waits = echo(1);
    await expect(echo(2)).rejects.toThrow(PoolBusy);
    const done: number[] = [];
    const all = [waits, echo(3, true)].map((one) => one.then((value) => done.push(value)));
    await Promise.all(all);
    // What has spent its request already goes first.
    expect(done).toEqual([3, 1]);
  });

  it('wait no longer than they may', async () => {
    open({ patience: 100, deadline: 3000 });
    await new Promise((resolve) => setTimeout(resolve, 200));
    pool.run({ kind: 'hang' }).catch(() => undefined);
    await expect(echo(1)).rejects.toThrow('waited too long');
    expect(pool.size).toBe(1);
  });

  it('end with the portal', async () => {
    open();
    const waiting = [pool.run({ kind: 'hang' }), echo(1)];
    const ended = Promise.all(waiting.map((one) => expect(one).rejects.toThrow(PoolBusy)));
    await pool.close();
    await ended;
    await expect(echo(2)).rejects.toThrow('closed');
  });
});
