import type { AgencyType, Classification, Role } from './vocabulary.ts';

/** What a rule may know of the person who asks. Everything here was derived or pinned by the portal, never typed by an IdP alone. */
export interface Subject {
  /** Id of the person (UUID). A rule that looks at it makes its decision personal. */
  person: string;
  /** Agency code, e.g. `AL-ASP`. */
  agency: string;
  /** Participant code of the agency, e.g. `AL`. */
  country: string;
  agencyType: AgencyType;
  /** Community names, e.g. `J7-P3`. */
  communities: string[];
  /** Effective clearance now: an expired or undated one counts as OFFICIAL. */
  clearance: Classification;
  roles: Role[];
  /** Audience tokens held, without the person's own: `all`, `country:…`, `agency:…`, `community:…`. */
  audiences: string[];
  /** The part of `audiences` that names agencies, countries and communities: what may admit to TLP:AMBER. */
  recipientAudiences: string[];
  /** The part of `audiences` that names the agency: what may admit to TLP:AMBER+STRICT. */
  agencyAudiences: string[];
  /** `person:<id>`; only `except` looks at it, sight by name is the fact `related`. */
  personToken: string;
  /** Every token of the identity, the person's own too, never reduced: what `except` is held against. */
  identityTokens: string[];
}

/** Derives the audience attributes, so that no caller can hand a rule tokens that do not follow from the identity. */
export function subjectOf(
  identity: Omit<Subject, 'audiences' | 'recipientAudiences' | 'agencyAudiences' | 'personToken' | 'identityTokens'>,
): Subject {
  const agencyAudiences = [`agency:${identity.agency}`];
  const recipientAudiences = [
    ...agencyAudiences,
    `country:${identity.country}`,
    ...identity.communities.map((community) => `community:${community}`),
  ];
  const audiences = ['all', ...recipientAudiences];
  const personToken = `person:${identity.person}`;
  return {
    ...identity,
    audiences,
    recipientAudiences,
    agencyAudiences,
    personToken,
    identityTokens: [...audiences, personToken],
  };
}
