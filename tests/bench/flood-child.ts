/**
 * Somebody who wants others not to get in: a hundred hostile messages a second to the portal's SAML endpoints, of the kinds
 * that cost a careless portal most. Arguments: address of the portal, seconds. Ends with the statuses it was answered with.
 */
import { argv, stdout } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { deflateRawSync } from 'node:zlib';
import { readAuthnRequest } from '../../src/dev/authn-request.ts';
import { newSamlId, type ResponseParts, signedResponse } from '../../src/dev/saml-response.ts';
import { generateSigningKey } from '../../src/identity/sp-keys.ts';
import { answerForm } from '../identity/portal.ts';

const perSecond = 100;
const [, , url = '', seconds = '10'] = argv;
const statuses: Record<string, number> = {};
const handle = () => newSamlId().slice(1).padEnd(43, 'A');

async function send(path: string, init?: RequestInit & { headers?: Record<string, string> }): Promise<Response> {
  const response = await fetch(url + path, { redirect: 'manual', ...init });
  const key = `${path.split('?')[0]} ${response.status}`;
  statuses[key] = (statuses[key] ?? 0) + 1;
  return response;
}

const post = (body: string, cookie = '') =>
  send('/saml/acs', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded', cookie },
  });

const siblings = `<a>${'<b/>'.repeat(24_000)}</a>`;
const nested = `${'<a>'.repeat(9000)}${'</a>'.repeat(9000)}`;
// As large as it may be and still get past the limit of Node's parser: 16 KB of headers.
const bomb = encodeURIComponent(deflateRawSync(Buffer.alloc(11_000_000)).toString('base64'));
const idp = `http://127.0.0.1:${new URL(url).port}/idp/it`;

/** A whole answer under a key of our own: to a question that was asked, so that it is parsed and its signatures are looked at. */
async function forge(key: Awaited<ReturnType<typeof generateSigningKey>>): Promise<void> {
  const begun = await send(`/saml/login?idp=${encodeURIComponent(idp)}`);
  const sso = new URL(begun.headers.get('location') ?? 'about:blank');
  if (begun.status !== 302) return;
  const { id, acsUrl, issuer } = readAuthnRequest(sso.searchParams.get('SAMLRequest') ?? '');
  const parts: ResponseParts = {
    responseId: newSamlId(),
    assertionId: newSamlId(),
    issuer: idp,
    acsUrl,
    audience: issuer,
    inResponseTo: id,
    nameId: newSamlId(),
    nameIdFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
    sessionIndex: newSamlId(),
    authnContext: 'https://refeds.org/profile/mfa',
    issuedAt: Date.now(),
    lifetime: 300_000,
    attributes: [],
  };
  const cookie = begun.headers.getSetCookie().map((line) => line.split(';')[0]);
  await post(answerForm(signedResponse(parts, key), sso.searchParams.get('RelayState') ?? ''), cookie.join('; '));
}

async function main(): Promise<void> {
  const key = await generateSigningKey('evil');
  const kinds = [
    () => post(answerForm(siblings, handle())),
    () => post(answerForm(nested, handle())),
    () => send(`/saml/slo?SAMLRequest=${bomb}&SigAlg=x&Signature=x`),
    () => forge(key),
  ];
  stdout.write('ready\n');
  const until = performance.now() + Number(seconds) * 1000;
  const waiting: Promise<unknown>[] = [];
  for (let sent = 0; performance.now() < until; sent += 1) {
    waiting.push(kinds[sent % kinds.length]?.() ?? Promise.resolve());
    await pause(1000 / perSecond);
  }
  await Promise.all(waiting);
  stdout.write(`${JSON.stringify(statuses)}\n`);
}

await main();
