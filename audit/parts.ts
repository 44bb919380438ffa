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
    const { session, assertionId, ...actor } = entry.actor;
    parts['actor'] = actor;
    parts['net'] = { ip: entry.net?.ip, userAgentHash: entry.net?.userAgentHash, session, assertionId };
  } else if (entry.net) {
    parts['net'] = entry.net;
  }
  if (entry.purpose) parts['purpose'] = entry.purpose;
  const loose = entry.resource && entry.resource.originator === undefined ? entry.resource : undefined;
  if (entry.http || entry.decision || entry.recipient || entry.detail || loose) {
    const asked = entry.decision && { asked: entry.decision.action, obligations: entry.decision.obligations };
    parts['http'] = { ...entry.http, ...asked, recipient: entry.recipient, resource: loose, detail: entry.detail };
  }
  return parts;
}

/** One part for each originator: what of its records the entry speaks of, and nothing of another's. */
export function originatorParts(entry: AuditEntry, change?: ChangeMacs): Record<string, unknown> {
  const parts: Record<string, { resource?: unknown; change?: unknown; disclosed?: unknown[] }> = {};
  if (entry.resource?.originator !== undefined) {
    parts[`originator:${entry.resource.originator}`] = { resource: entry.resource, ...(change && { change }) };
  }
  for (const record of entry.disclosed ?? []) {
    const name = `originator:${record.originator}`;
    const part = parts[name] ?? {};
    parts[name] = part;
    part.disclosed ??= [];
    part.disclosed.push(record);
  }
  return parts;
}
