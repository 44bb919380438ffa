import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type FederationFile, federationFile, parsePlainYaml } from './federation-schema.ts';
import { type IdpMetadata, parseIdpMetadata } from './idp-metadata.ts';
import type { IdpRegistration } from './idp-registration.ts';

/** One thing wrong with a federation file: which file, which field, and what to do about it. */
export interface FederationProblem {
  file: string;
  alias: string;
  field: string;
  message: string;
}

export interface Federation {
  registrations: IdpRegistration[];
  problems: FederationProblem[];
}

/** The sooner of what the registration and the metadata say. @throws Error where neither does */
export function endOfTrust(file: FederationFile, metadata: IdpMetadata): string {
  const ends = [file.trustedUntil ? `${file.trustedUntil}T23:59:59.999Z` : null, metadata.validUntil].filter(
    (end) => end !== null,
  );
  const [first, ...others] = ends;
  if (first === undefined) throw new Error('the metadata carries no validUntil: add the line trustedUntil: YYYY-MM-DD');
  return others.reduce((soonest, end) => (Date.parse(end) < Date.parse(soonest) ? end : soonest), first);
}

export function registrationOf(
  alias: string,
  file: FederationFile,
  metadata: IdpMetadata,
  trustedUntil: string,
): IdpRegistration {
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
  };
}

/** Runs `step`; what it throws becomes one problem of that file and field. */
async function attempt<T>(
  problems: FederationProblem[],
  where: Omit<FederationProblem, 'message'>,
  step: () => T | Promise<T>,
): Promise<T | null> {
  try {
    return await step();
  } catch (error) {
    problems.push({ ...where, message: error instanceof Error ? error.message : String(error) });
    return null;
  }
}

async function readOne(directory: string, name: string, federation: Federation): Promise<void> {
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
  const source = file.metadata;
  if (source === undefined || file.aggregate !== undefined) {
    const message = 'name the metadata file of this one IdP (metadata: <name>.xml); aggregates are not read yet';
    problems.push({ file: name, alias, field: file.aggregate === undefined ? 'metadata' : 'aggregate', message });
    return;
  }
  const metadata = await attempt(problems, { file: source, alias, field: 'metadata' }, async () =>
    parseIdpMetadata(await readFile(join(directory, source), 'utf8'), file.entityId),
  );
  if (metadata === null) return;
  const until = await attempt(problems, { file: name, alias, field: 'trustedUntil' }, () => endOfTrust(file, metadata));
  if (until !== null) federation.registrations.push(registrationOf(alias, file, metadata, until));
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
 */
export async function readFederation(directory: string): Promise<Federation> {
  const federation: Federation = { registrations: [], problems: [] };
  const names = (await readdir(directory)).filter((name) => name.endsWith('.yaml')).sort();
  for (const name of names) {
    if (/^[a-z0-9-]{1,40}\.yaml$/.test(name)) await readOne(directory, name, federation);
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
  const names = (await readdir(directory)).filter((name) => /\.(yaml|xml)$/.test(name)).sort();
  const stats = await Promise.all(names.map((name) => stat(join(directory, name))));
  return names.map((name, index) => `${name} ${stats[index]?.mtimeMs} ${stats[index]?.size}`).join('\n');
}
