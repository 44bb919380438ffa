import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLog } from '../../src/log.ts';
import { startPortal } from '../../src/start.ts';
import { freePort } from '../support/free-port.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
}, 120_000);
afterAll(() => portal?.close());

it('a demo whose first start was ended in the middle of the sample says so, and what to do', async () => {
  const owner = new pg.Client(portal.database.ownerUrl);
  await owner.connect();
  const { rowCount } = await owner.query('DELETE FROM sample_load');
  await owner.end();
  expect(rowCount).toBe(1);
  const port = await freePort();
  const config = { ...portal.config, PORT: port, BASE_URL: `http://localhost:${port}` };
  await expect(startPortal(config, createLog('silent'))).rejects.toThrow(/not loaded to its end.*empty database/);
});
