import type pg from 'pg';
import type { DetailOf } from '../../audit/events.ts';
import type { Marking } from '../../policies/vocabulary.ts';
import { AppError } from '../errors.ts';
import { type Probe, relatedTokens } from './audience.ts';
import { accessClassOf } from './class-registry.ts';
import { type ChangeFacts, commitChange } from './commit.ts';
import type { AnyDefinition, Axis, Consequence, RecordView, Row } from './definition.ts';
import { demand } from './demand.ts';
import { classPanelFrom, relationsFrom } from './derived.ts';
import type { Move, Relation, Revision } from './draft.ts';
import type { Exchange, Ledger } from './exchange.ts';
import { sameMarking, settleMarking } from './marking-rules.ts';
import { demandReadable } from './own-sight.ts';
import type { GateParts } from './parts.ts';
import type { Reader } from './reader.ts';
import type { Presented } from './record.ts';
import { columnValues, lockRows, relationsOf, replaceRelations, updateRow } from './statements.ts';

type Stored = Presented<RecordView> & { row: Row };

/** What a write does to the row: its new values by name and, where given, its marking with its class and its relations. */
interface Write {
  values: Record<string, unknown>;
  classId?: number;
  relations?: Relation[];
}

/** Changing stored records, in the order that leaks nothing: visible? → allowed? → version → values (THREATS 19). */
export class Changer {
  readonly #parts: GateParts;
  readonly #exchange: Exchange;
  readonly #reader: Reader;

  constructor(parts: GateParts, exchange: Exchange, reader: Reader) {
    this.#parts = parts;
    this.#exchange = exchange;
    this.#reader = reader;
  }

  /** Edits a record. Throws `not-found`, `forbidden`, `stale-version` (with the current record), `invalid-input`. */
  async update(definition: AnyDefinition, id: string, revision: Revision): Promise<void> {
    const stored = await this.#reader.readWithResource(definition, id);
    const allowed = ({ resource }: Stored) => demand(this.#exchange, 'update', resource);
    allowed(stored);
    this.#demandVersion(stored, revision.version);
    demandShown(definition, stored, revision);
    const write = await this.#remark(definition, stored, revision);
    await this.#commit(definition, stored, write, allowed);
  }

  /** Moves a record along an axis. Throws as `update` does, and `conflict` where no such move exists from here. */
  async transition(definition: AnyDefinition, id: string, move: Move): Promise<void> {
    const stored = await this.#reader.readWithResource(definition, id);
    const allowed = (now: Stored): Axis => {
      demand(this.#exchange, 'transition', { ...now.resource, axis: move.axis ?? 'state', to: move.to });
      this.#demandVersion(now, move.version);
      this.#exchange.ledger.note('record.transition', stepOf(definition, now, move));
      return this.#axisOf(definition, now, move);
    };
    const axis = allowed(stored);
    const said = Object.entries(move.values ?? {}).filter(([name]) => axis.says?.includes(name));
    const values: Record<string, unknown> = {
      ...Object.fromEntries(said),
      [axis.field]: move.to,
      [axis.reasonField]: move.reason ?? null,
    };
    const write = axis.field === 'state' ? await this.#rephase(definition, stored, move.to, values) : { values };
    const consequence = definition.consequence?.(stored.row, move.to, values) ?? null;
    await this.#commit(definition, stored, write, allowed, consequence);
  }

  #demandVersion(stored: Stored, version: number): void {
    if (Number(stored.row.version) === version) return;
    // The current record goes back to the editor, as this reader may see it: nothing half-typed is lost.
    this.#exchange.ledger.disclose(stored);
    noteStale(this.#exchange.ledger, version);
    throw new AppError('stale-version', { current: stored.view });
  }

  #axisOf(definition: AnyDefinition, stored: Stored, move: Move): Axis {
    const name = move.axis ?? 'state';
    const axis = own(definition.axes, name);
    const step = own(own(axis?.states.steps, String(stored.row[axis?.field ?? ''])), move.to);
    if (!axis || !step) throw new AppError('conflict', { params: { to: move.to } });
    if (step.reason && !move.reason?.trim()) {
      throw new AppError('invalid-input', {
        fields: [{ field: 'reason', messageId: 'input.reason-needed', params: {} }],
      });
    }
    const against = definition.standsAgainst?.(stored.row, name, move.to);
    if (against) throw new AppError('invalid-input', { fields: [{ field: 'to', messageId: against, params: {} }] });
    return axis;
  }

  /** A new marking, panel or lead is a re-marking: only the originator's agency may let anybody gain (THREATS 16). */
  async #remark(definition: AnyDefinition, stored: Stored, revision: Revision): Promise<Write> {
    const current = stored.view.marking;
    if (!current) return { values: revision.values };
    const mine = current.originator === this.#exchange.signedIn.agency;
    const wanted =
      revision.marking && !sameMarking({ ...revision.marking, originator: current.originator }, current)
        ? revision.marking
        : null;
    if (wanted && !mine) {
      throw new AppError('invalid-input', {
        fields: [
          { field: 'marking', messageId: 'input.marking.originator-only', params: { originator: current.originator } },
        ],
      });
    }
    const marking = wanted ? settleMarking(wanted, this.#exchange.signedIn, this.#parts.ceiling) : current;
    const value = (name: string) => revision.values[name] ?? stored.row[name];
    const accessClass = accessClassOf(marking, classPanelFrom(definition, value), stored.resource.phase);
    const before = await relationsOf(this.#parts.pool, stored.view.id);
    // From the stored row where the edit says nothing, never from what the editor was shown.
    const relations = relationsFrom(definition, marking, value);
    if (!mine) await this.#demandNoGain(definition, stored, { accessClass, relations }, before);
    demandReadable(this.#exchange.sight, { ...stored.resource, ...accessClass }, relations);
    const classId = await this.#parts.classes.intern(accessClass);
    return { values: { ...revision.values, marking }, classId, relations };
  }

  /** A new state may be a new phase, hence another class: opening a draft widens it. */
  async #rephase(
    definition: AnyDefinition,
    stored: Stored,
    to: string,
    values: Record<string, unknown>,
  ): Promise<Write> {
    const { marking } = stored.view;
    if (!marking) return { values };
    const accessClass = accessClassOf(marking, stored.resource.panel, definition.phase?.(to) ?? 'live');
    if (marking.originator !== this.#exchange.signedIn.agency) {
      const relations = await relationsOf(this.#parts.pool, stored.view.id);
      await this.#demandNoGain(definition, stored, { accessClass, relations }, relations);
    }
    return { values, classId: await this.#parts.classes.intern(accessClass) };
  }

  async #demandNoGain(
    definition: AnyDefinition,
    stored: Stored,
    after: { accessClass: Probe['accessClass']; relations: Relation[] },
    relationsBefore: Relation[],
  ): Promise<void> {
    const { type, originator = '', ...resource } = stored.resource;
    const probe = (accessClass: Probe['accessClass'], relations: Relation[]): Probe => ({
      type: definition.type,
      accessClass,
      originator,
      related: relatedTokens(accessClass.tlp, relations),
    });
    const gains = await this.#parts.audience.gains(
      this.#exchange.sight.policy,
      probe(resource, relationsBefore),
      probe(after.accessClass, after.relations),
    );
    if (!gains) return;
    throw new AppError('invalid-input', {
      fields: [{ field: 'marking', messageId: 'input.marking.someone-gains', params: { originator } }],
    });
  }

  /** `allowed` is asked again with the rows locked where the record stands under others: they may have changed meanwhile. */
  async #commit(
    definition: AnyDefinition,
    stored: Stored,
    write: Write,
    allowed: (now: Stored) => unknown,
    consequence: Consequence | null = null,
  ): Promise<void> {
    const { id } = stored.view;
    const seen = { id, version: Number(stored.row.version) };
    await commitChange(this.#parts.pool, this.#parts.audit, this.#exchange, async (tx: pg.PoolClient) => {
      if (definition.guards.length > 1) {
        await lockRows(tx, definition, id, 'UPDATE');
        allowed(await this.#reader.readWithResource(definition, id, tx));
      }
      const remarked = write.classId === undefined ? {} : { class_id: write.classId };
      await updateRow(tx, definition.table, seen, { ...columnValues(definition, write.values), ...remarked });
      if (write.relations) await replaceRelations(tx, id, write.relations);
      const followed = consequence ? await this.#follow(tx, consequence) : [];
      return [changeFacts(stored, write), ...followed];
    });
  }

  /** The record above was locked with the one that moved: what it stands at now, it stands at until this is written. */
  async #follow(tx: pg.PoolClient, { definition, id, from, to }: Consequence): Promise<ChangeFacts[]> {
    const above = await this.#reader.readWithResource(definition, id, tx);
    const axis = own(definition.axes, 'state');
    if (!axis || above.row[axis.field] !== from) return [];
    if (definition.phase && definition.phase(from) !== definition.phase(to))
      throw new Error(`${definition.type}: a consequence re-marks nothing, and ${to} is of another phase than ${from}`);
    const write = { values: { [axis.field]: to, [axis.reasonField]: null } };
    await updateRow(
      tx,
      definition.table,
      { id, version: Number(above.row.version) },
      columnValues(definition, write.values),
    );
    return [{ ...changeFacts(above, write), detail: { axis: 'state', from, to } }];
  }
}

/** Nobody overwrites what is hidden from them: they could not know what they lose. */
function demandShown(definition: AnyDefinition, { fields }: Stored, { values }: Revision): void {
  const hidden = Object.keys(values).filter((name) => Object.hasOwn(definition.fields, name) && !fields.includes(name));
  if (hidden.length === 0) return;
  const problems = hidden.map((field) => ({ field, messageId: 'input.field-hidden', params: { field } }));
  throw new AppError('invalid-input', { fields: problems });
}

/** The version that an editor still had; the entry is that of an edit or of a step. */
function noteStale(ledger: Ledger, staleVersion: number): void {
  ledger.note('record.update', { staleVersion });
  ledger.note('record.transition', { staleVersion });
}

/** Which step was asked for, in names of the machine: `to` came from outside and may be none of them. */
function stepOf(
  definition: AnyDefinition,
  { row }: Stored,
  { axis = 'state', to }: Move,
): DetailOf<'record.transition'> {
  const found = own(definition.axes, axis);
  if (!found) return {};
  return { axis, from: String(row[found.field]), ...(own(found.states.steps, to) ? { to } : {}) };
}

/** A member that the object itself has: `to: "constructor"` names none. */
function own<T>(of: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return of && Object.hasOwn(of, name) ? of[name] : undefined;
}

function changeFacts(stored: Stored, write: Write): ChangeFacts {
  const { view, row, resource, author } = stored;
  const fields = Object.keys(write.values);
  const before = Object.fromEntries(fields.filter((name) => name in row).map((name) => [name, row[name]]));
  const after = Object.fromEntries(fields.map((name) => [name, write.values[name]]));
  return {
    resource: {
      type: view.type,
      id: view.id,
      version: view.version + 1,
      originator: resource.originator ?? '',
      ...(view.ref ? { ref: view.ref } : {}),
      ...(view.marking ? { marking: (write.values.marking as Marking | undefined) ?? view.marking } : {}),
    },
    change: { fields, before, after },
    shown: { fields: stored.fields, author },
  };
}
