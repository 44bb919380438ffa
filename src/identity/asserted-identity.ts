import { type Classification, classifications, type PurposeCode, purposes } from '../../policies/vocabulary.ts';
import type { Assertion } from './assertion.ts';
import { single, valuesOf } from './attributes.ts';
import type { IdpRegistration } from './idp-registration.ts';
import { Refusal } from './refusal.ts';

/** What the portal takes from an assertion, inside the scope and the caps of its IdP. */
export interface AssertedIdentity {
  subjectId: string;
  agency: string;
  /** Asserted participant code, null when the IdP does not say; compared with the agency's own. */
  country: string | null;
  name: string;
  mail: string | null;
  clearance: Classification;
  /** ISO 8601; null = no expiry asserted, the gate counts it as OFFICIAL (THREATS 38). */
  clearanceUntil: string | null;
  purposes: PurposeCode[];
  /** Asserted values that were dropped, for the log: `clearance`, `purposes`, `mail`. */
  dropped: string[];
}

const persistent = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';
const subjectIdForm = /^([a-z0-9][a-z0-9=-]{0,126})@([a-z0-9][a-z0-9.-]{0,126})$/;

/** SAML Subject-ID 3.3: one value, `unique@scope`, compared without case; the scope must be one of the IdP's, exactly. */
function subjectIdOf(assertion: Assertion, idp: IdpRegistration, audience: string): string {
  const asserted = single(assertion.attributes, idp.attributes.subjectId);
  if (asserted === null) return persistentNameId(assertion, idp, audience);
  const parts = subjectIdForm.exec(asserted.toLowerCase());
  // `i` alone would let the Kelvin sign pass as k: what is not ASCII is refused before folding.
  if (parts === null || !/^[\x21-\x7e]+$/.test(asserted)) throw new Refusal('identifier', 'subject-id');
  const scope = parts[2] ?? '';
  if (!idp.scopes.includes(scope)) throw new Refusal('scope', 'subject-id', { claimed: { scope } });
  return parts[0];
}

/** A persistent NameID, qualified by this IdP and this portal or not at all (SAML Core 8.3.7). */
function persistentNameId({ nameId }: Assertion, idp: IdpRegistration, audience: string): string {
  if (nameId.format !== persistent) throw new Refusal('identifier', 'neither subject-id nor persistent NameID');
  if (!/^[\x21-\x7e]{1,256}$/.test(nameId.value)) throw new Refusal('identifier', 'NameID');
  if ((nameId.nameQualifier ?? idp.entityId) !== idp.entityId) throw new Refusal('scope', 'NameQualifier');
  if ((nameId.spNameQualifier ?? audience) !== audience) throw new Refusal('scope', 'SPNameQualifier');
  return nameId.value;
}

/** One registered agency: it is ours to say. Several: the assertion must name one of them, exactly. */
function agencyOf(assertion: Assertion, idp: IdpRegistration): string {
  const asserted = single(assertion.attributes, idp.attributes.agency);
  const [only, ...others] = idp.agencies;
  if (only !== undefined && others.length === 0 && (asserted === null || asserted === only)) return only;
  if (asserted === null) throw new Refusal('agency', 'missing');
  if (!idp.agencies.includes(asserted)) throw new Refusal('agency', 'another', { claimed: { agency: asserted } });
  return asserted;
}

const personName = /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}\p{Pd} .,'’()/]{0,255}$/u;

function nameOf(assertion: Assertion, idp: IdpRegistration, subjectId: string): string {
  const asserted = single(assertion.attributes, idp.attributes.displayName);
  if (asserted === null) return subjectId;
  const name = asserted.normalize('NFC').trim();
  if (!personName.test(name) || / {2}/.test(name)) throw new Refusal('identifier', 'display name');
  return name;
}

function mailOf(assertion: Assertion, idp: IdpRegistration, dropped: string[]): string | null {
  const asserted = single(assertion.attributes, idp.attributes.mail);
  if (asserted === null) return null;
  const domain = /^[A-Za-z0-9._%+-]{1,64}@([a-z0-9.-]{1,190})$/.exec(asserted)?.[1];
  // THREATS 42: an address elsewhere would carry digests out of the agency.
  if (domain !== undefined && idp.scopes.includes(domain)) return asserted;
  dropped.push('mail');
  return null;
}

function clearanceOf(assertion: Assertion, idp: IdpRegistration, dropped: string[]): Classification {
  const asserted = single(assertion.attributes, idp.attributes.clearance);
  const rank = (classifications as readonly string[]).indexOf(asserted ?? '');
  const cap = classifications.indexOf(idp.caps.clearance);
  if (asserted !== null && (rank === -1 || rank > cap)) dropped.push('clearance');
  // Not asserted or not known: what every member handles, unless even that is above the cap.
  const base = rank === -1 ? classifications.indexOf('OFFICIAL') : rank;
  return classifications[Math.min(base, cap)] ?? 'PUBLIC';
}

/** A date counts to the end of that day, UTC; anything unreadable counts as no expiry, which the gate reads as OFFICIAL. */
function clearanceUntilOf(assertion: Assertion, idp: IdpRegistration): string | null {
  const asserted = single(assertion.attributes, idp.attributes.clearanceExpires) ?? '';
  const day = /^\d{4}-\d{2}-\d{2}$/.test(asserted);
  const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?Z$/.test(asserted);
  if (!day && !instant) return null;
  const at = Date.parse(day ? `${asserted}T00:00:00Z` : asserted) + (day ? 24 * 3600 * 1000 : 0);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

function purposesOf(assertion: Assertion, idp: IdpRegistration, dropped: string[]): PurposeCode[] {
  const asserted = valuesOf(assertion.attributes, idp.attributes.purposes);
  const kept = purposes.filter((code) => asserted.includes(code) && idp.caps.purposes.includes(code));
  if (asserted.some((value) => !kept.some((code) => code === value))) dropped.push('purposes');
  return kept;
}

/**
 * Reads who the assertion is about, inside what was registered for its IdP. Roles and every other attribute are
 * ignored: nothing an IdP says can grant one.
 * @param audience entityID of this portal
 * @throws Refusal
 */
export function assertedIdentity(assertion: Assertion, idp: IdpRegistration, audience: string): AssertedIdentity {
  const dropped: string[] = [];
  const subjectId = subjectIdOf(assertion, idp, audience);
  return {
    subjectId,
    agency: agencyOf(assertion, idp),
    country: single(assertion.attributes, idp.attributes.country),
    name: nameOf(assertion, idp, subjectId),
    mail: mailOf(assertion, idp, dropped),
    clearance: clearanceOf(assertion, idp, dropped),
    clearanceUntil: clearanceUntilOf(assertion, idp),
    purposes: purposesOf(assertion, idp, dropped),
    dropped,
  };
}
