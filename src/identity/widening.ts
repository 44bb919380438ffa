import { isDeepStrictEqual } from 'node:util';
import { classifications } from '../../policies/vocabulary.ts';
import type { Prepared, Registration } from '../gate/provider-application.ts';
import { fingerprint } from './idp-metadata.ts';
import type { IdpRegistration } from './idp-registration.ts';

/** What is compared and stored of a registration: everything that decides whom it may sign in, and as what. */
export type Pinned = Pick<
  IdpRegistration,
  'participant' | 'agencies' | 'scopes' | 'caps' | 'requireAuthnContext' | 'signature' | 'allowCbc' | 'attributes'
> & { ssoUrl: string; trustedUntil: string; fingerprints: string[] };

/** An end of trust that was never set. */
const noEnd = '9999-12-31T23:59:59.999Z';

/**
 * Which keys are trusted, until when, and where people are sent. Of an aggregate's IdP that is what its publisher says from
 * hour to hour: what was confirmed, and is compared, is the publisher's own key.
 */
function trustOf({ ssoUrl, trustedUntil, certificates, aggregate }: IdpRegistration) {
  if (aggregate === undefined) return { ssoUrl, trustedUntil, fingerprints: certificates.map(fingerprint).sort() };
  const fingerprints = aggregate.fingerprints.map((one) => `aggregate ${aggregate.name} ${one}`);
  return { ssoUrl: '', trustedUntil: aggregate.trustedUntil ?? noEnd, fingerprints };
}

export function pinned(from: IdpRegistration): Pinned {
  const { participant, agencies, scopes, caps, requireAuthnContext, signature, allowCbc, attributes } = from;
  return {
    participant,
    agencies,
    scopes,
    caps,
    requireAuthnContext,
    signature,
    allowCbc,
    attributes,
    ...trustOf(from),
  };
}

const within = (next: readonly string[], held: readonly string[]) => next.every((value) => held.includes(value));

/**
 * The fields in which `next` would let more in than what was confirmed (THREATS 39: any rise of caps or scopes, or
 * another key, needs a confirmation that a file edit cannot give). Empty: the change only narrows.
 */
export function widening(held: Pinned, next: Pinned): string[] {
  const kept: Record<string, boolean> = {
    participant: next.participant === held.participant,
    agencies: within(next.agencies, held.agencies) && (next.agencies.length > 1 || held.agencies.length === 1),
    scopes: within(next.scopes, held.scopes),
    'caps.clearance': classifications.indexOf(next.caps.clearance) <= classifications.indexOf(held.caps.clearance),
    'caps.purposes': within(next.caps.purposes, held.caps.purposes),
    requireAuthnContext: held.requireAuthnContext === null || next.requireAuthnContext === held.requireAuthnContext,
    signature: next.signature === held.signature || next.signature === 'both',
    allowCbc: held.allowCbc || !next.allowCbc,
    attributes:
      JSON.stringify(Object.entries(next.attributes).sort()) === JSON.stringify(Object.entries(held.attributes).sort()),
    // Whoever says where people type their passwords could say it of a place of their own.
    'metadata address': next.ssoUrl === held.ssoUrl,
    trustedUntil: Date.parse(next.trustedUntil) <= Date.parse(held.trustedUntil),
    'metadata certificate': within(next.fingerprints, held.fingerprints),
  };
  return Object.entries(kept)
    .filter(([, same]) => !same)
    .map(([field]) => field);
}

/** What is in force of a provider; the registration is null where a file says it. */
export interface InForce {
  configuration: Pinned;
  registration: Registration | null;
}

/** Under which name people find the provider, and where their logouts are told: decided by two as well. */
function otherwiseKnown(held: Registration | null, next: Registration): string[] {
  if (held === null) return [];
  return (['names', 'logout'] as const).filter((key) => !isDeepStrictEqual(held[key], next[key]));
}

/** @param held what is in force of the same provider; null where nothing is */
export function preparedFrom(registration: IdpRegistration, held: InForce | null): Prepared {
  // What the metadata claims of itself is no part of what is in force.
  const { source: _, claimedScopes: _claimed, attributes, ...plain } = registration;
  const configuration = pinned(registration);
  const next = { ...plain, attributes: { ...attributes } };
  return {
    registration: next,
    configuration,
    // `aggregate <name> <hex>` where the publisher's key is what is compared.
    fingerprints: configuration.fingerprints.map((one) => one.slice(-64)),
    wider:
      held === null
        ? ['new']
        : [...widening(held.configuration, configuration), ...otherwiseKnown(held.registration, next)],
  };
}
