import type { VNode } from 'preact';
import { z } from 'zod';
import type { Marking } from '../../policies/vocabulary.ts';
import type { AppError } from '../errors.ts';
import type { ContentDefinition, RecordView } from '../gate/definition.ts';
import type { Gate } from '../gate/gate.ts';
import { optionalTextInput, versionInput } from '../gate/input.ts';
import type { RawInput } from '../gate/route.ts';
import type { ListLook } from './list-page.tsx';
import type { FormDesk, RawBody, Typed } from './record-form.ts';
import type { FormLook } from './record-form-page.tsx';

/** A form of a record's page that was refused, with everything that was sent. */
export interface Refused {
  problem: AppError;
  params: RawInput['params'];
  body: RawBody;
}

export const moveBody = z.strictObject({
  to: z.string('input.state').max(40, 'input.state'),
  reason: optionalTextInput(1000),
  version: versionInput,
});
export type MoveBody = z.infer<typeof moveBody>;

/** An edit by the API: what is absent stays as it is. */
export interface EditedBody {
  version: number;
  marking?: Marking | undefined;
}

/** Everything in which one type of marked record differs from another; the rest is the same for all. */
export interface RoomDeclaration<
  Shown extends RecordView,
  Blank extends Typed,
  Field extends keyof Blank & string,
  Offer,
  Values,
  Sort extends string,
  Facet extends string,
  New extends object,
  Edited extends EditedBody,
  Detail,
  Step extends MoveBody,
> {
  definition: ContentDefinition<Shown>;
  /** Where its API lives. */
  api: `/api/v1/${string}`;
  list: ListLook<Shown, Values, Sort, Facet>;
  desk: FormDesk<Shown, Blank, Field, Offer>;
  form: FormLook<Shown, Blank, Offer>;
  /** With what a new form begins, by its address. */
  begin?: { query: z.ZodType<RawBody>; values(gate: Gate, query: RawBody): Partial<Blank> };
  newBody: z.ZodType<New>;
  editedBody: z.ZodType<Edited>;
  /** Creates it; returns its id. `typed`: the whole form, on a page. */
  create(gate: Gate, body: New, typed?: RawBody): Promise<string>;
  /** What an edit must hold, beside its fields and the policy. Throws `invalid-input`. */
  demandEdit?(gate: Gate, values: RawBody): void;
  /** A step as the page sends it, where it says more than the API does, and what is asked before. Throws `invalid-input`. */
  pageMove?: { body: z.ZodType<Step>; demand(gate: Gate, id: string, move: Step): Promise<void> };
  /** Codes of messages: what the page that follows says was done. */
  done: { created: string; moved(to: string): string };
  /** The record with everything that its page shows. Throws `not-found`. */
  detail(gate: Gate, id: string): Promise<Detail>;
  /** Its page; again, with what was typed, where a form on it was refused. */
  view(detail: Detail, refused: Refused | null): VNode;
  /** The record as the API answers it, where that is more than its fields. */
  whole?: { output: z.ZodType; read(gate: Gate, id: string): Promise<object> };
}

/** A room with its types closed over: what one handler takes is what another one of the same declaration made. */
export type AnyRoom = RoomDeclaration<
  RecordView,
  Typed,
  string,
  unknown,
  never,
  string,
  string,
  object,
  EditedBody & RawBody,
  unknown,
  MoveBody
>;
