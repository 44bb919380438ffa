import { z } from 'zod';
import type { ContentDefinition, RecordView } from '../gate/definition.ts';
import { outputOf } from '../gate/excerpt.ts';
import type { Gate } from '../gate/gate.ts';
import { byId, idInput, nothing } from '../gate/input.ts';
import { type Route, route } from '../gate/route.ts';
import { AccessPage } from './access-page.tsx';
import { RecordListPage } from './list-page.tsx';
import { readAccess, readReaders } from './read-access.ts';
import { ReadersPage } from './readers-page.tsx';
import { backTo, demandId, retryOn } from './record-address.ts';
import type { RawBody, RecordForm, Typed } from './record-form.ts';
import { RecordFormPage } from './record-form-page.tsx';
import { type AnyRoom, type EditedBody, type MoveBody, moveBody, type RoomDeclaration } from './room-declaration.ts';

const anyBody = z.record(z.string(), z.unknown());
const idParams = z.object({ id: idInput });
const newInput = z.object({ params: nothing, query: nothing, body: anyBody });
const editInput = z.object({ params: idParams, query: nothing, body: anyBody });

/**
 * Changes the fields that were given; the rest stays. Throws `stale-version` with the current record, `invalid-input` for
 * a field that is hidden from the editor.
 */
async function editRecord(
  gate: Gate,
  room: { definition: ContentDefinition<RecordView>; demandEdit?(gate: Gate, values: RawBody): void },
  id: string,
  { version, marking, ...given }: EditedBody & RawBody,
): Promise<void> {
  const values = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  room.demandEdit?.(gate, values);
  await gate.update(room.definition, id, { version, values, ...(marking ? { marking } : {}) });
}

/** The routes of one type of record, as pages and as API. */
export function roomRoutes<
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
  Step extends MoveBody = MoveBody,
>(declared: RoomDeclaration<Shown, Blank, Field, Offer, Values, Sort, Facet, New, Edited, Detail, Step>): Route[] {
  const room = declared as unknown as AnyRoom;
  return [...listRoutes(room), ...newRoutes(room), ...detailRoutes(room), ...editRoutes(room), ...moveRoutes(room)];
}

const ofType = ({ definition }: AnyRoom) => ({ resource: definition.type }) as const;
const outputOfRoom = ({ definition }: AnyRoom) => ({ output: outputOf(definition) });

function listRoutes(room: AnyRoom): Route[] {
  const { listing } = room.list;
  const listed = { ...ofType(room), action: 'read', event: 'record.list', input: listing.input } as const;
  return [
    route({
      ...listed,
      page: `GET ${listing.href}`,
      handler: (gate, input) => listing.page(gate, input),
      view: (list) => <RecordListPage look={room.list} list={list} />,
    }),
    route({
      ...listed,
      api: `GET ${room.api}`,
      output: listing.output,
      handler: (gate, input) => listing.list(gate, input),
    }),
  ];
}

function FormPage({ room, form }: { room: AnyRoom; form: RecordForm<RecordView, Typed, unknown> }) {
  return <RecordFormPage look={room.form} form={form} />;
}

function newRoutes(room: AnyRoom): Route[] {
  const { desk, begin } = room;
  const { href } = room.form.room;
  const made = { ...ofType(room), action: 'create' } as const;
  const query = begin?.query ?? z.object({});
  return [
    route({
      ...made,
      page: `GET ${href}/new`,
      event: 'record.form',
      input: z.object({ params: nothing, query, body: nothing }),
      handler: (gate, input) => desk.fresh(gate, begin?.values(gate, input.query)),
      view: (form) => <FormPage room={room} form={form} />,
    }),
    route({
      ...made,
      page: `POST ${href}`,
      event: 'record.create',
      input: newInput,
      handler: async (gate, { body }) => room.create(gate, await desk.readNew(gate, body, room.newBody), body),
      done: ({ body }) => (body.state === 'DRAFT' ? 'drafted' : room.done.created),
      goTo: (id) => `${href}/${id}`,
      retry: async (gate, { body }, problem) => <FormPage room={room} form={await desk.again(gate, body, problem)} />,
    }),
    ...previewRoutes(room),
    route({
      ...made,
      ...outputOfRoom(room),
      api: `POST ${room.api}`,
      event: 'record.create',
      input: z.object({ params: nothing, query: nothing, body: room.newBody }),
      status: 201,
      handler: async (gate, { body }) => gate.look(room.definition, await room.create(gate, body)),
    }),
  ];
}

/** Who would see a new record: asked by the form's button, which keeps everything typed, and by its script. */
function previewRoutes(room: AnyRoom): Route[] {
  const { href } = room.form.room;
  const asked = { ...ofType(room), action: 'create', event: 'audience.view', input: newInput } as const;
  return [
    route({
      ...asked,
      page: `POST ${href}/new`,
      handler: (gate, { body }) => room.desk.again(gate, body, null),
      view: (form) => <FormPage room={room} form={form} />,
    }),
    route({
      ...asked,
      api: `POST ${href}/audience-preview`,
      handler: (gate, { body }) => room.desk.preview(gate, body),
    }),
  ];
}

function detailRoutes(room: AnyRoom): Route[] {
  const { definition, whole } = room;
  const home = room.form.room;
  const read = { ...ofType(room), action: 'read', input: byId } as const;
  return [
    route({
      ...read,
      page: `GET ${home.href}/:id/access`,
      event: 'audience.view',
      handler: (gate, { params }) => readAccess(gate, definition, params.id),
      view: (value) => <AccessPage {...value} room={home} />,
    }),
    route({
      ...read,
      page: `GET ${home.href}/:id/readers`,
      event: 'readers.view',
      handler: (gate, { params }) => readReaders(gate, definition, params.id),
      view: (value) => <ReadersPage {...value} room={home} />,
    }),
    route({
      ...read,
      page: `GET ${home.href}/:id`,
      event: 'record.read',
      handler: (gate, { params }) => room.detail(gate, params.id),
      view: (detail) => room.view(detail, null),
    }),
    route({
      ...read,
      api: `GET ${room.api}/:id`,
      event: 'record.read',
      output: whole?.output ?? outputOf(definition),
      handler: (gate, { params }): Promise<object> =>
        whole ? whole.read(gate, params.id) : gate.read(definition, params.id),
    }),
  ];
}

function editRoutes(room: AnyRoom): Route[] {
  const { desk, definition } = room;
  const { href } = room.form.room;
  const changed = { ...ofType(room), action: 'update' } as const;
  return [
    route({
      ...changed,
      page: `GET ${href}/:id/edit`,
      event: 'record.form',
      input: byId,
      handler: (gate, { params }) => desk.edit(gate, params.id),
      view: (form) => <FormPage room={room} form={form} />,
    }),
    route({
      ...changed,
      page: `POST ${href}/:id`,
      event: 'record.update',
      input: editInput,
      handler: async (gate, { params, body }) =>
        editRecord(gate, room, params.id, await desk.readEdit(gate, params.id, body)),
      goTo: (_, { params }) => `${href}/${params.id}`,
      done: () => 'saved',
      retry: async (gate, { params, body }, problem) => (
        <FormPage room={room} form={await desk.again(gate, body, problem, demandId(params.id))} />
      ),
    }),
    route({
      ...changed,
      page: `POST ${href}/:id/edit`,
      event: 'audience.view',
      input: editInput,
      handler: (gate, { params, body }) => desk.again(gate, body, null, params.id),
      view: (form) => <FormPage room={room} form={form} />,
    }),
    route({
      ...changed,
      ...outputOfRoom(room),
      api: `PATCH ${room.api}/:id`,
      event: 'record.update',
      input: z.object({ params: idParams, query: nothing, body: room.editedBody }),
      handler: async (gate, { params, body }) => {
        await editRecord(gate, room, params.id, body);
        return gate.look(definition, params.id);
      },
    }),
  ];
}

function moveRoutes(room: AnyRoom): Route[] {
  const { definition, pageMove } = room;
  const { href } = room.form.room;
  const moved = { ...ofType(room), action: 'transition', event: 'record.transition' } as const;
  return [
    route({
      ...moved,
      page: `POST ${href}/:id/transitions`,
      input: z.object({ params: idParams, query: nothing, body: pageMove?.body ?? moveBody }),
      handler: async (gate, { params, body }) => {
        await pageMove?.demand(gate, params.id, body);
        const { to, reason, version } = body;
        await gate.transition(definition, params.id, { to, reason, version });
      },
      goTo: (_, { params }) => `${href}/${params.id}`,
      done: ({ body }) => room.done.moved(body.to),
      retry: retryOn(room),
    }),
    backTo(room, 'transitions'),
    route({
      ...moved,
      ...outputOfRoom(room),
      api: `POST ${room.api}/:id/transitions`,
      input: z.object({ params: idParams, query: nothing, body: moveBody }),
      handler: async (gate, { params, body }) => {
        await gate.transition(definition, params.id, body);
        return gate.look(definition, params.id);
      },
    }),
  ];
}
