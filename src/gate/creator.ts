import type pg from 'pg';
import { uuidv7 } from '../../db/uuid.ts';
import type { AccessClass, Resource } from '../../policies/resource.ts';
import type { Marking } from '../../policies/vocabulary.ts';
import { AppError } from '../errors.ts';
import { accessClassOf } from './class-registry.ts';
import { type ChangeFacts, commitChange } from './commit.ts';
import type { AnyDefinition, ContentDefinition, RecordView } from './definition.ts';
import { type Draft, namedRelations, type PartDraft } from './draft.ts';
import type { Exchange } from './exchange.ts';
import { settleMarking } from './marking-rules.ts';
import { demandReadable } from './own-sight.ts';
import type { GateParts } from './parts.ts';
import type { Reader } from './reader.ts';
import { columnValues, insertRow, replaceRelations } from './statements.ts';

/** Writing new records: decided on what will be stored, stored with its entry in one transaction. */
export class Creator {
  readonly #parts: GateParts;
  readonly #exchange: Exchange;
  readonly #reader: Reader;

  constructor(parts: GateParts, exchange: Exchange, reader: Reader) {
    this.#parts = parts;
    this.#exchange = exchange;
    this.#reader = reader;
  }

  /** Creates a marked record (and parts of it); returns its id. Throws `forbidden`, `invalid-input`, `conflict`. */
  async create(definition: AnyDefinition, draft: Draft): Promise<string> {
    const { marking, accessClass } = this.#settle(definition, draft);
    const resource: Resource = {
      type: definition.type,
      ...accessClass,
      own: true,
      related: false,
      originator: marking.originator,
      ...draft.attributes,
    };
    this.#demand(resource);
    demandReadable(this.#exchange.sight, resource, [...namedRelations(marking), ...(draft.relations ?? [])]);
    for (const part of draft.parts ?? [])
      this.#demand({ ...resource, ...part.draft.attributes, type: part.definition.type });
    const classId = await this.#parts.classes.intern(accessClass);
    const id = uuidv7();
    this.#exchange.ledger.note('record.create', { items: 1 + (draft.parts?.length ?? 0) });
    await commitChange(this.#parts.pool, this.#parts.audit, this.#exchange, async (tx) => {
      const root = await this.#insertRecord(tx, definition, { id, classId, marking, draft });
      const parts: ChangeFacts[] = [];
      for (const { definition: part, parent, draft: partDraft } of draft.parts ?? []) {
        parts.push(
          await this.#insertPart(
            tx,
            part,
            { ...partDraft, values: { ...partDraft.values, [parent]: id } },
            marking.originator,
          ),
        );
      }
      return [root, ...parts];
    });
    return id;
  }

  /** Adds a part without a marking of its own to a record that the writer can see; returns its id. */
  async createPart(
    parent: { definition: AnyDefinition; id: string },
    definition: AnyDefinition,
    draft: PartDraft,
  ): Promise<string> {
    const resource = await this.#parentFor(parent, definition, draft);
    let id = '';
    this.#exchange.ledger.note('record.create', { items: 1 });
    await commitChange(this.#parts.pool, this.#parts.audit, this.#exchange, async (tx) => {
      const facts = await this.#insertPart(tx, definition, draft, resource.originator ?? '');
      id = facts.resource.id;
      return [facts];
    });
    return id;
  }

  /** Adds a part with its own marking; it is visible only where its parent is too. */
  async createMarkedPart(
    parent: { definition: AnyDefinition; id: string },
    definition: AnyDefinition,
    draft: Draft,
  ): Promise<string> {
    await this.#parentFor(parent, definition, draft);
    return this.create(definition, draft);
  }

  /** The record that takes the part, in the order that leaks nothing: visible? → allowed? → does its row take one? */
  async #parentFor(
    parent: { definition: AnyDefinition; id: string },
    { type }: AnyDefinition,
    draft: PartDraft,
  ): Promise<Resource> {
    const { resource, row } = await this.#reader.readWithResource(parent.definition, parent.id);
    this.#demand({ ...resource, ...draft.attributes, type });
    const against = parent.definition.parts?.[type];
    if (!against) throw new Error(`a ${parent.definition.type} has no ${type}`);
    const messageId = against(row);
    if (messageId) throw new AppError('invalid-input', { fields: [{ field: '', messageId, params: {} }] });
    return resource;
  }

  #settle(definition: AnyDefinition, draft: Draft): { marking: Marking; accessClass: AccessClass } {
    if (!draft.marking) throw new Error(`a ${definition.type} needs a marking`);
    const marking = settleMarking(draft.marking, this.#exchange.signedIn, this.#parts.ceiling);
    return { marking, accessClass: accessClassOf(marking, draft.panel, definition.phase?.(draft.state) ?? 'live') };
  }

  #demand(resource: Resource): void {
    const decision = this.#exchange.sight.decide('create', resource);
    this.#exchange.ledger.decided(decision);
    if (decision.effect === 'permit') return;
    throw new AppError(decision.requires.includes('purpose') ? 'purpose-required' : 'forbidden');
  }

  async #insertRecord(
    tx: pg.PoolClient,
    definition: ContentDefinition<RecordView>,
    record: { id: string; classId: number; marking: Marking; draft: Draft },
  ): Promise<ChangeFacts> {
    const { id, classId, marking, draft } = record;
    const { lang, state, title, ref } = draft;
    await insertRow(tx, definition.table, {
      id,
      ref,
      lang,
      state,
      title,
      class_id: classId,
      marking,
      originator: marking.originator,
      created_by: this.#author(),
      ...columnValues(definition, draft.values),
    });
    await replaceRelations(tx, id, [...namedRelations(marking), ...(draft.relations ?? [])]);
    return {
      resource: { type: definition.type, id, version: 1, originator: marking.originator, ref, marking },
      change: {
        fields: ['title', 'state', 'marking', ...Object.keys(draft.values)],
        after: { title, state, marking, ...draft.values },
      },
    };
  }

  async #insertPart(
    tx: pg.PoolClient,
    definition: AnyDefinition,
    draft: PartDraft,
    originator: string,
  ): Promise<ChangeFacts> {
    const id = uuidv7();
    await insertRow(tx, definition.table, {
      id,
      created_by: this.#author(),
      ...columnValues(definition, draft.values),
    });
    return {
      resource: { type: definition.type, id, version: 1, originator },
      change: { fields: Object.keys(draft.values), after: draft.values },
    };
  }

  /** The system itself (sample loading) is no person. */
  #author(): string | null {
    return this.#exchange.signedIn.person.startsWith('system:') ? null : this.#exchange.signedIn.person;
  }
}
