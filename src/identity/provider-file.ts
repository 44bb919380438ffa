import type pg from 'pg';
import type { Prepared } from '../gate/provider-application.ts';
import type { IdpRegistration } from './idp-registration.ts';
import { agencyProblem, idpsNamed } from './idp-store.ts';
import { preparedFrom } from './widening.ts';

/** What a file applies for, against what is in force; a sentence where it cannot be. */
export async function preparedFor(pool: pg.Pool, registration: IdpRegistration): Promise<Prepared | string> {
  const { alias, entityId } = registration;
  const problem = await agencyProblem(pool, registration);
  if (problem !== null) return problem;
  const named = await idpsNamed(pool, registration);
  if (named.some((one) => one.entityId !== entityId || one.alias !== alias))
    return `alias ${alias} and ${entityId} belong to different providers here; rename the file`;
  const [held] = named;
  if (held?.status === 'EXPELLED') return `${alias} was expelled for good`;
  const inForce = held && (held.status === 'ACTIVE' || held.status === 'SUSPENDED');
  return preparedFrom(registration, inForce ? held : null);
}
