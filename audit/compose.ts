import { randomFillSync } from 'node:crypto';
import { canonicalise, NotCanonical } from './canonical.ts';
import type { Decoys } from './decoys.ts';
import type { AuditEntry } from './entry.ts';
import { InvalidAuditEntry } from './entry.ts';
import type { AuditEvent } from './events.ts';
import { codeOf } from './events.ts';
import type { Handles } from './handles.ts';
import { partDigest } from './leaf.ts';
import { type ChangeMacs, originatorParts, personalParts } from './parts.ts';
import { checkEntry } from './validate.ts';

/** What every entry of this process shares. */
export interface ComposeContext {
  instance: string;
  handles: Handles;
  decoys: Decoys;
}

/**
 * An entry ready for the database, in the short names of `audit_append`. `l` is the canonical leaf up to and with
 * `"ts":"`: the database adds its own time under the lock that orders entries, so the clock cannot step back.
 */
export interface Composed {
  l: string;
  p: string;
  w: string | null;
  g: string | null;
  a: string;
  o: string;
  c: string;
  u: string | null;
  r: string[];
  s: string | null;
  b: string[];
}

/** The end of every leaf behind its time: `ts` and `v` are last in canonical order. */
export const leafEnd = '","v":1}';

/** Throws InvalidAuditEntry when the entry does not fit the catalogue or has no canonical text. */
export function compose(entry: AuditEntry, context: ComposeContext, change?: ChangeMacs): Composed {
  const event = checkEntry(entry);
  try {
    const values = { ...personalParts(entry), ...originatorParts(entry, change) };
    const originators = Object.keys(values).filter((name) => name.startsWith('originator:'));
    for (const code of context.decoys.for(originators.map((name) => name.slice('originator:'.length)))) {
      values[`originator:${code}`] = {};
    }
    const { stored, digests } = salted(values);
    if (nul.test(stored)) throw new InvalidAuditEntry('a NUL character');
    return { l: leafStart(entry, event, digests, context.instance), p: stored, ...columns(entry, originators, context) };
  } catch (error) {
    if (error instanceof NotCanonical) throw new InvalidAuditEntry(error.message);
    throw error;
  }
}

// PostgreSQL has no text with U+0000; canonical JSON writes it as an escape, which an even number of backslashes precedes.
const nul = /(?<!\\)(?:\\\\)*\\u0000/;

function salted(values: Record<string, unknown>): { stored: string; digests: Record<string, string> } {
  const names = Object.keys(values).sort();
  const salts = randomFillSync(Buffer.allocUnsafe(16 * names.length));
  const digests: Record<string, string> = {};
  let stored = '';
  names.forEach((name, i) => {
    const salt = salts.subarray(16 * i, 16 * i + 16);
    const text = canonicalise(values[name]);
    digests[name] = partDigest(salt, text).toString('base64');
    stored += `${stored === '' ? '' : ','}"${name}":{"salt":"${salt.toString('base64')}","value":${text}}`;
  });
  return { stored: `{${stored}}`, digests };
}

function leafStart(entry: AuditEntry, event: AuditEvent, parts: Record<string, string>, instance: string): string {
  const decision = entry.decision && {
    policyVersion: entry.decision.policyVersion,
    policyHash: entry.decision.policyHash,
    ruleIds: entry.decision.ruleIds,
  };
  const head = {
    action: entry.action,
    class: event.class,
    code: codeOf(entry.action, entry.outcome),
    ...(decision && { decision }),
    instance,
    ledVerb: event.ledVerb,
    outcome: entry.outcome,
    parts,
    ts: '',
    v: 1,
  };
  return canonicalise(head).slice(0, -leafEnd.length);
}

function columns(entry: AuditEntry, originators: string[], { handles }: ComposeContext): Omit<Composed, 'l' | 'p'> {
  const resource = entry.resource ? handles.column('record', entry.resource.id) : null;
  const about = new Set((entry.disclosed ?? []).map((record) => handles.column('record', record.id)));
  if (resource !== null) about.add(resource);
  for (const name of originators) about.add(handles.column('originator', name.slice('originator:'.length)));
  return {
    w: entry.actor ? handles.column('person', entry.actor.id) : null,
    g: entry.actor?.agency || null,
    a: entry.action,
    o: entry.outcome,
    c: codeOf(entry.action, entry.outcome),
    u: entry.purpose?.code ?? null,
    r: entry.decision?.ruleIds ?? [],
    s: resource,
    b: [...about],
  };
}
