import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import type pg from 'pg';
import { pino } from 'pino';
import { isDatabaseUnavailable, openDatabase } from '../../db/connect.ts';
import { readAuthnRequest } from '../../src/dev/authn-request.ts';
import { createDemoIdps, responsePartsFor } from '../../src/dev/demo-idps.ts';
import type { DemoPerson } from '../../src/dev/demo-person.ts';
import { type DemoIdp, peopleByIdp } from '../../src/dev/demo-registration.ts';
import type { ResponseParts } from '../../src/dev/saml-response.ts';
import { createIdentity, type Identity } from '../../src/identity/identity.ts';
import type { IdpRegistration } from '../../src/identity/idp-registration.ts';
import type { IdentityLimits, RefusedInfo, TestedInfo } from '../../src/identity/parts.ts';
import { ensureKeyFile, loadSigningKey } from '../../src/identity/sp-keys.ts';
import { type ServiceProvider, serviceProvider } from '../../src/identity/sp-metadata.ts';
import { createTestDatabase } from '../support/database.ts';
import { Browser, formFields } from './browser.ts';
import { people as usualPeople } from './people.ts';
import { type RecordedAudit, recordedAudit } from './recorded-audit.ts';

export interface TestPortal {
  base: string;
  /** Where this process listens; a sibling shares `base` with the first. */
  listens: string;
  pool: pg.Pool;
  owner: pg.Pool;
  audit: RecordedAudit;
  identity: Identity;
  sp: ServiceProvider;
  dataDir: string;
  /** Of the portal, PEM: what is meant for it alone is encrypted with it. */
  certificate: string;
  idp(alias: string): DemoIdp;
  person(alias: string): DemoPerson;
  /** Another process on the same database. */
  sibling(changed?: Partial<PortalOptions>): Promise<TestPortal>;
  close(): Promise<void>;
}

export interface PortalOptions {
  people?: DemoPerson[];
  limits?: Partial<IdentityLimits>;
  federationDir?: string;
  /** Aliases of IdPs that encrypt by CBC, and are allowed to. */
  cbcOnly?: string[];
  kind?: 'demo' | 'live';
  /** Files of the portal's keys; the second one during a rollover. */
  samlKeyFile?: string;
  samlOtherKeyFile?: string;
  sessionIdleSeconds?: number;
  sessionMaxSeconds?: number;
  /** By which the age of metadata is judged. */
  now?: () => number;
}

interface Shared {
  urls: { ownerUrl: string; portalUrl: string };
  dataDir: string;
  dispose: () => Promise<void>;
}

const participants = ['IT', 'RS', 'ME'];
const agencies = [
  ['IT-DCSA', 'IT'],
  ['IT-SRI', 'IT'],
  ['RS-MUP', 'RS'],
  ['ME-UP', 'ME'],
];

async function fill(owner: pg.Pool): Promise<void> {
  for (const code of participants) await owner.query("INSERT INTO participant VALUES ($1, 'country', '{}')", [code]);
  for (const row of agencies)
    await owner.query("INSERT INTO agency (code, participant, type, names) VALUES ($1, $2, 'police', '{}')", row);
}

async function share(): Promise<Shared> {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'identity-'));
  const owner = openDatabase(database.ownerUrl, { max: 1 });
  await fill(owner.pool);
  await owner.close();
  const dispose = async () => {
    await database.drop();
    await rm(dataDir, { recursive: true });
  };
  return { urls: database, dataDir, dispose };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)));
}

function mount(app: express.Express, identity: Identity): void {
  app.use(identity.router);
  app.get('/whoami', async (request, response) => {
    const signedIn = await identity.signedIn(request);
    if (signedIn !== null) identity.sessions.stillGood(signedIn);
    response.json(signedIn);
  });
  app.use((error: unknown, _request: express.Request, response: express.Response, next: express.NextFunction) => {
    if (response.headersSent) next(error);
    else {
      response.status(isDatabaseUnavailable(error) ? 503 : 500).send(String(error));
    }
  });
}

function identityOptions(options: PortalOptions, base: string, dataDir: string) {
  return {
    kind: options.kind ?? 'demo',
    config: {
      baseUrl: base,
      dataDir,
      federationDir: options.federationDir,
      samlKeyFile: options.samlKeyFile,
      samlOtherKeyFile: options.samlOtherKeyFile,
      sessionIdleSeconds: options.sessionIdleSeconds ?? 1800,
      sessionMaxSeconds: options.sessionMaxSeconds ?? 43_200,
      supportContact: 'support@portal.example',
      production: false,
    },
    log: pino({ level: 'silent' }),
    pages: {
      tested: (_request: express.Request, response: express.Response, info: TestedInfo) =>
        void response.status(200).json({ tested: info }),
      refused: (_request: express.Request, response: express.Response, info: RefusedInfo) =>
        void response.status(info.status).json(info),
    },
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    ...(options.now === undefined ? {} : { now: options.now }),
  };
}

/** The demo IdPs with their keys, as a thief of keys or an honest test needs them. */
async function idpsOf(
  registrations: IdpRegistration[],
  people: DemoPerson[],
  dataDir: string,
): Promise<Map<string, DemoIdp>> {
  const found = new Map<string, DemoIdp>();
  for (const registration of registrations) {
    const key = await ensureKeyFile(join(dataDir, 'demo-idps', `${registration.alias}.pem`), '');
    found.set(registration.alias, { registration, key, people: peopleByIdp(people).get(registration.alias) ?? [] });
  }
  return found;
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('not in this test portal');
  return value;
}

async function open(shared: Shared, options: PortalOptions, first?: number): Promise<TestPortal> {
  const people = options.people ?? usualPeople;
  const { dataDir, urls } = shared;
  const database = openDatabase(urls.portalUrl, { max: 8 });
  const owner = openDatabase(urls.ownerUrl, { max: 2 });
  const app = express();
  const server = createServer(app);
  const own = await listen(server);
  const port = first ?? own;
  const base = `http://localhost:${port}`;
  const audit = recordedAudit();
  const { certificate } = await loadSigningKey({ dataDir, production: false });
  const cbcOnly = options.cbcOnly ?? [];
  const demo = await createDemoIdps({ baseUrl: base, port, people, dataDir, cbcOnly, certificate });
  const given = identityOptions(options, base, dataDir);
  const registrations = given.kind === 'demo' ? demo.registrations : [];
  const identity = await createIdentity({ pool: database.pool, audit, registrations, ...given });
  if (given.kind === 'demo') app.use(demo.middleware);
  mount(app, identity);
  const idps = await idpsOf(demo.registrations, people, dataDir);
  const close = async () => {
    await identity.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await database.close();
    await owner.close();
    await shared.dispose();
  };
  return {
    base,
    listens: `http://localhost:${own}`,
    pool: database.pool,
    owner: owner.pool,
    audit,
    identity,
    sp: serviceProvider(base),
    dataDir,
    certificate,
    idp: (alias) => present(idps.get(alias)),
    person: (alias) => present(people.find((person) => person.alias === alias)),
    sibling: (changed = {}) => open({ ...shared, dispose: async () => undefined }, { ...options, ...changed }, port),
    close,
  };
}

/** A small portal on a real database: sign-in, sessions and demo IdPs, and one page that says who is signed in. */
export async function startPortal(options: PortalOptions = {}): Promise<TestPortal> {
  return open(await share(), options);
}

/** A sign-in that has begun: the browser is at the IdP. */
export interface Begun {
  /** Address of the IdP with the request. */
  sso: URL;
  relayState: string;
  requestId: string;
}

export async function begin(portal: TestPortal, browser: Browser, idpAlias: string, extra = ''): Promise<Begun> {
  return begunBy(await browser.get(loginUrl(portal, portal.idp(idpAlias).registration.entityId, extra)));
}

function loginUrl(portal: TestPortal, entityId: string, extra: string): string {
  return `${portal.base}/saml/login?idp=${encodeURIComponent(entityId)}${extra}`;
}

function begunBy(response: Response): Begun {
  const sso = new URL(response.headers.get('location') ?? 'about:blank');
  const relayState = sso.searchParams.get('RelayState') ?? '';
  return { sso, relayState, requestId: readAuthnRequest(sso.searchParams.get('SAMLRequest') ?? '').id };
}

/** What the person's own IdP would say in answer to that request. */
export function honestParts(portal: TestPortal, personAlias: string, begun: Begun): ResponseParts {
  const person = portal.person(personAlias);
  return responsePartsFor(portal.idp(person.idpAlias), person, portal.sp, { id: begun.requestId, wantsMfa: false });
}

export function answerForm(xml: string, relayState: string): string {
  return new URLSearchParams({
    SAMLResponse: Buffer.from(xml, 'utf8').toString('base64'),
    RelayState: relayState,
  }).toString();
}

export function deliver(portal: TestPortal, browser: Browser, xml: string, relayState: string): Promise<Response> {
  return browser.post(portal.sp.acsUrl, answerForm(xml, relayState));
}

/** The whole way through the demo IdP, as a person with a browser goes it. */
export async function signInAs(
  portal: TestPortal,
  personAlias: string,
  extra = '',
  browser = new Browser(),
): Promise<{ browser: Browser; response: Response }> {
  const entityId = portal.idp(portal.person(personAlias).idpAlias).registration.entityId;
  const first = await browser.get(loginUrl(portal, entityId, extra));
  if (first.status !== 302) return { browser, response: first };
  const begun = begunBy(first);
  const page = await browser.get(`${begun.sso.href}&person=${personAlias}`);
  const fields = formFields(await page.text());
  const response = await browser.post(portal.sp.acsUrl, new URLSearchParams([...fields]).toString());
  return { browser, response };
}

export async function whoami(portal: TestPortal, browser: Browser) {
  const response = await browser.get(`${portal.base}/whoami`);
  if (!response.ok) throw new Error(`whoami: ${response.status} ${await response.text()}`);
  return (await response.json()) as import('../../src/gate/signed-in.ts').SignedIn | null;
}
