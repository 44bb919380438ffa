import { createVerify } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newSamlId } from '../../src/dev/saml-response.ts';
import { signedRedirect } from '../../src/identity/logout-message.ts';
import { ensureKeyFile } from '../../src/identity/sp-keys.ts';
import { signInAs, startPortal, type TestPortal, whoami } from '../identity/portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startPortal();
});
afterAll(() => portal.close());
beforeEach(async () => {
  await portal.identity.flushRefusals();
  portal.audit.entries.length = 0;
});

interface Choices {
  idp?: string;
  nameId: string;
  sessionIndex?: string;
  destination?: string;
  until?: number;
  key?: string;
}

function logoutUrl(choices: Choices): string {
  const { idp = 'it', nameId, sessionIndex, destination = portal.sp.sloUrl, until = Date.now() + 60_000 } = choices;
  const index = sessionIndex === undefined ? '' : `<samlp:SessionIndex>${sessionIndex}</samlp:SessionIndex>`;
  const xml =
    `<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ` +
    `ID="${newSamlId()}" Version="2.0" IssueInstant="${new Date(until - 60_000).toISOString()}" NotOnOrAfter="${new Date(until).toISOString()}" ` +
    `Destination="${destination}"><saml:Issuer>${portal.idp(idp).registration.entityId}</saml:Issuer><saml:NameID>${nameId}</saml:NameID>${index}</samlp:LogoutRequest>`;
  return signedRedirect(portal.sp.sloUrl, 'SAMLRequest', xml, 'state', portal.idp(choices.key ?? idp).key.privateKey);
}

async function nameIdOf(session: string | undefined) {
  const row = await portal.owner.query('SELECT name_id, session_index FROM session WHERE handle = $1', [session]);
  return { nameId: row.rows[0].name_id as string, sessionIndex: row.rows[0].session_index as string };
}

const follow = (url: string) => fetch(url, { redirect: 'manual' });
const reasons = () => portal.audit.entries.map(({ action, detail }) => [action, detail?.reason]);

describe('a logout that the agency’s IdP asks for', () => {
  it('ends that person’s session, and leaves an entry', async () => {
    const { browser } = await signInAs(portal, 'chiara');
    const { browser: other } = await signInAs(portal, 'giulia');
    const chiara = await whoami(portal, browser);
    portal.audit.entries.length = 0;
    const response = await follow(logoutUrl(await nameIdOf(chiara?.session)));
    expect(response.status).toBe(303);
    const ended = await portal.owner.query('SELECT ended_because FROM session WHERE handle = $1', [chiara?.session]);
    expect(ended.rows).toEqual([{ ended_because: 'logout at the identity provider' }]);
    expect(portal.audit.entries).toEqual([
      expect.objectContaining({
        action: 'auth.logout',
        outcome: 'permit',
        actor: expect.objectContaining({ id: chiara?.person, session: chiara?.session, agency: 'IT-DCSA' }),
      }),
    ]);
    expect(await whoami(portal, other)).toMatchObject({ agency: 'IT-SRI' });
  });

  it('is answered with a signed LogoutResponse where the IdP takes one', async () => {
    const { logoutResponseUrl } = await import('../../src/identity/logout-message.ts');
    const key = await ensureKeyFile(`${portal.dataDir}/saml-key.pem`, '');
    const url = new URL(
      logoutResponseUrl({
        to: 'https://idp.example/slo',
        inResponseTo: '_1',
        relayState: 'state',
        issuer: portal.sp.entityId,
        privateKey: key.privateKey,
      }),
    );
    const signed = url.search.slice(1, url.search.indexOf('&Signature='));
    expect(
      createVerify('RSA-SHA256')
        .update(signed)
        .verify(key.certificate, url.searchParams.get('Signature') ?? '', 'base64'),
    ).toBe(true);
    const xml = inflateRawSync(Buffer.from(url.searchParams.get('SAMLResponse') ?? '', 'base64')).toString();
    expect(xml).toContain('InResponseTo="_1"');
    expect(xml).toContain('status:Success');
  });

  const hostile: [string, string, (url: string, nameId: string) => string][] = [
    ['without a signature', 'signature', (url) => url.replace(/&Signature=.*$/, '')],
    [
      'with SHA-1',
      'algorithm',
      (url) =>
        url
          .replace('xmldsig-more%23rsa-sha256', 'xmldsig%23rsa-sha1')
          .replace(/SigAlg=[^&]*/, `SigAlg=${encodeURIComponent('http://www.w3.org/2000/09/xmldsig#rsa-sha1')}`),
    ],
    ['whose RelayState was changed', 'signature', (url) => url.replace('RelayState=state', 'RelayState=other')],
    ['that was signed with another IdP’s key', 'signature', (_url, nameId) => logoutUrl({ nameId, key: 'rs' })],
    ['that has expired', 'expired', (_url, nameId) => logoutUrl({ nameId, until: Date.now() - 600_000 })],
    [
      'that was addressed elsewhere',
      'destination',
      (_url, nameId) => logoutUrl({ nameId, destination: 'https://other.example/slo' }),
    ],
    ['that inflates to megabytes', 'too-large', (_url, nameId) => logoutUrl({ nameId: nameId + 'x'.repeat(200_000) })],
    // Read under its decoded name, and left out of what was signed: a signature over the algorithm alone would do.
    ['with the name of its request encoded', 'parameters', (url) => url.replace('SAMLRequest=', 'SAML%52equest=')],
    ['with its request twice', 'parameters', (url) => `${url}&SAMLRequest=AAAA`],
  ];
  for (const [how, reason, change] of hostile) {
    it(`${how} ends nothing and is refused`, async () => {
      const { browser } = await signInAs(portal, 'chiara');
      const { nameId } = await nameIdOf((await whoami(portal, browser))?.session);
      portal.audit.entries.length = 0;
      const response = await follow(change(logoutUrl({ nameId }), nameId));
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.status).toBeLessThan(500);
      expect(reasons()).toEqual([['auth.login_refused', reason]]);
      expect(await whoami(portal, browser)).toMatchObject({ agency: 'IT-DCSA' });
    });
  }

  it('from another IdP ends nobody’s session here', async () => {
    const { browser } = await signInAs(portal, 'chiara');
    const { nameId } = await nameIdOf((await whoami(portal, browser))?.session);
    expect((await follow(logoutUrl({ idp: 'rs', nameId }))).status).toBe(303);
    const left = await portal.owner.query('SELECT ended_at FROM session WHERE name_id = $1', [nameId]);
    expect(left.rows).toEqual([{ ended_at: null }]);
  });

  it('counts once: sent again it is refused', async () => {
    const { browser } = await signInAs(portal, 'chiara');
    const url = logoutUrl(await nameIdOf((await whoami(portal, browser))?.session));
    expect((await follow(url)).status).toBe(303);
    expect((await follow(url)).status).toBe(403);
  });
});
