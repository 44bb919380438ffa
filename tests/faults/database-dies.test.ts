import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processesOf } from '../db/embedded-process.ts';
import { freePort } from '../support/free-port.ts';
import { Visitor } from '../support/visitor.ts';
import { faultFolder } from './fault-folder.ts';
import { type PortalProcess, startPortalProcess } from './portal-process.ts';

let folder: ReturnType<typeof faultFolder>;
let portal: PortalProcess;
let arta: Visitor;

beforeAll(async () => {
  folder = faultFolder();
  portal = await startPortalProcess({ dataDir: folder.path, port: await freePort() });
  arta = await Visitor.signIn(portal.url, 'arta');
}, 60_000);
afterAll(async () => {
  await portal?.stop();
  folder.remove();
}, 60_000);

const serverId = () => Number.parseInt(readFileSync(join(folder.path, 'postgres/data/postmaster.pid'), 'utf8'), 10);
const status = async () => (await arta.get('/api/v1/follow-up-actions')).status;

describe('when the embedded database is killed', () => {
  it('the portal answers 503 until it has been started again, which needs nobody, and the session goes on', async () => {
    expect(await status()).toBe(200);
    const killed = serverId();
    process.kill(killed, 'SIGKILL');
    await expect.poll(status, { timeout: 3000, interval: 50 }).toBe(503);
    await expect.poll(status, { timeout: 20_000, interval: 200 }).toBe(200);
    expect(serverId()).not.toBe(killed);
    expect((await arta.get('/readyz')).status).toBe(200);
  }, 40_000);

  it('and the one that was started again is stopped with the portal', async () => {
    expect(await portal.stop()).toBe(0);
    await expect.poll(() => processesOf(folder.path), { timeout: 30_000, interval: 200 }).toEqual([]);
  }, 60_000);
});
