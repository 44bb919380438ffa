import type { VNode } from 'preact';
import type { ContentDefinition, RecordView } from '../gate/definition.ts';
import type { Gate } from '../gate/gate.ts';
import { byId } from '../gate/input.ts';
import { inputProblem } from '../gate/input-problem.ts';
import { type Route, route } from '../gate/route.ts';
import type { Refused } from './room-declaration.ts';

/** The form of a record that has no sensible id cannot come back: what is wrong is the address. */
export function demandId(id: unknown): string {
  const parsed = byId.safeParse({ params: { id }, query: {}, body: {} });
  if (!parsed.success) throw inputProblem(parsed.error);
  return parsed.data.params.id;
}

/** The record's page again, with the form on it that was refused. */
export function retryOn<Detail>(page: {
  detail(gate: Gate, id: string): Promise<Detail>;
  view(detail: Detail, refused: Refused | null): VNode;
}): NonNullable<Route['retry']> {
  return async (gate, { params, body }, problem) =>
    page.view(await page.detail(gate, demandId(params.id)), { problem, params, body });
}

/** The address that a form is sent to is no page: whoever loads it again comes back to the record. */
export function backTo(
  { definition, form }: { definition: ContentDefinition<RecordView>; form: { room: { href: `/${string}` } } },
  below: string,
): Route {
  const { href } = form.room;
  return route({
    resource: definition.type,
    page: `GET ${href}/:id/${below}`,
    action: 'read',
    event: 'record.read',
    input: byId,
    handler: (gate, { params }) => gate.look(definition, params.id),
    goTo: (_, { params }) => `${href}/${params.id}`,
  });
}
