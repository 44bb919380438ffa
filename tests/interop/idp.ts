import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAuthnRequest } from '../../src/dev/authn-request.ts';
import { generateSigningKey } from '../../src/identity/sp-keys.ts';
import { ended } from '../db/embedded-process.ts';
import { Browser } from '../identity/browser.ts';
import { startPortal, type TestPortal } from '../identity/portal.ts';
import { freePort } from '../support/free-port.ts';

/** Whether this command ends well: the other product is installed. */
export function runs(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** Says aloud that a product is missing; with CI set that is a failure. */
export function missing(product: string, packages: string): boolean {
  if (process.env.CI) throw new Error(`with CI set every test must run: apt-get install ${packages}`);
  process.stderr.write(`\nNOT RUN: sign-in by ${product} (apt-get install ${packages})\n`);
  return true;
}

/** An identity provider of somebody else's making, in a process of its own, registered at a live portal. */
export interface ForeignIdp {
  portal: TestPortal;
  folder: string;
  entityId: string;
  /** Registers it anew, with further lines. */
  register(more: string): Promise<void>;
  /** A sign-in as a browser goes it; the answer of the assertion consumer service. */
  signIn(extra?: string): Promise<{ browser: Browser; response: Response }>;
  stop(): Promise<void>;
}

export interface ForeignProduct {
  alias: string;
  /** Where its metadata says it is, by its address. */
  entityId(base: string): string;
  /** Writes what it needs into the folder and starts it; resolves when it answers. */
  start(folder: string, port: number): Promise<ChildProcess>;
  /** The form with the answer, from the address to which the portal sent the browser. */
  answer(sso: string): Promise<string>;
}

const registration = (alias: string, entityId: string, more: string) => `entityId: ${entityId}
metadata: ${alias}.xml
trustedUntil: 2099-12-31
participant: IT
agencies: [IT-DCSA, IT-SRI]
scopes: [it.example]
caps: { clearance: RESTRICTED, purposes: [PREVENTION, INVESTIGATION] }
${more}
`;

/** Name and value of the hidden fields, however their tags are written. */
function fieldsOf(html: string): URLSearchParams {
  const plain = (text: string) =>
    text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
  const fields = new URLSearchParams();
  for (const [tag] of html.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1];
    if (name) fields.append(name, plain(/value="([^"]*)"/.exec(tag)?.[1] ?? ''));
  }
  return fields;
}

/** Its metadata and its registration in the folder from which the portal reads them. */
async function write(portal: TestPortal, folder: string, alias: string, text: string): Promise<void> {
  await writeFile(join(folder, 'federation', `${alias}.xml`), await readFile(join(folder, 'idp.xml')));
  await writeFile(join(folder, 'federation', `${alias}.yaml`), text);
  await portal.identity.refreshProviders();
  const [provider] = portal.identity.providers();
  if (provider?.status !== 'ACTIVE' || provider.broken)
    throw new Error(`${alias}: ${provider?.broken ?? provider?.status ?? 'not known'}`);
}

/** Starts a live portal and the product, and makes each known to the other by metadata. */
export async function startForeignIdp(product: ForeignProduct): Promise<ForeignIdp> {
  const folder = await mkdtemp(join(tmpdir(), 'seguito-interop-'));
  const directory = join(folder, 'federation');
  await mkdir(directory);
  const portal = await startPortal({ kind: 'live', federationDir: directory });
  const key = await generateSigningKey('Interop');
  await writeFile(join(folder, 'key.pem'), key.privateKey);
  await writeFile(join(folder, 'cert.pem'), key.certificate);
  await writeFile(join(folder, 'sp.xml'), await (await fetch(`${portal.base}/saml/metadata`)).text());
  const port = await freePort();
  const child = await product.start(folder, port);
  const entityId = product.entityId(`http://127.0.0.1:${port}`);
  const register = (more: string) => write(portal, folder, product.alias, registration(product.alias, entityId, more));
  await register('');
  return {
    portal,
    folder,
    entityId,
    register,
    signIn: async (extra = '') => {
      const browser = new Browser();
      const begun = await browser.get(`${portal.base}/saml/login?idp=${encodeURIComponent(entityId)}${extra}`);
      const sso = begun.headers.get('location') ?? '';
      if (begun.status !== 302) throw new Error(`no sign-in begins: ${begun.status} ${await begun.text()}`);
      readAuthnRequest(new URL(sso).searchParams.get('SAMLRequest') ?? '');
      const form = fieldsOf(await product.answer(sso));
      return { browser, response: await browser.post(portal.sp.acsUrl, form.toString()) };
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended(child);
      await portal.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Starts a program and waits until it prints `ready`. */
export function startProgram(command: string, args: string[], cwd: string): Promise<ChildProcess> {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  return new Promise((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said += chunk;
      if (said.includes('ready')) resolve(child);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('exit', (code) => reject(new Error(`${command} ended (${code}): ${said}`)));
  });
}
