import type pg from 'pg';
import { uuidv7 } from '../../db/uuid.ts';
import type { AccessClass, Resource } from '../../policies/resource.ts';
import type { Marking } from '../../policies/vocabulary.ts';
import { AppError } from '../errors.ts';
import { accessClassOf } from './class-registry.ts';
import { type ChangeFacts, commitChange } from './commit.ts';
import type { AnyDefinition, ContentDefinition, RecordView } from './definition.ts';
import { demand } from './demand.ts';
import { attributesFrom, classPanelFrom, draftValues, relationsFrom, settleRef, type ValueByName } from './derived.ts';
import type { Draft, PartDraft } from './draft.ts';
import type { Exchange } from './exchange.ts';
import { settleMarking } from './marking-rules.ts';
import { demandReadable } from './own-sight.ts';
import type { GateParts } from './parts.ts';
import type { Reader } from './reader.ts';
import { authorFor } from './record.ts';
import { columnValues, insertRow, lockRows, RefTaken, replaceRelations } from './statements.ts';

/** The record that takes a part. */
interface Parent {
  definition: AnyDefinition;
  id: string;
}

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
  create(definition: AnyDefinition, draft: Draft): Promise<string> {
    return this.#create(definition, draft, draft.attributes);
  }

  async #create(
    definition: AnyDefinition,
    draft: Draft,
    parent?: Partial<Resource>,
    lock?: (tx: pg.PoolClient) => Promise<void>,
  ): Promise<string> {
    const value = draftValues(draft);
    const { marking, accessClass } = this.#settle(definition, draft, value);
    const resource: Resource = {
      type: definition.type,
      ...accessClass,
      own: true,
      related: false,
      originator: marking.originator,
      ...attributesFrom(definition, value, parent),
    };
    demand(this.#exchange, 'create', resource);
    const relations = relationsFrom(definition, marking, value);
    demandReadable(this.#exchange.sight, resource, relations);
    for (const part of draft.parts ?? [])
      demand(this.#exchange, 'create', partOf(resource, part.definition, part.draft));
    const classId = await this.#parts.classes.intern(accessClass);
    const id = uuidv7();
    this.#exchange.ledger.note('record.create', { items: 1 + (draft.parts?.length ?? 0) });
    await this.#withFreeRef(draft.ref, (ref) =>
      commitChange(this.#parts.pool, this.#parts.audit, this.#exchange, async (tx) => {
        await lock?.(tx);
        const root = await this.#insertRecord(tx, definition, { id, ref, classId, marking, draft });
        await replaceRelations(tx, id, relations);
        const parts: ChangeFacts[] = [];
        for (const { definition: part, parent: field, draft: partDraft } of draft.parts ?? []) {
          const values = { ...partDraft.values, [field]: id };
          parts.push(await this.#insertPart(tx, part, { values }, marking.originator));
        }
        return [root, ...parts];
      }),
    );
    return id;
  }

  /** A random part that stands already is drawn again: the writer did nothing twice. */
  async #withFreeRef(ref: Draft['ref'], write: (ref: string) => Promise<void>): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await write(settleRef(ref));
      } catch (error) {
        if (!(error instanceof RefTaken)) throw error;
        if (typeof ref === 'string' || attempt === 5) throw new AppError('conflict', { cause: error });
      }
    }
  }

  /** Adds a part without a marking of its own to a record that the writer can see; returns its id. */
  async createPart(parent: Parent, definition: AnyDefinition, draft: PartDraft): Promise<string> {
    await this.#parentFor(parent, definition, draft);
    let id = '';
    this.#exchange.ledger.note('record.create', { items: 1 });
    await commitChange(this.#parts.pool, this.#parts.audit, this.#exchange, async (tx) => {
      const { originator = '' } = await this.#lockedParent(tx, parent, definition, draft);
      const facts = await this.#insertPart(tx, definition, draft, originator);
      id = facts.resource.id;
      return [facts];
    });
    return id;
  }

  /** Adds a part with its own marking; it is visible only where its parent is too. */
  async createMarkedPart(parent: Parent, definition: AnyDefinition, draft: Draft): Promise<string> {
    const resource = await this.#parentFor(parent, definition, draft);
    const panel = definition.classPanel === undefined ? {} : { [definition.classPanel]: resource.panel };
    const whole = { ...draft, values: { ...panel, ...draft.values } };
    return this.#create(definition, whole, resource, async (tx) => {
      await this.#lockedParent(tx, parent, definition, draft);
    });
  }

  /** Once more, with the rows locked: the parent may have been closed or hidden while this request was on its way. */
  async #lockedParent(
    tx: pg.PoolClient,
    parent: Parent,
    definition: AnyDefinition,
    draft: PartDraft,
  ): Promise<Resource> {
    await lockRows(tx, parent.definition, parent.id, 'SHARE');
    return this.#parentFor(parent, definition, draft, tx);
  }

  /** The record that takes the part, in the order that leaks nothing: visible? → allowed? → does its row take one? */
  async #parentFor(parent: Parent, definition: AnyDefinition, draft: PartDraft, on?: pg.PoolClient): Promise<Resource> {
    const { type } = definition;
    const { resource, row } = await this.#reader.readWithResource(parent.definition, parent.id, on);
    demand(this.#exchange, 'create', partOf(resource, definition, draft));
    const against = parent.definition.parts?.[type];
    if (!against) throw new Error(`a ${parent.definition.type} has no ${type}`);
    const messageId = against(row);
    if (messageId) throw new AppError('invalid-input', { fields: [{ field: '', messageId, params: {} }] });
    return resource;
  }

  #settle(definition: AnyDefinition, draft: Draft, value: ValueByName): { marking: Marking; accessClass: AccessClass } {
    if (!draft.marking) throw new Error(`a ${definition.type} needs a marking`);
    const marking = settleMarking(draft.marking, this.#exchange.signedIn, this.#parts.ceiling);
    const panel = classPanelFrom(definition, value);
    return { marking, accessClass: accessClassOf(marking, panel, definition.phase?.(draft.state) ?? 'live') };
  }

  async #insertRecord(
    tx: pg.PoolClient,
    definition: ContentDefinition<RecordView>,
    record: { id: string; ref: string; classId: number; marking: Marking; draft: Draft },
  ): Promise<ChangeFacts> {
    const { id, ref, classId, marking, draft } = record;
    const { lang, state, title } = draft;
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
    return {
      resource: { type: definition.type, id, version: 1, originator: marking.originator, ref, marking },
      change: {
        fields: ['title', 'state', 'marking', ...Object.keys(draft.values)],
        after: { title, state, marking, ...draft.values },
      },
      shown: this.#shown(definition),
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
      shown: this.#shown(definition),
    };
  }

  /** The writer sees all of what they wrote, and their own name where the directory gives it. */
  #shown(definition: AnyDefinition): ChangeFacts['shown'] {
    const { signedIn, sight } = this.#exchange;
    const person = this.#author();
    const author = person && signedIn.agency ? authorFor(sight, person, signedIn.agency) : null;
    return { fields: Object.keys(definition.fields), author };
  }

  /** The system itself (sample loading) is no person. */
  #author(): string | null {
    return this.#exchange.signedIn.person.startsWith('system:') ? null : this.#exchange.signedIn.person;
  }
}

/** A part that is to be written, as rules see it: its own values over its parent's facts. */
function partOf(parent: Resource, definition: AnyDefinition, { values }: PartDraft): Resource {
  return { ...parent, ...attributesFrom(definition, (name) => values[name], parent), type: definition.type };
}
