import { startEmbedded } from '../../db/embedded.ts';
import { migrate } from '../../db/migrate.ts';
import { faultFolder } from '../faults/fault-folder.ts';
import { benchAppend } from './append.ts';
import type { BenchLine } from './bench-line.ts';

/** Appends on a migrated database of their own, so that no portal writes into the same log. */
export async function benchAppendAlone(): Promise<BenchLine[]> {
  const folder = faultFolder();
  const server = await startEmbedded(folder.path);
  try {
    await migrate(server.ownerUrl);
    return await benchAppend(server);
  } finally {
    await server.stop();
    folder.remove();
  }
}
