import type { Decision } from '../../policies/decide.ts';
import type { Resource } from '../../policies/resource.ts';
import { axes, type ContentType, type Marking } from '../../policies/vocabulary.ts';
import { AppError } from '../errors.ts';
import { type ClassRegistry, holds } from './class-registry.ts';
import type { ContentDefinition, RecordAttributes, RecordView, Row } from './definition.ts';
import { moveWord } from './machine.ts';
import type { Sight } from './sight.ts';

/** The stored row as rules see it. Every attribute comes from the row, never from a request body. */
export function resourceFrom<View extends RecordView>(
  definition: ContentDefinition<View>,
  row: Row,
  classes: ClassRegistry,
  sight: Sight,
): Resource {
  const accessClass = classes.get(Number(row.class_id));
  // Cannot happen while freshness is compared; if it does, nothing is released.
  if (!accessClass) throw new AppError('unavailable');
  // The class decides; the marking is what people see. Were they ever told apart, nobody is shown either.
  if (row.marking && !holds(accessClass, row.marking as Marking)) throw new AppError('unavailable');
  return {
    type: definition.type,
    ...accessClass,
    own: row.originator === sight.ownAgency,
    related: row.related === true,
    // The class keeps the caveats that reading looks at; other actions look at all of the row's.
    ...(row.marking ? { caveats: (row.marking as Marking).caveats } : {}),
    originator: String(row.originator),
    ...attributesOf(definition, row),
  };
}

function attributesOf<View extends RecordView>({ attributes }: ContentDefinition<View>, row: Row): RecordAttributes {
  return Object.fromEntries(Object.entries(attributes).map(([attribute, name]) => [attribute, row[name]]));
}

/**
 * What this reader may do with a record now, by the policy and by the row: `update`, `transition:CLOSED`,
 * `transition:acceptance:ACCEPTED`, `create:commitment`, …
 */
function allowedOf<View extends RecordView>(
  definition: ContentDefinition<View>,
  row: Row,
  resource: Resource,
  sight: Sight,
): string[] {
  const allowed: string[] = [];
  if (sight.decide('update', resource).effect === 'permit') allowed.push('update');
  for (const axis of axes) {
    const { field = '', states } = definition.axes?.[axis] ?? {};
    const next = Object.keys(states?.steps[String(row[field])] ?? {});
    const free = next.filter(
      (to) =>
        sight.decide('transition', { ...resource, axis, to }).effect === 'permit' &&
        !definition.standsAgainst?.(row, axis, to),
    );
    allowed.push(...free.map((to) => moveWord(axis, to)));
  }
  for (const [type, against] of Object.entries(definition.parts ?? {})) {
    // Where the record itself speaks of no agency, the part that is offered would speak for the reader's own.
    const decision = sight.decide('create', {
      ...(sight.ownAgency ? { agency: sight.ownAgency } : {}),
      ...resource,
      type: type as ContentType,
    });
    if (decision.effect === 'permit' && !against(row)) allowed.push(`create:${type}`);
  }
  return allowed;
}

/** Who wrote a record, where the reader is told: a person of the directory, handed out by its rule. */
export interface Author {
  id: string;
  agency: string;
  decision: Decision;
}

/** The directory is protected data: who may not read a person is not told who wrote a record either. */
export function authorFor(sight: Sight, id: string, agency: string): Author | null {
  const decision = sight.decide('read', { type: 'person', own: agency === sight.ownAgency });
  return decision.effect === 'permit' ? { id, agency, decision } : null;
}

function authorOf(row: Row, sight: Sight): Author | null {
  return typeof row.created_by === 'string' ? authorFor(sight, row.created_by, String(row.created_by_agency)) : null;
}

function baseFrom<View extends RecordView>(
  definition: ContentDefinition<View>,
  row: Row,
  allowed: string[],
  author: Author | null,
): RecordView {
  const text = (alias: string) => (typeof row[alias] === 'string' ? row[alias] : undefined);
  const ref = text('ref');
  const lang = text('lang');
  const state = text('state');
  const title = text('title');
  return {
    id: String(row.id),
    type: definition.type,
    version: Number(row.version),
    ...(ref ? { ref } : {}),
    ...(lang ? { lang } : {}),
    ...(row.marking ? { marking: row.marking as Marking } : {}),
    ...(state ? { state } : {}),
    ...(title ? { title } : {}),
    createdAt: String(row.created_at),
    updatedAt: String(row.updated_at),
    ...(author ? { createdBy: { id: author.id, name: String(row.created_by_name) } } : {}),
    allowed,
  };
}

export interface Presented<View> {
  view: View;
  decision: Decision;
  resource: Resource;
  fields: readonly string[];
  /** Named by the view: disclosed where the answer shows the name. */
  author: Author | null;
}

/** The record as this reader may see it: fields hidden by policy are absent, never null. */
export function presentRow<View extends RecordView>(
  definition: ContentDefinition<View>,
  row: Row,
  classes: ClassRegistry,
  sight: Sight,
): Presented<View> {
  const resource = resourceFrom(definition, row, classes, sight);
  const decision = sight.decide('read', resource);
  // SQL and memory were proved to agree; a difference here means a fault, and a fault releases nothing.
  if (decision.effect !== 'permit') throw new AppError('unavailable');
  const author = authorOf(row, sight);
  const base = baseFrom(definition, row, allowedOf(definition, row, resource, sight), author);
  const view: Record<string, unknown> = { ...base };
  const fields = shownFields(definition, decision);
  // A hidden field is not even read.
  for (const name of fields) view[name] = definition.fields[name]?.read(row[name]);
  return { view: view as unknown as View, decision, resource, fields, author };
}

const allFields = new WeakMap<object, readonly string[]>();

/** Frozen where it is all of them, so that the log need not spell them anew for every record (audit/canonical.ts). */
function shownFields<View extends RecordView>(
  { fields }: ContentDefinition<View>,
  decision: Decision,
): readonly string[] {
  const all = allFields.get(fields) ?? Object.freeze(Object.keys(fields));
  allFields.set(fields, all);
  return decision.fields === null ? all : all.filter((name) => decision.fields?.includes(name));
}
