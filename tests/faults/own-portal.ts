import { loadConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { startPortal } from '../../src/start.ts';
import { freePort } from '../support/free-port.ts';
import { Visitor } from '../support/visitor.ts';
import { faultFolder } from './fault-folder.ts';
import { type OwnServer, openOwnServer } from './own-server.ts';
import { recordWords } from './record-words.ts';

/** A portal on a server of its own, which may be stopped without disturbing any other test. */
export interface OwnPortal {
  url: string;
  dataDir: string;
  server: OwnServer;
  /** Every id, reference, title and text of the sample's records. */
  words: readonly string[];
  signIn(alias: string): Promise<Visitor>;
  close(): Promise<void>;
}

export async function startOwnPortal(): Promise<OwnPortal> {
  const folder = faultFolder();
  const server = await openOwnServer(folder.path);
  const config = loadConfig({
    DATABASE_URL: server.portalUrl,
    DATABASE_OWNER_URL: server.ownerUrl,
    DEMO: '1',
    PORT: String(await freePort()),
    DATA_DIR: folder.path,
  });
  const portal = await startPortal(config, createLog(process.env.SEGUITO_TEST_LOG ?? 'silent'));
  return {
    url: portal.url,
    dataDir: folder.path,
    server,
    words: await recordWords(server.ownerUrl),
    signIn: (alias) => Visitor.signIn(portal.url, alias),
    close: async () => {
      await portal.close();
      await server.stop();
      folder.remove();
    },
  };
}
