import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import type { CheckSettings } from './answer-check.ts';
import { type CheckJob, type CheckResult, runCheck } from './check-jobs.ts';
import { createSamlLibrary } from './saml-strategy.ts';
import type { WorkerReply } from './worker-pool.ts';

/** Lower than the thread that answers everybody (Linux counts threads one by one): a flood waits, others do not. */
const niceness = 5;

function stepBack(): void {
  try {
    setPriority(Number(readlinkSync('/proc/thread-self').split('/').at(-1)), niceness);
  } catch {
    // Not Linux: threads share one priority, and only the queue protects the others.
  }
}

/** One job after the other, for as long as the pool keeps this thread. */
function serve(port: NonNullable<typeof parentPort>): void {
  const settings = workerData as CheckSettings;
  const tools = { ...settings, library: createSamlLibrary(settings.sp, settings.keys.signing) };
  const reply = (message: WorkerReply<CheckResult>) => port.postMessage(message);
  port.on('message', (job: CheckJob) => {
    runCheck(tools, job).then(
      (result) => reply({ result }),
      (error: unknown) => reply({ fault: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  stepBack();
  reply('ready');
}

if (parentPort === null) throw new Error('this file is the inside of a worker thread: checks.ts starts it');
serve(parentPort);
