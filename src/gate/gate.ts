import type { AuditAction, DetailOf } from '../../audit/events.ts';
import type { Readers } from '../../audit/insight.ts';
import { explain, type Sentence } from '../../policies/explain.ts';
import type { Action, Marking, ResourceType } from '../../policies/vocabulary.ts';
import { type Audience, addressed, type Probe, relatedTokens, withNames } from './audience.ts';
import { AuditDesk } from './audit-desk.ts';
import { Changer } from './changer.ts';
import { accessClassOf } from './class-registry.ts';
import { ColleagueDesk } from './colleague-desk.ts';
import { Creator } from './creator.ts';
import type { AnyDefinition, ContentDefinition, ListQuery, Page, RecordView } from './definition.ts';
import { demand } from './demand.ts';
import { classPanelFrom, relationsFrom } from './derived.ts';
import type { AgencyEntry, Directory } from './directory.ts';
import type { Draft, Move, PartDraft, Revision } from './draft.ts';
import type { Exchange } from './exchange.ts';
import type { FacetValue } from './facet-query.ts';
import { FederationDesk } from './federation-desk.ts';
import type { FacetName, FilterSet, Kinds, ValuesOf } from './filter.ts';
import { JobDesk } from './job-desk.ts';
import { settleMarking } from './marking-rules.ts';
import { directoryRule, disclosePeople, nameable } from './naming.ts';
import { NoticeDesk } from './notice-desk.ts';
import type { GateParts } from './parts.ts';
import { mostPeople, type NamedPerson, peopleOf } from './people.ts';
import { PolicyDesk } from './policy-desk.ts';
import { probesOf } from './probes.ts';
import { ProviderDesk } from './provider-desk.ts';
import { Reader } from './reader.ts';
import { readersFor } from './readers.ts';
import { RoleDesk } from './role-desk.ts';
import { type Found, Searcher, type SearchQuery } from './search.ts';
import { SessionDesk } from './session-desk.ts';
import type { SignedIn } from './signed-in.ts';
import { SuspensionDesk } from './suspension-desk.ts';

/** Why a person can see a record, in sentences generated from the rules. */
export interface Explanation {
  effect: 'permit' | 'deny';
  ruleIds: string[];
  sentences: Sentence[];
  obligations: string[];
  policyVersion: number;
}

/**
 * PEP: all that a handler gets. It holds neither a pool nor a response; whatever it hands out stands in the ledger,
 * and nothing leaves the portal before the ledger is durable.
 */
export class Gate {
  readonly #parts: GateParts;
  readonly #exchange: Exchange;
  readonly #reader: Reader;
  readonly #searcher: Searcher;
  readonly #creator: Creator;
  readonly #changer: Changer;
  readonly directory: Directory;
  readonly session: SessionDesk;
  readonly auditLog: AuditDesk;
  readonly policies: PolicyDesk;
  readonly federation: FederationDesk;
  readonly providers: ProviderDesk;
  readonly suspensions: SuspensionDesk;
  readonly notices: NoticeDesk;
  readonly roles: RoleDesk;
  readonly colleagues: ColleagueDesk;
  readonly jobs: JobDesk;

  constructor(parts: GateParts, exchange: Exchange, directory: Directory) {
    this.#parts = parts;
    this.#exchange = exchange;
    this.#reader = new Reader(parts, exchange);
    this.#searcher = new Searcher(this.#reader, exchange, parts.cursors);
    this.#creator = new Creator(parts, exchange, this.#reader);
    this.#changer = new Changer(parts, exchange, this.#reader);
    this.directory = directory;
    this.session = new SessionDesk(parts, exchange);
    this.auditLog = new AuditDesk(parts, exchange);
    this.policies = new PolicyDesk(parts, exchange);
    this.jobs = new JobDesk(parts, exchange);
    this.federation = new FederationDesk(parts, exchange);
    this.providers = new ProviderDesk(parts, exchange);
    this.suspensions = new SuspensionDesk(parts, exchange);
    this.notices = new NoticeDesk(parts, exchange);
    this.roles = new RoleDesk(parts, exchange);
    this.colleagues = new ColleagueDesk(parts, exchange);
  }

  /** Who is asking. */
  get me(): Readonly<SignedIn> {
    return this.#exchange.signedIn;
  }

  /** Whether the answer is a page or API JSON: an API answer to a change carries the record. */
  get surface(): 'page' | 'api' {
    return this.#exchange.facts.surface;
  }

  /** The purpose that decisions are made under, and whether it was stated. */
  get purpose(): { code: string; stated: boolean } {
    const { purpose, purposeStated } = this.#exchange.sight.environment;
    return { code: purpose, stated: purposeStated };
  }

  /** Tells the log more of what this request does: numbers and codes of the catalogue, never what somebody wrote. */
  note<A extends AuditAction>(event: A, detail: DetailOf<A>): void {
    this.#exchange.ledger.note(event, detail);
  }

  /** False when the role alone closes this action on this type. */
  mayEver(action: Action, type: ResourceType): boolean {
    return this.#exchange.sight.mayEver(action, type);
  }

  /** One record; with `action`, read in order to do that: `forbidden` where only reading is permitted. */
  async read<View extends RecordView>(
    definition: ContentDefinition<View>,
    id: string,
    action: Action = 'read',
  ): Promise<View> {
    const presented = await this.#reader.readWithResource(definition, id);
    if (action !== 'read') demand(this.#exchange, action, presented.resource);
    this.#exchange.ledger.disclose(presented);
    return presented.view;
  }

  list<View extends RecordView>(definition: ContentDefinition<View>, query?: ListQuery): Promise<Page<View>> {
    return this.#reader.list(definition, query);
  }

  /** As `list`, page after page, for what a page shows whole; `more` where even `most` did not reach the end. */
  listAll<View extends RecordView>(
    definition: ContentDefinition<View>,
    query: ListQuery,
    most = 1_000,
  ): Promise<{ items: View[]; more: boolean }> {
    return this.#reader.listAll(definition, query, most);
  }

  /** Records of several types whose text holds the words, the best match first, and how many of each type there are. */
  search(definitions: readonly AnyDefinition[], query: SearchQuery): Promise<Found> {
    return this.#searcher.search(definitions, query);
  }

  /**
   * How many records of a list with these values there are by each value of some fields, each field counted without its
   * own filter. Only what this reader may read counts: the record, the counted field, and the fields that filters look at.
   */
  facets<View extends RecordView, Named extends Kinds<View>, Name extends FacetName<Named>>(
    filters: FilterSet<View, Named>,
    values: ValuesOf<Named>,
    names: readonly Name[],
  ): Promise<Record<Name, FacetValue[]>> {
    return this.#reader.facets(filters.definition, filters.facets(values, names));
  }

  create(definition: AnyDefinition, draft: Draft): Promise<string> {
    return this.#creator.create(definition, draft);
  }

  createPart(
    parent: { definition: AnyDefinition; id: string },
    definition: AnyDefinition,
    draft: PartDraft,
  ): Promise<string> {
    return this.#creator.createPart(parent, definition, draft);
  }

  createMarkedPart(
    parent: { definition: AnyDefinition; id: string },
    definition: AnyDefinition,
    draft: Draft,
  ): Promise<string> {
    return this.#creator.createMarkedPart(parent, definition, draft);
  }

  update(definition: AnyDefinition, id: string, revision: Revision): Promise<void> {
    return this.#changer.update(definition, id, revision);
  }

  transition(definition: AnyDefinition, id: string, move: Move): Promise<void> {
    return this.#changer.transition(definition, id, move);
  }

  /**
   * A record for the handler's own reasoning, or for the API's answer to a change that its own entry discloses.
   * It is noted too: if its id turns up in an answer that no entry covers, the release discloses it.
   */
  async look<View extends RecordView>(
    definition: ContentDefinition<View>,
    id: string,
    action: Action = 'read',
  ): Promise<View> {
    const presented = await this.#reader.readWithResource(definition, id);
    if (action !== 'read') demand(this.#exchange, action, presented.resource);
    this.#exchange.ledger.look(presented);
    return presented.view;
  }

  /** As `look`, for the first record that matches; null alike where none exists and where none may be read. */
  find<View extends RecordView>(definition: ContentDefinition<View>, query: ListQuery): Promise<View | null> {
    return this.#reader.find(definition, query);
  }

  /** Why this person may read the record (or not do more with it). Answers only for records the caller may read. */
  async explain<View extends RecordView>(
    definition: ContentDefinition<View>,
    id: string,
    action: Action,
  ): Promise<Explanation> {
    const { resource } = await this.#reader.readWithResource(definition, id);
    const { sight } = this.#exchange;
    const decision = sight.decide(action, resource);
    this.note('decision.explain', { asked: action, effect: decision.effect, about: definition.type });
    return {
      effect: decision.effect,
      ruleIds: decision.ruleIds,
      obligations: decision.obligations,
      sentences: explain(sight.policy, sight.subject, action, resource, sight.environment),
      policyVersion: sight.policy.version,
    };
  }

  /** Who can see a record: to the originator's people the names that they may read, agencies to everybody else. */
  async audience<View extends RecordView>(definition: ContentDefinition<View>, id: string): Promise<Audience> {
    const { resource } = await this.#reader.readWithResource(definition, id);
    const probes = await probesOf(this.#parts, definition, id);
    const { audience, persons } = await this.#parts.audience.of(this.#exchange.sight.policy, probes);
    this.note('audience.view', { agencies: audience.agencies.length, people: audience.people });
    if (resource.originator !== this.me.agency || !addressed(resource)) return audience;
    return withNames(audience, nameable(this.#exchange, persons));
  }

  /** Who was given a record: names for the originator's people, agencies for everybody else (THREATS 45). */
  readers(definition: ContentDefinition<RecordView>, id: string): Promise<Readers[]> {
    return readersFor(this.#parts, this.#exchange, this.#reader, definition, id);
  }

  /** Who would see a record with this marking, before it is saved. */
  async previewAudience(
    definition: AnyDefinition,
    wanted: Marking,
    values: Record<string, unknown>,
  ): Promise<Audience> {
    const probe = this.#probeOf(definition, wanted, values);
    const { audience } = await this.#parts.audience.of(this.#exchange.sight.policy, [probe]);
    this.note('audience.view', { agencies: audience.agencies.length, people: audience.people });
    return audience;
  }

  #probeOf(definition: AnyDefinition, wanted: Marking, values: Record<string, unknown>): Probe {
    const marking = settleMarking(wanted, this.me, this.#parts.ceiling);
    const value = (name: string) => values[name];
    const related = relatedTokens(marking.tlp, relationsFrom(definition, marking, value));
    const accessClass = accessClassOf(marking, classPanelFrom(definition, value), 'live');
    return { type: definition.type, accessClass, originator: marking.originator, related };
  }

  /** Those of some agencies whose officers would not see a record with this marking, before it is saved. */
  async blindAgencies(
    definition: AnyDefinition,
    wanted: Marking,
    values: Record<string, unknown>,
    agencies: readonly string[],
  ): Promise<string[]> {
    const probe = this.#probeOf(definition, wanted, values);
    const seeing = new Set(await this.#parts.audience.agenciesSeeing(this.#exchange.sight.policy, [probe]));
    return agencies.filter((agency) => !seeing.has(agency));
  }

  /** Codes of the agencies whose cleared officers would see the record: asked before something is proposed to them. */
  async agenciesSeeing<View extends RecordView>(definition: ContentDefinition<View>, id: string): Promise<string[]> {
    await this.#reader.readWithResource(definition, id);
    const probes = await probesOf(this.#parts, definition, id);
    return this.#parts.audience.agenciesSeeing(this.#exchange.sight.policy, probes);
  }

  /** Agencies by code and name. */
  agencies(): AgencyEntry[] {
    return this.directory.all();
  }

  /**
   * Officers whom a marking may name, `mostPeople` at most beside those that are kept. The directory is protected data: who
   * was given it is in the log.
   */
  async people(query: { find: string; keep: readonly string[] }): Promise<{ people: NamedPerson[]; more: boolean }> {
    const mayRead = directoryRule(this.#exchange);
    const agencies = this.agencies().flatMap(({ code }) => (mayRead(code) ? [code] : []));
    const found = await peopleOf(this.#parts.pool, { ...query, agencies });
    const most = mostPeople + query.keep.length;
    const people = found.slice(0, most);
    disclosePeople(this.#exchange, people);
    return { people, more: found.length > most };
  }
}
