import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generateSigningKey } from '../../src/identity/sp-keys.ts';
import { entityXml, idpEntity, openPublisher, type Publisher, signedAggregate } from '../identity/aggregate-signer.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';

let portal: TestPortal;
let publisher: Publisher;
let directory: string;
let karl: Visitor;

beforeAll(async () => {
  const [key, idp] = await Promise.all([generateSigningKey('federation'), generateSigningKey('idp')]);
  publisher = await openPublisher(signedAggregate({ entities: [entityXml(idp)] }, key));
  directory = await mkdtemp(join(tmpdir(), 'aggregate-'));
  await mkdir(join(directory, 'aggregates'));
  await writeFile(join(directory, 'aggregates/rcc.pem'), key.certificate);
  await writeFile(join(directory, 'aggregates/rcc.yaml'), `url: ${publisher.url}\ncertificate: rcc.pem\n`);
  await writeFile(
    join(directory, 'it-rcc.yaml'),
    `entityId: ${idpEntity}\naggregate: rcc\nparticipant: IT\nagencies: [IT-DCSA]\nscopes: [it.example]\ncaps: { clearance: OFFICIAL, purposes: [] }\n`,
  );
  portal = await startTestPortal({ FEDERATION_DIR: directory });
  karl = await portal.signIn('karl');
}, 120_000);
afterAll(async () => {
  await portal?.close();
  await publisher?.close();
  await rm(directory, { recursive: true, force: true });
});

interface Provider {
  alias: string;
  broken?: string;
  claimedScopes?: string[];
  aggregate?: { name: string; refreshedAt: string | null; validUntil: string | null; warning: string | null };
}

const provider = async () =>
  ((await karl.get('/api/v1/identity-providers')).json as { items: Provider[] }).items.find(
    ({ alias }) => alias === 'it-rcc',
  );

it('a portal that starts asks for its aggregates at once, and operators see what came of it', async () => {
  await expect.poll(provider, { timeout: 20_000 }).toMatchObject({
    claimedScopes: ['entity.example', 'role.example'],
    aggregate: { name: 'rcc', refreshedAt: expect.any(String), validUntil: expect.any(String), warning: null },
  });
  expect((await provider())?.broken).toBeUndefined();
  const { text } = await karl.get('/federation');
  expect(text).toContain('<code>rcc</code>');
  expect(text).toContain('entity.example, role.example');
  expect(publisher.asked).toHaveLength(1);
});
