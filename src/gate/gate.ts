import { explain, type Sentence } from '../../policies/explain.ts';
import type { Action, ContentType, Marking, ResourceType } from '../../policies/vocabulary.ts';
import { type Audience, relatedTokens } from './audience.ts';
import { AuditDesk } from './audit-desk.ts';
import { Changer } from './changer.ts';
import { accessClassOf } from './class-registry.ts';
import { Creator } from './creator.ts';
import type { AnyDefinition, ContentDefinition, ListQuery, Page, RecordView } from './definition.ts';
import type { AgencyEntry, Directory } from './directory.ts';
import { type Draft, type Move, namedRelations, type PartDraft, type Relation, type Revision } from './draft.ts';
import type { Exchange } from './exchange.ts';
import { settleMarking } from './marking-rules.ts';
import type { GateParts } from './parts.ts';
import { type NamedPerson, peopleOf } from './people.ts';
import { PolicyDesk } from './policy-desk.ts';
import { Reader } from './reader.ts';
import { SessionDesk } from './session-desk.ts';
import type { SignedIn } from './signed-in.ts';
import { relationsOf } from './statements.ts';

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
  readonly #creator: Creator;
  readonly #changer: Changer;
  readonly directory: Directory;
  readonly session: SessionDesk;
  readonly auditLog: AuditDesk;
  readonly policies: PolicyDesk;

  constructor(parts: GateParts, exchange: Exchange, directory: Directory) {
    this.#parts = parts;
    this.#exchange = exchange;
    this.#reader = new Reader(parts, exchange);
    this.#creator = new Creator(parts, exchange, this.#reader);
    this.#changer = new Changer(parts, exchange, this.#reader);
    this.directory = directory;
    this.session = new SessionDesk(parts, exchange);
    this.auditLog = new AuditDesk(parts, exchange);
    this.policies = new PolicyDesk(parts, exchange);
  }

  /** Who is asking. */
  get me(): SignedIn {
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

  /** False when the role alone closes this action on this type. */
  mayEver(action: Action, type: ResourceType): boolean {
    return this.#exchange.sight.mayEver(action, type);
  }

  read<View extends RecordView>(definition: ContentDefinition<View>, id: string): Promise<View> {
    return this.#reader.read(definition, id);
  }

  list<View extends RecordView>(definition: ContentDefinition<View>, query?: ListQuery): Promise<Page<View>> {
    return this.#reader.list(definition, query);
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
  async look<View extends RecordView>(definition: ContentDefinition<View>, id: string): Promise<View> {
    const { view, resource, fields } = await this.#reader.readWithResource(definition, id);
    this.#exchange.ledger.look(view, resource.originator ?? '', fields);
    return view;
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
    return {
      effect: decision.effect,
      ruleIds: decision.ruleIds,
      obligations: decision.obligations,
      sentences: explain(sight.policy, sight.subject, action, resource, sight.environment),
      policyVersion: sight.policy.version,
    };
  }

  /** Who can see a record: names for the originator's people, agencies for everybody else. */
  async audience<View extends RecordView>(definition: ContentDefinition<View>, id: string): Promise<Audience> {
    const { resource, view } = await this.#reader.readWithResource(definition, id);
    const { originator = '' } = resource;
    const relations = await relationsOf(this.#parts.pool, view.id);
    const related = relatedTokens(resource.tlp, relations);
    const audience = await this.#parts.audience.of(this.#exchange.sight.policy, {
      type: definition.type,
      accessClass: resource,
      originator,
      related,
    });
    return originator === this.me.agency && addressed(resource) ? audience : withoutNames(audience);
  }

  /** Who would see a record with this marking, before it is saved. */
  async previewAudience(
    type: ContentType,
    wanted: Marking,
    panel: string | null,
    relations: Relation[] = [],
  ): Promise<Audience> {
    const marking = settleMarking(wanted, this.me, this.#parts.ceiling);
    const related = relatedTokens(marking.tlp, [...namedRelations(marking), ...relations]);
    const probe = { type, accessClass: accessClassOf(marking, panel, 'live'), originator: marking.originator, related };
    return withoutNames(await this.#parts.audience.of(this.#exchange.sight.policy, probe));
  }

  /** True when officers of the agency would see the record: asked before something is proposed to them. */
  async agencySees<View extends RecordView>(
    definition: ContentDefinition<View>,
    id: string,
    agency: string,
  ): Promise<boolean> {
    const { resource } = await this.#reader.readWithResource(definition, id);
    const relations = await relationsOf(this.#parts.pool, id);
    const probe = {
      type: definition.type,
      accessClass: resource,
      originator: resource.originator ?? '',
      related: relatedTokens(resource.tlp, relations),
    };
    return this.#parts.audience.agencySees(this.#exchange.sight.policy, agency, probe);
  }

  /** Agencies by code and name. */
  agencies(): AgencyEntry[] {
    return this.directory.all();
  }

  /** Officers whom a marking may name. The directory is protected data: who was given it is in the log. */
  async people(): Promise<NamedPerson[]> {
    const readable = (agency: string): boolean => {
      const decision = this.#exchange.sight.decide('read', { type: 'person', own: agency === this.me.agency });
      this.#exchange.ledger.decided(decision);
      return decision.effect === 'permit';
    };
    const people = (await peopleOf(this.#parts.pool)).filter(({ agency }) => readable(agency));
    for (const { id, agency } of people)
      this.#exchange.ledger.disclosed.set(id, { type: 'person', id, originator: agency });
    return people;
  }
}

/** Names belong to markings that address somebody: under `all` they would list everybody who is cleared. */
function addressed({ releasableTo }: { releasableTo: string[] }): boolean {
  return !releasableTo.includes('all');
}

function withoutNames(audience: Audience): Audience {
  return { ...audience, agencies: audience.agencies.map((agency) => ({ ...agency, names: [] })) };
}
