import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { signedResponse } from '../../src/dev/saml-response.ts';
import { clientNetwork } from '../../src/gate/client-network.ts';
import { checkLimits } from '../../src/identity/checks.ts';
import { openPlaces } from '../../src/identity/places.ts';
import { Refusal } from '../../src/identity/refusal.ts';
import { readFormBody } from '../../src/identity/saml-form.ts';
import { refusalsOf } from '../security/hostile/refusal.ts';
import { Browser } from './browser.ts';
import { begin, deliver, honestParts, signInAs, startPortal, type TestPortal } from './portal.ts';

let portal: TestPortal | null = null;
afterEach(async () => {
  await portal?.close();
  portal = null;
});

async function honestAnswer(at: TestPortal): Promise<Response> {
  const browser = new Browser();
  const begun = await begin(at, browser, 'it');
  return deliver(at, browser, signedResponse(honestParts(at, 'chiara', begun), at.idp('it').key), begun.relayState);
}

describe('an answer that nobody has time for', () => {
  it('because too many wait is refused with 503, says when to come again, and is in the log', async () => {
    portal = await startPortal({ limits: { checks: { ...checkLimits, waiting: 0 } } });
    const response = await honestAnswer(portal);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await response.json()).toMatchObject({ messageId: 'signin.refused.busy', retryAfter: 5 });
    expect(refusalsOf(portal)[0]?.detail).toMatchObject({ reason: 'overloaded', check: 'the-queue-is-full' });
  });

  it('because its check takes too long is refused, the log says so, and the next one is looked at', async () => {
    portal = await startPortal();
    const browser = new Browser();
    const begun = await begin(portal, browser, 'it');
    const xml = signedResponse(honestParts(portal, 'chiara', begun), portal.idp('it').key);
    const hasty = await portal.sibling({ limits: { checks: { ...checkLimits, deadline: 1 } } });
    const form = { SAMLResponse: Buffer.from(xml).toString('base64'), RelayState: begun.relayState };
    const response = await browser.post(`${hasty.listens}/saml/acs`, new URLSearchParams(form).toString());
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
    expect(refusalsOf(hasty)[0]?.detail).toMatchObject({ reason: 'too-costly', check: 'no-result-within-1-ms' });
    await hasty.close();
    expect((await signInAs(portal, 'chiara')).response.status).toBe(303);
  });
});

describe('a form that comes in drops', () => {
  it('is given up, and its place is free again', async () => {
    const app = express();
    app.use((request, response) => {
      readFormBody(request, 50).catch((error: unknown) => {
        response.status(error instanceof Refusal ? error.status : 500).end(String(error));
      });
    });
    const server = createServer(app);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const status = await new Promise((resolve) => {
      const sent = httpRequest({
        port,
        host: '127.0.0.1',
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': 1000 },
      });
      sent.on('response', ({ statusCode }) => resolve(statusCode)).on('error', resolve);
      sent.write('SAMLResponse=');
    });
    expect(status).toBe(408);
    server.closeAllConnections();
    server.close();
  });
});

describe('places for messages under way', () => {
  it('are counted by network and in all, so that memory is bounded', () => {
    const places = openPlaces({ inAll: 3, perNetwork: 2 });
    const leave = places.take('192.0.2.1');
    places.take('192.0.2.1');
    expect(() => places.take('::ffff:192.0.2.1')).toThrow(Refusal);
    places.take('192.0.2.2');
    expect(() => places.take('192.0.2.3')).toThrow('overloaded');
    leave();
    places.take('192.0.2.1');
  });
});

describe('who counts as one', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:0:1:aaaa::1', '2001:db8:0:1::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:0db8:0000:0001::', '2001:db8:0:1::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['nonsense', 'unknown'],
  ])('%s is of %s', (address, network) => expect(clientNetwork(address)).toBe(network));
});
