import { type Database, openDatabase } from '../db/connect.ts';
import { startEmbedded } from '../db/embedded.ts';
import { type InstallationKind, installationKind, settleInstallation } from '../db/installation.ts';
import { Lines } from '../db/lines.ts';
import { migrate } from '../db/migrate.ts';
import type { Config } from './config.ts';

/** The database as the portal holds it: by the portal's role, which has no DDL. */
export interface Store {
  database: Database;
  /**
   * Connections for the log and for sessions alone. An answer that is ready must not wait for its entry's commit behind
   * requests that have only begun, nor a session become doubtful because its check stands in their queue.
   */
  control: Database;
  /** For short reads of many requests at a time. */
  lines: Lines;
  kind: InstallationKind;
  /** The start is over: from now on requests wait for connections. */
  serve(): void;
  close(): Promise<void>;
}

async function prepare(ownerUrl: string, wanted: InstallationKind): Promise<void> {
  await migrate(ownerUrl);
  const owner = openDatabase(ownerUrl, { max: 1, applicationName: 'seguito-owner' });
  try {
    await settleInstallation(owner.pool, wanted);
  } finally {
    await owner.close();
  }
}

function openAll(url: string): Pick<Store, 'database' | 'control' | 'lines' | 'serve'> & { closeAll(): Promise<void> } {
  const database = openDatabase(url, { max: 40 });
  const control = openDatabase(url, { max: 8, applicationName: 'seguito-control' });
  const lines = new Lines(url, 4, database.pool);
  const closeAll = async () => void (await Promise.all([database.close(), control.close(), lines.close()]));
  const serve = () => {
    for (const one of [database, control, lines]) one.hurry();
  };
  return { database, control, lines, serve, closeAll };
}

/** A real server: migrated here only where the owner's address is given, by `portal migrate` else. */
async function openGiven(config: Config, url: string): Promise<Store> {
  const wanted = config.DEMO ? 'demo' : 'live';
  if (config.DATABASE_OWNER_URL) await prepare(config.DATABASE_OWNER_URL, wanted);
  const { closeAll, ...opened } = openAll(url);
  const kind = await installationKind(opened.database.pool).catch(async (error: unknown) => {
    await closeAll();
    throw new Error('the database is not prepared or does not answer: run `portal migrate` with DATABASE_OWNER_URL', {
      cause: error,
    });
  });
  if (kind === wanted) return { ...opened, kind, close: closeAll };
  await closeAll();
  throw new Error(
    kind === null
      ? 'the database is not prepared: run `portal migrate` with DATABASE_OWNER_URL'
      : `this is a ${kind} database, but the environment asks for ${wanted}`,
  );
}

/** Opens the database that the configuration names: `DATABASE_URL`, else the embedded one under `DATA_DIR`. */
export async function openStore(config: Config): Promise<Store> {
  if (config.DATABASE_URL) return openGiven(config, config.DATABASE_URL);
  const server = await startEmbedded(config.DATA_DIR);
  const wanted = config.DEMO ? 'demo' : 'live';
  try {
    await prepare(server.ownerUrl, wanted);
  } catch (error) {
    await server.stop();
    throw error;
  }
  const { closeAll, ...opened } = openAll(server.portalUrl);
  return {
    ...opened,
    kind: wanted,
    close: async () => {
      await closeAll();
      await server.stop();
    },
  };
}

/** The owner's address for console commands: as configured, else the embedded server's. */
export async function withOwner<T>(config: Config, work: (ownerUrl: string) => Promise<T>): Promise<T> {
  if (config.DATABASE_OWNER_URL) return work(config.DATABASE_OWNER_URL);
  if (config.DATABASE_URL) throw new Error('this command needs DATABASE_OWNER_URL');
  const server = await startEmbedded(config.DATA_DIR);
  try {
    return await work(server.ownerUrl);
  } finally {
    await server.stop();
  }
}
