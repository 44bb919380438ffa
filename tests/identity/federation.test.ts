import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  assertionXml,
  type ResponseParts,
  responseXml,
  signElement,
  signedResponse,
} from '../../src/dev/saml-response.ts';
import { readFederation } from '../../src/identity/federation-files.ts';
import { generateSigningKey, type SigningKey } from '../../src/identity/sp-keys.ts';
import { Browser } from './browser.ts';
import { honestParts, startPortal, type TestPortal } from './portal.ts';

const entityId = 'https://idp.it.example/metadata';
let directory: string;
let keys: SigningKey[];
beforeAll(async () => {
  keys = await Promise.all([generateSigningKey('one'), generateSigningKey('two')]);
});
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'federation-'));
});
afterEach(() => rm(directory, { recursive: true }));

type Sign = (parts: ResponseParts, key: SigningKey) => string;
const signers: Record<string, Sign> = {
  both: signedResponse,
  response: (parts, key) => signElement(responseXml(parts, assertionXml(parts)), parts.responseId, key),
  assertion: (parts, key) => responseXml(parts, signElement(assertionXml(parts), parts.assertionId, key)),
};

const body = (key: SigningKey) => key.certificate.replace(/-----[A-Z ]+-----|\s/g, '');

function metadata(certificates: SigningKey[], extra = ''): string {
  const descriptors = certificates.map(
    (key) =>
      `<md:KeyDescriptor use="signing"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${body(key)}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`,
  );
  return `<?xml version="1.0"?><!-- as the IdP sent it -->
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" entityID="${entityId}"${extra}>
<md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
<md:Extensions><shibmd:Scope xmlns:shibmd="urn:mace:shibboleth:metadata:1.0">evil.example</shibmd:Scope>
<mdui:UIInfo xmlns:mdui="urn:oasis:names:tc:SAML:metadata:ui"><mdui:DisplayName xml:lang="it">Direzione Centrale</mdui:DisplayName></mdui:UIInfo></md:Extensions>
${descriptors.join('')}
<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.it.example/sso"/>
</md:IDPSSODescriptor></md:EntityDescriptor>`;
}

const yaml = (changes = '') => `entityId: ${entityId}
metadata: it.xml
trustedUntil: 2099-12-31
participant: IT
agencies: [IT-DCSA]
scopes: [it.example]
caps: { clearance: RESTRICTED, purposes: [PREVENTION, INVESTIGATION] }
${changes}`;

async function write(file: string, xml: string): Promise<void> {
  await writeFile(join(directory, 'it.yaml'), file);
  await writeFile(join(directory, 'it.xml'), xml);
}

describe('a federation file', () => {
  it('registers an IdP with our scopes, not those its metadata claims', async () => {
    await write(yaml(), metadata(keys));
    const { registrations, problems } = await readFederation(directory);
    expect(problems).toEqual([]);
    expect(registrations).toEqual([
      expect.objectContaining({
        alias: 'it',
        entityId,
        ssoUrl: 'https://idp.it.example/sso',
        scopes: ['it.example'],
        signature: 'both',
        names: { en: 'it', it: 'Direzione Centrale' },
      }),
    ]);
    expect(registrations[0]?.certificates).toHaveLength(2);
  });

  const one = () => metadata(keys.slice(0, 1));
  const wrong: [string, () => string, () => string, string, RegExp][] = [
    ['with a misspelt line', () => yaml('singature: both'), one, '', /singature/],
    ['with an unknown purpose', () => yaml().replace('PREVENTION', 'CURIOSITY'), one, 'caps.purposes.0', /PREVENTION/],
    ['with a wildcard scope', () => yaml().replace('[it.example]', '["*.example"]'), one, 'scopes.0', /without \*/],
    [
      'without an end of trust',
      () => yaml().replace('trustedUntil: 2099-12-31\n', ''),
      one,
      'trustedUntil',
      /add the line trustedUntil/,
    ],
    [
      'with another entityID than its metadata',
      () => yaml().replace(entityId, 'https://idp.it.example/'),
      one,
      'metadata',
      /exactly equal/,
    ],
    ['with metadata without a key', () => yaml(), () => metadata([]), 'metadata', /no signing certificate/],
    [
      'with an http address',
      () => yaml(),
      () => one().replace('https://idp.it.example/sso', 'http://idp.it.example/sso'),
      'metadata',
      /not https/,
    ],
    ['with a document type in its metadata', () => yaml(), () => `<!DOCTYPE x>${one()}`, 'metadata', /document type/],
    ['with an anchor', () => yaml('names: &n { en: x }'), one, '', /anchor/],
    ['with a directive that changes what NO means', () => `%YAML 1.1\n---\n${yaml()}`, one, '', /directive/],
    ['with a __proto__ key', () => yaml('__proto__: { allowCbc: true }'), one, '', /__proto__/],
    [
      'of an aggregate that nobody pinned',
      () => yaml().replace('metadata: it.xml', 'aggregate: rcc'),
      one,
      'aggregate',
      /aggregates\/rcc\.yaml is missing/,
    ],
    [
      'with metadata and an aggregate',
      () => yaml('aggregate: rcc'),
      one,
      'metadata',
      /metadata file .* or the aggregate/,
    ],
    ['with neither', () => yaml().replace('metadata: it.xml\n', ''), one, 'metadata', /metadata: <name>\.xml/],
  ];
  for (const [what, file, xml, field, message] of wrong) {
    it(`${what} is refused with file, field and what to do`, async () => {
      await write(file(), xml());
      const { registrations, problems } = await readFederation(directory);
      expect(registrations).toEqual([]);
      expect(problems[0]).toMatchObject({ alias: 'it', field, message: expect.stringMatching(message) });
    });
  }

  it('that is broken does not hide the others', async () => {
    await write(yaml(), metadata(keys));
    await writeFile(join(directory, 'rs.yaml'), 'entityId: [');
    const { registrations, problems } = await readFederation(directory);
    expect(registrations.map(({ alias }) => alias)).toEqual(['it']);
    expect(problems.map(({ file }) => file)).toEqual(['rs.yaml']);
  });
});

describe('THREATS 39: a live portal', () => {
  let portal: TestPortal | undefined;
  afterEach(() => portal?.close());
  afterAll(() => {
    portal = undefined;
  });

  const login = async (at: TestPortal) => {
    const browser = new Browser();
    return { browser, response: await browser.get(`${at.base}/saml/login?idp=${encodeURIComponent(entityId)}`) };
  };

  /** chiara signs in with an answer signed by `key`, in response and assertion unless said otherwise. */
  async function signIn(at: TestPortal, key: SigningKey, sign: Sign = signedResponse): Promise<number> {
    const { browser, response } = await login(at);
    if (response.status !== 302) return response.status;
    const location = new URL(response.headers.get('location') ?? '');
    const { readAuthnRequest } = await import('../../src/dev/authn-request.ts');
    const requestId = readAuthnRequest(location.searchParams.get('SAMLRequest') ?? '').id;
    const relayState = location.searchParams.get('RelayState') ?? '';
    const parts = { ...honestParts(at, 'chiara', { sso: location, relayState, requestId }), issuer: entityId };
    const { deliver } = await import('./portal.ts');
    return (await deliver(at, browser, sign(parts, key), relayState)).status;
  }

  async function appointOperator(at: TestPortal): Promise<void> {
    const id = '01940000-0000-7000-8000-00000000000a';
    await at.owner.query(
      "INSERT INTO person (id, idp, subject_id, agency, name) VALUES ($1, 'x', 'karl', 'IT-SRI', 'Karl')",
      [id],
    );
    await at.owner.query(
      "INSERT INTO role_assignment (id, person, role, granted_by, revoked_at) VALUES ($1, $1, 'federation-operator', 'test', now())",
      [id],
    );
  }

  it('trusts files at once while no operator was ever appointed, and drops a removed certificate at the next sign-in', async () => {
    await write(yaml(), metadata(keys));
    portal = await startPortal({ kind: 'live', federationDir: directory });
    const [one, two] = keys as [SigningKey, SigningKey];
    expect(await signIn(portal, one)).toBe(303);
    expect(await signIn(portal, two)).toBe(303);
    await write(yaml(), metadata([two]));
    expect(await signIn(portal, one)).toBe(403);
    expect(await signIn(portal, two)).toBe(303);
  });

  it.each([
    ['both', { both: 303, response: 403, assertion: 403 }],
    ['response', { both: 303, response: 303, assertion: 403 }],
    ['assertion', { both: 303, response: 403, assertion: 303 }],
  ])('takes from an IdP registered with `signature: %s` only what is signed so', async (policy, expected) => {
    const [one] = keys as [SigningKey, SigningKey];
    await write(yaml(`signature: ${policy}`), metadata([one]));
    portal = await startPortal({ kind: 'live', federationDir: directory });
    const statuses: Record<string, number> = {};
    for (const [what, sign] of Object.entries(signers)) statuses[what] = await signIn(portal, one, sign);
    expect(statuses).toEqual(expected);
  });

  it('holds a new file as APPLIED once an operator was ever appointed', async () => {
    portal = await startPortal({ kind: 'live', federationDir: directory });
    await appointOperator(portal);
    await write(yaml(), metadata(keys));
    expect((await login(portal)).response.status).toBe(403);
    expect(portal.identity.providers()).toEqual([expect.objectContaining({ entityId, status: 'APPLIED' })]);
    const { rows } = await portal.owner.query('SELECT entity_id, state, wider, author FROM idp_application');
    expect(rows).toEqual([{ entity_id: entityId, state: 'APPLIED', wider: ['new'], author: null }]);
  });

  it('refuses a file that was widened, or got another key, until two operators confirm', async () => {
    const [one, two] = keys as [SigningKey, SigningKey];
    await write(yaml(), metadata([one]));
    portal = await startPortal({ kind: 'live', federationDir: directory });
    await appointOperator(portal);
    expect(await signIn(portal, one)).toBe(303);
    await write(yaml().replace('[it.example]', '[it.example, rs.example]'), metadata([one]));
    expect(await signIn(portal, one)).toBe(403);
    expect(portal.identity.providers()[0]?.broken).toMatch(/^scopes: wider/);
    const { rows } = await portal.owner.query('SELECT state, wider, author FROM idp_application');
    expect(rows).toEqual([{ state: 'APPLIED', wider: ['scopes'], author: null }]);
    await write(yaml(), metadata([two]));
    expect(await signIn(portal, two)).toBe(403);
    expect(portal.identity.providers()[0]?.broken).toMatch(/certificate/);
    await write(yaml('requireAuthnContext: https://refeds.org/profile/mfa'), metadata([one]));
    expect(await signIn(portal, one)).toBe(303);
  });

  it('lets nobody in for an agency of another participant or one it does not know', async () => {
    await write(yaml().replace('[IT-DCSA]', '[IT-DCSA, RS-MUP]'), metadata(keys));
    portal = await startPortal({ kind: 'live', federationDir: directory });
    expect((await login(portal)).response.status).toBe(403);
    expect(portal.identity.providers()[0]?.broken).toBe('participant: RS-MUP belongs to RS');
  });

  it('never takes demo identity providers', async () => {
    portal = await startPortal();
    const { createIdentity } = await import('../../src/identity/identity.ts');
    const { pino } = await import('pino');
    const opened = createIdentity({
      pool: portal.pool,
      audit: portal.audit,
      kind: 'live',
      config: {
        baseUrl: portal.base,
        dataDir: portal.dataDir,
        sessionIdleSeconds: 1,
        sessionMaxSeconds: 1,
        supportContact: '',
        production: true,
      },
      log: pino({ level: 'silent' }),
      registrations: [portal.idp('it').registration],
      pages: { refused: () => undefined, tested: () => undefined },
    });
    await expect(opened).rejects.toThrow('never loads demo');
  });
});
