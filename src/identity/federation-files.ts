import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type AggregateBook, emptyBook } from './aggregate-book.ts';
import { aggregateFileNames, type PinnedAggregate, readAggregates } from './aggregate-files.ts';
import { attempt, type FederationProblem } from './federation-problem.ts';
import { type FederationFile, federationFile, parsePlainYaml } from './federation-schema.ts';
import { type IdpMetadata, parseIdpMetadata } from './idp-metadata.ts';
import type { IdpRegistration } from './idp-registration.ts';

export interface Federation {
  registrations: IdpRegistration[];
  problems: FederationProblem[];
}

const endOfDay = (day: string) => `${day}T23:59:59.999Z`;

/** The sooner of what the registration and the metadata say. @throws Error where neither does */
export function endOfTrust(file: FederationFile, metadata: IdpMetadata): string {
  const ends = [file.trustedUntil ? endOfDay(file.trustedUntil) : null, metadata.validUntil].filter(
    (end) => end !== null,
  );
  const [first, ...others] = ends;
  if (first === undefined) throw new Error('the metadata carries no validUntil: add the line trustedUntil: YYYY-MM-DD');
  return others.reduce((soonest, end) => (Date.parse(end) < Date.parse(soonest) ? end : soonest), first);
}

export function registrationOf(alias: string, file: FederationFile, source: Source): IdpRegistration {
  const { metadata, trustedUntil, aggregate } = source;
  return {
    alias,
    entityId: file.entityId,
    ssoUrl: metadata.ssoUrl,
    logout: metadata.logout,
    certificates: metadata.certificates,
    trustedUntil,
    participant: file.participant,
    agencies: file.agencies,
    scopes: file.scopes,
    caps: file.caps,
    requireAuthnContext: file.requireAuthnContext ?? null,
    signature: file.signature,
    allowCbc: file.allowCbc,
    attributes: file.attributes,
    source: 'file',
    names: { en: alias, ...metadata.names, ...file.names },
    claimedScopes: metadata.claimedScopes,
    ...(aggregate === undefined ? {} : { aggregate }),
  };
}

/** The metadata of one provider, from wherever its file says it is. */
interface Source {
  metadata: IdpMetadata;
  trustedUntil: string;
  aggregate?: IdpRegistration['aggregate'];
}

async function fromFile(directory: string, alias: string, file: FederationFile, problems: FederationProblem[]) {
  const source = file.metadata ?? '';
  const metadata = await attempt(problems, { file: source, alias, field: 'metadata' }, async () =>
    parseIdpMetadata(await readFile(join(directory, source), 'utf8'), file.entityId),
  );
  if (metadata === null) return null;
  const trustedUntil = await attempt(problems, { file: `${alias}.yaml`, alias, field: 'trustedUntil' }, () =>
    endOfTrust(file, metadata),
  );
  return trustedUntil === null ? null : { metadata, trustedUntil };
}

/** What aggregates there are, what is wrong with their files, and what they say now. */
interface Pins {
  aggregates: readonly PinnedAggregate[];
  problems: readonly FederationProblem[];
  book: AggregateBook;
}

/** The pinned aggregate of that name. Throws a sentence for the operator. */
function pinOf(name: string, { aggregates, problems }: Pins): PinnedAggregate {
  const pin = aggregates.find((one) => one.name === name);
  if (pin !== undefined) return pin;
  const problem = problems.find(({ alias }) => alias === `aggregates/${name}`);
  if (problem === undefined) throw new Error(`aggregates/${name}.yaml is missing`);
  throw new Error(`${problem.file}${problem.field && ` (${problem.field})`}: ${problem.message}`);
}

/** Throws a sentence for the operator. */
function fromAggregate(file: FederationFile, name: string, pins: Pins): Source {
  const pin = pinOf(name, pins);
  const metadata = pins.book.find(pin, file.entityId);
  const { trustedUntil = null } = file;
  return {
    metadata,
    trustedUntil: endOfTrust(file, metadata),
    aggregate: { name, fingerprints: pin.fingerprints, trustedUntil: trustedUntil && endOfDay(trustedUntil) },
  };
}

async function readOne(directory: string, name: string, pins: Pins, federation: Federation): Promise<void> {
  const { problems } = federation;
  const alias = basename(name, '.yaml');
  const raw = await attempt(problems, { file: name, alias, field: '' }, async () =>
    parsePlainYaml(await readFile(join(directory, name), 'utf8')),
  );
  if (raw === null) return;
  const parsed = federationFile.safeParse(raw);
  if (!parsed.success) {
    for (const issue of parsed.error.issues)
      problems.push({ file: name, alias, field: issue.path.join('.'), message: issue.message });
    return;
  }
  const file = parsed.data;
  const { aggregate } = file;
  if ((file.metadata === undefined) === (aggregate === undefined)) {
    const message =
      'name the metadata file of this one IdP (metadata: <name>.xml), or the aggregate that holds it (aggregate: <name>)';
    problems.push({ file: name, alias, field: 'metadata', message });
    return;
  }
  const source =
    aggregate === undefined
      ? await fromFile(directory, alias, file, problems)
      : await attempt<Source>(problems, { file: name, alias, field: 'aggregate' }, () =>
          fromAggregate(file, aggregate, pins),
        );
  if (source !== null) federation.registrations.push(registrationOf(alias, file, source));
}

function refuseDoubles(federation: Federation): void {
  const seen = new Set<string>();
  federation.registrations = federation.registrations.filter((one) => {
    const first = !seen.has(one.entityId);
    if (!first) {
      const message = `${one.entityId} is registered by another file too; keep one of them`;
      federation.problems.push({ file: `${one.alias}.yaml`, alias: one.alias, field: 'entityId', message });
    }
    seen.add(one.entityId);
    return first;
  });
}

/**
 * Reads every `<alias>.yaml` of FEDERATION_DIR with its metadata. A broken file never hides the others: it is listed
 * in `problems`, and its IdP signs nobody in.
 * @param book what aggregates say, as far as they were read
 */
export async function readFederation(directory: string, book: AggregateBook = emptyBook): Promise<Federation> {
  const pins: Pins = { ...(await readAggregates(directory)), book };
  const federation: Federation = { registrations: [], problems: [...pins.problems] };
  const names = (await readdir(directory)).filter((name) => name.endsWith('.yaml')).sort();
  for (const name of names) {
    if (/^[a-z0-9-]{1,40}\.yaml$/.test(name)) await readOne(directory, name, pins, federation);
    else
      federation.problems.push({
        file: name,
        alias: name,
        field: '',
        message: 'name it <alias>.yaml, alias in a-z, 0-9 and -',
      });
  }
  refuseDoubles(federation);
  return federation;
}

/** Changes whenever a file of the directory does: a removed certificate counts at the next sign-in, without a restart. */
export async function federationStamp(directory: string): Promise<string> {
  const own = (await readdir(directory)).filter((name) => /\.(yaml|xml)$/.test(name)).sort();
  const names = [...own, ...(await aggregateFileNames(directory))];
  const stats = await Promise.all(names.map((name) => stat(join(directory, name))));
  return names.map((name, index) => `${name} ${stats[index]?.mtimeMs} ${stats[index]?.size}`).join('\n');
}
