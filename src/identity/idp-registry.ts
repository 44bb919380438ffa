import type pg from 'pg';
import type { Logger } from 'pino';
import type { IdpStatus } from '../../policies/vocabulary.ts';
import type { KnownProvider } from '../gate/federation-views.ts';
import type { Registration } from '../gate/provider-application.ts';
import { type AggregateBook, emptyBook, warningOf } from './aggregate-book.ts';
import { federationStamp, readFederation } from './federation-files.ts';
import type { FederationProblem } from './federation-problem.ts';
import { certificateFacts } from './idp-metadata.ts';
import { defaultAttributeNames, type IdpRegistration } from './idp-registration.ts';
import { enrol, type StoredIdp, storedIdps } from './idp-store.ts';
import { Refusal } from './refusal.ts';

/** A provider as the sign-in page and the operators see it; `broken` says why nobody can sign in through it now. */
export interface Provider extends KnownProvider {
  /** Set where the reason is that trust in it has ended, with its certificate or its metadata: that may be told to everybody. */
  ended?: true;
}

export interface IdpRegistry {
  /** Reads changed federation files and the statuses again. */
  refresh(): Promise<void>;
  /** The ACTIVE, trusted provider of that entityID. @throws Refusal */
  active(entityId: string): Promise<IdpRegistration>;
  providers(): Provider[];
  /** Whether that provider can be asked to end its session. */
  takesLogout(entityId: string): boolean;
}

export interface RegistryOptions {
  pool: pg.Pool;
  kind: 'demo' | 'live';
  /** Registrations given at start, beside those of FEDERATION_DIR: the demo IdPs' own. */
  registrations: IdpRegistration[];
  federationDir?: string | undefined;
  /** What aggregates say. */
  book?: AggregateBook;
  log: Logger;
}

interface State {
  known: Map<string, { registration: IdpRegistration; broken: string | null }>;
  problems: FederationProblem[];
  statuses: Map<string, IdpStatus>;
  stamp: string;
}

function brokenFiles(problems: FederationProblem[]): Map<string, string> {
  // What is wrong with an aggregate's file is told by the providers that refer to it.
  const own = problems.filter(({ file }) => !file.startsWith('aggregates/'));
  return new Map(own.map((one) => [one.alias, `${one.file}${one.field && ` (${one.field})`}: ${one.message}`]));
}

/** Files first, then what main handed over and no file names: the demo IdPs. */
async function currentRegistrations(options: RegistryOptions, state: State): Promise<IdpRegistration[] | null> {
  if (options.federationDir === undefined) return state.stamp === '' ? options.registrations : null;
  const book = options.book ?? emptyBook;
  const stamp = `${await federationStamp(options.federationDir)}\n${book.revision()}`;
  if (stamp === state.stamp) return null;
  const federation = await readFederation(options.federationDir, book);
  state.stamp = stamp;
  state.problems = federation.problems;
  for (const problem of federation.problems) options.log.warn(problem, 'a federation file cannot be used');
  // What came from a file at start lives and dies with its file.
  const fromFiles = new Set([...federation.registrations, ...federation.problems].map((one) => one.alias));
  const given = options.registrations.filter((one) => !fromFiles.has(one.alias) && one.source === 'demo');
  return [...federation.registrations, ...given];
}

async function load(options: RegistryOptions, state: State): Promise<void> {
  const registrations = await currentRegistrations(options, state);
  if (registrations !== null) {
    const known: State['known'] = new Map();
    for (const registration of registrations) {
      const broken = await enrol(options.pool, options.kind, registration);
      if (broken !== null)
        options.log.warn({ idp: registration.entityId, broken }, 'an identity provider cannot be used');
      known.set(registration.entityId, { registration, broken });
    }
    state.known = known;
    if (state.stamp === '') state.stamp = 'given';
  }
  const stored = await storedIdps(options.pool);
  state.statuses = new Map(stored.map((row) => [row.entityId, row.status]));
  for (const row of stored) takeRegistered(state, row);
}

/** What two operators put into force is the registration, whatever a file says. */
function takeRegistered({ known }: State, { entityId, registration }: StoredIdp): void {
  // Of an aggregate's provider the file says where its metadata comes from; what was confirmed is the publisher's key.
  if (registration && !registration.aggregate)
    known.set(entityId, { registration: registered(registration), broken: null });
}

/** A registration of the portal as sign-in uses it. */
export function registered(registration: Registration): IdpRegistration {
  return {
    ...registration,
    attributes: { ...defaultAttributeNames, ...registration.attributes },
    source: 'portal',
  };
}

function usable(state: State, entityId: string): IdpRegistration {
  const entry = state.known.get(entityId);
  if (entry === undefined) throw new Refusal('provider-unknown', entityId);
  const status = state.statuses.get(entityId);
  if (status !== 'ACTIVE') throw new Refusal('provider-not-active', status ?? 'missing');
  if (entry.broken !== null) throw new Refusal('provider-not-active', entry.broken);
  if (Date.parse(entry.registration.trustedUntil) <= Date.now())
    throw new Refusal('provider-not-active', 'trust has ended');
  return entry.registration;
}

/** What operators are shown of the metadata; an aggregate's copies end every few days, and that alone is no news. */
function metadataOf({ aggregate, claimedScopes, trustedUntil }: IdpRegistration, book: AggregateBook) {
  const scopes = claimedScopes === undefined || claimedScopes.length === 0 ? {} : { claimedScopes };
  if (aggregate === undefined) return { trustedUntil, ...scopes };
  const state = book.state(aggregate.name);
  const { refreshedAt = null, validUntil = null } = state ?? {};
  const health = { name: aggregate.name, refreshedAt, validUntil, warning: state && warningOf(state) };
  return { trustedUntil: aggregate.trustedUntil, ...scopes, aggregate: health };
}

function providersOf(state: State, book: AggregateBook): Provider[] {
  const listed = [...state.known.values()].map(({ registration, broken }) => {
    const { entityId, alias, names, participant, agencies, trustedUntil } = registration;
    const ended = Date.parse(trustedUntil) <= Date.now() ? 'trust has ended' : null;
    const status = state.statuses.get(entityId) ?? 'APPLIED';
    const reason = broken ?? ended ?? (status === 'ACTIVE' ? null : status.toLowerCase());
    const why = { ...(reason === null ? {} : { broken: reason }), ...(ended === null ? {} : { ended: true as const }) };
    const certificates = certificateFacts(registration.certificates);
    const metadata = metadataOf(registration, book);
    return { entityId, alias, names, participant, agencies, status, certificates, ...metadata, ...why };
  });
  const broken = [...brokenFiles(state.problems)].map(([alias, reason]): Provider => {
    return {
      entityId: '',
      alias,
      names: { en: alias },
      participant: '',
      agencies: [],
      status: 'APPLIED',
      trustedUntil: null,
      certificates: [],
      broken: reason,
    };
  });
  return [...listed, ...broken].sort((a, b) => a.alias.localeCompare(b.alias, 'en'));
}

/** The providers this portal trusts: files and demo IdPs, joined with the status that operators gave them. */
export async function openIdpRegistry(options: RegistryOptions): Promise<IdpRegistry> {
  const state: State = { known: new Map(), problems: [], statuses: new Map(), stamp: '' };
  let loading: Promise<void> = Promise.resolve();
  const refresh = () => {
    loading = loading.catch(() => undefined).then(() => load(options, state));
    return loading;
  };
  await refresh();
  return {
    refresh,
    active: async (entityId) => {
      await refresh();
      return usable(state, entityId);
    },
    providers: () => providersOf(state, options.book ?? emptyBook),
    takesLogout: (entityId) => (state.known.get(entityId)?.registration.logout ?? null) !== null,
  };
}
