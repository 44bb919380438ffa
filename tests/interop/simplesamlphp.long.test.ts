import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refedsMfa } from '../../src/identity/idp-registration.ts';
import { offerLogout } from '../../src/identity/logout-store.ts';
import { whoami } from '../identity/portal.ts';
import { type ForeignIdp, missing, runs, startForeignIdp } from './idp.ts';

const php = '/usr/bin/php';
const www = '/usr/share/simplesamlphp/www';
const configuration = fileURLToPath(new URL('simplesamlphp', import.meta.url));
const skipped =
  !(runs('test', '-d', www) && runs(php, '--version')) && missing('SimpleSAMLphp', 'simplesamlphp php-cli');

const chiara = {
  'urn:oasis:names:tc:SAML:attribute:subject-id': ['chiara@it.example'],
  'urn:oid:2.16.840.1.113730.3.1.241': ['Chiara Valdesi'],
  'urn:oid:0.9.2342.19200300.100.1.3': ['chiara@it.example'],
  'urn:oid:2.5.4.10': ['IT-DCSA'],
  'urn:oid:2.5.4.6': ['IT'],
  'urn:seguito:attribute:clearance': ['RESTRICTED'],
  'urn:seguito:attribute:clearance-expires': ['2099-12-31'],
  'urn:seguito:attribute:purposes': ['PREVENTION', 'INVESTIGATION'],
};
const usual = { context: refedsMfa, attributes: chiara };

/** PHP's own server, on loopback; its first answer is the metadata of the identity provider. */
async function start(folder: string, port: number): Promise<ChildProcess> {
  await mkdir(join(folder, 'temp'));
  await writeFile(join(folder, 'answer.json'), JSON.stringify(usual));
  const child = spawn(php, ['-S', `127.0.0.1:${port}`, '-t', www], {
    stdio: 'ignore',
    env: {
      PATH: process.env.PATH ?? '',
      SIMPLESAMLPHP_CONFIG_DIR: configuration,
      SEGUITO_INTEROP: folder,
      SEGUITO_INTEROP_PORT: String(port),
    },
  });
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/saml2/idp/metadata.php`).catch(() => null);
    if (answer?.ok) {
      await writeFile(join(folder, 'idp.xml'), await answer.text());
      return child;
    }
    if (answer) throw new Error(await answer.text());
    await pause(100);
  }
  throw new Error('SimpleSAMLphp did not answer');
}

describe.skipIf(skipped)('an identity provider of SimpleSAMLphp', () => {
  let idp: ForeignIdp;
  const answers = (with_: object) => writeFile(join(idp.folder, 'answer.json'), JSON.stringify({ ...usual, ...with_ }));

  beforeAll(async () => {
    idp = await startForeignIdp({
      alias: 'simplesamlphp',
      entityId: (base) => `${base}/saml2/idp/metadata.php`,
      start,
      answer: async (sso) => {
        const page = await fetch(sso);
        const text = await page.text();
        if (!page.ok) throw new Error(text);
        return text;
      },
    });
  }, 60_000);
  afterAll(() => idp?.stop());

  const expectChiara = async (assurance: string) => {
    const { browser, response } = await idp.signIn();
    expect(idp.portal.audit.entries.at(-1)).toMatchObject({ action: 'auth.login', outcome: 'permit' });
    expect(response.status).toBe(303);
    const known = { name: 'Chiara Valdesi', agency: 'IT-DCSA', clearance: 'RESTRICTED', assurance };
    expect(await whoami(idp.portal, browser)).toMatchObject(known);
  };

  it('reads our metadata, takes our signed request, and its signed answer signs in', async () => {
    await answers({});
    await expectChiara('mfa');
  });

  it('signs in without a second factor as well', async () => {
    await answers({ context: 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport' });
    await expectChiara('basic');
  });

  it('takes our signed request to sign out, and its signed answer ends the logout', async () => {
    await answers({});
    const { portal, signIn } = idp;
    const { browser } = await signIn();
    const client = await portal.pool.connect();
    const offer = await offerLogout(client, (await whoami(portal, browser))?.session ?? '');
    client.release();
    // SimpleSAMLphp keeps the way of a logout in its own session: a browser goes on with its cookies.
    const cookies = new Map<string, string>();
    const follow = async (url: string) => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const { headers } = await fetch(url, { redirect: 'manual', headers: { cookie } });
      for (const line of headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        cookies.set(name, value);
      }
      return headers.get('location') ?? '';
    };
    const asked = await follow(`${portal.base}/saml/logout?offer=${offer}`);
    expect(asked).toContain('/saml2/idp/SingleLogoutService.php?');
    const answered = await follow(await follow(asked));
    expect(answered).toContain(`${portal.sp.sloUrl}?SAMLResponse=`);
    expect(await follow(answered)).toBe('/sign-in?signedOut=everywhere');
  });

  it('encrypts with the key of our metadata by AES-CBC, and signs in only where its registration allows that', async () => {
    await answers({ encrypt: true });
    expect((await idp.signIn()).response.status).toBe(403);
    expect(idp.portal.audit.entries.at(-1)?.detail).toMatchObject({ reason: 'encrypted' });
    await idp.register('allowCbc: true');
    await expectChiara('mfa');
  });
});
