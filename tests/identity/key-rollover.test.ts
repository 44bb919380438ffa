import { createVerify } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ContentCipher, encryptedResponse } from '../../src/dev/saml-response.ts';
import { generateSigningKey } from '../../src/identity/sp-keys.ts';
import { Browser } from './browser.ts';
import { answerForm, begin, honestParts, type PortalOptions, startPortal, type TestPortal } from './portal.ts';

const gcm: ContentCipher = 'http://www.w3.org/2009/xmlenc11#aes256-gcm';

let folder: string;
let portal: TestPortal;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rollover-'));
  for (const name of ['one', 'two']) {
    const { privateKey, certificate } = await generateSigningKey(name);
    await writeFile(file(name), `${privateKey}${certificate}`);
  }
  portal = await startPortal({ samlKeyFile: file('one') });
});
afterAll(async () => {
  await portal?.close();
  await rm(folder, { recursive: true });
});

const file = (name: string) => join(folder, `${name}.pem`);

/** The steps of docs/operating.md, one after the other. */
const steps: { what: string; keys: Partial<PortalOptions> }[] = [
  { what: 'before', keys: { samlKeyFile: 'one' } },
  { what: 'the new key is published', keys: { samlKeyFile: 'one', samlOtherKeyFile: 'two' } },
  { what: 'the new key signs', keys: { samlKeyFile: 'two', samlOtherKeyFile: 'one' } },
  { what: 'the old key is gone', keys: { samlKeyFile: 'two' } },
];

interface Known {
  signing: string[];
  encryption: string[];
}

/** What an agency reads out of the metadata. */
async function knownFrom(at: TestPortal): Promise<Known> {
  const xml = await (await fetch(`${at.listens}/saml/metadata`)).text();
  const certificates = (use: string) =>
    [...xml.matchAll(new RegExp(`use="${use}".*?<ds:X509Certificate>([^<]+)`, 'gs'))].map(
      ([, body = '']) =>
        `-----BEGIN CERTIFICATE-----\n${body.match(/.{1,64}/g)?.join('\n')}\n-----END CERTIFICATE-----\n`,
    );
  return { signing: certificates('signing'), encryption: certificates('encryption') };
}

/** The portal at a step, beside the first one, on the same database. */
const at = ({ samlKeyFile = 'one', samlOtherKeyFile }: Partial<PortalOptions>) =>
  portal.sibling({
    samlKeyFile: file(samlKeyFile),
    ...(samlOtherKeyFile ? { samlOtherKeyFile: file(samlOtherKeyFile) } : {}),
  });

/** chiara signs in at an agency that read these metadata; both its check of the request and our reading of its answer count. */
async function signIn(now: TestPortal, known: Known, encryptFor: string | undefined): Promise<[boolean, number]> {
  const browser = new Browser();
  const begun = await begin({ ...portal, base: now.listens }, browser, 'it');
  const [signed = '', signature = ''] = begun.sso.search.slice(1).split('&Signature=');
  const verified = known.signing.some((certificate) =>
    createVerify('RSA-SHA256').update(signed).verify(certificate, decodeURIComponent(signature), 'base64'),
  );
  const { key } = portal.idp('it');
  const parts = honestParts(portal, 'chiara', begun);
  const xml = await encryptedResponse(parts, key, { certificate: encryptFor ?? '', cipher: gcm });
  const response = await browser.post(`${now.listens}/saml/acs`, answerForm(xml, begun.relayState));
  return [verified, response.status];
}

describe('the portal changes its key without a sign-in that fails', () => {
  it.each(steps.map((step, index) => ({ ...step, before: steps[Math.max(0, index - 1)]?.keys ?? step.keys })))(
    '$what: for whoever read the metadata of this step, or of the one before',
    async ({ keys, before }) => {
      const then = await at(before);
      const late = await knownFrom(then);
      await then.close();
      const now = await at(keys);
      const prompt = await knownFrom(now);
      for (const known of [late, prompt]) expect(await signIn(now, known, known.encryption[0])).toEqual([true, 303]);
      // Whichever of the keys that are published now an agency takes.
      for (const certificate of prompt.encryption) expect(await signIn(now, prompt, certificate)).toEqual([true, 303]);
      await now.close();
    },
  );

  it('an answer for a key that is gone is refused', async () => {
    const old = await at({ samlKeyFile: 'one' });
    const known = await knownFrom(old);
    await old.close();
    const now = await at({ samlKeyFile: 'two' });
    expect(await signIn(now, known, known.encryption[0])).toEqual([false, 403]);
    await now.close();
  });

  it('a second file with the same key is an error at the start, with the remedy', async () => {
    await expect(at({ samlKeyFile: 'one', samlOtherKeyFile: 'one' })).rejects.toThrow('needs another one');
  });
});
