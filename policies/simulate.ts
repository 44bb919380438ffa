import { hashOf } from './canonical.ts';
import type { CompiledPolicy, SubjectPolicy } from './compile.ts';
import type { Environment } from './environment.ts';
import type { AccessClass } from './resource.ts';
import type { Subject } from './subject.ts';
import type { ContentType } from './vocabulary.ts';

/** A person with every environment that is within reach: without a stated purpose, and with each of the own purposes. */
export interface Reader {
  subject: Subject;
  environments: readonly Environment[];
  /** True for members that are no country or economy. */
  outside: boolean;
}

/** One row that must be visible for a record to be: the record's own, then its parents'. */
export interface Link {
  type: ContentType;
  accessClass: AccessClass;
  originator: string;
  /** Relation tokens that count. */
  related: readonly string[];
}

/** Stored records that no decision tells apart, and how many they are. */
export interface Holding {
  links: readonly [Link, ...Link[]];
  count: number;
}

export interface Count {
  people: number;
  records: number;
}

/** What changes for the people of one agency. */
export interface AgencyEffect {
  agency: string;
  gains: Count;
  losses: Count;
}

/** What changes about records of one kind and marking; never which records. */
export interface ClassEffect {
  type: ContentType;
  classification: string;
  tlp: string;
  panel: string | null;
  gains: Count;
  losses: Count;
}

export type Flag = 'private' | 'amber' | 'restricted' | 'outside';

/** Who gains and who loses sight of what, exactly, over all people and records at hand; in numbers alone (THREATS 45). */
export interface Effect {
  /** How many were looked at. */
  people: number;
  records: number;
  gains: Count;
  losses: Count;
  agencies: AgencyEffect[];
  classes: ClassEffect[];
  /** What an approver must not overlook, with how much of it. */
  flags: ({ flag: Flag } & Count)[];
}

/** Runs both policies over people × records. Pure; what it says of reading is what lists and details then show. */
export function simulate(
  before: CompiledPolicy,
  after: CompiledPolicy,
  readers: readonly Reader[],
  holdings: readonly Holding[],
): Effect {
  const [saw, sees] = [sightOf(before, holdings), sightOf(after, holdings)];
  const tally = new Tally();
  for (const reader of readers) {
    for (const holding of holdings) {
      const [was, is] = [saw(reader, holding), sees(reader, holding)];
      if (was !== is) tally.add(is ? 'gains' : 'losses', reader, holding);
    }
  }
  return tally.effect(
    readers.length,
    holdings.reduce((sum, { count }) => sum + count, 0),
  );
}

/** Hex SHA-256 of who gains and who loses: what an approval is bound to. */
export function hashOfEffect({ gains, losses, agencies, classes, flags }: Effect): string {
  return hashOf({ gains, losses, agencies, classes, flags });
}

type Sees = (reader: Reader, holding: Holding) => boolean;

/** Colleagues of one agency with equal rights share their decisions, unless a rule or a class looks at the person. */
function sightOf(policy: CompiledPolicy, holdings: readonly Holding[]): Sees {
  const links = holdings.flatMap((holding) => holding.links);
  const personal =
    links.some(({ accessClass }) => accessClass.except.some((token) => token.startsWith('person:'))) ||
    [...new Set(links.map(({ type }) => type))].some((type) => policy.personal('read', type));
  const profiles = new Map<string, Profile>();
  return (reader, holding) => {
    const { person, agency, clearance, roles } = reader.subject;
    const key = JSON.stringify([personal ? person : '', agency, clearance, roles, reader.environments]);
    const profile = profiles.get(key) ?? new Profile(policy, reader);
    profiles.set(key, profile);
    return profile.sees(reader.subject, holding);
  };
}

class Profile {
  readonly #bound: SubjectPolicy[];
  readonly #decided = new Map<string, boolean>();

  constructor(policy: CompiledPolicy, { subject, environments }: Reader) {
    this.#bound = environments.map((environment) => policy.forSubject(subject, environment));
  }

  /** A record is seen when it and all its parents are, in one and the same environment. */
  sees(subject: Subject, { links }: Holding): boolean {
    return this.#bound.some((bound, index) => links.every((link) => this.#permits(bound, index, subject, link)));
  }

  #permits(bound: SubjectPolicy, index: number, subject: Subject, link: Link): boolean {
    const own = subject.agency === link.originator;
    const related = link.related.some(
      (token) => token === subject.personToken || subject.agencyAudiences.includes(token),
    );
    const { type, accessClass } = link;
    const key = `${index} ${own} ${related} ${type} ${JSON.stringify(accessClass)}`;
    const known = this.#decided.get(key) ?? bound.permits('read', { type, ...accessClass, own, related });
    this.#decided.set(key, known);
    return known;
  }
}

type Side = 'gains' | 'losses';

/** Distinct people and records, so that nobody and nothing is counted twice. */
class Group {
  readonly gains = { people: new Set<string>(), holdings: new Set<Holding>() };
  readonly losses = { people: new Set<string>(), holdings: new Set<Holding>() };

  add(side: Side, reader: Reader, holding: Holding): void {
    this[side].people.add(reader.subject.person);
    this[side].holdings.add(holding);
  }

  count(side: Side): Count {
    const { people, holdings } = this[side];
    return { people: people.size, records: [...holdings].reduce((sum, { count }) => sum + count, 0) };
  }

  get both(): { gains: Count; losses: Count } {
    return { gains: this.count('gains'), losses: this.count('losses') };
  }
}

class Tally {
  readonly #all = new Group();
  readonly #agencies = new Map<string, Group>();
  readonly #classes = new Map<string, Group>();
  readonly #flags = new Map<Flag, Group>();

  add(side: Side, reader: Reader, holding: Holding): void {
    const [{ type, accessClass }] = holding.links;
    const { classification, tlp, panel } = accessClass;
    this.#all.add(side, reader, holding);
    groupOf(this.#agencies, reader.subject.agency).add(side, reader, holding);
    groupOf(this.#classes, JSON.stringify([type, classification, tlp, panel])).add(side, reader, holding);
    if (side === 'losses') return;
    for (const flag of flagsOf(reader, accessClass)) groupOf(this.#flags, flag).add(side, reader, holding);
  }

  effect(people: number, records: number): Effect {
    return {
      people,
      records,
      ...this.#all.both,
      agencies: sorted(this.#agencies).map(([agency, group]) => ({ agency, ...group.both })),
      classes: sorted(this.#classes).map(([key, group]) => {
        const [type, classification, tlp, panel] = JSON.parse(key) as [ContentType, string, string, string | null];
        return { type, classification, tlp, panel, ...group.both };
      }),
      flags: sorted(this.#flags).map(([flag, group]) => ({ flag, ...group.count('gains') })),
    };
  }
}

function flagsOf({ subject, outside }: Reader, { tlp, classification }: AccessClass): Flag[] {
  const flags: Flag[] = [];
  if (subject.agencyType === 'private' || subject.agencyType === 'academia') flags.push('private');
  if (tlp !== 'CLEAR' && tlp !== 'GREEN') flags.push('amber');
  if (classification === 'RESTRICTED') flags.push('restricted');
  if (outside) flags.push('outside');
  return flags;
}

function groupOf<K>(groups: Map<K, Group>, key: K): Group {
  const known = groups.get(key) ?? new Group();
  groups.set(key, known);
  return known;
}

function sorted<K extends string>(groups: ReadonlyMap<K, Group>): [K, Group][] {
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}
