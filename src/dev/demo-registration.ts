import { X509Certificate } from 'node:crypto';
import { classifications, purposes } from '../../policies/vocabulary.ts';
import { defaultAttributeNames, type IdpRegistration, refedsMfa } from '../identity/idp-registration.ts';
import type { SigningKey } from '../identity/sp-keys.ts';
import type { DemoPerson } from './demo-person.ts';

/** A demo IdP: its people, its key and how the portal knows it. */
export interface DemoIdp {
  registration: IdpRegistration;
  key: SigningKey;
  people: DemoPerson[];
}

/** A demo IdP through which nobody comes any more: its certificate has run out. */
export interface RetiredDemoIdp {
  alias: string;
  participant: string;
  agencies: readonly string[];
  names: Readonly<Record<string, string>>;
}

const unique = (values: string[]) => [...new Set(values)].sort();

function capsOf(people: DemoPerson[]): IdpRegistration['caps'] {
  const ranks = people.map((person) => classifications.indexOf(person.clearance));
  return {
    clearance: classifications[Math.max(...ranks)] ?? 'PUBLIC',
    purposes: purposes.filter((code) => people.some((person) => person.purposes.includes(code))),
  };
}

// The demo renews no certificates: its trust in an IdP ends with the certificate.
const endOf = (key: SigningKey) => new Date(new X509Certificate(key.certificate).validTo).toISOString();

/** The people of the sample, by the alias of their IdP. */
export function peopleByIdp(people: readonly DemoPerson[]): Map<string, DemoPerson[]> {
  const groups = new Map<string, DemoPerson[]>();
  for (const person of people) groups.set(person.idpAlias, [...(groups.get(person.idpAlias) ?? []), person]);
  return groups;
}

/**
 * How the portal knows the demo IdP of these people: their agencies, scopes, and caps no wider than what they need.
 * @param origin of the demo IdPs, `http://127.0.0.1:<port>`
 * @param speaksCbc true for one that encrypts, and knows chained blocks alone
 */
export function demoRegistration(
  origin: string,
  alias: string,
  people: DemoPerson[],
  key: SigningKey,
  speaksCbc = false,
): IdpRegistration {
  const participants = unique(people.map((person) => person.country));
  const [participant] = participants;
  if (participant === undefined || participants.length > 1)
    throw new Error(`demo IdP ${alias}: people of ${participants.join(', ')}`);
  const agencies = unique(people.map((person) => person.agency));
  const entityId = `${origin}/idp/${alias}`;
  return {
    alias,
    entityId,
    ssoUrl: `${entityId}/sso`,
    logout: null,
    certificates: [key.certificate],
    trustedUntil: endOf(key),
    participant,
    agencies,
    scopes: unique(people.map((person) => person.subjectId.split('@')[1]?.toLowerCase() ?? '')),
    caps: capsOf(people),
    requireAuthnContext: people.every((person) => person.mfa === true) ? refedsMfa : null,
    signature: 'both',
    allowCbc: speaksCbc,
    attributes: defaultAttributeNames,
    source: 'demo',
    names: { en: agencies.join(', ') },
  };
}

/** How the portal knows a retired demo IdP: as the agencies' own, good for nobody. */
export function retiredRegistration(origin: string, idp: RetiredDemoIdp, key: SigningKey): IdpRegistration {
  const entityId = `${origin}/idp/${idp.alias}`;
  return {
    alias: idp.alias,
    entityId,
    ssoUrl: `${entityId}/sso`,
    logout: null,
    certificates: [key.certificate],
    trustedUntil: endOf(key),
    participant: idp.participant,
    agencies: [...idp.agencies],
    scopes: [],
    caps: capsOf([]),
    requireAuthnContext: refedsMfa,
    signature: 'both',
    allowCbc: false,
    attributes: defaultAttributeNames,
    source: 'demo',
    names: { ...idp.names },
  };
}
