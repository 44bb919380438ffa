import { parentPort, workerData } from 'node:worker_threads';
import { readAggregate } from './metadata-aggregate.ts';
import type { Task, Verdict } from './verify-apart.ts';

/** Verifies one aggregate in a thread of its own, says what it found, and ends. */
function verdictOf({ xml, certificates }: Task): Verdict {
  try {
    return { aggregate: readAggregate(xml, certificates) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.postMessage(verdictOf(workerData as Task));
