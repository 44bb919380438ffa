import { startEmbedded } from '../../db/embedded.ts';
import { faultFolder } from '../faults/fault-folder.ts';
import { type PortalProcess, startPortalProcess } from '../faults/portal-process.ts';
import { freePort } from '../support/free-port.ts';
import { Visitor } from '../support/visitor.ts';
import { startBare } from './bare-process.ts';
import type { Side } from './http-load.ts';
import { addManyActions } from './many-records.ts';

/** Both servers on one database with the sample and its copies. */
export interface BenchWorld {
  ours: Side;
  theirs: Side;
  records: number;
  stop(): Promise<void>;
}

const wantedRecords = 2000;

/** The session's cookie as a header: the load generator keeps no cookies. */
function sideOf(portal: PortalProcess, visitor: Visitor): Side {
  const name = '__Host-seguito';
  return { url: portal.url, headers: { cookie: `${name}=${visitor.cookie(name)}` } };
}

export async function openBenchWorld(): Promise<BenchWorld> {
  const folder = faultFolder();
  const server = await startEmbedded(folder.path);
  const portal = await startPortalProcess({
    dataDir: folder.path,
    port: await freePort(),
    node: (process.env.BENCH_NODE_OPTIONS ?? '').split(' ').filter((option) => option !== ''),
  });
  const records = await addManyActions(server.ownerUrl, wantedRecords);
  const arta = await Visitor.signIn(portal.url, 'arta');
  await arta.statePurpose('POLICY');
  const bare = await startBare(server.portalUrl, await freePort());
  return {
    ours: sideOf(portal, arta),
    theirs: { url: bare.url, headers: {} },
    records,
    stop: async () => {
      await bare.stop();
      await portal.stop();
      await server.stop();
      folder.remove();
    },
  };
}
