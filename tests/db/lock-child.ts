/** Takes the lock again and again, and writes down when it is in and when it is out, until it is killed. */
import { appendFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { withProcessLock } from '../../db/process-lock.ts';

const [lock = '', journal = ''] = process.argv.slice(2);
for (;;) {
  await withProcessLock(lock, async () => {
    appendFileSync(journal, `in ${process.pid}\n`);
    await pause(Math.random() * 20);
    appendFileSync(journal, `out ${process.pid}\n`);
  });
  await pause(Math.random() * 5);
}
