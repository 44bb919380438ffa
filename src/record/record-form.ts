import { z } from 'zod';
import type { AppError, FieldProblem } from '../errors.ts';
import type { ContentDefinition, RecordView } from '../gate/definition.ts';
import type { Gate } from '../gate/gate.ts';
import { markingInput } from '../gate/input.ts';
import type { Audience } from '../ui/marking/audience.ts';
import { plainChoice, type ShareChoice, type SharePreset } from '../ui/marking/choice.ts';
import { choiceFromMarking, markingFromChoice } from '../ui/marking/presets.ts';
import { readShareForm } from '../ui/marking/read-form.ts';
import { differences, type EditPart, loadedWith, mergedValues, type StaleEdit } from './merge-edit.ts';
import { audienceOf, contextOf, readMarkedForm, type ShareOffer, shareOffer, textOf } from './share-form.ts';

/** What stands in a form, by field: as typed, so that nothing is lost when it comes back. */
export type Typed = Readonly<Record<string, string | string[]>>;
/** The same with the version that the editor saw; absent for a new record. */
export type TypedValues<Blank> = Blank & { version?: number };
export type RawBody = Record<string, unknown>;

/** What a form is, beside the marking: what differs from type to type. */
export interface FormDeclaration<
  Shown extends RecordView,
  Blank extends Typed,
  Field extends keyof Blank & string,
  Offer,
> {
  definition: ContentDefinition<Shown>;
  /** An empty form: every field, with what stands in it at first. A list stands for boxes to tick. */
  blank: Blank;
  /** The fields that an editor may change, each as it may be typed; message `field.<name>` is what an editor reads it called. */
  fields: Readonly<Record<Field, z.ZodType>>;
  /** In the order in which an editor is told what differs: what nobody may undo without noticing comes first. */
  parts: readonly EditPart<Field>[];
  /** The first sentence of "Share with" on a new form. */
  share: SharePreset;
  /** What the form lets choose from; whatever it was given stands on the page. */
  offer(gate: Gate, record: Shown | null): Promise<Offer>;
  /** The panel that a new record would belong to; null outside panels. `offer` where the form is shown. */
  panel(gate: Gate, values: Blank, offer?: Offer): Promise<string | null> | string | null;
  /** Fields that decide who sees it, beside the marking. */
  related?: readonly (keyof Blank & string)[];
}

/** Everything that the form of a record shows. */
export interface RecordForm<Shown extends RecordView, Blank extends Typed, Offer> extends ShareOffer {
  values: TypedValues<Blank>;
  offer: Offer;
  problems: FieldProblem[];
  /** Edit: the record as it is stored now. */
  record: Shown | null;
  /** The fields that the form holds: of a stored record those that its editor can see. */
  shown: ReadonlySet<string>;
  /** Edit: fingerprints of what the form was loaded with. */
  loaded: string;
  /** Set when somebody else changed it since the form was opened. */
  stale: StaleEdit<keyof Blank & string, TypedValues<Blank>> | null;
  /** Edit: the fields as they stand now. */
  stored: Blank | null;
}

const texts = (value: unknown): string[] =>
  [value].flat().filter((one): one is string => typeof one === 'string' && one !== '');

/** The form of one type of record: opened, previewed, read, and shown again with what was typed. */
export class FormDesk<Shown extends RecordView, Blank extends Typed, Field extends keyof Blank & string, Offer> {
  readonly #declared: FormDeclaration<Shown, Blank, Field, Offer>;

  constructor(declared: FormDeclaration<Shown, Blank, Field, Offer>) {
    this.#declared = declared;
  }

  /** The typed values of a submitted form, whatever they are. */
  typed(body: RawBody): TypedValues<Blank> {
    const version = Number(body.version);
    const read = Object.entries(this.#declared.blank).map(([name, usual]) => [
      name,
      Array.isArray(usual) ? texts(body[name]) : textOf(body[name], usual),
    ]);
    return { ...(Object.fromEntries(read) as Blank), ...(Number.isInteger(version) ? { version } : {}) };
  }

  /** The fields as a stored record fills them; what the editor cannot see is empty. */
  stored(record: Shown): TypedValues<Blank> {
    const row = fieldsOf(record);
    const held = Object.entries(this.#declared.blank).map(([name, usual]) => [
      name,
      Array.isArray(usual) ? texts(row[name]) : textOf(row[name]),
    ]);
    return { ...(Object.fromEntries(held) as Blank), version: record.version };
  }

  /** An empty form, or one begun with some values. */
  fresh(gate: Gate, begun: Partial<Blank> = {}): Promise<RecordForm<Shown, Blank, Offer>> {
    return this.#form(gate, { values: { ...this.typed({}), ...begun }, choice: null });
  }

  /** The form of a stored record. Throws `not-found`, `forbidden`. */
  async edit(gate: Gate, id: string): Promise<RecordForm<Shown, Blank, Offer>> {
    const record = await gate.read(this.#declared.definition, id, 'update');
    return this.#form(gate, { values: this.stored(record), choice: null, record });
  }

  /** The body of a new record from the submitted form. Throws `invalid-input`. */
  async readNew<Body>(gate: Gate, body: RawBody, schema: z.ZodType<Body>): Promise<Body> {
    const { version: _version, ...values } = this.typed(body);
    const panel = await this.#declared.panel(gate, this.typed(body));
    return readMarkedForm(gate, body, { schema, values, panel });
  }

  /** The edit from the submitted form: a field that is hidden from the editor was not in it, and stays as it is. */
  async readEdit(gate: Gate, id: string, body: RawBody): Promise<RawBody & { version: number }> {
    const record = await gate.look(this.#declared.definition, id, 'update');
    const { version = 0, ...typed } = this.typed(body);
    const shown = this.#shownOf(record);
    const values = Object.fromEntries(shown.map((name) => [name, (typed as Typed)[name]]));
    const fields = Object.fromEntries(shown.map((name) => [name, this.#declared.fields[name]]));
    const schema: z.ZodType<RawBody> = z.object({ ...fields, marking: markingInput });
    return { ...readMarkedForm(gate, body, { schema, values, panel: panelOf(record) }), version };
  }

  /** How many would see a new record, as it stands in the form; null while the marking itself has a problem. */
  async preview(gate: Gate, body: RawBody): Promise<Audience | null> {
    return this.#audience(gate, body, await this.#declared.panel(gate, this.typed(body)));
  }

  /** The form again after refused input or a preview: as typed. */
  async again(
    gate: Gate,
    body: RawBody,
    problem: AppError | null,
    id?: string,
  ): Promise<RecordForm<Shown, Blank, Offer>> {
    const record = id === undefined ? null : await gate.read(this.#declared.definition, id, 'update');
    if (record && problem?.code === 'stale-version') return this.#slower(gate, body, record);
    const { typed, problems } = readShareForm(body);
    return this.#form(gate, {
      values: this.typed(body),
      choice: typed,
      problems: problem ? problem.fields : problems.map((one) => ({ ...one, params: {} })),
      record,
      body,
      loaded: textOf(body.loaded),
    });
  }

  /**
   * The form after somebody else was faster. The next save is meant against the version that is shown beside it, so whatever
   * the editor did not touch is taken from there: an old copy would silently undo what the other one did.
   */
  async #slower(gate: Gate, body: RawBody, record: Shown): Promise<RecordForm<Shown, Blank, Offer>> {
    const { choice } = readShareForm(body);
    const typed = this.typed(body);
    const typedMarking = choice ? markingFromChoice(choice, contextOf(gate, panelOf(record))) : null;
    const stored = { values: this.stored(record), marking: record.marking ?? null };
    const shown = new Set<string>(['marking', ...this.#shownOf(record)]);
    const sent = { values: typed, marking: typedMarking };
    const found = differences(this.#declared.parts, textOf(body.loaded), sent, stored).filter(({ part }) =>
      shown.has(part),
    );
    const remarked = found.some(({ part, touched }) => part === 'marking' && touched);
    return this.#form(gate, {
      values: { ...mergedValues(typed, stored.values, found), version: record.version },
      choice: remarked ? choice : null,
      record,
      body,
      stale: { typed, typedMarking, found },
    });
  }

  async #form(gate: Gate, state: FormState<Shown, Blank>): Promise<RecordForm<Shown, Blank, Offer>> {
    const { values, record = null, problems = [], body, stale = null } = state;
    const offer = await this.#declared.offer(gate, record);
    const panel = record ? panelOf(record) : await this.#declared.panel(gate, values, offer);
    return {
      ...(await shareOffer(gate, state.choice ?? this.#choiceOf(gate, record, panel), { body, panel })),
      values,
      offer,
      // After a stale edit the form is no longer what was sent: who would see it is to be asked anew.
      audience: body && !stale ? await this.#audience(gate, body, panel) : null,
      problems,
      record,
      shown: new Set(record ? this.#shownOf(record) : Object.keys(this.#declared.blank)),
      loaded: state.loaded ?? this.#loadedWith(record),
      stale,
      stored: record ? this.stored(record) : null,
    };
  }

  #choiceOf(gate: Gate, record: Shown | null, panel: string | null): ShareChoice {
    if (!record?.marking) return plainChoice(this.#declared.share);
    return choiceFromMarking(record.marking, contextOf(gate, panel));
  }

  #loadedWith(record: Shown | null): string {
    if (!record) return '';
    return loadedWith(this.#declared.parts, { values: this.stored(record), marking: record.marking ?? null });
  }

  #shownOf(record: Shown): Field[] {
    const row = fieldsOf(record);
    return (Object.keys(this.#declared.fields) as Field[]).filter((name) => row[name] !== undefined);
  }

  #audience(gate: Gate, body: RawBody, panel: string | null): Promise<Audience | null> {
    const typed: Typed = this.typed(body) as unknown as Typed;
    const related = Object.fromEntries((this.#declared.related ?? []).map((name) => [name, typed[name]]));
    return audienceOf(gate, this.#declared.definition, body, { panel, ...related });
  }
}

interface FormState<Shown, Blank extends Typed> {
  values: TypedValues<Blank>;
  choice: ShareChoice | null;
  problems?: FieldProblem[];
  record?: Shown | null;
  body?: RawBody;
  loaded?: string;
  stale?: StaleEdit<keyof Blank & string, TypedValues<Blank>> | null;
}

/** A record by the names of its fields; a field that is hidden from this reader is not there. */
const fieldsOf = (record: RecordView): Readonly<Record<string, unknown>> => ({ ...record });

/** A type that knows panels says so by a field of that name. */
function panelOf(record: RecordView & { panel?: string | null }): string | null {
  return record.panel ?? null;
}
