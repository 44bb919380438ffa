import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { withProcessLock } from '../../db/process-lock.ts';
import { type Config, loadConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { type Portal, startPortal } from '../../src/start.ts';
import { createTestDatabase, databaseExists, type TestDatabase } from './database.ts';
import { freePort } from './free-port.ts';
import { Visitor } from './visitor.ts';

export interface TestPortal {
  url: string;
  config: Config;
  database: TestDatabase;
  /** A signed-in person of the sample, by real SAML. */
  signIn(alias: string, how?: { stepUp?: boolean }): Promise<Visitor>;
  close(): Promise<void>;
}

const template = 'template_sample';

function folder(): string {
  const path = process.env.SEGUITO_TEST_FOLDER;
  if (!path) throw new Error('SEGUITO_TEST_FOLDER is not set: run the tests by npm test');
  return path;
}

function configFor(database: TestDatabase, dataDir: string, port: number, more: Record<string, string>): Config {
  return loadConfig({
    DATABASE_URL: database.portalUrl,
    DATABASE_OWNER_URL: database.ownerUrl,
    DEMO: '1',
    PORT: String(port),
    DATA_DIR: dataDir,
    LOG_LEVEL: 'silent',
    ...more,
  });
}

/** The sample is loaded once a run, by the portal itself; test files clone its database and its keys. */
async function ensureTemplate(): Promise<string> {
  const dataDir = join(folder(), 'portal-template');
  await withProcessLock(join(folder(), 'template.lock'), async () => {
    if (await databaseExists(template)) return;
    const making = `${template}_making`;
    const database = await createTestDatabase('template_migrated', making);
    const portal = await startPortal(configFor(database, dataDir, await freePort(), {}), createLog('silent'));
    await portal.close();
    await createTestDatabase(making, template);
    await database.drop();
  });
  return dataDir;
}

/** Starts the whole portal on a database of its own that holds the sample conference. */
export async function startTestPortal(more: Record<string, string> = {}): Promise<TestPortal> {
  const keys = await ensureTemplate();
  const database = await createTestDatabase(template);
  mkdirSync(join(folder(), 'portals'), { recursive: true });
  const dataDir = mkdtempSync(join(folder(), 'portals', 'p-'));
  cpSync(keys, dataDir, { recursive: true });
  const config = configFor(database, dataDir, await freePort(), more);
  const portal: Portal = await startPortal(config, createLog(process.env.SEGUITO_TEST_LOG ?? 'silent'));
  return {
    url: portal.url,
    config,
    database,
    signIn: (alias, how) => Visitor.signIn(portal.url, alias, how),
    close: async () => {
      await portal.close();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
