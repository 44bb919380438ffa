import { get } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LogReader } from '../support/audit-entries.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import type { Visitor } from '../support/visitor.ts';
import { type Known, knownRecords } from './route-examples.ts';

let portal: TestPortal;
let log: LogReader;
let known: Known;
let chiara: Visitor;

beforeAll(async () => {
  portal = await startTestPortal();
  log = await LogReader.open(portal.database.ownerUrl);
  known = await knownRecords(log);
  chiara = await portal.signIn('chiara');
}, 120_000);

afterAll(async () => {
  await log?.close();
  await portal?.close();
});

/** A GET whose Sec-Fetch headers are ours to set: fetch would write its own. */
function rawGet(url: string, headers: Record<string, string>): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    get(url, { headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    }).on('error', reject);
  });
}

describe('a request from elsewhere', () => {
  it('changes nothing without our own origin or the session’s token, and the attempt is in the log', async () => {
    const id = known.id('action');
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }]) {
      const answer = await chiara.send('POST', `/actions/${id}/transitions`, 'to=CLOSED&version=1', {
        ...headers,
        'content-type': 'application/x-www-form-urlencoded',
      });
      expect(answer.status).toBe(403);
      const [entry] = await log.ofRequest(answer.headers.get('x-request-id') ?? '');
      expect(entry?.outcome).toBe('deny');
    }
  });

  it('gets no record by a navigation from another site, and nothing at all as a subresource', async () => {
    const id = known.id('action');
    const cookie = `__Host-seguito=${chiara.cookie('__Host-seguito') ?? ''}`;
    const navigation = await rawGet(`${portal.url}/actions/${id}`, {
      cookie,
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
    });
    expect(navigation).toMatchObject({ status: 200 });
    expect(navigation.text).not.toContain('J7-P3');
    expect(navigation.text).toContain(`url=/actions/${id}`);
    const image = await rawGet(`${portal.url}/actions/${id}`, {
      cookie,
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'no-cors',
    });
    expect(image).toEqual({ status: 403, text: '' });
  });

  it('a cross-site arrival goes on to a path of ours only', async () => {
    const answer = await rawGet(`${portal.url}//evil.example/x`, {
      'sec-fetch-site': 'cross-site',
      'sec-fetch-mode': 'navigate',
    });
    expect(answer.text).not.toContain('evil.example');
  });
});
