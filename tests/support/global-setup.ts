import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../../db/embedded.ts';
import { migrate } from '../../db/migrate.ts';

/** One server for the whole run with one migrated template; every test file clones its own database from it. */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'seguito-test-'));
  // Open to the server's account, so that all of it lies here and goes with the run.
  chmodSync(folder, 0o755);
  const server = await startEmbedded(folder, { databaseName: 'template_migrated' });
  await migrate(server.ownerUrl);
  process.env.SEGUITO_TEST_SUPERUSER_URL = server.superuserUrl;
  process.env.SEGUITO_TEST_OWNER_URL = server.ownerUrl;
  process.env.SEGUITO_TEST_PORTAL_URL = server.portalUrl;
  process.env.SEGUITO_TEST_FOLDER = folder;
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
