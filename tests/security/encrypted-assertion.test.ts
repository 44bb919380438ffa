import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ContentCipher, cbc, encryptedResponse, newSamlId } from '../../src/dev/saml-response.ts';
import { generateSigningKey } from '../../src/identity/sp-keys.ts';
import { Browser } from '../identity/browser.ts';
import { begin, deliver, honestParts, signInAs, startPortal, type TestPortal, whoami } from '../identity/portal.ts';
import { gcm } from './hostile/encryption.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startPortal({ cbcOnly: ['me'] });
});
afterAll(() => portal.close());
beforeEach(async () => {
  await portal.identity.flushRefusals();
  portal.audit.entries.length = 0;
});

/** A sign-in whose answer is encrypted, and perhaps changed on its way. */
async function answerBy(alias: string, cipher: ContentCipher, change = (xml: string) => xml, key = keyOf(alias)) {
  const browser = new Browser();
  const begun = await begin(portal, browser, portal.person(alias).idpAlias);
  const parts = honestParts(portal, alias, begun);
  const xml = change(await encryptedResponse(parts, key, { certificate: portal.certificate, cipher }));
  return { browser, begun, xml, response: await deliver(portal, browser, xml, begun.relayState) };
}

const keyOf = (alias: string) => portal.idp(portal.person(alias).idpAlias).key;
const reasons = () =>
  portal.audit.entries.filter(({ action }) => action === 'auth.login_refused').map(({ detail }) => detail?.reason);
const garbled = (xml: string) =>
  xml.replace(/(<xenc:CipherValue>.{60})(.{4})/s, (_, before, four) => before + (four === 'AAAA' ? 'BBBB' : 'AAAA'));

describe('an encrypted assertion', () => {
  it.each([gcm, 'http://www.w3.org/2009/xmlenc11#aes128-gcm'] as const)(
    'by an authenticated cipher signs in from every provider: %s',
    async (cipher) => {
      const { browser, response } = await answerBy('chiara', cipher);
      expect(response.status).toBe(303);
      expect(await whoami(portal, browser)).toMatchObject({ agency: 'IT-DCSA' });
    },
  );

  it('by CBC signs in from the provider that is allowed it, and from no other', async () => {
    const { browser, response } = await signInAs(portal, 'mira');
    expect(response.status).toBe(303);
    expect(await whoami(portal, browser)).toMatchObject({ agency: 'ME-UP' });
    expect((await answerBy('chiara', cbc)).response.status).toBe(403);
    expect(reasons()).toEqual(['encrypted']);
  });

  it('is refused the second time', async () => {
    const { browser, begun, xml } = await answerBy('chiara', gcm);
    expect((await deliver(portal, browser, xml, begun.relayState)).status).toBe(403);
    expect(reasons()).toEqual(['request-unknown']);
  });

  it('whose assertion id was used is refused in a fresh answer', async () => {
    const browser = new Browser();
    const assertionId = newSamlId();
    const statuses: number[] = [];
    for (let sent = 0; sent < 2; sent += 1) {
      const begun = await begin(portal, browser, 'it');
      const parts = { ...honestParts(portal, 'chiara', begun), assertionId };
      const xml = await encryptedResponse(parts, keyOf('chiara'), { certificate: portal.certificate, cipher: gcm });
      statuses.push((await deliver(portal, browser, xml, begun.relayState)).status);
    }
    expect(statuses).toEqual([303, 403]);
    expect(reasons()).toEqual(['replay']);
  });
});

describe('a padding oracle: chained blocks that somebody changed', () => {
  it('are never decrypted: the response’s signature is looked at first, whatever the cipher holds', async () => {
    const unsigned = (xml: string) => xml.replace(/<ds:Signature .*?<\/ds:Signature>/s, '');
    const pages = new Set<string>();
    for (const change of [garbled, unsigned, (xml: string) => unsigned(garbled(xml))]) {
      const { response } = await answerBy('mira', cbc, change);
      expect(response.status).toBe(403);
      pages.add(JSON.stringify({ ...JSON.parse(await response.text()), reference: '' }));
    }
    const stranger = await answerBy('mira', cbc, undefined, await generateSigningKey('evil'));
    pages.add(JSON.stringify({ ...JSON.parse(await stranger.response.text()), reference: '' }));
    // A garbled cipher that had been decrypted would have been refused as `encrypted`.
    expect(reasons()).toEqual(['signature', 'signature', 'signature', 'signature']);
    expect(pages.size).toBe(1);
  });
});

describe('the metadata of the portal', () => {
  it('offers its key for encryption, and authenticated ciphers alone', async () => {
    const xml = await (await fetch(portal.sp.entityId)).text();
    const [, encryption = ''] = /<md:KeyDescriptor use="encryption">(.*?)<\/md:KeyDescriptor>/s.exec(xml) ?? [];
    expect(encryption).toContain(portal.certificate.replace(/-----[A-Z ]+-----|\s/g, ''));
    expect([...encryption.matchAll(/EncryptionMethod Algorithm="([^"]+)"/g)].map(([, method]) => method)).toEqual([
      'http://www.w3.org/2009/xmlenc11#aes256-gcm',
      'http://www.w3.org/2009/xmlenc11#aes128-gcm',
      'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
    ]);
  });
});
