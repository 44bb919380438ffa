import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shippedFiles } from '../policies/shipped.ts';
import { LogReader } from '../support/audit-entries.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
let log: LogReader;

beforeAll(async () => {
  portal = await startTestPortal();
  log = await LogReader.open(portal.database.ownerUrl);
}, 120_000);
afterAll(async () => {
  await log?.close();
  await portal?.close();
});

/** Another instance activates a set in which nobody but officers reads the names of agencies. */
async function activateElsewhere(): Promise<void> {
  const documents = shippedFiles('rules').map((file) =>
    file.name === 'agency.yaml' ? { ...file, text: file.text.replace(', auditor,', ',') } : file,
  );
  await log.value(
    `WITH stored AS (INSERT INTO policy_version (version, hash, documents, activated_by)
       SELECT max(version) + 1, 'test', $1, 'system:test' FROM policy_version RETURNING version)
     INSERT INTO policy_activation (version, kind, activated_by) SELECT version, 'seed', 'system:test' FROM stored RETURNING version AS value`,
    [JSON.stringify(documents)],
  );
}

describe('a policy that became active on another instance', () => {
  it('is felt within three seconds where no record is read, too', async () => {
    const auditor = await portal.signIn('jelena');
    expect((await auditor.get('/api/v1/agencies')).status).toBe(200);
    await activateElsewhere();
    await expect.poll(async () => (await auditor.get('/api/v1/agencies')).status, { timeout: 3_000 }).toBe(403);
    expect((await auditor.get('/api/v1/audit/entries')).status).toBe(200);
  });
});
