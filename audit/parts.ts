import type { AuditChange, AuditEntry } from './entry.ts';

/** HMACs in the place of values. */
export interface ChangeMacs {
  fields: AuditChange['fields'];
  before?: Record<string, string>;
  after?: Record<string, string>;
}

/**
 * The parts that speak of the person who acted. `actor` says who; session, assertion and network stand in `net`, because
 * another agency's auditor may learn who looked at its records, but never from which address or in which session
 * (THREATS 3). `http` holds the circumstances of the request, and a resource that belongs to no originator.
 */
export function personalParts(entry: AuditEntry): Record<string, unknown> {
  const parts: Record<string, unknown> = {};
  if (entry.actor) {
    const { session: _session, assertionId: _assertionId, ...actor } = entry.actor;
    parts['actor'] = defined(actor);
  }
  if (entry.purpose) parts['purpose'] = defined(entry.purpose);
  const net = defined({ ...entry.net, session: entry.actor?.session, assertionId: entry.actor?.assertionId });
  if (Object.keys(net).length > 0) parts['net'] = net;
  const http = defined({
    ...entry.http,
    asked: entry.decision?.action,
    obligations: entry.decision?.obligations,
    recipient: entry.recipient && defined(entry.recipient),
    resource: entry.resource && entry.resource.originator === undefined ? defined(entry.resource) : undefined,
    detail: entry.detail && defined(entry.detail),
  });
  if (Object.keys(http).length > 0) parts['http'] = http;
  return parts;
}

/** One part for each originator: what of its records the entry speaks of, and nothing of another's. */
export function originatorParts(entry: AuditEntry, change?: ChangeMacs): Record<string, unknown> {
  const parts: Record<string, Record<string, unknown>> = {};
  const partOf = (code: string): Record<string, unknown> => (parts[`originator:${code}`] ??= {});
  if (entry.resource?.originator !== undefined) {
    const part = partOf(entry.resource.originator);
    part['resource'] = defined(entry.resource);
    if (change) part['change'] = defined(change);
  }
  for (const record of entry.disclosed ?? []) {
    const part = partOf(record.originator);
    const disclosed = (part['disclosed'] ??= []) as unknown[];
    disclosed.push(defined(record));
  }
  return parts;
}

// Absent and undefined are one thing; canonical JSON knows only absent.
function defined(value: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}
