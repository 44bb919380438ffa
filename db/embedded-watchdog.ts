/**
 * Started beside each process that uses the embedded server, with a pipe to it. When the pipe ends, however that process
 * died (kill -9 included), the server is stopped unless another process still uses it: no server is left behind. While
 * the pipe is open, a server that died is started again; the portal answers 503 until then and recovers by itself.
 * Arguments: data folder, name of the attachment.
 */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { detach, isInUse } from './embedded-attachments.ts';
import { embeddedBinaries } from './embedded-binaries.ts';
import { embeddedHome } from './embedded-home.ts';
import { ensureRunning } from './embedded-running.ts';
import { runningServer, stopServer } from './embedded-server.ts';
import { withProcessLock } from './process-lock.ts';

const [dataDir = '', attachment = ''] = process.argv.slice(2);
const home = embeddedHome(dataDir);
const underLock = <T>(work: () => Promise<T>) => withProcessLock(join(dataDir, 'postgres.lock'), work);
let orderly = false;
let ended = false;
let missed = 0;

async function stopIfUnused(): Promise<void> {
  await underLock(async () => {
    detach(dataDir, attachment);
    if (!isInUse(dataDir)) await stopServer(home, embeddedBinaries(home));
  });
}

async function leave(): Promise<void> {
  ended = true;
  await stopIfUnused();
  // A user that was killed in the middle of starting the server may have left its start running: look once more.
  if (!orderly) {
    await pause(3000);
    await stopIfUnused();
  }
  process.exit(0);
}

/** Three seconds without a server: it was not somebody's quick restart. */
async function revive(): Promise<void> {
  missed = runningServer(home) === 0 ? missed + 1 : 0;
  if (missed < 3 || ended) return;
  missed = 0;
  await underLock(async () => {
    if (!ended && runningServer(home) === 0) await ensureRunning(home, embeddedBinaries(home));
  });
}

async function watch(): Promise<void> {
  while (!ended) {
    await pause(1000);
    await revive().catch(() => undefined);
  }
}

// Signals to the terminal's group are meant for the portal; the pipe tells when it has gone.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
process.stdin.on('data', () => {
  orderly = true;
});
process.stdin.once('close', () => void leave().catch(() => process.exit(1)));
void watch();
