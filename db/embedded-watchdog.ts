/**
 * Started beside each process that uses the embedded server, with a pipe to it. When the pipe ends, however that process
 * died (kill -9 included), the server is stopped unless another process still uses it. So no server is left behind.
 * Arguments: data folder, process id of the user.
 */
import { join, resolve } from 'node:path';
import { detach, isInUse } from './embedded-attachments.ts';
import { embeddedBinaries } from './embedded-binaries.ts';
import { embeddedHome } from './embedded-home.ts';
import { stopServer } from './embedded-server.ts';
import { withProcessLock } from './process-lock.ts';

const [dataDir = '', user = ''] = process.argv.slice(2);
// Signals to the terminal's group are meant for the portal; the pipe tells when it has gone.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

process.stdin.resume();
process.stdin.once('close', () => {
  const folder = resolve(dataDir);
  void withProcessLock(join(folder, 'postgres.lock'), async () => {
    detach(folder, Number(user));
    if (isInUse(folder)) return;
    const home = embeddedHome(folder);
    await stopServer(home, embeddedBinaries(home));
  }).then(() => process.exit(0));
});
