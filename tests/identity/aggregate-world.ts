import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAuthnRequest } from '../../src/dev/authn-request.ts';
import { type ResponseParts, signedResponse } from '../../src/dev/saml-response.ts';
import { generateSigningKey, type SigningKey } from '../../src/identity/sp-keys.ts';
import { idpEntity, openPublisher, type Publisher } from './aggregate-signer.ts';
import { Browser } from './browser.ts';
import { deliver, honestParts, startPortal, type TestPortal } from './portal.ts';

/** A federation with a publisher and an IdP, and a portal that pins it. */
export interface AggregateWorld {
  directory: string;
  publisher: Publisher;
  /** Of the federation. */
  key: SigningKey;
  /** Of the IdP: before and after a change of its key. */
  idp: SigningKey;
  nextIdp: SigningKey;
  portal: TestPortal;
  /** The portal's clock is so many hours ahead. */
  hours: number;
  /** Asks what is due as `hours` says. */
  round(at?: TestPortal): Promise<void>;
  pin(key: SigningKey, source?: string): Promise<void>;
  /** chiara signs in with an answer of that key: status of the portal's answer. */
  signIn(key: SigningKey, at?: TestPortal, change?: (parts: ResponseParts) => ResponseParts): Promise<number>;
  /** The provider as operators see it. */
  known(at?: TestPortal): ReturnType<TestPortal['identity']['federation']['known']>;
  close(): Promise<void>;
}

const yaml = `entityId: ${idpEntity}
aggregate: rcc
participant: IT
agencies: [IT-DCSA]
scopes: [it.example]
caps: { clearance: RESTRICTED, purposes: [PREVENTION, INVESTIGATION] }
`;

async function signIn(
  portal: TestPortal,
  key: SigningKey,
  change: (parts: ResponseParts) => ResponseParts,
): Promise<number> {
  const browser = new Browser();
  const response = await browser.get(`${portal.base}/saml/login?idp=${encodeURIComponent(idpEntity)}`);
  if (response.status !== 302) return response.status;
  const sso = new URL(response.headers.get('location') ?? '');
  const requestId = readAuthnRequest(sso.searchParams.get('SAMLRequest') ?? '').id;
  const relayState = sso.searchParams.get('RelayState') ?? '';
  const parts = { ...honestParts(portal, 'chiara', { sso, relayState, requestId }), issuer: idpEntity };
  return (await deliver(portal, browser, signedResponse(change(parts), key), relayState)).status;
}

/** @param document what is published at first, made with the keys of the federation and of its IdP */
export async function openWorld(document: (key: SigningKey, idp: SigningKey) => string): Promise<AggregateWorld> {
  const [key, idp, nextIdp] = (await Promise.all(
    ['federation', 'idp', 'next'].map((name) => generateSigningKey(name)),
  )) as [SigningKey, SigningKey, SigningKey];
  const directory = await mkdtemp(join(tmpdir(), 'aggregate-'));
  await mkdir(join(directory, 'aggregates'));
  const publisher = await openPublisher(document(key, idp));
  const world = { directory, publisher, key, idp, nextIdp, hours: 0 } as AggregateWorld;
  world.pin = async (pinned, source = `url: ${publisher.url}`) => {
    await writeFile(join(directory, 'aggregates/rcc.pem'), pinned.certificate);
    await writeFile(join(directory, 'aggregates/rcc.yaml'), `${source}\ncertificate: rcc.pem\n`);
  };
  await world.pin(key);
  await writeFile(join(directory, 'it.yaml'), yaml);
  const now = () => Date.now() + world.hours * 3_600_000;
  world.portal = await startPortal({ kind: 'live', federationDir: directory, now });
  world.round = (at = world.portal) => at.identity.refreshAggregates();
  world.signIn = (by, at = world.portal, change = (parts) => parts) => signIn(at, by, change);
  world.known = (at = world.portal) => at.identity.federation.known();
  world.close = async () => {
    await world.portal.close();
    await publisher.close();
    await rm(directory, { recursive: true });
  };
  await world.round();
  return world;
}
