import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import type { AuditLog } from '../audit/append.ts';
import { type Integrator, startIntegrator } from '../audit/checkpoint.ts';
import type { AuditSigner } from '../audit/signer.ts';
import { createApp } from './app.ts';
import { openAuditLog } from './audit-log.ts';
import { type Config, ConfigError } from './config.ts';
import { demoIdps, ensureSample, followPort } from './demo.ts';
import { AnonymousRefusals } from './gate/anonymous.ts';
import { exportWork, verifyWork } from './gate/audit-jobs.ts';
import { Directory } from './gate/directory.ts';
import { JobRunner } from './gate/job-runner.ts';
import type { GateParts } from './gate/parts.ts';
import { keepLapsing } from './gate/policy-lapse.ts';
import { readPolicyFiles } from './gate/policy-store.ts';
import { systemEntry } from './gate/system-entry.ts';
import { gatePartsOf } from './gate-parts.ts';
import { createIdentity, type Identity } from './identity/identity.ts';
import { createPresenter } from './presenter.tsx';
import { refusedPage } from './refused-page.tsx';
import { routes } from './routes.ts';
import { sessionSecret } from './secret.ts';
import { openStore, type Store } from './store.ts';
import { testedPage } from './tested-page.tsx';

export interface Portal {
  url: string;
  /** Stops accepting, flushes the log, lets the database go; ≤ 10 s. */
  close(): Promise<void>;
}

const shipped = (folder: string) => fileURLToPath(new URL(`../policies/${folder}/`, import.meta.url));

async function loadPolicies(config: Config, store: Store, parts: GateParts, log: Logger): Promise<void> {
  const files = await readPolicyFiles(config.POLICY_DIR ?? shipped('rules'));
  const taken = await parts.policies.seed(files, store.kind, parts.audit);
  if (!taken)
    log.warn(
      'the policy files differ from the active version: a live database keeps the active one, two persons publish',
    );
  await Promise.all([parts.policies.refresh(), parts.classes.refresh()]);
}

async function openIdentity(config: Config, store: Store, audit: AuditLog, directory: Directory, log: Logger) {
  const demo = store.kind === 'demo' ? await demoIdps(config) : null;
  const identity = await createIdentity({
    pool: store.control.pool,
    audit,
    kind: store.kind,
    log,
    registrations: demo?.registrations ?? [],
    pages: {
      refused: refusedPage(directory, store.kind === 'demo'),
      tested: testedPage(directory, store.kind === 'demo'),
    },
    config: {
      baseUrl: config.BASE_URL,
      dataDir: config.DATA_DIR,
      federationDir: config.FEDERATION_DIR,
      samlKeyFile: config.SAML_KEY_FILE,
      samlOtherKeyFile: config.SAML_OTHER_KEY_FILE,
      sessionIdleSeconds: config.SESSION_IDLE,
      sessionMaxSeconds: config.SESSION_MAX,
      supportContact: config.SUPPORT_CONTACT,
      production: config.NODE_ENV === 'production',
    },
  });
  return { identity, demo };
}

/** Asked before keys and a database are made: nothing is left behind by a start that could not come up. Throws `ConfigError`. */
async function demandFreePort(config: Config): Promise<void> {
  const probe = createServer();
  try {
    await listen(probe, config);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    const why = code === 'EADDRINUSE' ? 'is taken by another program' : 'may not be opened by you';
    throw new ConfigError([
      `port ${config.PORT} ${why}: choose another one, for example PORT=${config.PORT + 1} npm start`,
    ]);
  }
  await closeServer(probe);
}

function listen(server: Server, config: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.PORT, config.HOST, resolve);
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 5000).unref();
  });
}

/** Long work of this instance; what another one left behind is taken up too. */
function startJobs(parts: GateParts, instance: string, log: Logger): JobRunner {
  const works = { 'audit-verify': verifyWork, 'audit-export': exportWork };
  const jobs = new JobRunner(parts, instance, works, (error) => log.error({ err: error }, 'a job failed'));
  parts.wakeJobs = () => jobs.wake();
  return jobs;
}

/** What runs by the clock: the policy's epoch is asked for, and what lapses is ended. Each returned function stops one. */
function startClocks(parts: GateParts, store: Store, audit: AuditLog, log: Logger): (() => void)[] {
  return [
    parts.policies.keepRecent((error) => log.warn({ err: error }, 'the policy epoch could not be read')),
    keepLapsing(store.database.pool, audit, (error) =>
      log.warn({ err: error }, 'a policy that lapses could not be ended'),
    ),
  ];
}

/** Puts entries into the tree and signs checkpoints. */
function integrate(store: Store, signer: AuditSigner, log: Logger): Integrator {
  const onProblem = (error: unknown) => log.error({ err: error }, 'no checkpoint could be signed');
  return startIntegrator({ pool: store.control.pool, signer, onProblem });
}

/** A demo answers loopback only, where tests ask for everything in a minute. */
function anonymousRefusals({ kind }: Store, audit: AuditLog): AnonymousRefusals {
  return new AnonymousRefusals(audit, kind === 'demo' ? 6000 : 100);
}

/** What an answer rests on: policies, who may sign in, and in a demo its sample and identity providers. */
async function fill(config: Config, store: Store, parts: GateParts, audit: AuditLog, log: Logger) {
  const directory = new Directory(store.database.pool);
  await loadPolicies(config, store, parts, log);
  if (store.kind === 'demo') await followPort(store.database.pool, config.PORT);
  const [{ identity, demo }] = await Promise.all([
    openIdentity(config, store, audit, directory, log),
    store.kind === 'demo' ? ensureSample(config, parts, directory) : null,
  ]);
  parts.sessions = identity.sessions;
  parts.federation = identity.federation;
  await parts.policies.refresh();
  await directory.refresh(parts.policies.epoch);
  return { directory, identity, demo };
}

/** Brings the portal up: database, policies, log, identity, pages; resolves when it answers. */
export async function startPortal(config: Config, log: Logger): Promise<Portal> {
  await demandFreePort(config);
  const store = await openStore(config);
  const { pool } = store.database;
  const onProblem = (error: unknown) => log.error({ err: error }, 'the audit log reports a problem');
  const instance = randomUUID().slice(0, 8);
  const { audit, signer } = await openAuditLog(config, store.control.pool, instance, onProblem);
  // Nobody waits for an answer while the portal starts: its own entries may take longer than a request's.
  const patient = await openAuditLog(config, pool, `${instance}-start`, onProblem, 30_000);
  const cases = await readPolicyFiles(shipped('cases'));
  const parts = gatePartsOf(config, { pool, lines: store.lines }, patient, sessionSecret(config), cases);
  const { directory, identity, demo } = await fill(config, store, parts, audit, log);
  const integrator = integrate(store, signer, log);
  await patient.audit.append(
    systemEntry('system.start', 'system:start', { detail: { version: '0.1.0', kind: store.kind } }),
  );
  const stops = startClocks(parts, store, audit, log);
  parts.audit = audit;
  await patient.audit.close();
  const refusals = anonymousRefusals(store, audit);
  const app = createApp({
    baseUrl: config.BASE_URL,
    supportContact: config.SUPPORT_CONTACT,
    parts,
    audit,
    refusals,
    directory,
    identity,
    presenter: createPresenter(directory, store.kind === 'demo'),
    routes,
    demo: store.kind === 'demo',
    log,
    ...(demo ? { demoIdps: demo.middleware } : {}),
    ...(config.TRUST_PROXY ? { trustProxy: config.TRUST_PROXY } : {}),
  });
  const jobs = startJobs(parts, instance, log);
  store.serve();
  const server = createServer(app);
  await listen(server, config);
  return {
    url: config.BASE_URL,
    close: () => closeAll(server, { identity, refusals, integrator, audit, store, stops, jobs }),
  };
}

interface Running {
  identity: Identity;
  refusals: AnonymousRefusals;
  integrator: Integrator;
  audit: AuditLog;
  store: Store;
  /** End what runs by the clock. */
  stops: (() => void)[];
  jobs: JobRunner;
}

async function closeAll(server: Server, running: Running): Promise<void> {
  const { identity, integrator, audit, store } = running;
  await closeServer(server);
  await running.jobs.stop();
  for (const stop of running.stops) stop();
  await identity.stop();
  await running.refusals.stop();
  await audit.close();
  await integrator.stop();
  await store.close();
}
