import type { Marking } from '../policies/vocabulary.ts';
import type { AuditPurpose, AuditRecipient, AuditResource, DisclosedRecord } from './entry.ts';
import type { Handles } from './handles.ts';
import type { Head } from './leaf.ts';
import type { ChangeMacs } from './parts.ts';
import type { StoredEntry } from './stored-entry.ts';

/** Who reads the log. Scope `all`: every entry, but others' people and records as handles. */
export interface AuditViewer {
  person: string;
  agency: string;
  scope: 'all' | 'agency';
}

export interface ActorView {
  agency: string;
  country: string;
  /** Id, or `per-…` where the reader may not know the person. */
  person: string;
  inClear: boolean;
  name?: string;
  idp?: string;
  roles?: string[];
  assurance?: string;
}

export interface RecordView {
  handle: string;
  type: string;
  originator?: string;
  classification?: string;
  disclosed: boolean;
  /** Only in clear: */
  id?: string;
  ref?: string;
  version?: number;
  tlp?: string;
  fields?: readonly string[];
  marking?: Marking;
}

export interface EntryView {
  index: number;
  ts: string;
  code: string;
  action: string;
  outcome: Head['outcome'];
  class: string;
  ledVerb: string | null;
  instance: string;
  decision?: Head['decision'];
  actor: ActorView | null;
  purpose?: { code: string; stated: boolean; legalBasis?: string; reference?: string };
  records: RecordView[];
  recipient?: AuditRecipient;
  change?: ChangeMacs;
  http?: Record<string, unknown>;
  net?: Record<string, unknown>;
  detail?: Record<string, unknown>;
  /** Names of the parts that this reader's export opens; the others stay digests. */
  open: string[];
}

interface StoredActor {
  id: string;
  name?: string;
  agency: string;
  country: string;
  idp: string;
  roles: string[];
  assurance: string;
}

interface StoredHttp extends Record<string, unknown> {
  recipient?: AuditRecipient;
  resource?: AuditResource;
  detail?: Record<string, unknown>;
}

interface StoredOriginator {
  resource?: AuditResource;
  disclosed?: DisclosedRecord[];
  change?: ChangeMacs;
}

/** What this reader may know of an entry, decided once for pages, API and export (THREATS 3). */
interface Sight {
  /** The reader's own agency acted: everything about the person and the request. */
  ownActor: boolean;
  /** The portal or its console acted: no agency's affair, so every auditor sees what was done (THREATS 13). */
  system: boolean;
  /** The person may be named: own people, and whoever touched the own agency's records. */
  actorInClear: boolean;
}

function sightOf(entry: StoredEntry, viewer: AuditViewer): Sight {
  const actor = partOf<StoredActor>(entry, 'actor');
  const ownActor = actor !== undefined && actor.agency !== '' && actor.agency === viewer.agency;
  const ownRecords = Object.keys(partOf<object>(entry, `originator:${viewer.agency}`) ?? {}).length > 0;
  const system = actor?.agency === '' && actor.id.startsWith('system:');
  return { ownActor, system, actorInClear: ownActor || ownRecords || system };
}

/** Names of the parts that this reader may open. */
export function openNames(entry: StoredEntry, viewer: AuditViewer): string[] {
  const { ownActor, system, actorInClear } = sightOf(entry, viewer);
  return Object.keys(entry.parts).filter((name) => {
    if (name === 'actor') return actorInClear;
    if (name === 'http') return ownActor || system;
    if (name === 'purpose' || name === 'net') return ownActor;
    return name === `originator:${viewer.agency}`;
  });
}

/** The entry as this reader may see it. */
export function redactEntry(entry: StoredEntry, viewer: AuditViewer, handles: Handles): EntryView {
  const sight = sightOf(entry, viewer);
  const { head } = entry;
  return {
    index: entry.index,
    ts: head.ts,
    code: head.code,
    action: head.action,
    outcome: head.outcome,
    class: head.class,
    ledVerb: head.ledVerb,
    instance: head.instance,
    ...(head.decision && { decision: head.decision }),
    actor: actorView(entry, sight, handles),
    records: recordViews(entry, viewer, sight, handles),
    ...circumstances(entry, viewer, sight),
    ...ownChange(entry, viewer),
    open: openNames(entry, viewer),
  };
}

function actorView(entry: StoredEntry, sight: Sight, handles: Handles): ActorView | null {
  const actor = partOf<StoredActor>(entry, 'actor');
  if (actor === undefined) return null;
  const { id, agency, country } = actor;
  if (!sight.actorInClear) return { agency, country, person: `per-${handles.of('person', id)}`, inClear: false };
  const { name, idp, roles, assurance } = actor;
  return { agency, country, person: id, inClear: true, ...(name !== undefined && { name }), idp, roles, assurance };
}

function circumstances(entry: StoredEntry, viewer: AuditViewer, { ownActor, system }: Sight): Partial<EntryView> {
  const purpose = partOf<AuditPurpose>(entry, 'purpose');
  const net = partOf<Record<string, unknown>>(entry, 'net');
  const { recipient, resource: _resource, detail, ...http } = partOf<StoredHttp>(entry, 'http') ?? {};
  // The reference of a purpose is a case of the actor's agency; request, session and address are its own affair.
  const shownHttp = ownActor || system ? http : pick(http, ['method', 'route', 'status']);
  // Along which axis a record was moved, from where and to where, is its originator's affair too.
  const told = stepOfOwn(entry, viewer) ? ['reason', 'axis', 'from', 'to'] : ['reason'];
  const shownDetail = ownActor || system ? detail : detail && pick(detail, told);
  return {
    ...(purpose && { purpose: ownActor ? purpose : { code: purpose.code, stated: purpose.stated } }),
    ...(recipient && { recipient }),
    ...(Object.keys(shownHttp).length > 0 && { http: shownHttp }),
    ...(shownDetail && Object.keys(shownDetail).length > 0 && { detail: shownDetail }),
    ...(ownActor && net && { net }),
  };
}

/** The one record of the entry is the reader's agency's own. */
function stepOfOwn(entry: StoredEntry, viewer: AuditViewer): boolean {
  return partOf<StoredOriginator>(entry, `originator:${viewer.agency}`)?.resource !== undefined;
}

function recordViews(entry: StoredEntry, viewer: AuditViewer, sight: Sight, handles: Handles): RecordView[] {
  const loose = partOf<StoredHttp>(entry, 'http')?.resource;
  const views = loose === undefined ? [] : [resourceView(loose, sight.ownActor, handles)];
  for (const name of Object.keys(entry.parts)
    .filter((part) => part.startsWith('originator:'))
    .sort()) {
    const clear = name === `originator:${viewer.agency}`;
    const { resource, disclosed } = partOf<StoredOriginator>(entry, name) ?? {};
    // A record that was asked for and shown is one record.
    const shown = new Set(disclosed?.map((record) => record.id));
    if (resource && !shown.has(resource.id)) views.push(resourceView(resource, clear, handles));
    for (const record of disclosed ?? []) views.push(disclosedView(record, resource, clear, handles));
  }
  return views;
}

function resourceView(resource: AuditResource, clear: boolean, handles: Handles): RecordView {
  const { type, originator, marking, ...rest } = resource;
  return {
    handle: `rec-${handles.of('record', resource.id)}`,
    type,
    ...(originator !== undefined && { originator }),
    ...(marking && { classification: marking.classification }),
    disclosed: false,
    ...(clear && { ...rest, ...(marking && { marking, tlp: marking.tlp }) }),
  };
}

function disclosedView(
  record: DisclosedRecord,
  resource: AuditResource | undefined,
  clear: boolean,
  handles: Handles,
): RecordView {
  const { type, originator, classification, ...rest } = record;
  const marking = resource?.id === record.id ? resource.marking : undefined;
  return {
    handle: `rec-${handles.of('record', record.id)}`,
    type,
    originator,
    ...(classification !== undefined && { classification }),
    disclosed: true,
    ...(clear && { ...rest, ...(marking && { marking }) }),
  };
}

function ownChange(entry: StoredEntry, viewer: AuditViewer): Partial<EntryView> {
  const change = partOf<StoredOriginator>(entry, `originator:${viewer.agency}`)?.change;
  return change ? { change } : {};
}

// A stored entry was read by `readStored`, which knows the shape of its parts.
function partOf<T>(entry: StoredEntry, name: string): T | undefined {
  return Object.hasOwn(entry.parts, name) ? (entry.parts[name]?.value as T) : undefined;
}

function pick(from: Record<string, unknown>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]]));
}
