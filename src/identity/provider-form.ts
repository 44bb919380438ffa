import { isDeepStrictEqual } from 'node:util';
import type pg from 'pg';
import { AppError, type FieldProblem } from '../errors.ts';
import type { CertificateFacts, RegistrationForm } from '../gate/federation-views.ts';
import type { Prepared, Registration } from '../gate/provider-application.ts';
import { endOfTrust, registrationOf } from './federation-files.ts';
import { federationFile } from './federation-schema.ts';
import { certificateFacts, entityIds, type IdpMetadata, parseIdpMetadata } from './idp-metadata.ts';
import { type IdpRegistration, refedsMfa } from './idp-registration.ts';
import { agencyProblem } from './idp-store.ts';
import { type Pinned, preparedFrom } from './widening.ts';

function wrong(field: string, messageId: string, params: FieldProblem['params'] = {}): AppError {
  return new AppError('invalid-input', { fields: [{ field, messageId, params }] });
}

/** What a reader of XML or dates says is a sentence for the operator; it becomes the problem of that field. */
function told<T>(field: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw wrong(field, 'input.provider.reads', { problem: error instanceof Error ? error.message : 'unreadable' });
  }
}

function entityIdOf({ metadata, entityId }: RegistrationForm): string {
  if (entityId !== '') return entityId;
  const found = told('metadata', () => entityIds(metadata));
  const [only] = found;
  if (found.length === 1 && only !== undefined) return only;
  throw wrong(
    found.length === 0 ? 'metadata' : 'entityId',
    found.length === 0 ? 'input.provider.none' : 'input.provider.several',
    { found: found.slice(0, 20).join(', '), count: found.length },
  );
}

/** Fields of a file by the names of the form. */
const fieldOf: Readonly<Record<string, string>> = {
  caps: 'clearance',
  requireAuthnContext: 'mfa',
  participant: 'agencies',
};

function registrationFrom(form: RegistrationForm, entityId: string, participant: string): IdpRegistration {
  const metadata: IdpMetadata = told('metadata', () => parseIdpMetadata(form.metadata, entityId));
  const parsed = federationFile.safeParse({
    entityId,
    ...(form.trustedUntil === null ? {} : { trustedUntil: form.trustedUntil }),
    participant,
    agencies: form.agencies,
    scopes: form.scopes,
    caps: { clearance: form.clearance, purposes: form.purposes },
    ...(form.mfa ? { requireAuthnContext: refedsMfa } : {}),
    signature: form.signature,
    allowCbc: form.allowCbc,
    attributes: form.attributes,
  });
  if (!parsed.success) {
    const fields = parsed.error.issues.map(({ path: [name = ''], message }) => ({
      field: fieldOf[String(name)] ?? String(name),
      messageId: 'input.provider.reads',
      params: { problem: message },
    }));
    throw new AppError('invalid-input', { fields });
  }
  const until = told('trustedUntil', () => endOfTrust(parsed.data, metadata));
  if (Date.parse(until) <= Date.now())
    throw wrong('trustedUntil', 'input.provider.ended', { date: until.slice(0, 10) });
  return registrationOf(form.alias, parsed.data, { metadata, trustedUntil: until });
}

function demandLiveCertificates(facts: readonly CertificateFacts[]): void {
  for (const { notAfter, fingerprint } of facts)
    if (Date.parse(notAfter) <= Date.now())
      throw wrong('metadata', 'input.provider.certificate-ended', {
        date: notAfter.slice(0, 10),
        fingerprint: fingerprint.slice(0, 16),
      });
}

interface Held {
  entityId: string;
  alias: string;
  configuration: Pinned;
  registration: Registration | null;
}

async function heldFor(pool: pg.Pool, entityId: string, alias: string): Promise<Held | null> {
  const { rows } = await pool.query<Held & { status: string }>(
    'SELECT entity_id AS "entityId", alias, configuration, registration, status FROM identity_provider WHERE entity_id = $1 OR alias = $2',
    [entityId, alias],
  );
  const held = rows.find((row) => row.entityId === entityId);
  if (held?.status === 'EXPELLED') throw wrong('metadata', 'input.provider.expelled');
  if (rows.some((row) => row.entityId !== entityId)) throw wrong('alias', 'input.provider.alias-taken', { alias });
  if (held && held.alias !== alias) throw wrong('alias', 'input.provider.alias-is', { alias: held.alias });
  // What never was in force is nothing to widen.
  return held && ['ACTIVE', 'SUSPENDED'].includes(held.status) ? held : null;
}

/**
 * Reads what an operator applies for, as a file of FEDERATION_DIR is read, and says what it opens beyond what is in force.
 * @throws AppError `invalid-input` naming the field
 */
export async function prepareApplication(pool: pg.Pool, form: RegistrationForm): Promise<Prepared> {
  const entityId = entityIdOf(form);
  const held = await heldFor(pool, entityId, form.alias);
  const { rows } = await pool.query<{ participant: string }>(
    'SELECT DISTINCT participant FROM agency WHERE code = ANY ($1)',
    [form.agencies],
  );
  if (rows.length > 1) throw wrong('agencies', 'input.provider.one-participant');
  const registration = registrationFrom(form, entityId, rows[0]?.participant ?? '');
  const problem = await agencyProblem(pool, registration);
  if (problem !== null) throw wrong('agencies', 'input.provider.reads', { problem });
  demandLiveCertificates(certificateFacts(registration.certificates));
  const { registration: plain } = preparedFrom(registration, null);
  if (held && isDeepStrictEqual(held.registration, plain)) throw wrong('metadata', 'input.provider.same');
  return preparedFrom(registration, held);
}
