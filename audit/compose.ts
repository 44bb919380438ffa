import { canonicalise, NotCanonical } from './canonical.ts';
import type { Decoys } from './decoys.ts';
import type { AuditEntry } from './entry.ts';
import { InvalidAuditEntry } from './entry.ts';
import type { AuditEvent } from './events.ts';
import { codeOf } from './events.ts';
import type { Handles } from './handles.ts';
import { partDigest } from './leaf.ts';
import { type ChangeMacs, originatorParts, personalParts } from './parts.ts';
import { newSalt } from './salt.ts';
import { checkEntry } from './validate.ts';

/** What every entry of this process shares. */
export interface ComposeContext {
  instance: string;
  handles: Handles;
  decoys: Decoys;
}

/** An entry ready for the database. None of the texts holds a newline: that is what divides a batch. */
export interface Composed {
  /**
   * The canonical leaf up to and with `"ts":"`: the database adds its own time under the lock that orders entries, so
   * the clock cannot step back.
   */
  leaf: string;
  /** Name, salt and value of each part, divided by tabs: canonical JSON holds none. */
  parts: readonly string[];
  /** Search columns, divided by tabs: person, agency, action, outcome, code, purpose, rules, resource, about. */
  columns: string;
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
    const { parts, digests } = salted(values);
    if (parts.some((part) => part.includes('\\u0000') && nul.test(part)))
      throw new InvalidAuditEntry('a NUL character');
    const leaf = leafStart(entry, event, digests, context.instance);
    return { leaf, parts, columns: columns(entry, originators, context) };
  } catch (error) {
    if (error instanceof NotCanonical) throw new InvalidAuditEntry(error.message);
    throw error;
  }
}

// PostgreSQL has no text with U+0000; canonical JSON writes it as an escape, which an even number of backslashes precedes.
const nul = /(?<!\\)(?:\\\\)*\\u0000/;

function salted(values: Record<string, unknown>): { parts: string[]; digests: Record<string, string> } {
  const digests: Record<string, string> = {};
  const parts: string[] = [];
  for (const name of Object.keys(values).sort()) {
    const salt = newSalt();
    const text = canonicalise(values[name]);
    digests[name] = partDigest(salt, text);
    parts.push(`${name}\t${salt.toString('base64')}\t${text}`);
  }
  return { parts, digests };
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

function columns(entry: AuditEntry, originators: string[], { handles }: ComposeContext): string {
  const resource = entry.resource ? handles.column('record', entry.resource.id) : '';
  const about = new Set((entry.disclosed ?? []).map((record) => handles.column('record', record.id)));
  if (resource !== '') about.add(resource);
  for (const name of originators) about.add(handles.column('originator', name.slice('originator:'.length)));
  const row = [
    entry.actor ? handles.column('person', entry.actor.id) : '',
    entry.actor?.agency ?? '',
    entry.action,
    entry.outcome,
    codeOf(entry.action, entry.outcome),
    entry.purpose?.code ?? '',
    entry.decision?.ruleIds.join(' ') ?? '',
    resource,
    [...about].join(' '),
  ].join('\t');
  // Codes and ids only: one with white space would shift the columns behind it.
  if (!oneRow.test(row)) throw new InvalidAuditEntry('white space in a code of an agency, purpose or rule');
  return row;
}

const oneRow = /^(?:\S*\t){6}[^\t\n\r]*\t\S*\t[-0-9 ]*$/;

/** A batch as `audit_append` takes it: a line an entry, and a line a part with the number of its entry. */
export function batchTexts(batch: readonly Composed[]): [leaves: string, parts: string, columns: string] {
  return [
    batch.map((one) => one.leaf).join('\n'),
    batch.flatMap(({ parts }, n) => parts.map((part) => `${n + 1}\t${part}`)).join('\n'),
    batch.map((one) => one.columns).join('\n'),
  ];
}
