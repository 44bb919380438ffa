import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from './browser.ts';
import { begin, signInAs, startPortal, type TestPortal, whoami } from './portal.ts';

describe('signing in through the own agency', () => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startPortal();
  });
  afterAll(() => portal.close());

  it('brings an officer back to the page that was wanted, with what the agency said about her', async () => {
    const { browser, response } = await signInAs(portal, 'chiara', '&returnTo=%2Factions%3Fpanel%3DJ7-P3');
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/actions?panel=J7-P3');
    expect(await whoami(portal, browser)).toMatchObject({
      subjectId: 'chiara@it.example',
      name: 'Chiara Valdesi',
      agency: 'IT-DCSA',
      country: 'IT',
      agencyType: 'police',
      idpAlias: 'it',
      idpStatus: 'ACTIVE',
      clearance: 'RESTRICTED',
      clearanceUntil: '2100-01-01T00:00:00.000Z',
      assurance: 'mfa',
      roles: ['liaison-officer'],
      purposes: ['PREVENTION', 'INVESTIGATION'],
      purpose: null,
      auditScope: null,
    });
  });

  it('is in the log before the answer, with person, session and assertion', async () => {
    const { browser } = await signInAs(portal, 'bojan');
    const signedIn = await whoami(portal, browser);
    const entry = portal.audit.entries.findLast(({ action }) => action === 'auth.login');
    expect(entry).toMatchObject({
      outcome: 'permit',
      actor: { id: signedIn?.person, agency: 'RS-MUP', session: signedIn?.session, assertionId: signedIn?.assertionId },
      recipient: { channel: 'saml' },
      detail: { firstSeen: true, assurance: 'mfa', reason: 'dropped:mail' },
    });
  });

  it('gives the cookie to this site alone and keeps only its SHA-256', async () => {
    const { browser, response } = await signInAs(portal, 'chiara');
    const line = response.headers.getSetCookie().find((cookie) => cookie.startsWith('__Host-seguito='));
    expect(line).toMatch(/^__Host-seguito=[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/);
    const token = browser.cookie('__Host-seguito') ?? '';
    const rows = await portal.owner.query('SELECT row_to_json(s)::text AS text FROM session s');
    expect(rows.rows.some(({ text }) => text.includes(token))).toBe(false);
  });

  it('holds a first-seen officer to OFFICIAL and GREEN for 24 hours', async () => {
    const { browser } = await signInAs(portal, 'giulia');
    const held = Date.parse((await whoami(portal, browser))?.heldUntil ?? '');
    expect(held - Date.now()).toBeGreaterThan(23.9 * 3600 * 1000);
    expect(held - Date.now()).toBeLessThanOrEqual(24 * 3600 * 1000);
  });

  it('does not hold an officer whom the agency registered beforehand, and keeps the roles given in the portal', async () => {
    const id = '01940000-0000-7000-8000-000000000001';
    await portal.owner.query(
      "INSERT INTO person (id, idp, subject_id, agency, name, preregistered) VALUES ($1, $2, 'mira@me.example', 'ME-UP', 'Mira', true)",
      [id, portal.idp('me').registration.entityId],
    );
    await portal.owner.query(
      "INSERT INTO role_assignment (id, person, role, scope, granted_by) VALUES (gen_random_uuid(), $1, 'auditor', 'all', 'test'), (gen_random_uuid(), $1, 'liaison-officer', 'agency', 'test')",
      [id],
    );
    const { browser } = await signInAs(portal, 'mira');
    const mira = await whoami(portal, browser);
    expect(mira).toMatchObject({
      person: id,
      heldUntil: null,
      assurance: 'basic',
      roles: ['auditor'],
      auditScope: 'all',
    });
    expect(mira?.purposes).toContain('AUDIT');
    expect(Date.parse(mira?.clearanceUntil ?? '')).toBeLessThan(Date.now());
  });

  it('asks with a signed request that names no NameID format and no other address', async () => {
    const { sso } = await begin(portal, new Browser(), 'it');
    expect(sso.searchParams.get('SigAlg')).toBe('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256');
    const { inflateRawSync } = await import('node:zlib');
    const xml = inflateRawSync(Buffer.from(sso.searchParams.get('SAMLRequest') ?? '', 'base64')).toString();
    expect(xml).toContain(`AssertionConsumerServiceURL="${portal.sp.acsUrl}"`);
    expect(xml).toMatch(/<samlp:NameIDPolicy [^>]*AllowCreate="true"\/>/);
    expect(xml).not.toMatch(/NameIDPolicy[^>]*Format/);
    const { createVerify } = await import('node:crypto');
    const { ensureKeyFile } = await import('../../src/identity/sp-keys.ts');
    const key = await ensureKeyFile(`${portal.dataDir}/saml-key.pem`, '');
    const signed = sso.search.slice(1, sso.search.indexOf('&Signature='));
    const good = createVerify('RSA-SHA256')
      .update(signed)
      .verify(key.certificate, sso.searchParams.get('Signature') ?? '', 'base64');
    expect(good).toBe(true);
  });

  it('publishes metadata that asks for signed assertions and ends', async () => {
    const xml = await (await fetch(`${portal.base}/saml/metadata`)).text();
    for (const lang of ['en', 'it', 'sr'])
      expect(xml).toMatch(new RegExp(`<mdui:Description xml:lang="${lang}">.{40,}</`));
    expect(xml).toContain('AuthnRequestsSigned="true" WantAssertionsSigned="true"');
    expect(Date.parse(/validUntil="([^"]+)"/.exec(xml)?.[1] ?? '')).toBeGreaterThan(Date.now());
    expect(xml).toContain(`Location="${portal.sp.acsUrl}"`);
  });

  it('lists the agencies one may sign in with', () => {
    expect(portal.identity.providers()).toEqual([
      expect.objectContaining({ alias: 'it', participant: 'IT', agencies: ['IT-DCSA', 'IT-SRI'], status: 'ACTIVE' }),
      expect.objectContaining({ alias: 'me', status: 'ACTIVE' }),
      expect.objectContaining({ alias: 'rs', status: 'ACTIVE' }),
    ]);
  });

  it('lets two windows of one browser sign in side by side', async () => {
    const browser = new Browser();
    const first = await begin(portal, browser, 'it');
    const { response } = await signInAs(portal, 'giulia', '', browser);
    expect(response.status).toBe(303);
    const { formFields } = await import('./browser.ts');
    const fields = formFields(await (await browser.get(`${first.sso.href}&person=chiara`)).text());
    const second = await browser.post(portal.sp.acsUrl, new URLSearchParams([...fields]).toString());
    expect(second.status).toBe(303);
  });

  it('ends the former session of a browser that signs in again', async () => {
    const { browser } = await signInAs(portal, 'chiara');
    const former = browser.cookie('__Host-seguito') ?? '';
    // The answer comes from another site, and the Lax cookie stays behind.
    const begun = await begin(portal, browser, 'it');
    const { formFields } = await import('./browser.ts');
    const fields = formFields(await (await browser.get(`${begun.sso.href}&person=chiara`)).text());
    await browser.post(portal.sp.acsUrl, new URLSearchParams([...fields]).toString());
    expect(browser.cookie('__Host-seguito')).not.toBe(former);
    const ended = await portal.owner.query(
      "SELECT count(*)::int AS n FROM session WHERE ended_because = 'replaced by a new sign-in'",
    );
    expect(ended.rows[0].n).toBe(1);
  });

  it('opens no session when the log cannot be written', async () => {
    const before = await portal.owner.query('SELECT count(*)::int AS n FROM session');
    portal.audit.broken = new Error('the log is full');
    const { browser, response } = await signInAs(portal, 'chiara');
    portal.audit.broken = null;
    expect(response.status).toBe(500);
    expect(browser.cookie('__Host-seguito')).toBeUndefined();
    expect((await portal.owner.query('SELECT count(*)::int AS n FROM session')).rows).toEqual(before.rows);
  });
});
