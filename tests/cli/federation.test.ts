import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LogReader } from '../support/audit-entries.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { applicationBy, takeStep, waitingMetadata } from '../support/provider-application.ts';
import type { Visitor } from '../support/visitor.ts';
import { runWith } from './console.ts';

let portal: TestPortal;
let log: LogReader;
let karl: Visitor;
let lidia: Visitor;
let folder: string;
let fingerprint: string;

const said = (...args: string[]) =>
  runWith(
    {
      DATABASE_URL: portal.database.portalUrl,
      DATABASE_OWNER_URL: portal.database.ownerUrl,
      DEMO: '1',
      DATA_DIR: portal.config.DATA_DIR,
    },
    'federation',
    ...args,
  );

beforeAll(async () => {
  portal = await startTestPortal();
  log = await LogReader.open(portal.database.ownerUrl);
  [karl, lidia] = [await portal.signIn('karl'), await portal.signIn('lidia')];
  folder = join(portal.config.DATA_DIR, 'federation');
  mkdirSync(folder);
  const metadata = await waitingMetadata(portal.url);
  ({ fingerprint } = metadata);
  writeFileSync(join(folder, 'al-new.xml'), metadata.xml);
  writeFileSync(
    join(folder, 'al-new.yaml'),
    `entityId: ${metadata.entityId}
metadata: al-new.xml
participant: AL
agencies: [AL-ASP]
scopes: [al.example]
caps: { clearance: OFFICIAL, purposes: [POLICY] }
`,
  );
}, 120_000);
afterAll(async () => {
  await log?.close();
  await portal?.close();
});

describe('the console applies for a provider', () => {
  let number = 0;

  it('and puts nothing into force', async () => {
    const answer = await said('add', folder, 'al-new', '--reason', 'Asked for by the agency');
    expect(answer).toMatchObject({ code: 0, out: expect.stringContaining('two operators decide') });
    number = Number(/applications\/(\d+)/.exec(answer.out)?.[1]);
    expect(await applicationBy(karl, number)).toMatchObject({ state: 'APPLIED', agency: '', mine: false });
    const entries = await log.value<number>(
      `SELECT count(*)::integer AS value FROM audit_body WHERE action = 'federation.apply' AND outcome = 'permit'`,
    );
    expect(entries).toBe(1);
    expect(await said('add', folder, 'al-new', '--reason', 'again')).toMatchObject({
      code: 1,
      err: expect.stringContaining('under way'),
    });
  });

  it('which two operators decide: who vetted does not put it into force', async () => {
    await takeStep(karl, number, 'vet');
    await takeStep(karl, number, 'pin', { fingerprint });
    await log.query(
      `UPDATE idp_application SET state = 'TESTED', test = '{"outcome": "good", "at": "2026-11-27T00:00:00.000Z"}' WHERE number = ${number}`,
    );
    const arta = await portal.signIn('arta');
    await takeStep(arta, number, 'confirm');
    expect(await takeStep(karl, number, 'activate')).toMatchObject({ status: 403, json: { code: 'two-persons' } });
    expect((await takeStep(lidia, number, 'activate')).status).toBe(200);
  });

  it('a slip in the folder or the alias is told', async () => {
    expect(await said('add', folder, 'nowhere', '--reason', 'x')).toMatchObject({
      code: 1,
      err: expect.stringContaining('no nowhere.yaml'),
    });
  });
});

describe('the console shuts out', () => {
  it('at once, and any operator lifts it in the portal', async () => {
    const bojan = await portal.signIn('bojan');
    expect((await bojan.get('/api/v1/follow-up-actions')).status).toBe(200);
    const answer = await said('suspend', 'rs', '--reason', 'A call at night');
    expect(answer).toMatchObject({ code: 0, out: expect.stringContaining('1 sessions ended') });
    await expect.poll(async () => (await bojan.get('/api/v1/follow-up-actions')).status, { timeout: 5000 }).toBe(401);
    const { items } = (await karl.get('/api/v1/suspensions')).json as { items: { id: string; agency: string }[] };
    expect(items[0]?.agency).toBe('');
    const lifted = await karl.call('POST', `/api/v1/suspensions/${items[0]?.id}/lift`, { reason: 'False alarm' });
    expect(lifted.status).toBe(200);
  });

  it('nobody whom it does not find', async () => {
    expect(await said('suspend', 'nowhere', '--reason', 'x')).toMatchObject({
      code: 1,
      err: expect.stringContaining('federation list'),
    });
  });
});
