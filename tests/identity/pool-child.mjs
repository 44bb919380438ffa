// A worker that does what it is told, so that a pool can be seen to survive it.
import { parentPort } from 'node:worker_threads';

const jobs = {
  echo: ({ value }) => value,
  hang: () => {
    for (;;);
  },
  hoard: () => {
    const kept = [];
    for (;;) kept.push(Array.from({ length: 10_000 }, (_, index) => ({ index })));
  },
  fail: () => {
    throw new Error('no such sign-in');
  },
  quit: () => process.exit(3),
};

parentPort.on('message', (job) => {
  try {
    parentPort.postMessage({ result: jobs[job.kind](job) });
  } catch (error) {
    parentPort.postMessage({ fault: error.message });
  }
});
parentPort.postMessage('ready');
