import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDemoIdps, isLoopback } from '../../src/dev/demo-idps.ts';
import { Browser, formFields } from './browser.ts';
import { people } from './people.ts';
import { begin, startPortal, type TestPortal } from './portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startPortal();
});
afterAll(() => portal.close());

describe('THREATS 12: the demo identity providers', () => {
  it('show one button for each of their people, in the local language and English', async () => {
    const { sso } = await begin(portal, new Browser(), 'it');
    const response = await fetch(sso);
    const html = await response.text();
    expect(html).toContain('<html lang="it">');
    expect(html).toContain('Accedi come <strong>Chiara Valdesi</strong>');
    expect(html).toContain('<span lang="en">· Choose who signs in</span>');
    expect(html.match(/<a href=/g)).toHaveLength(2);
    expect(html).not.toContain('Стаменић');
  });

  it('answer for a named person at once, with a form that sends itself and a button where scripts are off', async () => {
    const begun = await begin(portal, new Browser(), 'it');
    const response = await fetch(`${begun.sso.href}&person=chiara`);
    const html = await response.text();
    const csp = response.headers.get('content-security-policy') ?? '';
    expect(csp).toContain(`form-action ${portal.base}`);
    expect(csp).toContain("default-src 'none'");
    expect(csp).not.toContain('unsafe-inline');
    expect(html).toContain('<button type="submit">');
    const { createHash } = await import('node:crypto');
    const script = /<script>(.*)<\/script>/.exec(html)?.[1] ?? '';
    expect(csp).toContain(`'sha256-${createHash('sha256').update(script).digest('base64')}'`);
    expect(formFields(html).get('RelayState')).toBe(begun.relayState);
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  it('escape whatever comes in the address', async () => {
    const { sso } = await begin(portal, new Browser(), 'it');
    sso.searchParams.set('RelayState', '"><script>alert(1)</script>');
    const html = await (await fetch(`${sso.href}&person=chiara`)).text();
    expect(html).not.toContain('<script>alert');
    expect(formFields(html).get('RelayState')).toBe('"><script>alert(1)</script>');
  });

  it('send answers to this portal only', async () => {
    const { deflateRawSync } = await import('node:zlib');
    const xml = `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1" AssertionConsumerServiceURL="https://evil.example/acs"><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${portal.sp.entityId}</saml:Issuer></samlp:AuthnRequest>`;
    const encoded = encodeURIComponent(deflateRawSync(Buffer.from(xml)).toString('base64'));
    const response = await fetch(`${portal.idp('it').registration.ssoUrl}?SAMLRequest=${encoded}&person=chiara`);
    expect(response.status).toBe(400);
  });

  it('keep the portal’s own pages off their name', async () => {
    const response = await fetch(`${portal.base.replace('localhost', '127.0.0.1')}/whoami`);
    expect(response.status).toBe(404);
  });

  it('answer nobody but this machine', () => {
    expect(['127.0.0.1', '::1', '::ffff:127.0.0.1'].map(isLoopback)).toEqual([true, true, true]);
    expect(['10.0.0.7', '::ffff:10.0.0.7', '2001:db8::1', undefined].map(isLoopback)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it('are not reached by another Host name', async () => {
    const port = Number(new URL(portal.base).port);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      request({ host: '127.0.0.1', port, path: '/idp/it/sso', headers: { host: 'portal.example' } }, (response) =>
        resolve(response.resume().statusCode),
      )
        .on('error', reject)
        .end();
    });
    expect(status).toBe(404);
  });

  it('do not load in production or on a public address', async () => {
    const options = { port: 3000, people, dataDir: portal.dataDir };
    await expect(createDemoIdps({ ...options, baseUrl: 'https://portal.example' })).rejects.toThrow('localhost');
    const before = process.env.NODE_ENV;
    process.env.NODE_ENV = 'production';
    const loaded = createDemoIdps({ ...options, baseUrl: 'http://localhost:3000' });
    process.env.NODE_ENV = before;
    await expect(loaded).rejects.toThrow('production');
  });

  it('keep their keys from one start to the next, readable by their owner alone', async () => {
    const again = await createDemoIdps({
      baseUrl: portal.base,
      port: Number(new URL(portal.base).port),
      people,
      dataDir: portal.dataDir,
    });
    expect(again.registrations).toEqual(['it', 'rs', 'me'].map((alias) => portal.idp(alias).registration));
    const { stat } = await import('node:fs/promises');
    expect((await stat(`${portal.dataDir}/demo-idps/it.pem`)).mode & 0o777).toBe(0o600);
  });
});
