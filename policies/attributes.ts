import {
  agencyTypes,
  assurances,
  axes,
  caveats,
  classifications,
  idpStatuses,
  phases,
  purposes,
  roles,
  tlps,
} from './vocabulary.ts';

/**
 * The catalogue of attributes that a rule may look at, as data beside the types of subject.ts, resource.ts and environment.ts.
 * What does not stand here does not exist for a rule: no name, rank or mail of a person ever does (THREATS 47).
 */
export type Kind = 'scalar' | 'set' | 'boolean' | 'ordered' | 'number' | 'instant';

/** What a value stands for. Two attributes compare only within one domain: an agency is never held against a country. */
export interface Domain {
  /** Closed list, in rank order where the attribute is ordered. */
  values?: readonly string[];
  /** Form of a value where the list is open. */
  pattern?: RegExp;
}

export const domains = {
  classification: { values: classifications },
  tlp: { values: tlps },
  caveat: { values: caveats },
  purpose: { values: purposes },
  phase: { values: phases },
  agencyType: { values: agencyTypes },
  role: { values: roles },
  assurance: { values: assurances },
  idpStatus: { values: idpStatuses },
  axis: { values: axes },
  state: { pattern: /^[A-Z][A-Z_]*$/ },
  person: { pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/ },
  agency: { pattern: /^[A-Z0-9]+(-[A-Z0-9]+)+$/ },
  country: { pattern: /^[A-Z]{2,8}$/ },
  community: { pattern: /^[A-Z0-9]+(-[A-Z0-9]+)*$/ },
  token: { pattern: /^(all|country:[A-Z]{2,8}|(agency|community):[A-Z0-9]+(-[A-Z0-9]+)*|person:[0-9a-f-]{36})$/ },
  truth: {},
  seconds: {},
  instant: { pattern: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z$/ },
} as const satisfies Record<string, Domain>;

export type DomainName = keyof typeof domains;

/** A domain by name, with both optional parts visible. */
export function domainOf(name: DomainName): Domain {
  return domains[name];
}

export interface Attribute {
  kind: Kind;
  domain: DomainName;
}

/** `class`: part of an access class. `fact`: own or related. `record`: known only of a single stored row. */
export interface ResourceAttribute extends Attribute {
  scope: 'class' | 'fact' | 'record';
}

export const resourceAttributes = {
  classification: { kind: 'ordered', domain: 'classification', scope: 'class' },
  tlp: { kind: 'ordered', domain: 'tlp', scope: 'class' },
  releasableTo: { kind: 'set', domain: 'token', scope: 'class' },
  except: { kind: 'set', domain: 'token', scope: 'class' },
  caveats: { kind: 'set', domain: 'caveat', scope: 'class' },
  purposes: { kind: 'set', domain: 'purpose', scope: 'class' },
  panel: { kind: 'scalar', domain: 'community', scope: 'class' },
  phase: { kind: 'scalar', domain: 'phase', scope: 'class' },
  own: { kind: 'boolean', domain: 'truth', scope: 'fact' },
  related: { kind: 'boolean', domain: 'truth', scope: 'fact' },
  state: { kind: 'scalar', domain: 'state', scope: 'record' },
  originator: { kind: 'scalar', domain: 'agency', scope: 'record' },
  lead: { kind: 'scalar', domain: 'agency', scope: 'record' },
  coLeads: { kind: 'set', domain: 'agency', scope: 'record' },
  agency: { kind: 'scalar', domain: 'agency', scope: 'record' },
  agencyCountry: { kind: 'scalar', domain: 'country', scope: 'record' },
  axis: { kind: 'scalar', domain: 'axis', scope: 'record' },
  to: { kind: 'scalar', domain: 'state', scope: 'record' },
} as const satisfies Record<string, ResourceAttribute>;

const subjectAttributes = {
  person: { kind: 'scalar', domain: 'person' },
  agency: { kind: 'scalar', domain: 'agency' },
  country: { kind: 'scalar', domain: 'country' },
  agencyType: { kind: 'scalar', domain: 'agencyType' },
  communities: { kind: 'set', domain: 'community' },
  clearance: { kind: 'ordered', domain: 'classification' },
  roles: { kind: 'set', domain: 'role' },
  audiences: { kind: 'set', domain: 'token' },
  recipientAudiences: { kind: 'set', domain: 'token' },
  agencyAudiences: { kind: 'set', domain: 'token' },
  personToken: { kind: 'scalar', domain: 'token' },
  identityTokens: { kind: 'set', domain: 'token' },
} as const satisfies Record<string, Attribute>;

const environmentAttributes = {
  purpose: { kind: 'scalar', domain: 'purpose' },
  purposeStated: { kind: 'boolean', domain: 'truth' },
  assurance: { kind: 'ordered', domain: 'assurance' },
  now: { kind: 'instant', domain: 'instant' },
  idpStatus: { kind: 'scalar', domain: 'idpStatus' },
  sessionAge: { kind: 'number', domain: 'seconds' },
} as const satisfies Record<string, Attribute>;

export type ResourceAttributeName = keyof typeof resourceAttributes;

/** The three catalogues by the name of the rule's section that looks at them. */
export const catalogues = {
  when: resourceAttributes,
  subject: subjectAttributes,
  environment: environmentAttributes,
} as const;
export type Section = keyof typeof catalogues;

/** An attribute of a section, or undefined when there is none of that name. */
export function attributeOf(section: Section, name: string): Attribute | undefined {
  const catalogue: Readonly<Record<string, Attribute>> = catalogues[section];
  return Object.hasOwn(catalogue, name) ? catalogue[name] : undefined;
}

/** Scope of a resource attribute; undefined when there is none of that name. */
export function scopeOf(name: string): ResourceAttribute['scope'] | undefined {
  const catalogue: Readonly<Record<string, ResourceAttribute>> = resourceAttributes;
  return Object.hasOwn(catalogue, name) ? catalogue[name]?.scope : undefined;
}

/** A name that a condition on a resource gives, as one of the catalogue; throws when there is none of that name. */
export function resourceAttribute(name: string): ResourceAttributeName {
  if (Object.hasOwn(resourceAttributes, name)) return name as ResourceAttributeName;
  throw new Error(`no attribute of a resource: ${name}`);
}

/** Names of all set attributes of the three catalogues: `$exists` asks them for a member. */
export const setAttributes: ReadonlySet<string> = new Set(
  Object.values(catalogues).flatMap((catalogue) =>
    Object.entries(catalogue)
      .filter(([, attribute]) => attribute.kind === 'set')
      .map(([name]) => name),
  ),
);

/** What may follow a permit (DOMAIN R10). */
export const obligations = ['banner', 'acknowledge', 'watermark', 'no-download'] as const;
export type Obligation = (typeof obligations)[number];
/**
 * What the portal does today for whoever was permitted. A permit with another obligation does not load: an enforcement
 * point that cannot fulfil an obligation must not permit (XACML 3.0, section 7.18).
 */
export const fulfilledObligations: readonly Obligation[] = ['banner'];

/** Steps that a person can take to lift a denial, in the order in which they are asked for. */
export const requirements = ['purpose', 'mfa', 'recent'] as const;
export type Requirement = (typeof requirements)[number];

export const effects = ['permit', 'forbid'] as const;
export type Effect = (typeof effects)[number];
