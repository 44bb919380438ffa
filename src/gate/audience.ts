import type pg from 'pg';
import type { CompiledPolicy } from '../../policies/compile.ts';
import type { Environment } from '../../policies/environment.ts';
import type { AccessClass, Resource } from '../../policies/resource.ts';
import { leavesOf, literalsOf } from '../../policies/rule.ts';
import { type Subject, subjectOf } from '../../policies/subject.ts';
import {
  type AgencyType,
  assurances,
  type Classification,
  type ContentType,
  type PurposeCode,
  purposes,
  type Role,
} from '../../policies/vocabulary.ts';
import type { NamedPerson } from './people.ts';
import { effectiveClearance } from './subject-source.ts';

/** What decides who can see a record: its class, its originator, and whom it names. */
export interface Probe {
  type: ContentType;
  accessClass: AccessClass;
  originator: string;
  /** Relation tokens that count: on TLP:RED only named people. */
  related: string[];
}

/** A person as the audience is computed: attributes as they were last asserted. */
interface Candidate {
  subject: Subject;
  name: string;
  purposes: readonly PurposeCode[];
}

/** How many people in which agencies may read a record; names only where the caller may have them. */
export interface Audience {
  people: number;
  agencies: { code: string; people: number; named: { id: string; name: string }[] }[];
  /** True when any member outside law enforcement is among them. */
  privateMembers: boolean;
}

interface PersonRow {
  id: string;
  name: string;
  agency: string;
  country: string;
  type: AgencyType;
  communities: string[];
  clearance: Classification;
  clearance_until: string | null;
  roles: Role[];
  purposes: PurposeCode[];
}

const peopleSql = `SELECT p.id, p.name, p.agency, a.participant AS country, a.type, p.clearance, p.purposes, p.clearance_until,
  coalesce((SELECT array_agg(m.community ORDER BY m.community) FROM community_member m WHERE m.agency = a.code), '{}') AS communities,
  coalesce((SELECT array_agg(r.role ORDER BY r.role) FROM role_assignment r WHERE r.person = p.id AND r.revoked_at IS NULL), '{}') AS roles
  FROM person p JOIN agency a ON a.code = p.agency WHERE p.status = 'ACTIVE' AND a.status = 'ACTIVE' ORDER BY p.agency, p.name`;

/** The relation tokens that count under a marking: RED is for named people alone. */
export function relatedTokens(tlp: string, relations: readonly { token: string; kind: string }[]): string[] {
  return relations.filter(({ kind }) => kind === 'named' || tlp !== 'RED').map(({ token }) => token);
}

/** Those who may read a record: counted, and one by one; who of them may be named is the gate's to decide. */
export interface Seeing {
  /** Without names. */
  audience: Audience;
  persons: NamedPerson[];
}

/** Answers "who can see this" by the same decision that serves reading: subjects × one class. */
export class AudienceDesk {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  /**
   * The known people who may read the record, once they state a purpose that is theirs to state. `probes`: the record, and
   * everything that it stands under; they see it at a moment at which they see all of them.
   */
  async of(policy: CompiledPolicy, probes: readonly Probe[]): Promise<Seeing> {
    const moments = momentsFor(policy, probes);
    const sees = togetherOf(policy, probes, moments);
    const seeing = (await this.#candidates()).filter(
      ({ subject, purposes }) => (sees(subject) & within(moments, purposes)) !== 0,
    );
    const people = new Map<string, number>();
    for (const { subject } of seeing) people.set(subject.agency, (people.get(subject.agency) ?? 0) + 1);
    const audience = {
      people: seeing.length,
      agencies: [...people].map(([code, count]) => ({ code, people: count, named: [] })),
      privateMembers: seeing.some(
        ({ subject }) => subject.agencyType === 'private' || subject.agencyType === 'academia',
      ),
    };
    const persons = seeing.map(({ subject, name }) => ({ id: subject.person, name, agency: subject.agency }));
    return { audience, persons };
  }

  /** True when anybody would gain sight: known people, and a cleared officer of every agency, known or not. */
  async gains(policy: CompiledPolicy, before: Probe, after: Probe): Promise<boolean> {
    const subjects = [...(await this.#candidates()).map(({ subject }) => subject), ...(await this.#officers())];
    const moments = momentsFor(policy, [before, after]);
    const sawIt = sightOf(policy, before, moments);
    const seesIt = sightOf(policy, after, moments);
    return subjects.some((subject) => (seesIt(subject) & ~sawIt(subject)) !== 0);
  }

  /** The agencies of which a cleared officer would see the record: asked before something is proposed to them. */
  async agenciesSeeing(policy: CompiledPolicy, probes: readonly Probe[]): Promise<string[]> {
    const sees = togetherOf(policy, probes, momentsFor(policy, probes));
    return (await this.#officers()).filter((subject) => sees(subject) !== 0).map(({ agency }) => agency);
  }

  async #candidates(): Promise<Candidate[]> {
    const now = Date.now();
    const { rows } = await this.#pool.query<PersonRow>(peopleSql);
    return rows.map((row) => ({
      name: row.name,
      purposes: row.purposes,
      subject: subjectOf({
        person: row.id,
        agency: row.agency,
        country: row.country,
        agencyType: row.type,
        communities: row.communities,
        clearance: effectiveClearance(row.clearance, row.clearance_until, now),
        roles: row.roles,
      }),
    }));
  }

  async #officers(): Promise<Subject[]> {
    const { rows } = await this.#pool.query<{
      agency: string;
      country: string;
      type: AgencyType;
      communities: string[];
    }>(
      `SELECT a.code AS agency, a.participant AS country, a.type,
        coalesce((SELECT array_agg(m.community ORDER BY m.community) FROM community_member m WHERE m.agency = a.code), '{}') AS communities
        FROM agency a WHERE a.status = 'ACTIVE' ORDER BY a.code`,
    );
    return rows.map((row) =>
      subjectOf({
        person: '00000000-0000-0000-0000-000000000000',
        agency: row.agency,
        country: row.country,
        agencyType: row.type,
        communities: row.communities,
        clearance: 'RESTRICTED',
        roles: ['liaison-officer'],
      }),
    );
  }
}

/** A moment, and the purposes that it stands for, since no rule tells them apart; null = none is stated. */
interface Moment extends Environment {
  states: readonly PurposeCode[] | null;
}

/** The moments that read rules can tell apart for two classes: purposes that rules or classes name, one that none names, none stated. */
function momentsFor(policy: CompiledPolicy, probes: readonly Probe[]): Moment[] {
  const rules = probes.flatMap(({ type }) => policy.rulesFor('read', type));
  const named = rules.flatMap(({ environment }) =>
    leavesOf(environment).flatMap(({ leaf }) => (leaf.attribute === 'purpose' ? literalsOf(leaf) : [])),
  );
  const told = new Set<unknown>([...named, ...probes.flatMap(({ accessClass }) => accessClass.purposes), 'POLICY']);
  const untold = purposes.filter((purpose) => !told.has(purpose));
  const [other] = untold;
  const tried = [null, ...purposes.filter((purpose) => told.has(purpose) || purpose === other)];
  return tried.flatMap((purpose) =>
    assurances.map((assurance) => ({
      states: purpose === null ? null : purpose === other ? untold : [purpose],
      purpose: purpose ?? 'POLICY',
      purposeStated: purpose !== null,
      assurance,
      now: new Date(0).toISOString(),
      idpStatus: 'ACTIVE' as const,
      sessionAge: 0,
    })),
  );
}

/** The moments that are within reach of somebody with these purposes, one bit each: whoever states none is always among them. */
function within(moments: readonly Moment[], own: readonly PurposeCode[]): number {
  return moments.reduce(
    (bits, { states }, at) => (states === null || own.some((code) => states.includes(code)) ? bits | (1 << at) : bits),
    0,
  );
}

/** As `sightOf`, of several rows that are seen together or not at all. */
function togetherOf(
  policy: CompiledPolicy,
  probes: readonly Probe[],
  moments: readonly Environment[],
): (subject: Subject) => number {
  const each = probes.map((probe) => sightOf(policy, probe, moments));
  return (subject) => each.reduce((bits, sees) => bits & sees(subject), ~0);
}

/**
 * Who sees a record, and with which purpose and strength of sign-in: one bit for each, since all are within a person's reach.
 * Read rules know no time. Colleagues with the same clearance and roles share one decision: binding the rules to each of
 * 25,000 people took seconds.
 */
function sightOf(policy: CompiledPolicy, probe: Probe, moments: readonly Environment[]): (subject: Subject) => number {
  const { type, accessClass, originator } = probe;
  const personal = policy.personal('read', type) || accessClass.except.some((token) => token.startsWith('person:'));
  const decided = new Map<string, number>();
  return (subject) => {
    const own = subject.agency === originator;
    const related = probe.related.some(
      (token) => token === subject.personToken || subject.agencyAudiences.includes(token),
    );
    // Country, type and communities follow from the agency.
    const key = [personal ? subject.person : '', subject.agency, subject.clearance, ...subject.roles, related].join(
      ' ',
    );
    const known = decided.get(key) ?? bitsOf(policy, subject, { type, ...accessClass, own, related }, moments);
    decided.set(key, known);
    return known;
  };
}

function bitsOf(policy: CompiledPolicy, subject: Subject, resource: Resource, moments: readonly Environment[]): number {
  return moments.reduce(
    (bits, environment, index) =>
      policy.forSubject(subject, environment).permits('read', resource) ? bits | (1 << index) : bits,
    0,
  );
}

/** Names belong to markings that address somebody: under `all` they would list everybody who is cleared. */
export function addressed({ releasableTo }: { releasableTo: string[] }): boolean {
  return !releasableTo.includes('all');
}

/** The same with the people who may be named. */
export function withNames(audience: Audience, named: readonly NamedPerson[]): Audience {
  const ofAgency = (code: string) =>
    named.filter(({ agency }) => agency === code).map(({ id, name }) => ({ id, name }));
  return { ...audience, agencies: audience.agencies.map((agency) => ({ ...agency, named: ofAgency(agency.code) })) };
}
