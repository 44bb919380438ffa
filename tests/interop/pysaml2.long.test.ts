import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refedsMfa } from '../../src/identity/idp-registration.ts';
import { whoami } from '../identity/portal.ts';
import { type ForeignIdp, missing, runs, startForeignIdp, startProgram } from './idp.ts';

const python = '/usr/bin/python3';
const script = fileURLToPath(new URL('pysaml2-idp.py', import.meta.url));
const installed = runs(python, '-c', 'import saml2') && runs('/usr/bin/xmlsec1', '--version');
const skipped = !installed && missing('pysaml2', 'python3-pysaml2 xmlsec1');

const chiara = {
  subjectId: ['chiara@it.example'],
  displayName: ['Chiara D’Amico'],
  mail: ['chiara@it.example'],
  agency: ['IT-DCSA'],
  country: ['IT'],
  clearance: ['RESTRICTED'],
  clearanceExpires: ['2099-12-31'],
  purposes: ['PREVENTION', 'INVESTIGATION'],
};
const usual = { user: 'chiara', context: refedsMfa, attributes: chiara };

describe.skipIf(skipped)('an identity provider of pysaml2', () => {
  let idp: ForeignIdp;
  const answers = (with_: object) => writeFile(join(idp.folder, 'answer.json'), JSON.stringify({ ...usual, ...with_ }));

  beforeAll(async () => {
    idp = await startForeignIdp({
      alias: 'pysaml2',
      entityId: (base) => `${base}/metadata`,
      start: async (folder, port) => {
        await mkdir(join(folder, 'maps'));
        return startProgram(python, [script, folder, String(port)], folder);
      },
      answer: async (sso) => {
        const page = await fetch(sso);
        const text = await page.text();
        if (!page.ok) throw new Error(text);
        return text;
      },
    });
  }, 60_000);
  afterAll(() => idp?.stop());

  it('takes our signed request, and its signed answer signs in', async () => {
    await answers({});
    const { browser, response } = await idp.signIn();
    expect(idp.portal.audit.entries.at(-1)).toMatchObject({ action: 'auth.login', outcome: 'permit' });
    expect(response.status).toBe(303);
    expect(await whoami(idp.portal, browser)).toMatchObject({
      name: 'Chiara D’Amico',
      agency: 'IT-DCSA',
      clearance: 'RESTRICTED',
      assurance: 'mfa',
      purposes: ['PREVENTION', 'INVESTIGATION'],
    });
  });

  it('signs in without a second factor as well, and not where one is asked for', async () => {
    await answers({ context: 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport' });
    const { browser, response } = await idp.signIn();
    expect(response.status).toBe(303);
    expect(await whoami(idp.portal, browser)).toMatchObject({ assurance: 'basic' });
    expect((await idp.signIn('&stepUp=1')).response.status).toBe(403);
    expect(idp.portal.audit.entries.at(-1)?.detail).toMatchObject({ reason: 'mfa' });
  });

  it('speaks for no other agency', async () => {
    await answers({ attributes: { ...chiara, agency: ['RS-MUP'] } });
    expect((await idp.signIn()).response.status).toBe(403);
    expect(idp.portal.audit.entries.at(-1)?.detail).toMatchObject({ reason: 'agency' });
  });

  it('encrypts by triple DES when it is asked to, and is refused', async () => {
    await answers({ encrypt: true });
    expect((await idp.signIn()).response.status).toBe(403);
    expect(idp.portal.audit.entries.at(-1)?.detail).toMatchObject({ reason: 'encrypted' });
  });
});
