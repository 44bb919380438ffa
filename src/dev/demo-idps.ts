import { join } from 'node:path';
import type express from 'express';
import type { IdpRegistration } from '../identity/idp-registration.ts';
import { refedsMfa } from '../identity/idp-registration.ts';
import { Refusal } from '../identity/refusal.ts';
import { ensureKeyFile } from '../identity/sp-keys.ts';
import { type ServiceProvider, serviceProvider } from '../identity/sp-metadata.ts';
import { type AuthnRequest, readAuthnRequest } from './authn-request.ts';
import { demoMetadata } from './demo-metadata.ts';
import { choicePage, demoCsp, postPage } from './demo-pages.ts';
import type { DemoPerson } from './demo-person.ts';
import {
  type DemoIdp,
  demoRegistration,
  peopleByIdp,
  type RetiredDemoIdp,
  retiredRegistration,
} from './demo-registration.ts';
import { english, localTexts } from './demo-texts.ts';
import { cbc, encryptedResponse, newSamlId, type ResponseParts, signedResponse } from './saml-response.ts';

export interface DemoIdpOptions {
  /** Of the portal, e.g. `http://localhost:3000`. */
  baseUrl: string;
  /** The port both share; the Host tells them apart. */
  port: number;
  people: readonly DemoPerson[];
  /** Those whose certificate has run out. */
  retired?: readonly RetiredDemoIdp[];
  /** People of providers that nobody has registered yet: operators try how one comes in. */
  waiting?: { names: Readonly<Record<string, string>>; people: readonly DemoPerson[] };
  /** Aliases of those that encrypt, and know CBC alone; they need the portal's certificate. */
  cbcOnly?: readonly string[];
  /** The portal's certificate, PEM: what is encrypted for it. */
  certificate?: string;
  dataDir: string;
}

export interface DemoIdps {
  /** Mount before everything else: answers what is addressed to `127.0.0.1:<port>`, passes the rest on. */
  middleware: express.RequestHandler;
  registrations: IdpRegistration[];
}

const passwordContext = 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport';
const transient = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';

/** The last day of the clearance as an assertion says it. */
function lastDay(expires: DemoPerson['clearanceExpires']): string[] {
  if (expires === null) return [];
  if (typeof expires === 'string') return [expires];
  return [new Date(Date.now() + expires * 24 * 3600 * 1000).toISOString().slice(0, 10)];
}

function attributesOf(person: DemoPerson, names: IdpRegistration['attributes']): ResponseParts['attributes'] {
  const all = [
    { name: names.subjectId, values: [person.subjectId] },
    { name: names.displayName, values: [person.name] },
    { name: names.mail, values: person.mail === null ? [] : [person.mail] },
    { name: names.agency, values: [person.agency] },
    { name: names.country, values: [person.country] },
    { name: names.clearance, values: [person.clearance] },
    { name: names.clearanceExpires, values: lastDay(person.clearanceExpires) },
    { name: names.purposes, values: person.purposes },
  ];
  return all.filter(({ values }) => values.length > 0);
}

/** What this demo IdP says about one of its people, as the answer to one request. Times: now, for five minutes. */
export function responsePartsFor(
  idp: DemoIdp,
  person: DemoPerson,
  sp: ServiceProvider,
  request: Pick<AuthnRequest, 'id' | 'wantsMfa'>,
): ResponseParts {
  const mfa = person.mfa === true || (person.mfa === 'on-request' && request.wantsMfa);
  return {
    responseId: newSamlId(),
    assertionId: newSamlId(),
    issuer: idp.registration.entityId,
    acsUrl: sp.acsUrl,
    audience: sp.entityId,
    inResponseTo: request.id,
    nameId: newSamlId(),
    nameIdFormat: transient,
    sessionIndex: newSamlId(),
    authnContext: mfa ? refedsMfa : passwordContext,
    issuedAt: Date.now(),
    lifetime: 300_000,
    attributes: attributesOf(person, idp.registration.attributes),
  };
}

/** Only this machine may ask: a demo IdP hands out identities without a password (THREATS 12). */
export function isLoopback(address: string | undefined): boolean {
  return address !== undefined && /^(?:::ffff:)?127\.\d+\.\d+\.\d+$|^::1$/.test(address);
}

async function makeIdp(options: DemoIdpOptions, alias: string, people: DemoPerson[]): Promise<DemoIdp> {
  if (!/^[a-z0-9-]{1,40}$/.test(alias)) throw new Error(`demo IdP alias ${alias}: use a-z, 0-9 and -`);
  const key = await ensureKeyFile(join(options.dataDir, 'demo-idps', `${alias}.pem`), `Demo IdP ${alias}`);
  const cbcOnly = options.cbcOnly?.includes(alias) ?? false;
  if (cbcOnly && options.certificate === undefined) throw new Error(`demo IdP ${alias}: nothing to encrypt with`);
  const origin = `http://127.0.0.1:${options.port}`;
  return { key, people, registration: demoRegistration(origin, alias, people, key, cbcOnly) };
}

const oneDay = 24 * 3600 * 1000;

async function retire(options: DemoIdpOptions, idp: RetiredDemoIdp): Promise<IdpRegistration> {
  const file = join(options.dataDir, 'demo-idps', `${idp.alias}.pem`);
  const key = await ensureKeyFile(file, `Demo IdP ${idp.alias}`, -oneDay);
  return retiredRegistration(`http://127.0.0.1:${options.port}`, idp, key);
}

/** The demo's one choice of cipher: who is allowed CBC speaks nothing else. */
function answerXml(idp: DemoIdp, parts: ResponseParts, certificate: string | undefined): Promise<string> | string {
  if (!idp.registration.allowCbc || certificate === undefined) return signedResponse(parts, idp.key);
  return encryptedResponse(parts, idp.key, { certificate, cipher: cbc });
}

async function sendSso(idp: DemoIdp, home: Home, url: URL, response: express.Response): Promise<void> {
  const { sp } = home;
  const request = readAuthnRequest(url.searchParams.get('SAMLRequest') ?? '');
  if (request.issuer !== sp.entityId || request.acsUrl !== sp.acsUrl) throw new Refusal('destination');
  const texts = localTexts(idp.registration.participant) ?? english;
  const asked = url.searchParams.get('person');
  const person = idp.people.find(({ alias }) => alias === asked);
  if (asked !== null && person === undefined) throw new Refusal('subject');
  if (person === undefined) {
    const href = (alias: string) => `${url.pathname}${url.search}&person=${encodeURIComponent(alias)}`;
    response.send(choicePage(texts, idp.registration.agencies.join(', '), idp.people, href));
    return;
  }
  const xml = await answerXml(idp, responsePartsFor(idp, person, sp, request), home.certificate);
  const encoded = Buffer.from(xml, 'utf8').toString('base64');
  response.send(postPage(texts, sp.acsUrl, encoded, url.searchParams.get('RelayState') ?? ''));
}

/** The portal that the demo IdPs answer. */
interface Home {
  sp: ServiceProvider;
  certificate: string | undefined;
}

async function answer(
  idps: Map<string, DemoIdp>,
  home: Home,
  request: express.Request,
  response: express.Response,
): Promise<void> {
  const url = new URL(request.originalUrl, 'http://127.0.0.1');
  if (url.pathname === '/favicon.ico') {
    response.status(204).end();
    return;
  }
  const [, folder, alias = '', rest = '', more] = url.pathname.split('/');
  const idp = idps.get(alias);
  const known = request.method === 'GET' && folder === 'idp' && idp !== undefined && more === undefined;
  if (!known || !isLoopback(request.socket.remoteAddress) || !['', 'sso', 'metadata'].includes(rest)) {
    response.status(404).type('text/plain').send('Not found\n');
    return;
  }
  if (rest === 'metadata') {
    response.type('application/samlmetadata+xml').send(demoMetadata(idp));
    return;
  }
  response.type('html');
  if (rest === 'sso') await sendSso(idp, home, url, response);
  else response.send(choicePage(localTexts(idp.registration.participant) ?? english, alias, idp.people, () => null));
}

function headers(response: express.Response, portalOrigin: string): void {
  response.setHeader('Content-Security-Policy', demoCsp(portalOrigin));
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('X-Content-Type-Options', 'nosniff');
}

/**
 * The demo identity providers: real signed SAML 2.0, one per `idpAlias` of the people, keys kept under the data folder.
 * For a demo database only; main loads this module by a guarded dynamic import.
 */
export async function createDemoIdps(options: DemoIdpOptions): Promise<DemoIdps> {
  if (process.env.NODE_ENV === 'production') throw new Error('demo identity providers are never loaded in production');
  const host = `127.0.0.1:${options.port}`;
  const base = new URL(options.baseUrl);
  if (base.hostname !== 'localhost')
    throw new Error(`demo identity providers need a BASE_URL on localhost, not ${base.host}`);
  const groups = [...peopleByIdp(options.people)];
  const made = await Promise.all(groups.map(([alias, people]) => makeIdp(options, alias, people)));
  const retired = await Promise.all((options.retired ?? []).map((one) => retire(options, one)));
  const waiting = await Promise.all(
    [...peopleByIdp(options.waiting?.people ?? [])].map(async ([alias, people]) => {
      const idp = await makeIdp(options, alias, people);
      return { ...idp, registration: { ...idp.registration, names: { ...options.waiting?.names } } };
    }),
  );
  const idps = new Map([...made, ...waiting].map((idp) => [idp.registration.alias, idp]));
  const home = { sp: serviceProvider(options.baseUrl), certificate: options.certificate };
  return {
    registrations: [...made.map(({ registration }) => registration), ...retired],
    middleware: async (request, response, next) => {
      if (request.headers.host !== host) {
        next();
        return;
      }
      headers(response, base.origin);
      try {
        await answer(idps, home, request, response);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        response.status(400).type('text/plain').send('This is not a sign-in request of the portal.\n');
      }
    },
  };
}
