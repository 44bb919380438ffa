import type { ResourceAttributeName } from './attributes.ts';
import type { AxisName, Caveat, Classification, Phase, PurposeCode, ResourceType, Tlp } from './vocabulary.ts';

/**
 * The attributes that a *read* rule may look at: an access class plus two facts.
 * A class is shared by many records, so that a decision is made once per class and not once per record.
 */
export interface AccessClass {
  classification: Classification;
  tlp: Tlp;
  /** Audience tokens without `person:…` (named people are a relation of the record). */
  releasableTo: string[];
  except: string[];
  /** Only the caveats that a decision looks at: LEA-ONLY and PERSONAL-DATA. */
  caveats: Caveat[];
  purposes: PurposeCode[];
  /** Panel reference such as `J7-P3`; null outside a panel. */
  panel: string | null;
  phase: Phase;
}

/** A record as rules see it. For actions other than `read` the single stored row is at hand. */
export interface Resource extends AccessClass {
  type: ResourceType;
  /** Fact: the subject's agency is the originator. */
  own: boolean;
  /** Fact: the subject is named, leads or co-leads, or holds a live grant. On TLP:RED only a name makes it true. */
  related: boolean;
  /** Record attributes: never in a read rule. Undefined = unknown to the rule. */
  state?: string;
  originator?: string;
  lead?: string;
  coLeads?: string[];
  /** The agency that a commitment binds. */
  agency?: string;
  /** Participant code of that agency: verification comes from another country. */
  agencyCountry?: string;
  /** Of a transition: the axis it moves on; `state` where a type has that one alone. */
  axis?: AxisName;
  /** Of a transition: the state it leads to. */
  to?: string;
}

/** Types without marking are decided on this: it has no attribute that a rule could mistake for a marking. */
export type ControlResource = Pick<Resource, 'type'> & Partial<Omit<Resource, 'type'>>;

/** An attribute by its name, each with a property access of its own: `resource[name]` would be many times slower. */
export function attributeIn(resource: ControlResource, name: ResourceAttributeName): unknown {
  switch (name) {
    case 'classification':
      return resource.classification;
    case 'tlp':
      return resource.tlp;
    case 'releasableTo':
      return resource.releasableTo;
    case 'except':
      return resource.except;
    case 'caveats':
      return resource.caveats;
    case 'purposes':
      return resource.purposes;
    case 'panel':
      return resource.panel;
    case 'phase':
      return resource.phase;
    case 'own':
      return resource.own;
    case 'related':
      return resource.related;
    case 'state':
      return resource.state;
    case 'originator':
      return resource.originator;
    case 'lead':
      return resource.lead;
    case 'coLeads':
      return resource.coLeads;
    case 'agency':
      return resource.agency;
    case 'agencyCountry':
      return resource.agencyCountry;
    case 'axis':
      return resource.axis;
    case 'to':
      return resource.to;
  }
}
