import { Worker } from 'node:worker_threads';
import type { Aggregate } from './metadata-aggregate.ts';

/** What the thread is given. */
export interface Task {
  xml: string;
  /** PEM. */
  certificates: readonly string[];
}

/** What it answers: the aggregate, or a sentence for the operator. */
export type Verdict = { aggregate: Aggregate } | { problem: string };

/** However the document is made, its check ends: after so long, ms, and so much memory, MB. */
const bounds = { time: 120_000, memory: 2048 };

function startThread(task: Task): Worker {
  return new Worker(new URL('./aggregate-thread.mjs', import.meta.url), {
    workerData: task,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: bounds.memory },
  });
}

/**
 * `readAggregate` in a thread of its own: nobody waits while a federation's metadata is canonicalised.
 * @param stop ends it
 * @throws Error with a sentence for the operator
 */
export async function verifyApart(task: Task, stop: AbortSignal): Promise<Aggregate> {
  stop.throwIfAborted();
  const thread = startThread(task);
  // A portal that is told to stop does not wait for it.
  thread.unref();
  const enough = AbortSignal.any([stop, AbortSignal.timeout(bounds.time)]);
  try {
    const verdict = await new Promise<Verdict>((resolve, reject) => {
      thread.once('message', resolve);
      thread.once('error', reject);
      thread.once('exit', () => reject(new Error('its check ended without a result')));
      enough.addEventListener('abort', () => reject(new Error('its check took longer than two minutes')), {
        once: true,
      });
    });
    if ('problem' in verdict) throw new Error(verdict.problem);
    return verdict.aggregate;
  } finally {
    await thread.terminate();
  }
}
