import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { assertionXml, responseXml, signElement, signedResponse } from '../../src/dev/saml-response.ts';
import { signInLimits } from '../../src/identity/sign-in-limits.ts';
import { Browser } from '../identity/browser.ts';
import {
  answerForm,
  begin,
  deliver,
  honestParts,
  signInAs,
  startPortal,
  type TestPortal,
  whoami,
} from '../identity/portal.ts';
import { countOf, expectRefusal, refusalsOf } from './hostile/refusal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startPortal();
});
afterAll(() => portal.close());
// A minute passes between cases: floods have a test of their own.
afterEach(async () => {
  portal.audit.entries.length = 0;
});

const refusals = () => refusalsOf(portal);
const count = (table: string) => countOf(portal, table);
const expectRefused = (response: Response, browser: Browser, reason: string) =>
  expectRefusal(portal, response, browser, reason);

describe('an answer that arrives wrongly', () => {
  it('in another browser than the one that asked is refused, and the request is spent', async () => {
    await portal.identity.flushRefusals();
    const asking = new Browser();
    const other = new Browser();
    const begun = await begin(portal, asking, 'it');
    await begin(portal, other, 'it');
    const xml = signedResponse(honestParts(portal, 'chiara', begun), portal.idp('it').key);
    await expectRefused(await deliver(portal, other, xml, begun.relayState), other, 'other-browser');
    portal.audit.entries.length = 0;
    await expectRefused(await deliver(portal, asking, xml, begun.relayState), asking, 'request-unknown');
    await portal.owner.query('DELETE FROM saml_request');
  });

  it('by GET is answered 405', async () => {
    await portal.identity.flushRefusals();
    const response = await fetch(`${portal.sp.acsUrl}?SAMLResponse=AAAA`);
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
    expect(refusals().map(({ detail }) => detail?.reason)).toEqual(['method']);
  });

  it('in a query beside the form, as JSON, or in more than 256 KB is refused', async () => {
    await portal.identity.flushRefusals();
    const browser = new Browser();
    const query = await browser.post(`${portal.sp.acsUrl}?SAMLRequest=AAAA`, 'SAMLResponse=AAAA&RelayState=a');
    const json = await browser.post(portal.sp.acsUrl, '{}', { type: 'application/json' });
    const large = await browser.post(portal.sp.acsUrl, answerForm('a'.repeat(300_000), 'a'));
    expect([query.status, json.status, large.status]).toEqual([403, 415, 413]);
    expect(refusals().map(({ detail }) => detail?.reason)).toEqual(['parameters', 'content-type', 'too-large']);
  });

  it('to a page on another site is refused before the sign-in begins', async () => {
    const entityId = encodeURIComponent(portal.idp('it').registration.entityId);
    for (const returnTo of [
      '//evil.example',
      'https://evil.example/',
      '/\\evil.example',
      'javascript:alert(1)',
      'data:text/html,x',
      '/\t/evil.example',
    ]) {
      const response = await fetch(
        `${portal.base}/saml/login?idp=${entityId}&returnTo=${encodeURIComponent(returnTo)}`,
        { redirect: 'manual' },
      );
      expect([returnTo, response.status]).toEqual([returnTo, 403]);
    }
    expect(await count('saml_request')).toBe(0);
  });
});

describe('an answer that was used', () => {
  it('opens one session however often and however parallel it is sent, on two instances', async () => {
    const sibling = await portal.sibling();
    const before = await count('session');
    const browser = new Browser();
    const begun = await begin(portal, browser, 'it');
    const xml = signedResponse(honestParts(portal, 'chiara', begun), portal.idp('it').key);
    const form = answerForm(xml, begun.relayState);
    const urls = [portal.sp.acsUrl, `${sibling.listens}/saml/acs`, portal.sp.acsUrl, `${sibling.listens}/saml/acs`];
    const responses = await Promise.all(urls.map((url) => browser.post(url, form)));
    const late = await browser.post(portal.sp.acsUrl, form);
    expect(responses.map(({ status }) => status).sort()).toEqual([303, 403, 403, 403]);
    expect(late.status).toBe(403);
    expect((await count('session')) - before).toBe(1);
    expect(await count('saml_request')).toBe(0);
    await sibling.close();
  });

  it('lends its assertion id to no fresh answer', async () => {
    const browser = new Browser();
    const first = await begin(portal, browser, 'it');
    const used = honestParts(portal, 'chiara', first);
    expect((await deliver(portal, browser, signedResponse(used, portal.idp('it').key), first.relayState)).status).toBe(
      303,
    );
    const second = await begin(portal, browser, 'it');
    const fresh = { ...honestParts(portal, 'chiara', second), assertionId: used.assertionId };
    expect(
      (await deliver(portal, browser, signedResponse(fresh, portal.idp('it').key), second.relayState)).status,
    ).toBe(403);
    expect(refusals().at(-1)?.detail).toMatchObject({ reason: 'replay' });
  });
});

describe('an answer that is odd and honest', () => {
  it('grants no role and no more clearance or purposes than the IdP may give', async () => {
    const browser = new Browser();
    const begun = await begin(portal, browser, 'it');
    const parts = honestParts(portal, 'chiara', begun);
    const extra = [
      { name: 'roles', values: ['auditor', 'federation-operator'] },
      { name: '__proto__', values: ['auditor'] },
      { name: 'urn:seguito:attribute:purposes', values: ['INVESTIGATION', 'AUDIT', 'STATISTICS'] },
      { name: 'urn:seguito:attribute:clearance', values: ['SECRET'] },
    ];
    const kept = parts.attributes.filter(({ name }) => !extra.some((one) => one.name === name));
    const xml = signedResponse({ ...parts, attributes: [...kept, ...extra] }, portal.idp('it').key);
    expect((await deliver(portal, browser, xml, begun.relayState)).status).toBe(303);
    expect(await whoami(portal, browser)).toMatchObject({
      roles: ['liaison-officer'],
      purposes: ['INVESTIGATION'],
      clearance: 'OFFICIAL',
    });
    expect(portal.audit.entries.at(-1)?.detail).toMatchObject({ reason: 'dropped:clearance.purposes' });
  });
});

describe('a step-up', () => {
  it('asks for a fresh MFA and refuses a sign-in without one', async () => {
    const browser = new Browser();
    const begun = await begin(portal, browser, 'me', '&stepUp=1');
    const { inflateRawSync } = await import('node:zlib');
    const request = inflateRawSync(Buffer.from(begun.sso.searchParams.get('SAMLRequest') ?? '', 'base64')).toString();
    expect(request).toContain('ForceAuthn="true"');
    expect(request).toContain('>https://refeds.org/profile/mfa</saml:AuthnContextClassRef>');
    const xml = signedResponse(honestParts(portal, 'mira', begun), portal.idp('me').key);
    expect((await deliver(portal, browser, xml, begun.relayState)).status).toBe(403);
    expect(refusals().at(-1)?.detail).toMatchObject({ reason: 'mfa' });
  });

  it('refuses an MFA that was given before it was asked', async () => {
    const browser = new Browser();
    const begun = await begin(portal, browser, 'it', '&stepUp=1');
    const parts = honestParts(portal, 'chiara', begun);
    const old = new Date(Date.now() - 600_000).toISOString();
    const inner = assertionXml(parts).replace(/AuthnInstant="[^"]*"/, `AuthnInstant="${old}"`);
    const { key } = portal.idp('it');
    const xml = signElement(responseXml(parts, signElement(inner, parts.assertionId, key)), parts.responseId, key);
    expect((await deliver(portal, browser, xml, begun.relayState)).status).toBe(403);
    expect(refusals().at(-1)?.detail).toMatchObject({ reason: 'mfa', check: 'not-afresh' });
  });
});

describe('a sign-in by a session that the provider had already', () => {
  it('counts as old as the authentication there, so that "signed in just now" is never said of it', async () => {
    const browser = new Browser();
    const begun = await begin(portal, browser, 'it');
    const parts = honestParts(portal, 'chiara', begun);
    const old = new Date(Date.now() - 9 * 3_600_000).toISOString();
    const inner = assertionXml(parts).replace(/AuthnInstant="[^"]*"/, `AuthnInstant="${old}"`);
    const { key } = portal.idp('it');
    const xml = signElement(responseXml(parts, signElement(inner, parts.assertionId, key)), parts.responseId, key);
    expect((await deliver(portal, browser, xml, begun.relayState)).status).toBe(303);
    const { rows } = await portal.owner.query(
      'SELECT extract(epoch FROM signed_in_at - authenticated_at)::int AS earlier FROM session ORDER BY signed_in_at DESC LIMIT 1',
    );
    expect(rows[0].earlier).toBeGreaterThanOrEqual(9 * 3600 - 5);
  });
});

describe('THREATS 5, 40, 44: floods', () => {
  it('of refused answers become counts: no more than 100 entries a minute', async () => {
    await portal.identity.flushRefusals();
    portal.audit.entries.length = 0;
    const browser = new Browser();
    for (let sent = 0; sent < 150; sent += 1)
      await browser.post(portal.sp.acsUrl, `SAMLResponse=AAAA&RelayState=a${sent % 3 === 0 ? '&x=1' : ''}`);
    await portal.identity.flushRefusals();
    expect(refusals().length).toBeLessThanOrEqual(100);
    expect(
      refusals().reduce((sum, { detail }) => sum + Number(detail && 'count' in detail ? detail.count : 0), 0),
    ).toBe(150);
  });

  it('of new people from one IdP stop at the hourly limit, and nobody of them is written', async () => {
    const small = await startPortal({ limits: { newPeoplePerHour: 1 } });
    expect((await signInAs(small, 'chiara')).response.status).toBe(303);
    expect((await signInAs(small, 'giulia')).response.status).toBe(429);
    expect((await signInAs(small, 'chiara')).response.status).toBe(303);
    expect((await small.owner.query('SELECT count(*)::int AS n FROM person')).rows[0].n).toBe(1);
    await small.close();
  });

  it('of begun sign-ins from one address stop at the limit', async () => {
    const small = await startPortal({ limits: { signIns: { ...signInLimits, begunByNetwork: 3 } } });
    const entityId = encodeURIComponent(small.idp('it').registration.entityId);
    const statuses = [];
    for (let sent = 0; sent < 5; sent += 1)
      statuses.push((await fetch(`${small.base}/saml/login?idp=${entityId}`, { redirect: 'manual' })).status);
    expect(statuses).toEqual([302, 302, 302, 429, 429]);
    await small.close();
  });
});
