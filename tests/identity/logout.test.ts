import { createVerify } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newSamlId } from '../../src/dev/saml-response.ts';
import { signedRedirect } from '../../src/identity/logout-message.ts';
import { offerLogout } from '../../src/identity/logout-store.ts';
import { signInAs, startPortal, type TestPortal, whoami } from './portal.ts';

const slo = 'https://idp.it.example/slo';
let portal: TestPortal;
beforeAll(async () => {
  portal = await startPortal();
  portal.idp('it').registration.logout = { requestUrl: slo, responseUrl: slo };
});
afterAll(() => portal.close());

const follow = (url: string) => fetch(url, { redirect: 'manual' });
const lastReason = () => portal.audit.entries.at(-1)?.detail?.reason;

/** chiara has signed out here; the address at which her browser asks for the rest. */
async function offered(): Promise<{ address: string; session: string }> {
  const { browser } = await signInAs(portal, 'chiara');
  const session = (await whoami(portal, browser))?.session ?? '';
  const client = await portal.pool.connect();
  const handle = await offerLogout(client, session);
  client.release();
  return { address: `${portal.base}/saml/logout?offer=${handle}`, session };
}

/** The request that the provider gets, and whether the portal signed it. */
function read(location: string) {
  const url = new URL(location);
  const signed = url.search.slice(1, url.search.indexOf('&Signature='));
  const signature = url.searchParams.get('Signature') ?? '';
  const good = createVerify('RSA-SHA256').update(signed).verify(portal.certificate, signature, 'base64');
  const xml = inflateRawSync(Buffer.from(url.searchParams.get('SAMLRequest') ?? '', 'base64')).toString();
  return { good, xml, id: /ID="([^"]+)"/.exec(xml)?.[1] ?? '' };
}

function answerTo(
  id: string,
  change: { status?: string; key?: string; issuer?: string; destination?: string } = {},
): string {
  const { status = 'Success', key = 'it', issuer = key, destination = portal.sp.sloUrl } = change;
  const xml =
    `<samlp:LogoutResponse xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ` +
    `ID="${newSamlId()}" Version="2.0" IssueInstant="${new Date().toISOString()}" Destination="${destination}" InResponseTo="${id}">` +
    `<saml:Issuer>${portal.idp(issuer).registration.entityId}</saml:Issuer><samlp:Status>` +
    `<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:${status}"/></samlp:Status></samlp:LogoutResponse>`;
  return signedRedirect(portal.sp.sloUrl, 'SAMLResponse', xml, null, portal.idp(key).key.privateKey);
}

const asked = async () => read((await follow((await offered()).address)).headers.get('location') ?? '');

describe('a logout that begins here', () => {
  it('goes on to the provider, signed, with the name it gave to the person, and ends everywhere', async () => {
    const { address, session } = await offered();
    const sent = await follow(address);
    expect(sent.status).toBe(303);
    expect(sent.headers.get('location')).toMatch(new RegExp(`^${slo}\\?SAMLRequest=`));
    const { good, xml, id } = read(sent.headers.get('location') ?? '');
    expect(good).toBe(true);
    const { rows } = await portal.owner.query(
      'SELECT name_id, name_id_format, session_index FROM session WHERE handle = $1',
      [session],
    );
    expect(xml).toContain(`Format="${rows[0].name_id_format}">${rows[0].name_id}</saml:NameID>`);
    expect(xml).toContain(`<samlp:SessionIndex>${rows[0].session_index}</samlp:SessionIndex>`);
    const done = await follow(answerTo(id));
    expect([done.status, done.headers.get('location')]).toEqual([303, '/sign-in?signedOut=everywhere']);
  });

  it('is offered once', async () => {
    const { address } = await offered();
    expect((await follow(address)).status).toBe(303);
    expect((await follow(address)).status).toBe(403);
    expect((await follow(`${portal.base}/saml/logout?offer=${'A'.repeat(43)}`)).status).toBe(403);
    expect(lastReason()).toBe('request-unknown');
  });

  it('says so where the provider could not end everything', async () => {
    const done = await follow(answerTo((await asked()).id, { status: 'PartialLogout' }));
    expect(done.headers.get('location')).toBe('/sign-in?signedOut=here');
  });

  it('takes an answer once, from that provider, well signed and addressed to us', async () => {
    const { id } = await asked();
    const hostile: [string, string][] = [
      [answerTo(id, { key: 'rs', issuer: 'it' }), 'signature'],
      [answerTo(id, { key: 'rs' }), 'request-unknown'],
      [answerTo(id, { destination: 'https://other.example/slo' }), 'destination'],
      [answerTo(newSamlId()), 'request-unknown'],
      [answerTo(id).replace(/&Signature=.*/, ''), 'signature'],
      [`${answerTo(id)}&SAMLRequest=AAAA`, 'parameters'],
    ];
    for (const [url, reason] of hostile) {
      expect((await follow(url)).status).toBe(403);
      expect(lastReason()).toBe(reason);
    }
    expect((await follow(answerTo(id))).status).toBe(303);
    expect((await follow(answerTo(id))).status).toBe(403);
  });
});
